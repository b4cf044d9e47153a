import { basename } from 'node:path'
import {
  CATEGORIES,
  LEGAL_STATUSES,
  OTHER_LEGAL_STATUSES,
  OTHER_PLACEMENTS,
  PLACEMENTS,
} from '../../../engine/facts/codes.ts'
import type { Fact, Origin, Source } from '../../../engine/facts/fact.ts'
import { sayDate, sayList } from './days.ts'

/** Where a fact was read: "census.xml, line 120". */
export type SayPlace = (origin: Origin) => string

/** Names files by their last part, and by their whole path where two share one. */
export function shortNames(files: Iterable<string>): (file: string) => string {
  const whole = new Map<string, Set<string>>()
  for (const file of files) {
    const paths = whole.get(basename(file))
    if (paths === undefined) whole.set(basename(file), new Set([file]))
    else paths.add(file)
  }
  return (file) => ((whole.get(basename(file))?.size ?? 1) === 1 ? basename(file) : file)
}

/** Says where facts of these sources were read. */
export function placesIn(sources: readonly Source[]): SayPlace {
  const short = shortNames(sources.flatMap(({ files }) => files))
  const shown = sources.map(({ files }) => files.map(short))
  return ({ source, file, line }) => `${shown[source]?.[file] ?? sources[source]?.name ?? 'a file'}, line ${line}`
}

/** "protection plan begun 3 March 2025, for neglect (census.xml, line 120)". */
export function sayFact(fact: Fact, sayPlace: SayPlace): string {
  return `${sayBareFact(fact)} (${sayPlace(fact.origin)})`
}

/** As `sayFact`, without the place. */
export function sayBareFact(fact: Fact): string {
  const from = sayDate(fact.from)
  const ended = (what: string): string => (fact.until === null ? '' : `, ${what} ${sayDate(fact.until)}`)
  switch (fact.kind) {
    case 'referral':
      return `referral of ${from}${fact.noFurtherAction ? ', no further action' : ended('case closed')}`
    case 'assessment': {
      const services = { yes: ', a service followed', no: ', no service followed', unknown: '' }
      const factors = fact.factors.length === 0 ? '' : `, factors ${fact.factors.join(', ')}`
      return `assessment begun ${from}${ended('authorised')}${factors}${services[fact.service]}`
    }
    case 'enquiry': {
      const target =
        fact.conferenceTarget === null ? '' : `, conference to be held by ${sayDate(fact.conferenceTarget)}`
      return `section 47 enquiry begun ${from}${fact.conferenceNotRequired ? ', no conference required' : target}`
    }
    case 'conference':
      return `initial conference held ${from}`
    case 'child-in-need-plan':
      return `child in need plan begun ${from}${ended('ended')}`
    case 'protection-plan': {
      const { initialCategory, latestCategory } = fact
      const first = sayCategory(initialCategory)
      const category = initialCategory === latestCategory ? first : `${first}, later ${sayCategory(latestCategory)}`
      const { statedPrevious } = fact
      const stated =
        statedPrevious === null || statedPrevious === 0 ? '' : `; its source states ${statedPrevious} before it`
      return `protection plan begun ${from}${ended('ended')}, for ${category}${stated}`
    }
    case 'review':
      return `review conference held ${from}`
    case 'legal-status':
      return `legal status ${sayCode(fact.code, STATUS_WORDS)} from ${from}${ended('to')}`
    case 'placement': {
      const miles = fact.distance === null ? '' : `, ${fact.distance} miles from home`
      return `placement ${sayCode(fact.code, PLACEMENT_WORDS)} from ${from}${ended('to')}${miles}`
    }
    case 'pre-proceedings':
      return `pre-proceedings begun ${from}${ended('ended')}`
    case 'involvement':
      return `involvement of ${fact.team === '' ? 'a worker' : fact.team} from ${from}${ended('to')}`
    default:
      return fact satisfies never
  }
}

/** What a duty is owed or a trigger met for, in words; '' where it is the child or the family. */
export function sayFor(anchor: Fact | null): string {
  return anchor === null ? '' : sayBareFact(anchor)
}

/** "neglect" for NEG; what no set knows stays as it came. */
export function sayCategory(code: string): string {
  if (code === 'MUL') return 'multiple categories'
  return Object.entries(CATEGORIES).find(([, known]) => known === code)?.[0] ?? code
}

/** "C1 (interim care order)"; a code without a word of its own stays alone. */
function sayCode(code: string, words: CodeWords): string {
  const found = wordOf(code, words)
  return found === '' ? code : `${code} (${found})`
}

type CodeWords = Readonly<Record<string, readonly string[]>>

const STATUS_WORDS: CodeWords = { ...LEGAL_STATUSES, ...OTHER_LEGAL_STATUSES }
const PLACEMENT_WORDS: CodeWords = { ...PLACEMENTS, ...OTHER_PLACEMENTS }

function wordOf(code: string, words: CodeWords): string {
  const found = Object.entries(words).filter(([, codes]) => codes.includes(code))
  return sayList(found.map(([word]) => word))
}

/** "interim care order" for C1; what has no word stays as it came. */
export function sayLegalStatus(code: string): string {
  return wordOf(code, STATUS_WORDS) || code
}

/** "with parents" for P1; what has no word stays as it came. */
export function sayPlacement(code: string): string {
  return wordOf(code, PLACEMENT_WORDS) || code
}
