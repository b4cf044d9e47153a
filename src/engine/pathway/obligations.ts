import type { Day } from '../calendar/day.ts'
import { shiftCivil } from '../calendar/span.ts'
import type { Guard } from '../protocol/pathway-parts.ts'
import { dayOf } from './days.ts'
import { onPlan } from './guards.ts'
import { hasEnded, type State } from './state.ts'
import { unopenedTriggers, withdrawnTrigger } from './triggers.ts'
import type { Obligation, PathwayDuty, ToSettle } from './view.ts'
import { firstMeant, type Scene } from './who.ts'

/** What waits for somebody to be found, confirmed or planned. Of a pathway that has ended, what it rested on stays to be confirmed. */
export function obligationsOf(duties: readonly PathwayDuty[], state: State): readonly Obligation[] {
  const settled = { owedBy: persons(state.rulebook.protocol.ifOverdue.tell, state) }
  const isOwed = ({ standing }: PathwayDuty): boolean => standing.kind === 'open' || standing.kind === 'overdue'
  const ofDuties = duties.filter(isOwed).flatMap((owed): readonly Obligation[] => {
    const { who, id, due, opened, owedBy } = owed
    const by = 'day' in due ? due.day : dayOf(opened)
    const ofSilence = silenceToBeHeard(owed).map((each): Obligation => ({ ...each, ...settled, due: by }))
    return owedBy.length > 0
      ? ofSilence
      : [{ kind: 'find-who', who, of: id, for: 'duty', ...settled, due: by }, ...ofSilence]
  })
  const unopened = unopenedTriggers(state).map((each): Obligation => {
    return { kind: 'open', ...each, ...settled, due: each.met }
  })
  if (hasEnded(state)) return [...ofDuties, ...unopened, ...plansToConfirm(state)]
  const withdrawn = withdrawnTrigger(state)
  return [
    ...ofDuties,
    ...state.notices.flatMap(({ notice, of, nobody, by }) => {
      const due = dayOf(by.entry.recorded)
      return nobody.map((who): Obligation => {
        return { kind: 'find-who', who, of: `${notice.id}:${of}`, for: 'notice', ...settled, due }
      })
    }),
    ...unopened,
    ...(withdrawn === null ? [] : [{ kind: 'confirm-or-close', ...withdrawn, ...settled, due: null } as const]),
    ...plansToConfirm(state),
    ...sittingsToPlan(state),
  ]
}

/** Somebody whom silence could reach, where nobody is there but those who are silent. */
function silenceToBeHeard({ id, duty, tell }: PathwayDuty): readonly Extract<ToSettle, { kind: 'find-who' }>[] {
  const [who] = duty.ifOverdue.tell
  return tell.length > 0 || who === undefined ? [] : [{ kind: 'find-who', who, of: id, for: 'silence' }]
}

/** Records that rest on a plan, or on there being none, of whose day the files are silent or say the contrary. */
function plansToConfirm(state: State): readonly Obligation[] {
  const found: Obligation[] = []
  for (const records of state.records.values()) {
    for (const { entry, root, step } of records) {
      const guard = step?.needs.flatMap(flat).find(({ kind }) => kind === 'on-plan')
      if (guard?.kind !== 'on-plan') continue
      const due = dayOf(entry.recorded)
      const { isOn, isKnown } = onPlan(dayOf(entry.happened), state)
      if (isOn === guard.on) continue
      const files = isKnown ? 'contrary' : 'silent'
      found.push({ kind: 'confirm-plan', entry: root, on: guard.on, files, owedBy: [entry.by], due })
    }
  }
  return found
}

function flat(guard: Guard): readonly Guard[] {
  return guard.kind === 'either' ? guard.guards.flatMap(flat) : [guard]
}

/** Meetings that are held every so often, and of which no sitting is planned by the day by which the next must be. */
function sittingsToPlan(state: State): readonly Obligation[] {
  const today = state.told.asOf
  const { start } = state
  if (start === null) return []
  return state.rulebook.protocol.meetings.flatMap(({ id: meeting, everyMonths, chair }): readonly Obligation[] => {
    if (everyMonths === null) return []
    const sittings = state.people.sittings.filter((each) => each.meeting === meeting).map(({ on }) => on)
    const held = sittings.filter((on) => on <= today)
    const last = held.length === 0 ? dayOf(start.entry.happened) : (Math.max(...held) as Day)
    const due = shiftCivil(last, everyMonths, 'month')
    if (sittings.some((on) => on > last && on <= due)) return []
    const [first] = chair
    return [
      {
        kind: 'plan-sitting',
        meeting,
        who: first ?? { kind: 'whoever-recorded-it' },
        owedBy: persons(chair, state),
        due,
      },
    ]
  })
}

function persons(who: Parameters<typeof firstMeant>[0], state: State): readonly string[] {
  const scene: Scene = { state, on: state.told.asOf, by: state.start, agency: null, person: null }
  return firstMeant(who, scene).persons
}
