import type { Each, Moment, Name } from '../protocol/sentences/sentence.ts'
import type { DueDerivation } from './derivation.ts'
import { dueOf } from './due.ts'
import { viewOfFlags, viewOfNotice } from './notices.ts'
import { sittingsPlanned } from './planned.ts'
import { type Counted, toldBy } from './record.ts'
import { answerIs, answerTo, type State, stageOf, toldUnder } from './state.ts'
import type { Effect } from './view.ts'

/** What follows from taking an entry in: notices, flags, documents, the stage, items for the next sitting. */
export function effectsOf(record: Counted, state: State, take: () => void): readonly Effect[] {
  const from = stageOf(state)?.id ?? null
  const [notices, flags] = [state.notices.length, viewOfFlags(state)]
  const opened = state.opened.length
  take()
  const effects: Effect[] = []
  if (record.to !== null) effects.push({ kind: 'stage', from, to: record.to.id })
  for (const notice of state.notices.slice(notices)) effects.push({ kind: 'notice', notice: viewOfNotice(notice) })
  viewOfFlags(state).forEach((flag, i) => {
    if (flags[i]?.state !== flag.state) effects.push({ kind: 'flag', flag })
  })
  for (const document of documentsOf(record, state)) effects.push({ kind: 'document', document })
  const planned = record.step === null ? [] : sittingsPlanned(record.step, record.entry)
  for (const each of planned) effects.push({ kind: 'sitting', ...each })
  for (const owed of state.opened.slice(opened)) {
    const meetings = meetingsOf(owed.duty.due.first)
    if (meetings === null) continue
    const due = dueOf(owed, state)
    const sitting = due.ok ? sittingIn(due.value) : null
    effects.push({
      kind: 'agenda',
      meeting: sitting?.meeting ?? meetings[0] ?? '',
      sitting: sitting?.sitting ?? null,
    })
  }
  return effects
}

/** The meetings at whose next sitting a duty is due, alone or as one of two moments; null where it is due at none. */
function meetingsOf(moment: Moment): readonly Name[] | null {
  switch (moment.kind) {
    case 'next':
      return moment.meetings
    case 'earlier-of':
    case 'later-of':
      return meetingsOf(moment.parts[0]) ?? meetingsOf(moment.parts[1])
    case 'by':
    case 'shifted':
    case 'same-working-day':
      return null
    default:
      return moment satisfies never
  }
}

/** The sitting that a due day rests on, or was weighed against. */
function sittingIn(due: DueDerivation): Extract<DueDerivation, { readonly kind: 'sitting' }> | null {
  if (due.kind === 'sitting') return due
  if (due.kind !== 'earlier-of' && due.kind !== 'later-of') return null
  return sittingIn(due.chosen) ?? (due.other === undefined ? null : sittingIn(due.other))
}

/** The documents that a record makes: those of its step, and of the meeting that it records. */
export function documentsOf(record: Counted, state: State): readonly string[] {
  const { step } = record
  const { rulebook } = toldUnder(record, state)
  if (step === null) return []
  const meeting = rulebook.sittingSteps.get(step.id)
  const makers = meeting === undefined ? [step.id] : [step.id, meeting]
  const made = makers.flatMap((maker) => rulebook.documentsOf.get(maker) ?? [])
  return made.filter(({ madeBy }) => holdsOf(madeBy?.where ?? null, record)).map(({ id }) => id)
}

/** Whether a record answers as "where" asks; it does where nothing is asked. */
function holdsOf(where: Each['where'], record: Counted): boolean {
  return where === null || toldBy(record).some((told) => answerIs(answerTo(told, where.question), where.is))
}
