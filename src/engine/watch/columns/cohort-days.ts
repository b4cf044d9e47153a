import type { Day } from '../../calendar/day.ts'
import type { Trigger } from '../../protocol/protocol.ts'
import { END } from '../day-set.ts'
import { dayOfOccasion, type Findings, factKindOf, isForFamily, occasionsOf, standingOf } from '../occasions.ts'
import { othersOf, type Told, tell } from '../told.ts'
import { beyondColumns, truthInColumns } from './condition-columns.ts'
import { COLUMN_KINDS, type CohortColumns } from './fact-columns.ts'
import { BLOCK, Block, type Rows } from './told-columns.ts'
import type { TruthColumns } from './truth-columns.ts'
import { type RowKind, Workshop } from './workshop.ts'

/** How a trigger is worked out for a cohort. */
export type Way =
  | { readonly kind: 'columns'; readonly rows: RowKind }
  /** Each child is asked alone: `reason` is what columns cannot do, as a protocol file writes it. */
  | { readonly kind: 'single'; readonly reason: string }

export interface PlannedTrigger {
  readonly trigger: Trigger
  readonly way: Way
}

/** What a value says of a child. The numbers stand in columns. */
export const VALUES = ['none', 'cannot-tell', 'suspected', 'sure'] as const
export type ValueKind = (typeof VALUES)[number]

/**
 * The value of one trigger for every child: the day on which it was or will be met, of all its occasions that are not over
 * the one to plan by first. `sure`: on that day surely. `suspected`: on that day at the earliest, and no day is certain.
 * `cannot-tell`: it may hold on the day asked, and the sources are silent. `none`: neither met nor coming, as long as
 * nothing else changes. The last two have no day.
 */
export interface TriggerDays {
  readonly trigger: Trigger
  readonly way: Way
  /** The place of each child's kind in `VALUES`. */
  readonly kind: Uint8Array
  /** `END` where there is none. */
  readonly day: Int32Array
  /** How many children the single-case evaluation was asked of. */
  readonly askedAlone: number
}

/** The same of one child. */
export interface Value {
  readonly kind: ValueKind
  readonly day: Day | null
}

const NONE_MET = VALUES.indexOf('none')
const CANNOT_TELL = VALUES.indexOf('cannot-tell')
const SUSPECTED = VALUES.indexOf('suspected')
const SURE = VALUES.indexOf('sure')

/** How each trigger is worked out: known before any child is asked. */
export function planFor(triggers: readonly Trigger[]): readonly PlannedTrigger[] {
  return triggers.map((trigger) => ({ trigger, way: wayOf(trigger) }))
}

function wayOf(trigger: Trigger): Way {
  const { of } = trigger.forEach
  if (of.kind !== 'fact' || of.thing === 'family') {
    return { kind: 'single', reason: `for each: ${of.kind === 'fact' ? of.thing : of.kind}` }
  }
  const kind = factKindOf(of.thing)
  const rows = kind === undefined ? 'child' : COLUMN_KINDS.find((each) => each === kind)
  if (rows === undefined) return { kind: 'single', reason: `for each: ${of.thing}` }
  const reason = beyondColumns(trigger.met, rows)
  return reason === undefined ? { kind: 'columns', rows } : { kind: 'single', reason }
}

/**
 * The value of triggers for every child of a cohort on a day. Conditions become operations on whole columns, block by block,
 * and no object is made for a child that they decide. Why a value is as it is, `findingsOf` tells of one child at a time.
 */
export function cohortDays(columns: CohortColumns, triggers: readonly Trigger[], asOf: Day): readonly TriggerDays[] {
  const block = new Block(columns)
  block.asOf = asOf
  const shop = new Workshop(block)
  const asked = planFor(triggers).map((planned) => askedOf(planned, shop))
  const steps = [...shop.steps, ...asked.flatMap(({ write }) => write ?? [])]
  for (block.first = 0; block.first < columns.size; block.first += BLOCK) {
    block.count = Math.min(BLOCK, columns.size - block.first)
    block.undecided.set(columns.inexact.subarray(block.first, block.first + block.count))
    runEach(steps)
    askAlone(asked, block)
  }
  return asked
}

/** A loop of its own, since a loop within one is compiled and left again for every block. */
function runEach(steps: readonly (() => void)[]): void {
  for (const step of steps) step()
}

/** What a trigger says of one child, with every occasion and gap: the single-case evaluation, which explains what columns say. */
export function findingsOf(columns: CohortColumns, trigger: Trigger, child: number, asOf: Day): Findings {
  const { cohort, knownAt } = columns
  return findingsOfTold(columns, trigger, child, tell(cohort.history(child, knownAt), asOf))
}

