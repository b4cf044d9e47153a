import { civilDateOf, type Day } from '../../engine/calendar/day.ts'

/** The invented authority's three-digit code: no authority of England or Wales has one above 943. */
export const AUTHORITY_CODE = '990'

/** I, O and S are left out, being too like 1, 0 and 5. */
const CHECK_LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ'

/**
 * A unique pupil number of the invented authority: check letter, authority, school (four digits), year and serial. Distinct
 * for distinct numbers below ten million.
 */
export function upnOf(number: number, born: Day): string {
  const school = String(Math.floor(number / 1_000)).padStart(4, '0')
  const year = String((civilDateOf(born).year + 5) % 100).padStart(2, '0')
  const serial = String(number % 1_000).padStart(3, '0')
  const digits = `${AUTHORITY_CODE}${school}${year}${serial}`
  return `${checkLetter(digits)}${digits}`
}

/** The check letter of a pupil number's twelve digits: each weighted by its place, 2 to 13, summed, modulo 23. */
export function checkLetter(digits: string): string {
  let sum = 0
  for (let i = 0; i < digits.length; i++) sum += (digits.charCodeAt(i) - 48) * (i + 2)
  return CHECK_LETTERS.charAt(sum % 23)
}
