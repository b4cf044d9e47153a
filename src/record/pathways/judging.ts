import { sql } from 'kysely'
import { decide } from '../../engine/pathway/decide.ts'
import type { Entry } from '../../engine/pathway/entry.ts'
import type { Command, Decision, View } from '../../engine/pathway/view.ts'
import { type Telling, tell } from '../notices/tell.ts'
import type { Bound } from '../transaction.ts'
import { rulesUnder, workedOut } from './course.ts'
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
}

export type Allowed = Extract<Decision, { ok: true }>

/** Judges what a person asks to be recorded. Call it inside `unbound`: judging needs everything that was recorded. */
export async function judge(bound: Bound, found: Locked, asked: Omit<Command, 'by'>): Promise<Judged> {
  const { moment, store, principal } = bound
  const loaded = await load(bound, found)
  const command = { ...asked, by: principal.person }
  const recording = { now: moment, newId: store.ids.growing() }
  const { protocol, calendar } = loaded.course.opened
  const decision = decide(protocol, loaded.history, loaded.people, calendar, command, recording)
  return { decision, found, loaded }
}

/** Everything as it stands with what was allowed. */
export function viewWith(judged: Judged<Allowed>): View {
  return workedOutWith(judged).view
}

function workedOutWith({ decision, loaded }: Judged<Allowed>): ReturnType<typeof workedOut> {
  const { entry, starts } = decision
  const { history } = loaded
  const entries = [...history.entries, ...starts, entry]
  return workedOut({ ...loaded, history: { ...history, entries } }, { asOf: entry.recorded, knownAt: entry.recorded })
}

/** Keeps the entry with the starts before it and everything that is read from them; gives the version then. Call it inside `unbound`. */
export async function keepJudged(bound: Bound, judged: Judged<Allowed>): Promise<number> {
  const { decision, found, loaded } = judged
  const { entry, starts } = decision
  const { view, rules } = workedOutWith(judged)
  const version = found.version + starts.length + 1
  const under = (id: string): Locked => {
    const told = view.entries.find((each) => each.entry.id === id)?.under ?? null
    return { ...found, ...hashesOf(rulesUnder(loaded.course, told)) }
  }
  for (const [number, start] of starts.entries())
    await keepStart(bound, under(start.id), start, found.version + number + 1)
  await keepEntry(bound, under(entry.id), entry, version)
  if (entry.movesTo === undefined) await awaitPlacing(bound, found, entry)
  if (!rules.protocolHash.equals(found.protocolHash) || !rules.calendarHash.equals(found.calendarHash)) {
    await runsBy(bound, found, rules)
  }
  const model = readModelOf(found.pathway, view, rules)
  await keepReadModel(bound, found.pathway, found.caseId, { model, asOf: entry.recorded })
  if (entry.step === null) await tell(bound, found, tellingsOfTakingBack(entry, view, bound.principal.person))
  return version
}

function hashesOf({ protocolHash, calendarHash }: Rules) {
  return { protocolHash, calendarHash }
}

/** The pathway was moved, or moved back: lists name its things by the version that holds now. */
async function runsBy(
  { tx, principal }: Bound,
  { pathway }: Locked,
  { protocolHash, calendarHash }: Rules,
): Promise<void> {
  await sql`
    update sightline.pathways set protocol_hash = ${protocolHash}, calendar_hash = ${calendarHash}
    where authority = ${principal.authority} and pathway_id = ${pathway}`.execute(tx)
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
