import type { Instant } from '../calendar/instant.ts'
import type { Duty } from '../protocol/protocol.ts'
import { lapse } from './closing.ts'
import { isOpen } from './closure.ts'
import { dayOf } from './days.ts'
import { dueOf } from './due.ts'
import { made, openDuty } from './openings.ts'
import { type Counted, inOrder, toldBy } from './record.ts'
import { movesFrom, type Renaming, renamedAnswers, renamedDays, renamingTo } from './renaming.ts'
import type { Rulebook } from './rulebook.ts'
import { schedule } from './schedule.ts'
import { nextPassing, openSittings, sittingsInOrder } from './sittings.ts'
import { occasionsIn } from './starts.ts'
import { hasEnded, type Opening, type State, type Stay, wasOpened } from './state.ts'
import type { Later } from './versions.ts'

/**
 * Takes in that the pathway goes on by another version of its protocol. Everything before stays as it was: what stands is known
 * under its new names from here on, what is open is owed by the new version on the day that was promised, and what the new one
 * newly owes where the pathway stands counts from the move. It is never judged: what has no place there stays as it is.
 */
export function moveVersion(move: Counted, later: Later, state: State): void {
  const at = move.entry.happened
  const before = state.rulebook
  const said = movesFrom(later, before)
  const ending = before.protocol.duties.filter(({ id }) => said?.duties.get(id)?.kind === 'ends')
  lapse(ending, at, 'moved', state)
  const renaming = renamingTo(later, before)
  state.before.set(state.version, { rulebook: before, occasions: state.occasions })
  state.rulebook = later.rulebook
  state.calendar = later.calendar
  state.version = later.version
  state.occasions = occasionsIn(later.rulebook, state.told, state.others)
  for (const stay of state.stays) {
    stay.stage = later.rulebook.stages.get(renaming.stage(stay.stage.id)) ?? stay.stage
  }
  for (const flag of state.flags) {
    flag.flag = later.rulebook.flags.find(({ id }) => id === flag.flag.id) ?? flag.flag
  }
  renameRecords(renaming, state)
  carryOver(move, later, before, state)
  scheduleAnew(at, move, state)
  openWhereItStands(move, state)
}

/** What guards and days look back to is found under its new name. */
function renameRecords(renaming: Renaming, { records }: State): void {
  const all = [...records]
  records.clear()
  for (const [step, made] of all) {
    const name = renaming.step(step)
    const renamed = made.map((each): Counted => {
      const answers = renamedAnswers(each.entry.answers, renaming)
      return answers === each.entry.answers ? each : { ...each, entry: { ...each.entry, answers } }
    })
    const there = records.get(name)
    records.set(name, there === undefined ? renamed : [...there, ...renamed].sort(inOrder))
  }
}

/** Every duty that was opened keeps its identity and its day; what is open is owed, met and told of by the new version. */
function carryOver(move: Counted, { rulebook, calendar }: Later, before: Rulebook, state: State): void {
  const said = movesFrom({ rulebook }, before)
  const renaming = renamingTo({ rulebook }, before)
  const duties = new Map(rulebook.protocol.duties.map((duty) => [duty.id, duty]))
  state.open.clear()
  for (const owed of state.opened) {
    const was = owed.name
    owed.name = renaming.duty(was)
    owed.reckoned = { ...owed.reckoned, duty: renamedDays(owed.reckoned.duty, renaming) }
    if (owed.closed !== null) continue
    const now = duties.get(owed.name)
    if (now !== undefined) {
      owed.carried = { as: owed.carried?.as ?? owed.duty, by: move }
      owed.duty = now
      const how = said?.duties.get(was)
      if (how?.kind === 'to' && how.anew) owed.reckoned = { duty: now, calendar }
    }
    const list = state.open.get(owed.duty.id)
    if (list === undefined) state.open.set(owed.duty.id, [owed])
    else list.push(owed)
  }
}

/** What files and time will open is what the new version says; of what they opened before, what is still ahead. */
function scheduleAnew(at: Instant, move: Counted, state: State): void {
  state.scheduled.length = 0
  state.lasting.length = 0
  state.sittings = sittingsInOrder(state.people, state.rulebook)
  state.passed = 0
  for (let next = nextPassing(state); next !== null && next <= at; next = nextPassing(state)) state.passed++
  schedule(state)
  const due: State['scheduled'] = []
  while ((state.scheduled.at(-1)?.opening.at ?? Number.POSITIVE_INFINITY) <= at) due.push(...state.scheduled.splice(-1))
  for (const { duty, opening } of due) openIfAhead(duty, { ...opening, at }, move, state)
}

/** Nobody is late with what was not owed: it opens only where it was not opened before, and its day has not passed. */
function openIfAhead(duty: Duty, opening: Opening, move: Counted, state: State): void {
  if (wasOpened(duty, opening.of, state)) return
  const owed = made(duty, opening, state)
  const due = dueOf(owed, state)
  const { happened } = move.entry
  if (isOpen(owed, state, happened) && due.ok && due.value.result >= dayOf(happened)) openDuty(duty, opening, state)
}

/** What the new version owes where the pathway stands, and nothing has opened yet. */
function openWhereItStands(move: Counted, state: State): void {
  const stay = state.stays.at(-1)
  if (stay === undefined || hasEnded(state)) return
  const { opens } = state.rulebook
  const open = (duty: Duty, since: Stay, of: string = since.by.root): void => {
    // Each of those who owe it has their own.
    if (state.opened.some(({ name, of: its }) => name === duty.id && (its === of || its.startsWith(`${of}/`)))) return
    const opening = { of, at: move.entry.happened, by: since.by, answers: toldBy(since.by), movedIn: move }
    openDuty(duty, opening, state)
  }
  for (const duty of opens.entering.get(stay.stage.id) ?? []) open(duty, stay)
  for (const duty of opens.lasting.get(stay.stage.id) ?? []) open(duty, firstOf(duty, state.stays, stay))
  for (const duty of opens.once) open(duty, firstOf(duty, state.stays, stay))
  for (const duty of opens.siblings) {
    const since = firstOf(duty, state.stays, stay)
    for (const sibling of state.people.siblings ?? []) open(duty, since, `${since.by.root}/${sibling}`)
  }
  openSittings(move.entry.happened, move, state)
}

/** The stay with which the time began through which a duty lasts and the pathway stands; of one that lasts anywhere, the first. */
function firstOf({ while: lasts }: Duty, stays: readonly Stay[], last: Stay): Stay {
  if (lasts === null) return stays[0] ?? last
  const out = stays.findLastIndex(({ stage }) => !lasts.stages.includes(stage.id))
  return stays[out + 1] ?? last
}
