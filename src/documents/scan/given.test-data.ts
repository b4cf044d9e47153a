import assert from 'node:assert/strict'
import { type Day, day } from '../../engine/calendar/day.ts'
import type { Cohort } from '../../engine/facts/cohort.ts'
import type { Clause, Protocol } from '../../engine/protocol/protocol.ts'
import { readProtocol } from '../../engine/protocol/read.ts'
import { england, given, legalStatus, plan, review } from '../../engine/watch/given.test-data.ts'
import { scan } from '../../engine/watch/scan.ts'
import { type Finding, Findings } from '../../intake/finding.ts'
import type { Scanned } from './scanned.ts'

// What the tests of the documents are given: an invented protocol of an invented authority, and a few children.

const CLAUSES: ReadonlyMap<string, Clause> = new Map(
  [
    { id: 'NVL-01', place: 'Section 1', says: 'A plan is looked at again after 15 months or the third review.' },
    { id: 'NVL-02', place: 'Section 2', says: 'The first panel meets within 10 working days.' },
    { id: 'NVL-03', place: 'Section 3', says: 'Each plan is reviewed after 3 months, then every 6 months.' },
    { id: 'NVL-04', place: 'Section 4', says: 'An interim care order at home may need the panel.' },
  ].map((clause) => [clause.id, clause]),
)

const PROTOCOL = `
protocol: drifting-plans
title: Plans that drift
authority: Northvale
version: '2026.1'
source:
  document: Northvale Escalation Guide
  issued: 2026-01
  review due: none given
  clauses: northvale
subject: child
calendar: england-and-wales

roles:
  team-manager: Team Manager
  chair: Conference Chair
  director: Director

stages:
  panel: The panel is to be held

triggers:
  fifteen-months:
    title: 15 months on a plan, or the third review
    cites: [NVL-01]
    for each: protection plan
    met:
      earliest of:
        - lasting for: 15 months
        - review conferences held: 3
    opens: panel
  order-at-home:
    title: Interim care order
    cites: [NVL-04]
    for each: child
    met:
      legal status: interim care order
    suggests: Consider the panel.
    asks:
      - Does the child live at home?

  conference-asked-for:
    title: Initial conference asked for
    cites: [NVL-03]
    for each: enquiry
    met:
      conference asked for: yes
    suggests: Prepare the conference.

steps:
  record-panel:
    title: Record the first panel
    cites: [NVL-02]
    by: team-manager

if overdue: tell director

duties:
  hold-review:
    title: Hold the review conference
    cites: [NVL-03]
    owed by: the child's chair
    for each: protection plan
    due: 3 months after its start, then every 6 months
    met by: review conference
    lapses: when the plan ends
  hold-panel:
    title: Hold the first panel
    cites: [NVL-02]
    owed by: team-manager, else the child's chair
    for each: fifteen-months
    due: 10 working days after the later of the trigger being met and the trigger being noticed
    met by: record-panel
    lapses: when the plan ends
`

export const CALENDAR = england()

/** The protocol of Northvale, with more duties where they are given. */
export function northvale(duties = ''): Protocol {
  const read = readProtocol(`${PROTOCOL}${duties}`, {
    clauses: () => CLAUSES,
    calendars: new Set(['england-and-wales']),
  })
  assert(read.ok, JSON.stringify(read))
  return read.protocol
}

export const AS_OF: Day = day('2026-11-20')

interface Asked {
  readonly asOf?: Day
  readonly findings?: readonly Finding[]
  readonly protocol?: Protocol
}

/** Asks a cohort the protocol of Northvale, and half a year ahead. */
export function scanned(cohort: Cohort, { asOf = AS_OF, findings = [], protocol = northvale() }: Asked = {}): Scanned {
  const found = new Findings()
  for (const each of findings) found.report(each)
  return {
    scan: scan([{ protocol, calendar: CALENDAR }], cohort, { asOf, until: day('2027-05-20') }),
    cohort,
    findings: found,
    clause: (id) => CLAUSES.get(id),
    version: '1.2.3',
  }
}

/** Three children in a census of one year: one long on a plan, one not long, one of whom little is told. */
export function threeChildren(): Cohort {
  return given(
    {
      name: 'census',
      format: 'cin-census',
      files: ['returns/census.xml'],
      authority: '998',
      writtenOn: day('2026-11-19'),
      coverage: [
        { kind: 'protection-plan', from: null, until: day('2026-11-19') },
        { kind: 'review', from: day('2026-04-01'), until: day('2026-11-19') },
        { kind: 'enquiry', from: null, until: day('2026-11-19') },
      ],
      previousPlans: 'leaves-present-out',
    },
    { facts: [plan('2025-09-18'), review('2026-06-15')] },
    { facts: [plan('2026-10-05')] },
    { facts: [plan('2025-03-02'), legalStatus('C1', '2026-02-02')] },
  )
}

export const FINDING: Finding = {
  weight: 'refused',
  file: 'returns/census.xml',
  line: 14,
  child: 'CHILD-2',
  rule: '8925',
  message: 'The plan ends before it starts.',
  remedy: 'Correct one of the two dates.',
}
