import { day, formatDay } from '../calendar/day.ts'
import { type Instant, instantAt, LONDON } from '../calendar/instant.ts'
import type { History } from '../facts/fact.ts'
import { nothingChanges } from '../facts/life-event.test-data.ts'
import { neverAsked } from '../protocol/helped.test-data.ts'
import type { Protocol } from '../protocol/protocol.ts'
import { readProtocol } from '../protocol/read.ts'
import { dataset, england, given } from '../watch/given.test-data.ts'
import { decide } from './decide.ts'
import { decideMove, type Moving } from './decide-move.ts'
import type { Answers, Entry } from './entry.ts'
import { evaluate } from './evaluate.ts'
import type { PathwayHistory } from './fold.ts'
import type { Holding, People } from './people.ts'
import type { EarlierRun } from './starts.ts'
import type { Version } from './versions.ts'
import type { Command, Decision, PathwayDuty, Refusal, View } from './view.ts'

// What the tests of pathways are given: small protocols of an authority that does not exist, invented people, and a case
// to which things are recorded by the clock on the wall in London.

const HEADER = `protocol: small
title: A small protocol
authority: Nowhere
version: '1'
source: { document: An invented document, issued: 2020-01, review due: none given, clauses: invented }
subject: child
calendar: england-and-wales
if overdue: tell director
`

const ROLES = ['worker', 'manager', 'director', 'nurse', 'officer', 'lead']

const CLAUSES = new Map(
  Array.from({ length: 9 }, (_, i) => `INV-0${i + 1}`).map((id) => [id, { id, place: '1', says: 'Invented.' }]),
)

