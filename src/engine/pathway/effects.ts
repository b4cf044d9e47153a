import { dueOf } from './due.ts'
import { viewOfFlag, viewOfNotice } from './notices.ts'
import type { Counted } from './record.ts'
import { type State, stageOf } from './state.ts'
import type { Effect } from './view.ts'

/** What follows from taking an entry in: notices, flags, documents, the stage, items for the next sitting. */
export function effectsOf(record: Counted, state: State, take: () => void): readonly Effect[] {
  const from = stageOf(state)?.id ?? null
  const [notices, flags] = [state.notices.length, state.flags.map(viewOfFlag)]
  const opened = state.opened.length
  take()
  const effects: Effect[] = []
  if (record.to !== null) effects.push({ kind: 'stage', from, to: record.to.id })
  for (const notice of state.notices.slice(notices)) effects.push({ kind: 'notice', notice: viewOfNotice(notice) })
  state.flags.map(viewOfFlag).forEach((flag, i) => {
    if (flags[i]?.state !== flag.state) effects.push({ kind: 'flag', flag })
  })
  for (const document of documentsOf(record, state)) effects.push({ kind: 'document', document })
  for (const owed of state.opened.slice(opened)) {
    const { first } = owed.duty.due
    if (first.kind !== 'next') continue
    const due = dueOf(owed, state)
    const sitting = due.ok && due.value.kind === 'sitting' ? due.value : undefined
    effects.push({
      kind: 'agenda',
      meeting: sitting?.meeting ?? first.meetings[0] ?? '',
      sitting: sitting?.sitting ?? null,
    })
  }
  return effects
}

/** The documents that a record makes: those of its step, and of the meeting that it records. */
export function documentsOf({ step }: Counted, { rulebook }: State): readonly string[] {
  if (step === null) return []
  const meeting = rulebook.sittingSteps.get(step.id)
  const makers = meeting === undefined ? [step.id] : [step.id, meeting]
  return makers.flatMap((maker) => (rulebook.documentsOf.get(maker) ?? []).map(({ id }) => id))
}
