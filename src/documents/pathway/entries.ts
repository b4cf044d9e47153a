import { parseDay } from '../../engine/calendar/day.ts'
import { sayDay } from '../../engine/calendar/words.ts'
import { dayOf } from '../../engine/pathway/days.ts'
import type { EntryView, NotCounted } from '../../engine/pathway/view.ts'
import { closest } from '../../engine/protocol/sentences/reader.ts'
import { sayDays } from '../scan/words.ts'
import { type Shown, toldUnder } from './shown.ts'
import { sayMoment, titlesOf } from './titles.ts'

/** What an entry is of: the title of its step with its outcome, the trigger that opened by itself, or what it takes back. */
export function sayEntry(each: EntryView, shown: Shown): string {
  const { entry } = each
  const { protocol } = toldUnder(each, shown)
  if (entry.movesTo !== undefined) return `Moved to version ${protocol.version} of the protocol`
  const titles = titlesOf(protocol)
  const step = titles.stepOf(entry.step)
  if (entry.step !== null) {
    const outcome = step?.outcomes.find(({ id }) => id === entry.outcome)?.title
    const named = outcome ?? (entry.outcome === null ? undefined : entry.outcome)
    return `${step?.title ?? entry.step}${named === undefined || step?.chooses === false ? '' : `: ${named}`}`
  }
  if (entry.trigger !== null) {
    const { id } = entry.trigger
    return `Started by itself: ${protocol.triggers.find((each) => each.id === id)?.title ?? id}`
  }
  return `Entry ${entry.supersedes ?? ''} taken back`
}

/** What became of an entry, beside what it says: where it led, what it corrects, what corrected it, why it does not count. */
export function notesOfEntry(each: EntryView, now: Shown): readonly string[] {
  const shown = toldUnder(each, now)
  const { entry, supersededBy, ignored, from, to } = each
  const titles = titlesOf(shown.protocol)
  const notes: string[] = []
  if (to !== null)
    notes.push(from === null ? `Opened at ${titles.stage(to)}.` : `From ${titles.stage(from)} to ${titles.stage(to)}.`)
  if (dayOf(entry.recorded) !== dayOf(entry.happened)) notes.push(`Recorded only on ${sayDay(dayOf(entry.recorded))}.`)
  notes.push(...notesOfStart(each))
  if (entry.movesTo !== undefined && entry.because !== null) notes.push(`Because: ${entry.because}`)
  if (entry.supersedes !== null) {
    const what = entry.step === null ? 'Takes back' : 'Corrects'
    notes.push(`${what} entry ${entry.supersedes}, because: ${entry.because ?? ''}`)
  }
  if (supersededBy !== null) {
    const by = shown.view.entries.find((each) => each.entry.id === supersededBy)?.entry
    const when = by === undefined ? '' : `, recorded ${sayMoment(by.recorded)} by ${by.by}`
    notes.push(`It no longer counts: entry ${supersededBy}${when}, took its place because: ${by?.because ?? ''}`)
  }
  if (ignored !== null) notes.push(sayNotCounted(ignored, entry, shown))
  return notes
}

/** Of a start by itself: when it was met and noticed, whether anybody recorded it, and where the files say another day. */
function notesOfStart(each: EntryView): readonly string[] {
  const { entry, derived, metByFiles } = each
  const late = noticedLate(each)
  const written = entry.trigger === null ? undefined : parseDay(entry.trigger.met)
  const met = metByFiles ?? written
  if (entry.trigger === null || met === undefined) return []
  const ago = late === null || late <= 0 ? 'on the day on which it was met' : `${sayDays(late)} after it was met`
  return [
    `It started by itself on ${sayDay(met)}, noticed on ${sayDay(dayOf(entry.happened))}, ${ago}.`,
    ...(derived ? ['Nobody has recorded this: files tell of it, and it is recorded with the next step.'] : []),
    ...(written !== undefined && written !== met
      ? [
          `The entry says that it was met on ${sayDay(written)}, and the files say ${sayDay(met)}: what the files say is counted.`,
        ]
      : []),
  ]
}

/** How many days after a trigger was met it was noticed; null for what is no start by itself. */
export function noticedLate({ entry: { trigger, happened }, metByFiles }: EntryView): number | null {
  const met = trigger === null ? undefined : (metByFiles ?? parseDay(trigger.met))
  return met === undefined ? null : dayOf(happened) - met
}

/** Why an entry does not count, and what to do. */
function sayNotCounted(
  ignored: NotCounted,
  { step, outcome, trigger, supersedes }: EntryView['entry'],
  { protocol }: Shown,
): string {
  const meant = (given: string | undefined | null, known: Iterable<string>): string => {
    const found = given == null ? undefined : closest(given, known)
    return found === undefined ? '' : ` Did you mean "${found}"?`
  }
  const found = protocol.steps.find(({ id }) => id === step)
  switch (ignored) {
    case 'unknown-step':
      return `NOT COUNTED: the protocol has no step "${step ?? ''}".${meant(
        step,
        protocol.steps.map(({ id }) => id),
      )}`
    case 'unknown-outcome': {
      const outcomes = found?.outcomes.map(({ id }) => id) ?? []
      const known = outcomes.length === 0 ? '' : ` Its outcomes: ${outcomes.join(', ')}.`
      return outcome === null
        ? `NOT COUNTED: it does not say how it came out.${known}`
        : `NOT COUNTED: the step has no outcome "${outcome}".${meant(outcome, outcomes)}${known}`
    }
    case 'unknown-trigger':
      return `NOT COUNTED: no trigger "${trigger?.id ?? ''}" of the protocol opens by itself.${meant(
        trigger?.id,
        protocol.triggers.map(({ id }) => id),
      )}`
    case 'supersedes-nothing':
      return `NOT COUNTED: the entry "${supersedes ?? ''}" is not there to be corrected, or has been corrected already.`
    case 'repeated':
      return 'NOT COUNTED: another entry bears its identifier.'
    case 'already-open':
      return trigger === null
        ? 'NOT COUNTED: this had started by itself before, so that nobody had to ask for it.'
        : 'NOT COUNTED: the pathway was open already when the trigger was met; that is noted with the triggers.'
    case 'taken-over':
      return 'NOT COUNTED: this had started by itself before, and no longer waited for it.'
    case 'ended':
      return 'NOT COUNTED: this had ended before. What begins anew is written as a history of its own.'
    case 'no-moment':
      return 'NOT COUNTED: its times are no moments.'
    case 'unknown-version':
      return 'NOT COUNTED: the version to which it moves the case is not there.'
    default:
      return ignored satisfies never
  }
}
