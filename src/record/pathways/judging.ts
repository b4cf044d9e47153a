import { decide } from '../../engine/pathway/decide.ts'
import type { Entry } from '../../engine/pathway/entry.ts'
import { evaluate } from '../../engine/pathway/evaluate.ts'
import type { Command, Decision, View } from '../../engine/pathway/view.ts'
import { type Telling, tell } from '../notices/tell.ts'
import type { Bound } from '../transaction.ts'
import { awaitPlacing } from './file-texts.ts'
import { keepEntry, keepStart } from './keep-entry.ts'
import { type Loaded, load } from './load.ts'
import type { Locked } from './locking.ts'
import { keepReadModel, readModelOf } from './read-models.ts'
import type { Rules } from './shelf.ts'

/** What the engine said of a command, on what is locked. */
export interface Judged<D extends Decision = Decision> {
  readonly decision: D
  readonly found: Locked
  readonly loaded: Loaded
  readonly rules: Rules
}

export type Allowed = Extract<Decision, { ok: true }>

/** Judges what a person asks to be recorded. Call it inside `unbound`: judging needs everything that was recorded. */
export async function judge(bound: Bound, found: Locked, asked: Omit<Command, 'by'>): Promise<Judged> {
  const { moment, store, principal, tx } = bound
  const rules = await store.shelf.rules({ tx, authority: principal.authority, ...found })
  const loaded = await load(bound, found)
  const command = { ...asked, by: principal.person }
  const recording = { now: moment, newId: store.ids.growing() }
  const decision = decide(rules.protocol, loaded.history, loaded.people, rules.calendar, command, recording)
  return { decision, found, loaded, rules }
}

/** Everything as it stands with what was allowed. */
export function viewWith({ decision, loaded, rules }: Judged<Allowed>): View {
  const { entry, starts } = decision
  const { history, people } = loaded
  const entries = [...history.entries, ...starts, entry]
  const asking = { asOf: entry.recorded, knownAt: entry.recorded }
  return evaluate(rules.protocol, { ...history, entries }, people, rules.calendar, asking)
}

/** Keeps the entry with the starts before it and everything that is read from them; gives the version then. Call it inside `unbound`. */
export async function keepJudged(bound: Bound, judged: Judged<Allowed>): Promise<number> {
  const { decision, found, rules } = judged
  const { entry, starts } = decision
  const view = viewWith(judged)
  const version = found.version + starts.length + 1
  for (const [number, start] of starts.entries()) await keepStart(bound, found, start, found.version + number + 1)
  await keepEntry(bound, found, entry, version)
  await awaitPlacing(bound, found, entry)
  const model = readModelOf(found.pathway, view, rules)
  await keepReadModel(bound, found.pathway, found.caseId, { model, asOf: entry.recorded })
  if (entry.step === null) await tell(bound, found, tellingsOfTakingBack(entry, view, bound.principal.person))
  return version
}

/** Whoever was told by what is taken back, and not told the same by anything else, is told that it was. */
function tellingsOfTakingBack(entry: Entry, { notices }: View, by: string): readonly Telling[] {
  const stand = new Set(notices.filter(({ correctedBy }) => correctedBy === null).map(({ id, of }) => `${id}:${of}`))
  return notices
    .filter(({ id, of, correctedBy }) => correctedBy === entry.id && !stand.has(`${id}:${of}`))
    .map(({ id, of, to }) => ({
      about: `${entry.id}:${id}:${of}`,
      kind: 'taken-back',
      dueDay: null,
      persons: to.filter((person) => person !== by),
      words: { notice: id },
      sender: by,
    }))
}

export function isAllowed(judged: Judged): judged is Judged<Allowed> {
  return judged.decision.ok
}