function findingsOfTold({ cohort, knownAt }: CohortColumns, trigger: Trigger, child: number, told: Told): Findings {
  const { family } = cohort.child(child)
  // A family is asked once, of its first child.
  if (isForFamily(trigger) && family !== '' && cohort.family(family)[0] !== child) {
    return { occasions: [], unanswered: [] }
  }
  return occasionsOf(trigger, told, othersOf(cohort, child, told.asOf, knownAt))
}

/** The value that findings come to. */
export function valueOfFindings({ occasions, unanswered }: Findings, asOf: Day): Value {
  let value: Value = { kind: unanswered.length > 0 ? 'cannot-tell' : 'none', day: null }
  for (const occasion of occasions) {
    if (standingOf(occasion, asOf) === 'over') continue
    const day = dayOfOccasion(occasion)
    const isSure = occasion.certain !== null
    if (value.day === null || day < value.day || (day === value.day && isSure)) {
      value = { kind: isSure ? 'sure' : 'suspected', day }
    }
  }
  return value
}

/** The value of a child as columns hold it. */
export function valueIn({ kind, day }: TriggerDays, child: number): Value {
  const on = day[child] ?? END
  return { kind: VALUES[kind[child] ?? NONE_MET] ?? 'none', day: on === END ? null : (on as Day) }
}

interface Asked extends TriggerDays {
  askedAlone: number
  /** Writes the values of a block; none where each child is asked alone. */
  readonly write: (() => void) | undefined
}

function askedOf({ trigger, way }: PlannedTrigger, shop: Workshop): Asked {
  const { size } = shop.block.columns
  const [kind, day] = [new Uint8Array(size), new Int32Array(size).fill(END)]
  if (way.kind === 'single') return { trigger, way, kind, day, askedAlone: 0, write: undefined }
  const truth = truthInColumns(trigger.met, way.rows, shop)
  const rows = shop.rows(way.rows)
  const { block } = shop
  const isExact = truth.sure === truth.suspected && truth.suspected === truth.possible
  const silent = way.rows === 'child' ? undefined : shop.silent(way.rows)
  const write = (): void => {
    if (silent !== undefined) writeSilence(silent, block, kind)
    if (isExact) writeExact(rows, truth, block, kind, day)
    else writeTruth(rows, truth, block, kind, day)
  }
  return { trigger, way, kind, day, askedAlone: 0, write }
}

function writeSilence(silent: Uint8Array, { columns, first, count }: Block, kind: Uint8Array): void {
  for (let child = first; child < first + count; child++) {
    if (silent[columns.profile[child] ?? 0] === 1) kind[child] = CANNOT_TELL
  }
}

function writeExact(rows: Rows, { sure }: TruthColumns, { asOf }: Block, kind: Uint8Array, day: Int32Array): void {
  const { count, child: children } = rows
  const { from: froms, until: untils } = sure
  for (let row = 0; row < count; row++) {
    const from = froms[row] ?? END
    const until = untils[row] ?? END
    if (from >= until || until <= asOf) continue
    const child = children[row] ?? 0
    if (from < (day[child] ?? END)) {
      day[child] = from
      kind[child] = SURE
    }
  }
}

function writeTruth(rows: Rows, truth: TruthColumns, { asOf }: Block, kind: Uint8Array, day: Int32Array): void {
  const { sure, suspected, possible } = truth
  for (let row = 0; row < rows.count; row++) {
    const child = rows.child[row] ?? 0
    const from = suspected.from[row] ?? END
    const until = suspected.until[row] ?? END
    if (from < until && until > asOf) {
      const certain = sure.from[row] ?? END
      const isSure = certain < (sure.until[row] ?? END)
      const on = isSure ? certain : from
      const before = day[child] ?? END
      if (on < before || (on === before && isSure)) {
        day[child] = on
        kind[child] = isSure ? SURE : SUSPECTED
      }
    }
    const isPossible = (possible.from[row] ?? END) <= asOf && asOf < (possible.until[row] ?? END)
    if (isPossible && !(from <= asOf && asOf < until) && kind[child] === NONE_MET) kind[child] = CANNOT_TELL
  }
}

/** Asks the single-case evaluation of what columns left open: whole triggers, and children whom they could not decide. */
function askAlone(asked: readonly Asked[], { columns, first, count, asOf, undecided }: Block): void {
  const isAnyAlone = asked.some(({ write }) => write === undefined)
  for (let i = 0; i < count; i++) {
    const isUndecided = undecided[i] === 1
    if (!isUndecided && !isAnyAlone) continue
    const child = first + i
    const told = tell(columns.cohort.history(child, columns.knownAt), asOf as Day)
    for (const each of asked) {
      if (!isUndecided && each.write !== undefined) continue
      const value = valueOfFindings(findingsOfTold(columns, each.trigger, child, told), asOf as Day)
      each.kind[child] = VALUES.indexOf(value.kind)
      each.day[child] = value.day ?? END
      each.askedAlone += 1
    }
  }
}
