import { nothingChanges } from '../../src/engine/facts/life-event.test-data.ts'
import type { Surroundings } from '../../src/engine/protocol/protocol.ts'
import { SURROUNDINGS as AROUND } from './sample.ts'

/** A protocol of an authority that does not exist that runs pathways, with every kind of part, and nothing wrong in it. */
export const RUNNING = `protocol: running-sample
title: An invented escalation that is run
authority: Nowhere
version: '2'
source: { document: An invented document, issued: 2020-01, review due: none given, clauses: sample }
subject: child
calendar: every-weekday
uses: [advice]

${nothingChanges('SAM-01')}
roles:
  worker: Worker
  manager: Manager
  director: Director
  lawyer: Lawyer
  nurse: Nurse

pools:
  helpers: People who may help

stages:
  asked: Asked for
  agreed: Agreed to
  planned: Plan running
  refused: { title: Refused, ends: yes }
  closed: { title: Closed, ends: yes }

forms:
  note:
    said: { title: What was said?, type: words }
    upset: { title: Was anybody upset?, type: yes or no }
    why-upset: { title: Why?, type: words, shown: when upset is yes }
  the-child-now:
    day-to-day: { title: What is life like?, type: words, cites: [SAM-03], needed: no }

meetings:
  panel:
    title: Panel
    cites: [SAM-01]
    by: director
    needs: [manager, nurse]
    considers: [lawyer]
    agenda: [The case]
    held: every 2 months
  circle:
    title: Circle
    cites: [SAM-01]
    by: director
    invites: [worker]

steps:
  ask:
    title: Ask for help
    cites: [SAM-01]
    at: start
    by: worker or nurse
    asks:
      risks:
        title: Which risks?
        type: choices
        options: { harm: Harm, other: Another }
      other-risk: { title: Which other?, type: words, shown: when risks includes other }
      spoken: { title: Whom did you speak to?, type: contact, of: [nurse] }
    to: asked
  decide:
    title: Decide
    cites: [SAM-02]
    at: asked
    by: manager
    asks:
      reasons: { title: Why?, type: words }
    needs:
      - another person than: ask
    otherwise: Somebody else decides.
    to:
      yes-to-it: { title: Agreed, to: agreed, cites: [SAM-02] }
      no-to-it: { title: Refused, to: refused }
  talk:
    title: Record a talk
    cites: [SAM-02]
    at: any stage
    by: worker
    asks: note
  hold-panel:
    title: Record the panel
    cites: [SAM-03]
    at: agreed
    by: director
    asks:
      there: { title: Who was there?, type: attendance, from: panel }
      agencies: { title: Which agencies act?, type: agencies, from: core-group }
      helper: { title: Who helps?, type: people, from: helpers, each: independent of the case }
      visits: { title: Are visits needed?, type: yes or no }
    needs:
      - earlier: talk
      - present: everyone of panel
    to: planned
  act:
    title: Record what your agency did
    cites: [SAM-03]
    at: planned
    by: that agency
    asks:
      done: { title: What?, type: words }
  visit:
    title: Record a visit
    cites: [SAM-04]
    at: planned
    by: those chosen in hold-panel
    asks:
      how-high: { title: How high is the risk?, type: choice, options: { low: Low, high: High } }
      plan-so-far: { title: How did the plan go?, type: words, proposed: [the current plan] }
  close:
    title: Close
    cites: [SAM-04]
    at: planned
    by: director
    asks:
      safe: { title: Is the child safe?, type: yes or no }
      evidence: { title: What shows it?, type: words }
    needs:
      - met: act-in-time
      - answer: { safe: yes, with: evidence }
      - either:
          - earlier: { step: visit, since: planned }
          - on a plan: no
    to: closed

duties:
  decide-in-time:
    title: Decide in time
    cites: [SAM-02]
    owed by: manager
    for each: ask
    due: 5 working days after it
    met by: decide
  act-in-time:
    title: Do what was agreed
    cites: [SAM-03]
    owed by: that agency
    for each: item of agencies in hold-panel
    due: 10 working days after it
    met by: act
  visit-in-time:
    title: Visit the child
    cites: [SAM-04]
    owed by: those chosen in hold-panel
    for each: hold-panel where visits is yes
    due: 1 month after it
    met by: visit
    lapses: when leaving planned

notices:
  tell-of-decision:
    title: The decision
    cites: [SAM-02]
    for each: decide
    to: [the raiser, "the child's nurse, else worker"]
    says: It was decided.

flags:
  on-their-system:
    title: Flag on the system of each agency
    cites: [SAM-03]
    for each: item of agencies in hold-panel
    while: planned

documents:
  minutes:
    title: Minutes
    cites: [SAM-03]
    by: hold-panel
    headings:
      - When
      - { title: Who, from: [happened, there] }
      - { title: Since, from: [entering agreed] }

versions:
  notes:
    title: Notes of the case
    cites: [SAM-02]
    of: note
    parts by: act
    adopted by: act

levels:
  risk:
    title: Level of risk
    cites: [SAM-03]
    scale: [low, high]
    told by: [how-high]

did it help:
  cites: [SAM-03]
  asks: the-child-now
  level: risk
  day to day: day-to-day
  at entry: [ask]
  at review: [visit]
  at exit: [close]
  not asked: { decide: It was just told. }

sees:
  panel-sees:
    cites: [SAM-03]
    who: [director, every holder of manager]
    while: agreed or planned
    compartments: [shared]

if overdue: tell director

moves from:
  '1':
    stages: { wanted: asked }
    steps: { conclude: decide }
    questions: { why: question }
    duties:
      conclude-in-time: decide-in-time
      visit-soon: { to: visit-in-time, due: anew }
      write-to-them: { ends: Nobody writes any more. }
`

/** The part that the sample uses. */
export const ADVICE = `steps:
  ask-advice:
    title: Ask for advice
    cites: [SAM-04]
    at: planned
    by: worker
    asks:
      question: { title: What is asked?, type: words }
`

export const RUNNING_SURROUNDINGS: Surroundings = {
  ...AROUND,
  parts: (name) => (name === 'advice' ? ADVICE : undefined),
}
