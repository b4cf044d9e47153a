import { formatDay } from '../../engine/calendar/day.ts'
import { quotedValue } from '../quoted.ts'
import type { Check } from './check.ts'
import { SEXES, type Sex } from './codes.ts'
import type { SaidSex } from './record.ts'
import { faultOfUpn } from './upn.ts'

const IN_CASE_SYSTEM = 'Correct it in the case system.'

/** Rules 1510 to 1550 each ask one thing of a UPN; `faultOfUpn` gives the first that fails. */
function upnCheck(rule: string, what: string): Check {
  return {
    rule,
    weight: 'doubtful',
    what,
    remedy: 'Ask the school for the right number. Nothing here rests on it.',
    check: ({ upn }, fails) => {
      if (upn === null) return
      const fault = faultOfUpn(upn.value)
      if (fault?.rule === rule) fails(upn.line, `UPN ${quotedValue(upn.value)} ${fault.what}.`)
    },
  }
}

/** Checks of who the child is. */
export const CHILD_CHECKS: readonly Check[] = [
  upnCheck('1510', 'The UPN is not a right one.'),
  upnCheck('1530', 'The UPN names no authority.'),
  upnCheck('1540', 'The UPN is not all digits where it has to be.'),
  upnCheck('1550', 'The UPN ends wrongly.'),
  {
    rule: '1570',
    weight: 'doubtful',
    what: "The child's identifier is longer than 20 characters.",
    remedy: 'The collection will refuse it; shorten it in the export, the same way in every file.',
    check: ({ id }, fails) => {
      if (id !== null && id.value.length > 20) fails(id.line, `It has ${id.value.length}, and is taken as it is.`)
    },
  },
  {
    rule: '1580',
    weight: 'doubtful',
    what: "The child's identifier has other characters than letters and digits.",
    remedy: 'The collection will refuse it; leave them out in the export, the same way in every file.',
    check: ({ id }, fails) => {
      if (id !== null && !/^[A-Za-z0-9]*$/.test(id.value)) fails(id.line, 'It is taken as it is.')
    },
  },
  {
    rule: '8525',
    weight: 'doubtful',
    what: 'A child has a date of birth or an expected one, and not both.',
    remedy: 'Give the date of birth, and the expected one only until the child is born.',
    check: ({ born, expected, line }, fails) => {
      if (born !== null && expected !== null) fails(expected.line, 'This child has both; the date of birth is taken.')
      else if (born === null && expected === null) fails(line, 'This child has neither, so the age is unknown.')
    },
  },
  {
    // Whether a child was born after the collection ended is asked of the reference date; later births belong elsewhere.
    rule: '8520',
    weight: 'doubtful',
    what: "The child was born after the collection's year.",
    remedy: IN_CASE_SYSTEM,
    check: ({ born }, fails, { referenceDate }) => {
      if (born !== null && referenceDate !== null && born.value > referenceDate) {
        fails(born.line, `The birth is on ${formatDay(born.value)}, the reference date ${formatDay(referenceDate)}.`)
      }
    },
  },
  {
    rule: 'death-before-birth',
    weight: 'doubtful',
    what: 'The child died before the birth.',
    remedy: IN_CASE_SYSTEM,
    check: ({ born, died }, fails) => {
      if (born === null || died === null || died.value >= born.value) return
      fails(died.line, `The birth is on ${formatDay(born.value)}, the death on ${formatDay(died.value)}.`)
    },
  },
  {
    rule: '4180',
    weight: 'doubtful',
    what: "The child's sex is missing, or not one of the collection's codes.",
    remedy: 'Give Sex (M, F or U; before the collection of 2025 GenderCurrent, 1, 2, 0 or 9).',
    check: ({ sexes, line }, fails) => {
      if (sexes.length === 0) fails(line, 'It is missing.')
      for (const said of sexes) {
        if (sexOf(said) === null) fails(said.line, `${said.element} ${quotedValue(said.value)} is taken as unknown.`)
      }
    },
  },
  {
    rule: 'sex-mixed',
    weight: 'doubtful',
    what: 'Sex and GenderCurrent are mixed.',
    remedy: 'Ask the supplier of the case system for an export of one collection year, with one element and its codes.',
    check: ({ sexes }, fails) => {
      const [first, second] = sexes
      if (first !== undefined && second !== undefined) fails(second.line, 'Both stand; the first is taken.')
      for (const said of sexes) {
        if (SEXES[said.element].has(said.value) || sexOf(said) === null) continue
        fails(
          said.line,
          `${said.element} ${quotedValue(said.value)} is a code of the other; it is taken as ${sexOf(said)}.`,
        )
      }
    },
  },
  {
    rule: '8750',
    weight: 'doubtful',
    what: 'A child not yet born has no known sex.',
    remedy: 'Give U (before the collection of 2025: 0) until the birth, and then the date of birth.',
    check: ({ born, expected, sexes: [said] }, fails) => {
      if (born !== null || expected === null || said === undefined) return
      const sex = sexOf(said)
      if (sex === 'male' || sex === 'female') fails(said.line, `This one is ${sex}.`)
    },
  },
]

/** The sex that is said, in the codes of either element; null where it is no code of them. */
export function sexOf({ value, element }: SaidSex): Sex | null {
  const other = element === 'Sex' ? 'GenderCurrent' : 'Sex'
  return SEXES[element].get(value) ?? SEXES[other].get(value) ?? null
}
