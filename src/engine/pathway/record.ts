import type { Instant } from '../calendar/instant.ts'
import type { Outcome, Stage, Step } from '../protocol/pathway-parts.ts'
import type { Trigger } from '../protocol/protocol.ts'
import { OUTCOME } from '../protocol/unasked.ts'
import { isMoment } from './days.ts'
import type { Answers, Entry } from './entry.ts'
import type { Rulebook } from './rulebook.ts'
import type { Asking, NotCounted } from './view.ts'

/** An entry that counts, with what the protocol says of it. */
export interface Counted {
  readonly entry: Entry
  /** The identifier of the first entry of its chain of corrections: what hangs on it keeps its identity when corrected. */
  readonly root: string
  /** Null for a pathway that a trigger opened by itself. */
  readonly step: Step | null
  readonly outcome: Outcome | null
  readonly trigger: Trigger | null
  /** The stage it leads to; null where it moves nothing. */
  readonly to: Stage | null
}

/** What a record tells: its answers, and its outcome as if that had been asked. */
export function toldBy({ entry, outcome }: Counted): readonly Answers[] {
  return outcome === null ? [entry.answers] : [entry.answers, { [OUTCOME]: outcome.id }]
}

/** An entry that was known, and what became of it. */
export interface Known {
  readonly entry: Entry
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
}

/** The order in which entries fold: as things happened, then as they were recorded, then by identifier. */
export function inOrder(a: Entry, b: Entry): number {
  return a.happened - b.happened || a.recorded - b.recorded || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}

/**
 * What the entries say as of a moment, as far as they were known by another. What cannot be counted is left out and told of;
 * nothing is judged here.
 */
export function readRecord(entries: readonly Entry[], rulebook: Rulebook, { asOf, knownAt }: Asking): Record {
  const ids = new Map<string, Written>()
  const dated: Written[] = []
  const undated: Known[] = []
  for (const entry of entries) {
    if (!isMoment(entry.happened) || !isMoment(entry.recorded)) {
      undated.push({ entry, supersededBy: null, ignored: 'no-moment' })
    } else if (entry.recorded <= knownAt) {
      dated.push({ entry, root: entry.id, supersededBy: null, ignored: null })
    }
  }
  for (const written of inOrderOfCorrection(dated)) {
    const { entry } = written
    written.ignored = whyNotCounted(entry, rulebook, ids)
    if (written.ignored !== null) continue
    const before = entry.supersedes === null ? undefined : ids.get(entry.supersedes)
    if (before !== undefined) {
      before.supersededBy = entry.id
      written.root = before.root
    }
    ids.set(entry.id, written)
  }
  const counted: Counted[] = []
  const known: Known[] = []
  let next: Instant | null = null
  for (const { entry, root, supersededBy, ignored } of dated.sort((a, b) => inOrder(a.entry, b.entry))) {
    const counts = ignored === null && supersededBy === null && !isTakingBack(entry)
    if (entry.happened > asOf) {
      if (counts && (next === null || entry.happened < next)) next = entry.happened
      continue
    }
    // CWM-06: a trigger that is met in a pathway that is open already is noted there, and opens nothing.
    const noted = counts && entry.trigger !== null && counted.some(opens)
    known.push({ entry, supersededBy, ignored: noted ? 'already-open' : ignored })
    if (counts && !noted) counted.push(count(entry, root, rulebook))
  }
  return { counted, known: [...known, ...undated], next }
}

interface Written {
  readonly entry: Entry
  root: string
  supersededBy: string | null
  ignored: NotCounted | null
}

function opens({ step, to }: Counted): boolean {
  return to !== null || step?.at.kind === 'start'
}

/** An entry that only takes another back. */
export function isTakingBack(entry: Entry): boolean {
  return entry.step === null && entry.trigger === null
}

/**
 * The order in which entries were recorded; of those recorded at one moment, what is corrected comes before what corrects
 * it. Where such corrections run in a circle, the first of them finds nothing to correct.
 */
function inOrderOfCorrection(dated: Written[]): readonly Written[] {
  dated.sort(({ entry: a }, { entry: b }) => a.recorded - b.recorded || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
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

function whyNotCounted(
  entry: Entry,
  rulebook: Rulebook,
  ids: ReadonlyMap<string, { readonly supersededBy: string | null }>,
): NotCounted | null {
  if (ids.has(entry.id)) return 'repeated'
  if (entry.supersedes !== null) {
    // An entry can only correct one that was there before it; so corrections cannot run in a circle.
    const before = ids.get(entry.supersedes)
    if (before === undefined || before.supersededBy !== null) return 'supersedes-nothing'
  }
  if (entry.step === null) {
    if (entry.trigger === null) return entry.supersedes === null ? 'unknown-step' : null
    const opens = rulebook.triggers.get(entry.trigger.id)?.opens ?? null
    return opens === null || !rulebook.stages.has(opens) ? 'unknown-trigger' : null
  }
  const step = rulebook.steps.get(entry.step)
  if (step === undefined) return 'unknown-step'
  const outcome = outcomeOf(step, entry.outcome)
  if (outcome === undefined) return 'unknown-outcome'
  return outcome !== null && outcome.to !== null && !rulebook.stages.has(outcome.to) ? 'unknown-outcome' : null
}

/** The outcome that an entry names, or the only one there is; null where a step has none; undefined where it names none of them. */
export function outcomeOf(step: Step, named: string | null): Outcome | null | undefined {
  if (named !== null) return step.outcomes.find(({ id }) => id === named)
  if (step.chooses) return undefined
  return step.outcomes[0] ?? null
}

function count(entry: Entry, root: string, rulebook: Rulebook): Counted {
  const step = entry.step === null ? null : (rulebook.steps.get(entry.step) ?? null)
  const trigger = step === null && entry.trigger !== null ? (rulebook.triggers.get(entry.trigger.id) ?? null) : null
  const outcome = step === null ? null : (outcomeOf(step, entry.outcome) ?? null)
  const to = trigger === null ? (outcome?.to ?? null) : trigger.opens
  return { entry, root, step, trigger, outcome, to: to === null ? null : (rulebook.stages.get(to) ?? null) }
}
