import type { Instant } from '../calendar/instant.ts'
import type { Stage } from '../protocol/pathway-parts.ts'
import type { Trigger } from '../protocol/protocol.ts'
import { OUTCOME } from '../protocol/unasked.ts'
import { isMoment } from './days.ts'
import type { Answers, Entry } from './entry.ts'
import { renamingTo } from './renaming.ts'
import type { Meaning, Rulebook } from './rulebook.ts'
import type { Later } from './versions.ts'
import type { Asking, NotCounted } from './view.ts'

/**
 * Where an entry folds. A correction folds where the first of its chain would, had it said at first what the correction says:
 * of all that happened at its own moment, by when and as which of the history's entries that first one was recorded.
 */
export interface Placed {
  readonly entry: Pick<Entry, 'happened'>
  /** When the first of its chain was recorded. */
  readonly recorded: Instant
  /** Which of the history's entries, in the order in which they are listed, the first of its chain is. */
  readonly number: number
}

/** An entry that counts, with what the protocol says of it. */
export interface Counted extends Meaning, Placed {
  readonly entry: Entry
  /** Whether the history holds no such entry: it started by itself, and nobody has recorded it yet. */
  readonly derived: boolean
  /** The identifier of the first entry of its chain of corrections: what hangs on it keeps its identity when corrected. */
  readonly root: string
  /** The version by which the pathway ran when it happened; null for that under which it was opened. */
  readonly under: string | null
  /** The version to which it moves the pathway; null for what moves it to none. */
  readonly moves: Later | null
}

/** What a record tells: its answers, and its outcome as if that had been asked. */
export function toldBy({ entry, outcome }: Counted): readonly Answers[] {
  return outcome === null ? [entry.answers] : [entry.answers, { [OUTCOME]: outcome.id }]
}

/** An entry that was known, and what became of it. */
export interface Known extends Placed {
  readonly entry: Entry
  readonly derived: boolean
  readonly root: string
  readonly under: string | null
  readonly supersededBy: string | null
  readonly ignored: NotCounted | null
}

export interface Record {
  /** What happened by the moment asked and stands, in the order in which it happened. */
  readonly counted: readonly Counted[]
  /** Everything that was known, in the same order, what has not happened yet left out. */
  readonly known: readonly Known[]
  /** When the next of those that are known but lie ahead happens; null where none does. */
  readonly next: Instant | null
  /** Where the pathway stands then. */
  readonly stage: Stage | null
}

/** What entries are read by: the version under which the pathway was opened, and those to which it may have been moved. */
export interface Versioned {
  readonly rulebook: Rulebook
  readonly later: ReadonlyMap<string, Later>
}

/**
 * The order in which entries fold: as things happened, then as they were recorded. Of what was recorded at one moment, the
 * history's own list tells which came first; an identifier never does, since "e10" comes before "e9" as text.
 */
export function inOrder(a: Placed, b: Placed): number {
  return a.entry.happened - b.entry.happened || a.recorded - b.recorded || a.number - b.number
}

/**
 * What the entries say as of a moment, as far as they were known by another. What cannot be counted is left out and told of;
 * nothing is judged here. `starts` are those by itself that nobody wrote down; where one opens nothing, it is not told of.
 */