/** A protocol in a few lines of its own language. */
export function small(text: string, version = '1'): Protocol {
  const ofGroup = /(?:by: |or |\[)core-group/.test(text) ? ['core-group'] : []
  const named = ROLES.filter((role) => role === 'director' || new RegExp(`[ -]${role}\\b|\\[${role}`).test(text))
  const roles = [...named, ...ofGroup]
  const life = text.includes('life events:') || !text.includes('stages:') ? '' : nothingChanges('INV-01')
  const helped = text.includes('did it help:') || !text.includes('stages:') ? '' : neverAsked('INV-01')
  const given = `${HEADER.replace("version: '1'", `version: '${version}'`)}${life}${helped}roles: { ${roles.map((role) => `${role}: A ${role}`).join(', ')} }${text}`
  const read = readProtocol(given, {
    clauses: () => CLAUSES,
    calendars: new Set(['england-and-wales']),
    parts: () => undefined,
  })
  if (!read.ok) throw new Error(JSON.stringify(read.faults, null, 2))
  return read.protocol
}

export const calendar = england()

/** "2026-03-02 10:00" by the clock on the wall; noon where no time is given. */
export function at(when: string): Instant {
  const [date = '', time = '12:00'] = when.split(' ')
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  const found = instantAt({ day: day(date), hour, minute }, LONDON, 'first')
  if (!found.ok) throw new Error(`${when}: ${found.refusal.kind}`)
  return found.value
}

const SINCE = { from: day('2020-01-01'), until: null }
const held = (person: string, role: string): Holding => ({ person, role, ...SINCE })

/** Wyn, Mo and Dot are the council's; Nan and Lea the hospital's, Otto the police's. Mel is another manager. */
export const PEOPLE: People = {
  persons: [
    { id: 'wyn', agency: 'council', manager: 'mo' },
    { id: 'wes', agency: 'council', manager: 'mel' },
    { id: 'mo', agency: 'council', manager: 'dot' },
    { id: 'mel', agency: 'council', manager: 'dot' },
    { id: 'dot', agency: 'council', manager: null },
    { id: 'nan', agency: 'hospital', manager: null },
    { id: 'lea', agency: 'hospital', manager: null },
    { id: 'otto', agency: 'police', manager: null },
  ],
  holdings: [
    held('wyn', 'worker'),
    held('wes', 'worker'),
    held('mo', 'manager'),
    held('mel', 'manager'),
    held('dot', 'director'),
    held('nan', 'nurse'),
    held('lea', 'lead'),
    held('otto', 'officer'),
  ],
  own: [held('wyn', 'worker'), held('mo', 'manager')],
  coreGroup: ['wyn', 'nan'],
  agencies: ['council', 'hospital', 'police'],
  pools: { helpers: ['wes', 'otto', 'nan', 'mo'] },
  sittings: [],
}

export const NO_FACTS: History = given(dataset('2026-12-31'), { facts: [] }).history(0)

/** What files tell of a child: whole until a day, and known all along. */
export function files(until: string, ...facts: Parameters<typeof given>[1]['facts']): History {
  const history = given(dataset(until), { facts }).history(0)
  return { ...history, facts: history.facts.map((fact) => ({ ...fact, knownFrom: null })) }
}

/** The role in which somebody of these people acts when nothing else is said. */
function roleOf(person: string, people: People = PEOPLE): string {
  return people.holdings.find((each) => each.person === person)?.role ?? 'worker'
}

interface Own extends Partial<Command> {
  readonly id?: string
  readonly recorded?: string
}

/** A pathway being told: entries are put in as they are, or as `decide` allows. */
export class Case {
  readonly entries: Entry[] = []
  readonly protocol: Protocol
  people: People
  facts: History
  earlierRuns: readonly EarlierRun[] = []
  versions: ReadonlyMap<string, Version> | null = null
  now: Instant = at('2026-03-02 09:00')

  constructor(protocol: Protocol, { people = PEOPLE, facts = NO_FACTS }: { people?: People; facts?: History } = {}) {
    this.protocol = protocol
    this.people = people
    this.facts = facts
  }

  get history(): PathwayHistory {
    const { facts, entries, earlierRuns, versions } = this
    return { facts, entries, earlierRuns, ...(versions === null ? {} : { versions }) }
  }

  on(when: string): this {
    this.now = at(when)
    return this
  }

  /** Put into the record as it is, judged by nobody; recorded when it happened, unless said otherwise. */
  holds(when: string, person: string, step: string | null, own: Own = {}): this {
    const { id = `e${this.entries.length + 1}`, recorded = when, ...rest } = own
    const command = { ...this.command(person, step, rest), happened: at(when) }
    this.entries.push({ ...command, id, recorded: at(recorded), trigger: null })
    return this
  }

  /** Recorded now, where `decide` allows it; else the test fails. */
  records(person: string, step: string | null, own: Own = {}): this {
    const decision = this.tries(person, step, own)
    if (!decision.ok) throw new Error(`${person} may not ${step}: ${JSON.stringify(decision.refusals)}`)
    this.entries.push(...decision.starts, decision.entry)
    return this
  }

  tries(person: string, step: string | null, own: Own = {}): Decision {
    const { id = `e${this.entries.length + 1}`, recorded: _recorded, ...rest } = own
    const recording = { now: this.now, newId: id }
    return decide(this.protocol, this.history, this.people, calendar, this.command(person, step, rest), recording)
  }

  /** Judges a move to a version, or the taking back of one, by whoever may adopt them. */
  triesMove(what: Moving['what']): Decision {
    const moving = { what, by: 'ada', role: 'administrator', because: 'The new version is adopted.' }
    const recording = { now: this.now, newId: `e${this.entries.length + 1}` }
    return decideMove(this.protocol, this.history, this.people, calendar, moving, recording)
  }

  /** Moved now, or moved back; else the test fails. */
  moves(what: Moving['what']): this {
    const decision = this.triesMove(what)
    if (!decision.ok) throw new Error(JSON.stringify(decision.refusals))
    this.entries.push(...decision.starts, decision.entry)
    return this
  }

  /** Why it is refused, by kind; nothing where it is not. */
  refusals(person: string, step: string | null, own: Own = {}): readonly Refusal['kind'][] {
    const decision = this.tries(person, step, own)
    return decision.ok ? [] : decision.refusals.map(({ kind }) => kind)
  }

  view(asOf: string | null = null, knownAt: string | null = null): View {
    const now = asOf === null ? this.now : at(asOf)
    const asking = { asOf: now, knownAt: knownAt === null ? now : at(knownAt) }
    return evaluate(this.protocol, this.history, this.people, calendar, asking)
  }

  stage(asOf: string | null = null, knownAt: string | null = null): string | null {
    return this.view(asOf, knownAt).stage?.id ?? null
  }

  /** Each duty of a name as "open 2026-03-09 by mo": how it stands, its day, and who owes it. */
  owed(duty: string, asOf: string | null = null): readonly string[] {
    return this.view(asOf)
      .duties.filter((each) => each.duty.id === duty)
      .map(said)
  }

  command(person: string, step: string | null, own: Partial<Command>): Command {
    return {
      step,
      outcome: null,
      by: person,
      role: roleOf(person, this.people),
      happened: this.now,
      answers: {},
      about: null,
      supersedes: null,
      because: null,
      ...own,
    }
  }
}

function said({ due, standing, owedBy }: PathwayDuty): string {
  const on = 'day' in due ? formatDay(due.day) : due.none.kind
  const how =
    standing.kind === 'met' && standing.late
      ? 'late'
      : standing.kind === 'lapsed'
        ? `lapsed ${standing.why}`
        : standing.kind
  return `${how} ${on} by ${owedBy.length === 0 ? 'nobody' : owedBy.join(' and ')}`
}

export function answers(own: Answers): { readonly answers: Answers } {
  return { answers: own }
}

/** A pathway that is opened, runs through two stages and closes, with these duties and steps besides. */
export function running(duties: string, steps = '', more = '') {
  return small(`
stages:
  first: First
  second: Second
  closed: { title: Closed, ends: yes }
steps:
  open: { title: Open, cites: [INV-01], at: start, by: worker, to: first }
  go-on: { title: Go on, cites: [INV-01], at: first, by: worker, to: second }
  go-back: { title: Go back, cites: [INV-01], at: second, by: worker, to: first }
  close: { title: Close, cites: [INV-01], at: [first, second], by: worker, to: closed }
  do: { title: Do it, cites: [INV-02], at: any stage, by: worker or manager, asks: { said: { title: What?, type: words, needed: no } } }
${steps}
duties:
${duties}
${more}
`)
}

/** A duty of the case's worker that the step `do` meets. */
export const duty = (own: string): string => `
  it-is-done:
    title: Do it
    cites: [INV-02]
    owed by: the case's worker
    met by: do
${own}`

/** A pathway of such a protocol, opened on Monday 2 March 2026 at 10:00. */
export const opened = (protocol: ReturnType<typeof running>, own: ConstructorParameters<typeof Case>[1] = {}): Case =>
  new Case(protocol, own).on('2026-03-02 10:00').records('wyn', 'open')
