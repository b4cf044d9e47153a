/** The longest quotation from a file. */
const LONGEST = 40

/** Words that a value may hold and that are nobody's name. */
const KNOWN = new Set(
  (
    'january february march april may june july august september october november december ' +
    'jan feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday ' +
    'true false yes no null none nil n/a na unknown neglect physical sexual emotional abuse multiple ' +
    'neg phy sab emo mul male female'
  ).split(' '),
)

/** The name of a column, an element or an attribute, cut and cleaned so that it can stand in a sentence. */
export function quotedName(name: string): string {
  return `"${clean(name)}"`
}

/**
 * A value from a file so that it can stand in a sentence. Files hold names of people, and a comma too many puts one where a
 * date belongs; a finding is mailed about. So letters are shown only in words that cannot name anybody: two letters at most,
 * letters together with figures, months and the like. Others are written as x; the finding's line leads to the rest.
 */
export function quotedValue(value: string): string {
  return `"${clean(value).replaceAll(/[\p{L}\p{M}\p{N}_/'’-]+/gu, (word) => (isHarmless(word) ? word : word.replaceAll(/[\p{L}\p{M}]/gu, 'x')))}"`
}

function isHarmless(word: string): boolean {
  if (KNOWN.has(word.toLowerCase())) return true
  const letters = word.match(/[\p{L}\p{M}]/gu)?.length ?? 0
  if (letters <= 2) return true
  if (word.split(/[-/]/).every((part) => KNOWN.has(part.toLowerCase()) || /^\d*$/.test(part))) return true
  // An identifier: figures among letters, as no name has them.
  return /\p{N}/u.test(word) && !/\p{Ll}{3}/u.test(word)
}

function clean(text: string): string {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text
  return short.replaceAll(UNPRINTABLE, '?')
}

/** Control characters, marks of direction and what else is not seen, which could move a terminal's cursor or hide text. */
const UNPRINTABLE = /[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu
