import { sayRefusal } from '../../../documents/pathway/refusals.ts'
import { sayDay } from '../../../engine/calendar/words.ts'
import { dayOf } from '../../../engine/pathway/days.ts'
import type { EntryView, PathwayDuty, Refusal } from '../../../engine/pathway/view.ts'
import type { Guard, Step } from '../../../engine/protocol/pathway-parts.ts'
import type { Clause } from '../../../engine/protocol/protocol.ts'
import { type Around, agencyTitle, candidate } from './around.ts'
import { OUTCOME_FIELD } from './controls.ts'
import { HAPPENED } from './happened.ts'
import type { Fault } from './read-answers.ts'
import { ABOUT, BECAUSE } from './settled.ts'
import { fieldOf } from './typed.ts'

/** Why a step may not be recorded, in words: by which clauses, and what to do instead. */
export interface Reason {
  readonly says: string
  readonly instead: string
  readonly clauses: readonly string[]
}

/** Refusals as they are shown: those of a field beside it, and those of the whole by themselves. */
export interface ShownRefusals {
  readonly faults: readonly Fault[]
  readonly reasons: readonly Reason[]
}

/** What refusals are told with. */
export interface Telling {
  readonly step: Step | undefined
  readonly around: Around
  readonly clause: (id: string) => Clause | undefined
  readonly entries: readonly EntryView[]
  readonly duties: readonly PathwayDuty[]
}

/**
 * Shows refusals. What concerns an answer leads to its field. `faults` are those of reading the form: a question of which one
 * tells is not said to be unanswered as well.
 */
export function showRefusals(refusals: readonly Refusal[], faults: readonly Fault[], telling: Telling): ShownRefusals {
  const [first] = telling.entries
  if (first !== undefined && refusals.some(({ kind }) => kind === 'not-open')) {
    return { faults: [...faults, { field: HAPPENED, says: beforeItBegan(first) }], reasons: [] }
  }
  const shown: Fault[] = [...faults]
  const reasons: Reason[] = []
  const unanswered = new Set(refusals.flatMap((each) => (each.kind === 'unanswered' ? [fieldFor(each, telling)] : [])))
  for (const refusal of refusals) {
    const field = fieldFor(refusal, telling)
    const isTold = field !== null && faults.some((each) => each.field === field || each.field.startsWith(`${field}.`))
    if (isTold && refusal.kind === 'unanswered') continue
    // Of somebody who is not marked as present because nothing is marked, nobody need hear twice.
    if (refusal.kind === 'absent' && (isTold || unanswered.has(field))) continue
    const reason = reasonOf(refusal, telling)
    if (field !== null) shown.push({ field, says: ofField(refusal, telling) ?? reason.says })
    // That a question was left out needs no clause beside it; whatever a guard refuses does.
    if (field === null || !PLAIN.has(refusal.kind)) reasons.push(reason)
  }
  return { faults: shown, reasons: together(reasons) }
}

/** Of a day before the pathway: whatever else is refused then follows from that alone. */
function beforeItBegan({ entry }: EntryView): string {
  const began = sayDay(dayOf(entry.happened))
  return `It was opened on ${began}, and nothing is recorded in it for a time before. Give a day from then on, and write when it was done`
}

/** A refusal in words, with people and entries by their names. */
export function reasonOf(refusal: Refusal, telling: Telling): Reason {
  const { step, around, clause } = telling
  const words = sayRefusal(withTitles(refusal, around), step, around.protocol, clause)
  const says = [named(words.says, telling), ...owingOf(refusal, telling)].join(' ')
  return { says, instead: named(words.instead, telling), clauses: words.clauses }
}

/** Who owes what is waited for, so that they can be spoken to. */
function owingOf(refusal: Refusal, { around, duties }: Telling): readonly string[] {
  if (refusal.kind !== 'duty-open') return []
  const open = duties.filter(({ duty, standing }) => duty.id === refusal.duty && isOpen(standing.kind))
  const persons = new Set(open.flatMap(({ owedBy }) => owedBy))
  if (persons.size === 0) return []
  const names = [...persons].map((id) => {
    const agency = around.names.get(id)?.agency ?? ''
    return `${candidate(id, around).name}${agency === '' ? '' : ` (${agency})`}`
  })
  return [`It is owed by ${names.join(', ')}.`]
}

function isOpen(kind: PathwayDuty['standing']['kind']): boolean {
  return kind === 'open' || kind === 'overdue'
}

