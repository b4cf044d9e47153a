import { formatDay, weekdayIndex } from '../../engine/calendar/day.ts'
import type { Check, Fails } from './check.ts'
import type { On } from './record.ts'

const IN_CASE_SYSTEM = 'Correct it in the case system.'

/** Statutory limits in working days. */
const ASSESSMENT_LIMIT = 45
const CONFERENCE_LIMIT = 15

/** Checks of referrals, assessments, enquiries, conferences and child in need plans. */
export const CASE_CHECKS: readonly Check[] = [
  {
    rule: 'no-case',
    weight: 'doubtful',
    what: 'The child has no CINdetails.',
    remedy: 'Nothing is known of this child; see whether the export has left something out.',
    check: ({ episodes, line }, fails) => {
      if (episodes.length === 0) fails(line, 'A census lists a child for at least one.')
    },
  },
  {
    rule: 'ends-before-start',
    weight: 'refused',
    what: 'It ends before it begins. The end is left out, and it is taken to go on.',
    remedy: IN_CASE_SYSTEM,
    check: ({ episodes }, fails) => {
      for (const { referred, closed, assessments, inNeedPlans, preProceedings } of episodes) {
        failIfBefore('The referral', referred, closed, fails)
        for (const { start, authorised } of assessments) failIfBefore('The assessment', start, authorised, fails)
        for (const { start, end } of inNeedPlans) failIfBefore('The child in need plan', start, end, fails)
        for (const { start, decided, toCourt } of preProceedings) {
          failIfBefore('The period of pre-proceedings', start, decided ?? toCourt, fails)
        }
      }
    },
  },
  {
    rule: 'conference-before-enquiry',
    weight: 'doubtful',
    what: 'The initial conference was held before the enquiry that led to it began.',
    remedy: IN_CASE_SYSTEM,
    check: ({ episodes }, fails) => {
      for (const { enquiries } of episodes) {
        for (const { start, conference } of enquiries) {
          if (start === null || conference === null || conference.value >= start.value) continue
          fails(
            conference.line,
            `It was held on ${formatDay(conference.value)}; the enquiry began on ${formatDay(start.value)}.`,
          )
        }
      }
    },
  },
  {
    rule: '8670',
    weight: 'doubtful',
    what: 'An assessment that is not finished began more than 45 working days before the end of the collection.',
    remedy: 'Give its date of authorisation, or see why it is still open.',
    check: ({ episodes }, fails, { referenceDate, workingDays }) => {
      if (referenceDate === null) return
      for (const { assessments } of episodes) {
        for (const { start, authorised } of assessments) {
          if (start === null || authorised !== null || start.value > referenceDate) continue
          const taken = workingDays(start.value, referenceDate)
          if (taken !== null && taken > ASSESSMENT_LIMIT) {
            fails(start.line, `It began on ${formatDay(start.value)}, ${taken} working days before.`)
          }
        }
      }
    },
  },
  {
    // Not a rule of the collection, which counts these; nothing is wrong with the data.
    rule: 'assessment-over-limit',
    weight: 'note',
    what: 'The assessment took more than 45 working days.',
    remedy: 'None in the data, if both dates are right.',
    check: ({ episodes }, fails, { workingDays }) => {
      for (const { assessments } of episodes) {
        for (const { start, authorised } of assessments) {
          if (start === null || authorised === null || authorised.value <= start.value) continue
          const taken = workingDays(start.value, authorised.value)
          if (taken !== null && taken > ASSESSMENT_LIMIT) fails(authorised.line, `It took ${taken}.`)
        }
      }
    },
  },
  {
    rule: '8675',
    weight: 'doubtful',
    what: 'An enquiry began more than 15 working days before the end of the collection and has no initial conference.',
    remedy: 'Give the date of the conference, or say that none was required.',
    check: ({ episodes }, fails, { referenceDate, workingDays }) => {
      if (referenceDate === null) return
      for (const { enquiries, conference: beside } of episodes) {
        for (const { start, conference, conferenceNotRequired } of enquiries) {
          if (start === null || conference !== null || beside !== null || conferenceNotRequired) continue
          if (start.value > referenceDate) continue
          const taken = workingDays(start.value, referenceDate)
          if (taken !== null && taken > CONFERENCE_LIMIT) {
            fails(start.line, `It began on ${formatDay(start.value)}, ${taken} working days before.`)
          }
        }
      }
    },
  },
  {
    // Not a rule of the collection, which counts these. The limit runs from the strategy discussion; a census has the
    // first day of the enquiry for it.
    rule: 'conference-over-limit',
    weight: 'note',
    what: 'The initial conference was held more than 15 working days after the enquiry began.',
    remedy: 'None in the data, if both dates are right.',
    check: ({ episodes }, fails, { workingDays }) => {
      for (const { enquiries } of episodes) {
        for (const { start, conference } of enquiries) {
          if (start === null || conference === null || conference.value <= start.value) continue
          const taken = workingDays(start.value, conference.value)
          if (taken !== null && taken > CONFERENCE_LIMIT) fails(conference.line, `It was held after ${taken}.`)
        }
      }
    },
  },
  {
    rule: '8875',
    weight: 'doubtful',
    what: 'An initial conference is not held on a weekend.',
    remedy: IN_CASE_SYSTEM,
    check: ({ conferences }, fails) => {
      for (const { value, line } of conferences) {
        if (weekdayIndex(value) > 4)
          fails(line, `${formatDay(value)} is a ${weekdayIndex(value) === 5 ? 'Saturday' : 'Sunday'}.`)
      }
    },
  },
  {
    rule: '2884',
    weight: 'doubtful',
    what: 'An initial conference stands at its enquiry or, for a child who moves in, beside the enquiries; not at both.',
    remedy: 'Leave DateOfInitialCPC out of CINdetails where it stands in Section47.',
    check: ({ episodes }, fails) => {
      for (const { conference, enquiries } of episodes) {
        if (conference === null || enquiries.every((enquiry) => enquiry.conference === null)) continue
        fails(conference.line, 'This referral has it at both; conferences of one day are taken as one.')
      }
    },
  },
  {
    // The collection asks this of plans that are open within one referral; what began in another referral it does not see.
    rule: '4001',
    weight: 'doubtful',
    what: 'A child in need plan does not run beside a child protection plan.',
    remedy: 'End the child in need plan on the day the protection plan began.',
    check: ({ episodes }, fails) => {
      for (const { inNeedPlans, plans } of episodes) {
        const open = plans.find(({ start, end }) => start !== null && end === null)
        if (open === undefined) continue
        for (const { start, end } of inNeedPlans) {
          if (start !== null && end === null) fails(start.line, `The protection plan of line ${open.line} is open too.`)
        }
      }
    },
  },
]

function failIfBefore(what: string, start: On | null, end: On | null, fails: Fails): void {
  if (start === null || end === null || end.value >= start.value) return
  fails(end.line, `${what} begins on ${formatDay(start.value)} and ends on ${formatDay(end.value)}.`)
}
