import { type Day, formatDay } from '../calendar/day.ts'
import type { Instant } from '../calendar/instant.ts'
import type { Fact } from '../facts/fact.ts'
import type { LifeEventKind, RecordedLifeEvent } from '../facts/life-event.ts'
import { adultOn, type Told } from '../watch/told.ts'
import { startOf } from './days.ts'

/** A change in the child's life that a file tells or somebody recorded. */
export interface LifeEvent {
  readonly kind: LifeEventKind
  readonly on: Day
  /** When it takes effect: as its day begins or, where somebody recorded it later, when they did. */
  readonly at: Instant
  /** Its own identity, which stays when a file comes to tell of what somebody had recorded. */
  readonly of: string
}

/** A time that a fact lasted, or several that followed one another without a gap. */
interface Spell {
  readonly from: Day
  readonly until: Day | null
}

/** What has changed in the child's life by the day told of, in order: each once, whether by file, by person or by both. */
export function lifeEventsOf(told: Told): readonly LifeEvent[] {
  const { child, asOf, recorded } = told
  const left = new Set(recorded)
  const events: LifeEvent[] = []
  const add = (kind: LifeEventKind, on: Day, own: RecordedLifeEvent | undefined): void => {
    if (own !== undefined) left.delete(own)
    const began = startOf(own?.on ?? on)
    const at = own === undefined || own.recorded < began ? began : own.recorded
    events.push({ kind, on, at, of: `${kind} ${formatDay(own?.on ?? on)}` })
  }
  const recordedAs = (kind: LifeEventKind, from: Day | null, until: Day | null): RecordedLifeEvent | undefined =>
    recorded.find(
      ({ kind: each, on }) => each === kind && (from === null || on >= from) && (until === null || on <= until),
    )
  const { died } = child
  const adult = adultOn(child) ?? recorded.find(({ kind }) => kind === 'turned 18')?.on ?? null
  const ends = [died, adult].filter((day) => day !== null)
  if (died !== null && died <= asOf)
    add(
      'death',
      died,
      recorded.find(({ kind }) => kind === 'death'),
    )
  if (adult !== null && adult <= asOf && (died === null || adult < died)) {
    add(
      'turned 18',
      adult,
      recorded.find(({ kind }) => kind === 'turned 18'),
    )
  }
  const follow = (spells: readonly Spell[], begins: LifeEventKind | null, over: LifeEventKind): void => {
    spells.forEach(({ from, until }, i) => {
      if (begins !== null) add(begins, from, recordedAs(begins, spells[i - 1]?.until ?? null, until))
      if (until === null) return
      const own = recordedAs(over, from, spells[i + 1]?.from ?? null)
      // What ends with a childhood is not told twice.
      if (own !== undefined || !ends.some((end) => end <= until)) add(over, until, own)
    })
  }
  follow(spellsOf(told.facts('protection-plan')), null, 'plan ended')
  follow(spellsOf(told.facts('placement')), 'became looked after', 'no longer looked after')
  follow(spellsOf(told.facts('referral').filter(({ noFurtherAction }) => !noFurtherAction)), null, 'case closed')
  // What no file tells of, or not yet.
  for (const own of left) add(own.kind, own.on, own)
  return events.sort((a, b) => a.at - b.at)
}

/** Facts that overlap or follow one another, as one. */
function spellsOf(facts: readonly Pick<Fact, 'from' | 'until'>[]): readonly Spell[] {
  const spells: Spell[] = []
  for (const { from, until } of facts) {
    const last = spells.at(-1)
    if (last === undefined || (last.until !== null && last.until < from)) spells.push({ from, until })
    else if (last.until !== null) {
      const later = until === null || until > last.until ? until : last.until
      spells[spells.length - 1] = { from: last.from, until: later }
    }
  }
  return spells
}