export function readRecord(
  entries: readonly Entry[],
  versioned: Versioned,
  { asOf, knownAt }: Asking,
  starts: readonly Entry[] = [],
): Record {
  const ids = new Map<string, Written>()
  const dated: Written[] = []
  const undated: Known[] = []
  const derivedOnes = new Set(starts)
  const all = starts.length === 0 ? entries : [...entries, ...starts]
  all.forEach((entry, number) => {
    const { id: root, recorded } = entry
    if (!isMoment(entry.happened) || !isMoment(recorded)) {
      undated.push({
        entry,
        derived: false,
        recorded,
        number,
        root,
        under: null,
        supersededBy: null,
        ignored: 'no-moment',
      })
    } else if (recorded <= knownAt || derivedOnes.has(entry)) {
      const { rulebook } = versioned
      dated.push({
        entry,
        recorded,
        number,
        root,
        rulebook,
        under: null,
        meaning: undefined,
        supersededBy: null,
        ignored: null,
      })
    }
  })
  const corrected = inOrderOfCorrection(dated)
  const standing = standingMoves(
    corrected.map(({ entry }) => entry),
    versioned,
  )
  const moves = standing.size === 0 ? [] : corrected.filter(({ entry }) => standing.has(entry)).toSorted(inOrder)
  for (const written of corrected) {
    const { entry } = written
    const before = entry.supersedes === null ? undefined : ids.get(entry.supersedes)
    const placed = before === undefined ? written : { ...before, entry }
    const move = moves.findLast((each) => each === written || inOrder(each, placed) < 0)
    const later = move === undefined ? undefined : versioned.later.get(move.entry.movesTo ?? '')
    written.rulebook = later?.rulebook ?? versioned.rulebook
    written.under = later?.version ?? null
    written.meaning = meaningOf(entry, written.rulebook)
    written.ignored = whyNotCounted(written, ids, versioned)
    if (written.ignored !== null) continue
    if (before !== undefined) {
      before.supersededBy = entry.id
      written.root = before.root
      written.recorded = before.recorded
      written.number = before.number
    }
    ids.set(entry.id, written)
  }
  const counted: Counted[] = []
  const known: Known[] = []
  let next: Instant | null = null
  let stage: Stage | null = null
  let starter: Trigger | null = null
  let running: Rulebook = versioned.rulebook
  // What stands in one place stays in the order of correction: a sort keeps it.
  for (const written of corrected.toSorted(inOrder)) {
    const { entry, recorded, number, root, rulebook, under, meaning, supersededBy, ignored } = written
    const counts = ignored === null && supersededBy === null && meaning !== undefined
    if (entry.happened > asOf) {
      if ((counts || supersededBy !== null) && (next === null || entry.happened < next)) next = entry.happened
      continue
    }
    const whyNot = counts ? whyNotHere(meaning, { stage, starter, isOpen: counted.some(opens) }, rulebook) : ignored
    const derived = derivedOnes.has(entry)
    if (!derived || whyNot === null) {
      known.push({ entry, derived, recorded, number, root, under, supersededBy, ignored: whyNot })
    }
    if (!counts || whyNot !== null) continue
    const { step, outcome, trigger, to } = meaning
    const moves = versioned.later.get(entry.movesTo ?? '') ?? null
    if (moves !== null) {
      const { stages, triggers } = moves.rulebook
      const name: string = stage === null ? '' : renamingTo(moves, running).stage(stage.id)
      stage = stages.get(name) ?? stage
      starter = (starter === null ? undefined : triggers.get(starter.id)) ?? starter
      running = moves.rulebook
    }
    counted.push({ entry, derived, recorded, number, root, under, moves, step, outcome, trigger, to })
    starter = trigger ?? starter
    stage = to ?? stage
  }
  return { counted, known: undated.length === 0 ? known : [...known, ...undated], next, stage }
}

/** Where the pathway stands when an entry comes to be counted: `starter` is the trigger that has started it by itself. */
interface Here {
  readonly stage: Stage | null
  readonly starter: Trigger | null
  readonly isOpen: boolean
}

/** Why what can be counted elsewhere is not counted here. */
function whyNotHere(meaning: Meaning, { stage, starter, isOpen }: Here, rulebook: Rulebook): NotCounted | null {
  const { step, trigger, to } = meaning
  if (meaning === MOVE) return null
  if (stage?.ends === true) return isOwedAfterEnd(meaning, rulebook) ? null : 'ended'
  // CWM-06: a trigger that is met in a pathway that is open already is noted there, but for where it waits for nobody.
  if (trigger !== null)
    return !isOpen || (stage !== null && trigger.takesOver.includes(stage.id)) ? null : 'already-open'
  if (starter === null || step === null) return null
  const { takesOver } = starter
  const isFromThere = step.at.kind === 'stages' && step.at.stages.every((each) => takesOver.includes(each))
  if (isFromThere || (to !== null && takesOver.includes(to.id))) return 'taken-over'
  return step.at.kind === 'start' && to !== null ? 'already-open' : null
}

