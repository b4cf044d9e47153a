import { CATEGORIES_OF_ABUSE, FACTORS } from '../census/codes.ts'

/** A value as a code, and whether the code is one that is known. An unknown value is kept as it came. */
export interface Coded {
  readonly code: string
  readonly known: boolean
}

const CATEGORY_WORDS: ReadonlyMap<string, string> = new Map([
  ['neglect', 'NEG'],
  ['physical', 'PHY'],
  ['physical abuse', 'PHY'],
  ['physical injury', 'PHY'],
  ['sexual', 'SAB'],
  ['sexual abuse', 'SAB'],
  ['emotional', 'EMO'],
  ['emotional abuse', 'EMO'],
])

/**
 * A category of abuse: NEG, PHY, SAB, EMO or MUL, written as the code, with words after it ("NEG - Neglect"), as words
 * ("Emotional abuse", "a) Neglect"), or as several of these, which is MUL.
 */
export function category(text: string): Coded {
  const several = new Set(text.split(/[,;/&+]|\band\b/i).map((part) => oneCategory(part)))
  if (several.size > 1 && !several.has(undefined)) return { code: 'MUL', known: true }
  const one = oneCategory(text)
  return one === undefined ? { code: text, known: false } : { code: one, known: true }
}

function oneCategory(text: string): string | undefined {
  const bare = text.trim().replace(/^[a-z][).]\s*/i, '')
  const first = /^[A-Z]{3}\b/i.exec(bare)?.[0].toUpperCase() ?? ''
  if (CATEGORIES_OF_ABUSE.has(first)) return first
  if (/^multiple\b/i.test(bare)) return 'MUL'
  return CATEGORY_WORDS.get(words(bare))
}

const LEGAL_STATUSES = new Set('C1 C2 D1 E1 J1 J2 J3 L1 L2 L3 V1 V2 V3 V4 W1'.split(' '))
/** The names that the looked-after collection gives its codes; only what says one thing and no other. */
const LEGAL_STATUS_WORDS: ReadonlyMap<string, string> = new Map([
  ['ico', 'C1'],
  ['interim care order', 'C1'],
  ['fco', 'C2'],
  ['care order', 'C2'],
  ['full care order', 'C2'],
  ['freeing order', 'D1'],
  ['freeing order granted', 'D1'],
  ['placement order', 'E1'],
  ['placement order granted', 'E1'],
  ['single period of accommodation under section 20', 'V2'],
  ['police protection', 'L1'],
  ['under police protection', 'L1'],
  ['under police protection and in local authority accommodation', 'L1'],
  ['epo', 'L2'],
  ['emergency protection order', 'L2'],
  ['emergency protection order epo', 'L2'],
  ['child assessment order', 'L3'],
  ['under child assessment order', 'L3'],
])

/** A legal status: its code, alone or with words after it ("C1: ICO"), or one of the collection's own names. */
export function legalStatus(text: string): Coded {
  return codeOrWords(text, LEGAL_STATUSES, LEGAL_STATUS_WORDS)
}

/** English and Welsh codes of all collection years: a code set changes by year, and a dataset reaches over several. */
const PLACEMENTS = new Set(
  (
    'A1 A2 A3 A4 A5 A6 A8 F1 F2 F3 F4 F5 F6 H1 H2 H21 H22 H3 H4 H5 K1 K2 K3 M1 M2 M3 P1 P2 P3 Q1 Q2 R1 R2 R3 R4 R5 S1 ' +
    'T0 T1 T2 T3 T4 U1 U2 U3 U4 U5 U6 Z1 Z11 Z12 Z13 Z14'
  ).split(' '),
)
const PLACEMENT_WORDS: ReadonlyMap<string, string> = new Map([
  ['own parents', 'P1'],
  ['placed with parents', 'P1'],
  ['placed with own parents', 'P1'],
  ['placed with own parent s or other person s with parental responsibility', 'P1'],
  ['secure children s home', 'K1'],
  ['secure children s homes', 'K1'],
])

