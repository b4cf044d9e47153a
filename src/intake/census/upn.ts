/** The letters of a unique pupil number, in the order of their values: I, O and S are left out. */
const LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ'
/** The code of "0". */
const ZERO = 48

/**
 * What is wrong with a unique pupil number, as the collection's rule number and in words; null where nothing is. A number
 * is a check letter, three digits of the authority, eight digits, and a digit or (a temporary number) a letter. That the
 * authority's digits are those of an authority (all of rule 1530) needs a list that the census does not carry.
 */
export function faultOfUpn(upn: string): { readonly rule: string; readonly what: string } | null {
  if (upn.length !== 13) return { rule: '1510', what: `has ${upn.length} characters where 13 are due` }
  if (!digits(upn, 2, 4)) return { rule: '1530', what: 'has no three digits of an authority after its letter' }
  if (!digits(upn, 5, 12)) return { rule: '1540', what: 'has other characters than digits in places 5 to 12' }
  const last = worth(upn.charAt(12))
  if (last < 0) return { rule: '1550', what: 'ends in a character that is neither a digit nor a letter in use' }
  let sum = 13 * last
  for (let place = 2; place <= 12; place++) sum += place * (upn.charCodeAt(place - 1) - ZERO)
  const due = LETTERS[sum % 23] ?? ''
  return upn[0] === due ? null : { rule: '1510', what: `begins with another letter than its digits give (${due})` }
}

/** A digit is worth itself, a letter its place. */
function worth(character: string): number {
  const digit = character.charCodeAt(0) - ZERO
  return digit >= 0 && digit <= 9 ? digit : LETTERS.indexOf(character)
}

/** Whether the characters in these places, counted from 1, are digits. */
function digits(text: string, from: number, until: number): boolean {
  for (let place = from; place <= until; place++) {
    const digit = text.charCodeAt(place - 1) - ZERO
    if (!(digit >= 0 && digit <= 9)) return false
  }
  return true
}
