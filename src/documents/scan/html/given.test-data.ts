import { type Day, day } from '../../../engine/calendar/day.ts'
import { Cohort } from '../../../engine/facts/cohort.ts'
import type { Source } from '../../../engine/facts/fact.ts'
import {
  assessment,
  census,
  childInNeedPlan,
  conference,
  dataset,
  enquiry,
  given,
  legalStatus,
  placement,
  plan,
  protocol,
  referral,
  review,
} from '../../../engine/watch/given.test-data.ts'
import { scan } from '../../../engine/watch/scan.ts'
import type { Finding } from '../../../intake/finding.ts'
import { Findings } from '../../../intake/finding.ts'
import { AS_OF, CALENDAR, FINDING } from '../given.test-data.ts'
import type { Scanned } from '../scanned.ts'
import { reportChunks } from './report.ts'

// What the tests of the page are given: children whose facts bring out every part of it, and names that would break it.

/** An identifier such as only a damaged or a hostile file holds. */
export const HOSTILE = `"><script>alert(1)</script>&amp;'${'W'.repeat(120)}\u202e\u0000`

const PROTOCOLS = ['challenging-cases', 'plans-that-drift', 'repeat-plans', 'cases-of-most-concern', 'complex-cases']

const LONG_PLAN = [
  referral('2024-12-01'),
  conference('2025-02-03'),
  plan('2025-02-03', null, { latestCategory: 'EMO' }),
  review('2025-04-28'),
  review('2025-10-20'),
]

/** Every shape and every standing; plans, orders and placements; an identifier to beware of. */
export function everything(source: Source = dataset('2026-11-19')): Cohort {
  const cohort = given(
    source,
    {
      born: '2019-04-01',
      family: 'F1',
      facts: [assessment('2024-12-01', '2025-01-10', { factors: ['15A'] }), enquiry('2025-01-12', null), ...LONG_PLAN],
    },
    {
      born: '2012-05-01',
      family: 'F1',
      facts: [
        childInNeedPlan('2024-03-01', '2024-09-01'),
        plan('2020-01-06', '2020-09-01'),
        plan('2022-01-10', '2022-12-01'),
        plan('2026-09-28', null, { latestCategory: 'MUL' }),
        legalStatus('C1', '2026-03-02'),
        placement('P1', '2026-03-02', null, 2),
        placement('K1', '2026-09-01', null, 45),
      ],
    },
    { facts: [childInNeedPlan('2025-12-01')] },
  )
  const hostile = cohort.childOf(HOSTILE, 0)
  cohort.add(hostile, plan('2026-10-05')(0, 9))
  return cohort
}

/** The same in a census of one year, which cannot tell everything: it may count a third plan as the second. */
export function oneYear(): Cohort {
  const cohort = everything(census('2026-11-18', 'unknown'))
  cohort.add(cohort.childOf('CHILD-5', 0), plan('2026-11-12', null, { statedPrevious: 2 })(0, 30))
  return cohort
}

/** Many children long on a plan, each with something owed under every protocol of plans. */
export function many(children: number): Cohort {
  return given(
    dataset('2026-11-19'),
    ...Array.from({ length: children }, () => ({ facts: [...LONG_PLAN, review('2026-04-20')] })),
  )
}

interface Asked {
  readonly asOf?: Day
  readonly until?: Day
  readonly protocols?: readonly string[]
  readonly findings?: readonly Finding[]
}

/** Asks a cohort the protocols as they are shipped. */
export function asked(
  cohort: Cohort,
  { asOf = AS_OF, until = day('2027-05-20'), protocols = PROTOCOLS, findings = [] }: Asked = {},
): Scanned {
  const found = new Findings()
  for (const each of findings) found.report(each)
  const watched = protocols.map((id) => ({ protocol: protocol(id), calendar: CALENDAR }))
  return {
    scan: scan(watched, cohort, { asOf, until }),
    cohort,
    findings: found,
    clause: (id) => (id.endsWith('6') ? undefined : { id, place: 'section 1', says: `What ${id} asks for.` }),
    version: '1.2.3',
  }
}

export const FINDINGS: readonly Finding[] = [
  FINDING,
  { ...FINDING, line: null, child: null },
  { ...FINDING, weight: 'doubtful', rule: '8840', file: 'a <b>&.xml', child: HOSTILE, message: HOSTILE },
  { ...FINDING, weight: 'note', rule: 'a-rule-with-a-very-long-name-of-its-own-that-has-no-room-anywhere' },
]

export function pageOf(scanned: Scanned): string {
  return [...reportChunks(scanned)].join('')
}

export { Cohort }