interface Written extends Placed {
  readonly entry: Entry
  recorded: Instant
  number: number
  root: string
  /** The version by which the pathway ran there. */
  rulebook: Rulebook
  under: string | null
  /** What that says of it; undefined where it says nothing, as of an entry that only takes another back. */
  meaning: Meaning | undefined
  supersededBy: string | null
  ignored: NotCounted | null
}

/** Whether a step meets what is still owed once a pathway has ended, and moves nothing. */
function isOwedAfterEnd({ step, to }: Meaning, { metBy }: Rulebook): boolean {
  return to === null && step !== null && metBy.get(step.id)?.some(({ outlasts }) => outlasts) === true
}

function opens({ step, to }: Counted): boolean {
  return to !== null || step?.at.kind === 'start'
}

/** An entry that only takes another back. */
export function isTakingBack(entry: Entry): boolean {
  return entry.step === null && entry.trigger === null && entry.movesTo === undefined
}

/** The entries that move the pathway and were not taken back. */
export function standingMoves(entries: readonly Entry[], { later }: Pick<Versioned, 'later'>): ReadonlySet<Entry> {
  if (later.size === 0) return new Set()
  const back = new Set(entries.flatMap((entry) => (isTakingBack(entry) ? [entry.supersedes] : [])))
  return new Set(entries.filter(({ id, movesTo }) => movesTo !== undefined && later.has(movesTo) && !back.has(id)))
}

/** What an entry means that moves the pathway to another version: by itself it leads to no stage. */
const MOVE: Meaning = { step: null, outcome: null, trigger: null, to: null }

/**
 * The order in which entries were recorded; of those recorded at one moment, what is corrected comes before what corrects
 * it. Where such corrections run in a circle, the first of them finds nothing to correct.
 */
function inOrderOfCorrection(dated: Written[]): readonly Written[] {
  dated.sort((a, b) => a.recorded - b.recorded || a.number - b.number)
  if (dated.every(({ entry }) => entry.supersedes === null)) return dated
  const waiting = new Map<string, Written>()
  for (const written of dated) if (!waiting.has(written.entry.id)) waiting.set(written.entry.id, written)
  const ordered = new Set<Written>()
  for (const written of dated) {
    const chain: Written[] = []
    const seen = new Set<Written>()
    const { recorded } = written.entry
    let next: Written | undefined = written
    while (next !== undefined && !ordered.has(next) && !seen.has(next) && next.entry.recorded === recorded) {
      chain.push(next)
      seen.add(next)
      next = next.entry.supersedes === null ? undefined : waiting.get(next.entry.supersedes)
    }
    for (const each of chain.reverse()) ordered.add(each)
  }
  return [...ordered]
}

/** What the protocol says of an entry; undefined where it has no such step, outcome or trigger, or it takes another back. */
export function meaningOf({ step, outcome, trigger, movesTo }: Entry, rulebook: Rulebook): Meaning | undefined {
  if (movesTo !== undefined) return MOVE
  if (step === null) return trigger === null ? undefined : rulebook.triggered.get(trigger.id)
  const meanings = rulebook.meanings.get(step)
  return outcome === null ? meanings?.only : meanings?.by.get(outcome)
}

function whyNotCounted(
  { entry, meaning, rulebook }: Written,
  ids: ReadonlyMap<string, Pick<Written, 'entry' | 'supersededBy'>>,
  { later }: Versioned,
): NotCounted | null {
  if (ids.has(entry.id)) return 'repeated'
  if (entry.movesTo !== undefined && !later.has(entry.movesTo)) return 'unknown-version'
  if (entry.supersedes !== null) {
    // An entry can only correct one that was there before it; so corrections cannot run in a circle.
    const before = ids.get(entry.supersedes)
    if (before === undefined || before.supersededBy !== null) return 'supersedes-nothing'
    // A move is taken back, and never said otherwise.
    if ((before.entry.movesTo !== undefined && !isTakingBack(entry)) || entry.movesTo !== undefined) {
      return 'supersedes-nothing'
    }
  }
  if (meaning !== undefined) return null
  if (entry.step !== null) return rulebook.steps.has(entry.step) ? 'unknown-outcome' : 'unknown-step'
  if (entry.trigger !== null) return 'unknown-trigger'
  return entry.supersedes === null ? 'unknown-step' : null
}
