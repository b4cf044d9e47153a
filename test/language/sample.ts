import type { Clause, Surroundings } from '../../src/engine/protocol/protocol.ts'

/** A whole protocol of an authority that does not exist, with every kind of part, and nothing wrong in it. */
export const SAMPLE = `protocol: sample-escalation
title: An invented escalation
authority: Nowhere
version: '1.10'
source:
  document: An invented document
  issued: 2020-01
  review due: 2021-01-31
  owner: Nobody in particular
  clauses: sample
subject: child
calendar: every-weekday

readings:
  - cites: [SAM-01]
    reading: The document says nothing of holidays; every weekday counts.

roles:
  team-manager: Team manager
  director: Director
  social-worker: Social worker

stages:
  asked-for: Meeting asked for
  listed: On the list

triggers:
  long-plan:
    title: 15 months on a plan, or three reviews with neglect
    cites: [SAM-01, SAM-02]
    for each: protection plan
    met:
      earliest of:
        - lasting for: 15 months
        - all of:
            - review conferences held: 3
            - latest category: neglect
    opens: asked-for
  many-referrals:
    title: Many referrals
    cites: [SAM-02]
    for each: child
    met:
      referrals: 3 within 24 months
    suggests: Consider a meeting.
    asks:
      - Were they about the same worry?

duties:
  hold-meeting:
    title: Hold the meeting
    cites: [SAM-03]
    owed by: team-manager
    for each: long-plan
    due: 10 working days after the later of the trigger being met and the trigger being noticed
    met by: record-meeting
    lapses: when the plan ends
    if overdue: tell director
  visit-each-month:
    title: Visit the child
    cites: [SAM-04]
    owed by: the child's social-worker
    while: listed
    due: 1 month after entering listed, and again after each record-visit
    met by: record-visit
    reading: A month is taken.

steps:
  record-meeting:
    title: Record the meeting
    cites: [SAM-03]
    by: team-manager
    asks:
      agencies: { title: Which agencies were there?, type: agencies }
  record-visit:
    title: Record the visit
    cites: [SAM-04]
    by: the child's social-worker
    asks:
      seen: { title: Was the child seen?, type: yes or no }

if overdue: tell team-manager
`

const IDS = ['SAM-01', 'SAM-02', 'SAM-03', 'SAM-04']
const REGISTER: ReadonlyMap<string, Clause> = new Map(
  IDS.map((id) => [id, { id, place: 'Nowhere', says: 'What an invented clause asks for.' }]),
)

export const SURROUNDINGS: Surroundings = {
  clauses: (register) => (register === 'sample' ? REGISTER : undefined),
  calendars: new Set(['every-weekday', 'england-and-wales']),
}

/** A text with its mark "«" taken out, and the line and column where it stood. */
export interface Marked {
  readonly text: string
  readonly line: number
  readonly column: number
}

export function marked(text: string): Marked {
  const at = text.indexOf('«')
  const before = text.slice(0, at).split('\n')
  return { text: text.replace('«', ''), line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

/** A sample with one piece of it changed; the piece must be there exactly once. */
export function sampleWith(piece: string, instead: string, sample = SAMPLE): string {
  if (sample.split(piece).length !== 2) throw new Error(`the sample does not hold this exactly once: ${piece}`)
  return sample.replace(piece, () => instead)
}