/** A kind of placement: its code, alone or with words after it ("P1 - own parents"), or one of a few plain names. */
export function placement(text: string): Coded {
  return codeOrWords(text, PLACEMENTS, PLACEMENT_WORDS)
}

function codeOrWords(text: string, codes: ReadonlySet<string>, named: ReadonlyMap<string, string>): Coded {
  const first = /^[A-Z]\d{1,2}\b/i.exec(text)?.[0].toUpperCase() ?? ''
  if (codes.has(first)) return { code: first, known: true }
  const code = named.get(words(text))
  return code === undefined ? { code: text, known: false } : { code, known: true }
}

/** A primary need: N0 to N9, alone or with words after it. */
export function need(text: string): Coded {
  const code = /^N\d\b/i.exec(text)?.[0].toUpperCase()
  return code === undefined ? { code: text, known: false } : { code, known: true }
}

/**
 * The factors of an assessment: a JSON list (["1A", "2B"]), a JSON object of answers ({"1A": "Yes"}), or codes with commas,
 * semicolons or blanks between them.
 */
export function factors(text: string): readonly Coded[] {
  const found = new Map<string, Coded>()
  for (const part of factorTexts(text)) {
    const code = /^\d{1,2}[A-Z]?\b/i.exec(part)?.[0].toUpperCase()
    const coded = code !== undefined && FACTORS.has(code) ? { code, known: true } : { code: part, known: false }
    found.set(coded.code, coded)
  }
  return [...found.values()]
}

function factorTexts(text: string): readonly string[] {
  const parsed = /^[[{]/.test(text) ? parseJson(text) : undefined
  if (Array.isArray(parsed)) return parsed.map((each) => String(each).trim()).filter((each) => each !== '')
  if (typeof parsed === 'object' && parsed !== null) {
    return Object.entries(parsed)
      .filter(([, answer]) => flag(String(answer)) === true)
      .map(([factor]) => factor.trim())
  }
  return text
    .replaceAll(/[[\]{}"']/g, ' ')
    .split(/[,;|]/)
    .flatMap((part) => (/^(?:\s*\d{1,2}[A-Z]?\b)+\s*$/i.test(part) ? part.split(' ') : [part]))
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** One answer of a JSON object of outcomes ({"CP_CONFERENCE_FLAG": "N"}); undefined where it does not say. */
export function answerIn(text: string, question: string): boolean | undefined {
  const parsed = text.startsWith('{') ? parseJson(text) : undefined
  if (typeof parsed !== 'object' || parsed === null) return undefined
  const answer = Object.entries(parsed).find(([key]) => key.toUpperCase() === question)?.[1]
  return answer === undefined ? undefined : flag(String(answer).trim())
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

const TRUE = new Set(['y', 'yes', 't', 'true', '1'])
const FALSE = new Set(['n', 'no', 'f', 'false', '0'])

/** A yes or no; undefined for anything else. */
export function flag(text: string): boolean | undefined {
  const lower = text.toLowerCase()
  return TRUE.has(lower) ? true : FALSE.has(lower) ? false : undefined
}

/** A child's sex from M and F, the older 1 and 2, or words. */
export function sex(text: string): { readonly code: 'male' | 'female' | 'unknown'; readonly known: boolean } {
  switch (text.toLowerCase()) {
    case 'm':
    case 'male':
    case '1':
      return { code: 'male', known: true }
    case 'f':
    case 'female':
    case '2':
      return { code: 'female', known: true }
    case '':
    case 'u':
    case 'i':
    case 'unknown':
    case '0':
    case '9':
      return { code: 'unknown', known: true }
    default:
      return { code: 'unknown', known: false }
  }
}

function words(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/\([^)]*\d{4}[^)]*\)/g, ' ')
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim()
}