/** Agencies as they are called. */
function withTitles(refusal: Refusal, around: Around): Refusal {
  if (refusal.kind === 'agency-not-theirs') return { ...refusal, agency: agencyTitle(refusal.agency, around) }
  if (refusal.kind !== 'agency-needed' && refusal.kind !== 'agency-not-named') return refusal
  return { ...refusal, agencies: refusal.agencies.map((each) => agencyTitle(each, around)) }
}

const PLAIN: ReadonlySet<Refusal['kind']> = new Set([
  ...(['nobody-named', 'not-their-post', 'kept-out'] as const),
  ...(['unanswered', 'bad-answer', 'not-asked', 'no-outcome', 'unknown-outcome'] as const),
  ...(['no-reason', 'about-needed', 'no-moment', 'in-the-future'] as const),
])

/** The field that a refusal is about; null where it is about none. */
function fieldFor(refusal: Refusal, { step, around }: Telling): string | null {
  switch (refusal.kind) {
    case 'unanswered':
    case 'bad-answer':
    case 'not-asked':
    case 'needs-answer':
    case 'agency-not-named':
      return fieldOf(...refusal.question.split('.'))
    case 'nobody-named':
    case 'kept-out':
      return `${fieldOf(...refusal.question.split('.'))}.${refusal.post}.who`
    case 'not-their-post':
      return `${fieldOf(...refusal.question.split('.'))}.${refusal.post}.instead`
    case 'absent': {
      const question = guardsOf(step?.needs ?? []).find(
        (each) => each.kind === 'present' && each.meeting === refusal.meeting,
      )
      return question?.kind === 'present' ? fieldOf(question.question) : null
    }
    case 'not-independent': {
      const question = step?.asks.find(({ each }) => each !== null)
      return question === undefined || !around.names.has(refusal.person) ? null : fieldOf(question.id)
    }
    case 'no-outcome':
    case 'unknown-outcome':
      return OUTCOME_FIELD
    case 'in-the-future':
    case 'no-moment':
    case 'no-sitting':
    case 'before-day':
    case 'after-day':
      return HAPPENED
    case 'about-needed':
    case 'about-unknown':
    case 'about-done':
      return ABOUT
    case 'no-reason':
      return BECAUSE
    default:
      return null
  }
}

function guardsOf(guards: readonly Guard[]): readonly Guard[] {
  return guards.flatMap((guard) => (guard.kind === 'either' ? [guard, ...guardsOf(guard.guards)] : [guard]))
}

/** What stands beside the field, where the words for all are not plain enough there. */
function ofField(refusal: Refusal, telling: Telling): string | null {
  switch (refusal.kind) {
    case 'unanswered':
      return `Answer “${titleOf(refusal.question, telling)}”`
    case 'bad-answer':
      return `“${titleOf(refusal.question, telling)}”: ${named(refusal.why, telling)}`
    case 'nobody-named':
    case 'not-their-post':
    case 'kept-out': {
      const { says, instead } = reasonOf(refusal, telling)
      return `${says} ${instead.replace(/\.$/, '')}`
    }
    case 'no-outcome':
      return 'Choose how it came out'
    case 'about-needed':
      return 'Choose what this answers'
    case 'no-reason':
      return 'Say why what was recorded was wrong'
    default:
      return null
  }
}

/** "By when? (2 of What is to be done?)" */
function titleOf(path: string, { step }: Telling): string {
  const [first, row, part] = path.split('.')
  const question = step?.asks.find(({ id }) => id === first)
  const own = question?.parts.find(({ id }) => id === part)
  const title = question?.title ?? path
  return own === undefined ? title : `${own.title}” in number ${row ?? ''} of “${title}`
}

const IDENTIFIER = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/** Words in which identifiers of people and entries are their names. */
function named(words: string, { around, entries }: Telling): string {
  return words.replaceAll(IDENTIFIER, (id) => {
    if (around.names.has(id)) return candidate(id, around).name
    const entry = entries.find((each) => each.entry.id === id)?.entry
    if (entry === undefined) return id
    const title = around.protocol.steps.find((each) => each.id === entry.step)?.title ?? 'A correction'
    return `${title}, ${sayDay(dayOf(entry.happened))}`
  })
}

/** The same reason is told once, and what to do about several in a row after the last of them. */
function together(reasons: readonly Reason[]): readonly Reason[] {
  return reasons.filter((each, i) => reasons.findIndex(({ says }) => says === each.says) === i)
}
