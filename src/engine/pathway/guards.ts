import type { Day } from '../calendar/day.ts'
import type { Guard, Step } from '../protocol/pathway-parts.ts'
import type { Name } from '../protocol/sentences/sentence.ts'
import { agenciesOfRole } from './agencies.ts'
import { openOf } from './closure.ts'
import { dayOf } from './days.ts'
import { isEmpty } from './empty.ts'
import type { Answers, AnswerValue } from './entry.ts'
import { allNamed } from './items.ts'
import { dayAnswered, isOver } from './late.ts'
import { answerIs, answerTo, fieldsOf, type State } from './state.ts'
import type { Refusal, Why } from './view.ts'
import { attendanceIn } from './who.ts'

/** What is known of an act when its guards are looked at: null where nobody acts yet, or nothing is answered yet. */
export interface Acting {
  readonly by: string | null
  readonly answers: Answers | null
}

/**
 * Every guard of a step that fails, each naming its clause and what to do instead. A guard that looks at what is not known
 * yet is left aside: it is for whoever acts to satisfy.
 */
export function failedGuards(step: Step, act: Acting, at: State['asOf'], state: State): readonly Refusal[] {
  return step.needs.flatMap((guard) => failure(guard, step, act, at, state))
}

/** Whether a guard looks at who acts. */
export function looksAtPerson(guard: Guard): boolean {
  return guard.kind === 'another-person' || (guard.kind === 'either' && guard.guards.some(looksAtPerson))
}

/** Whether files show the child on a protection plan on a day, and whether any file tells of that day at all. */
export function onPlan(on: Day, { told }: State): { readonly isOn: boolean; readonly isKnown: boolean } {
  const isOn = told.facts('protection-plan').some(({ from, until }) => from <= on && (until === null || until > on))
  return { isOn, isKnown: told.reaches('protection-plan', on) }
}

/** Why a day is no sitting of any of these; before anybody acts, whether there has been none on which it may have happened. */
function whyNoSitting(meetings: readonly Name[], on: Day, isOffer: boolean, { people }: State): Why | null {
  let before: Day | null = null
  let after: Day | null = null
  for (const sitting of people.sittings) {
    if (!meetings.includes(sitting.meeting)) continue
    if (sitting.on === on || (isOffer && sitting.on < on)) return null
    if (sitting.on < on && (before === null || sitting.on > before)) before = sitting.on
    if (sitting.on > on && (after === null || sitting.on < after)) after = sitting.on
  }
  return { kind: 'no-sitting', meetings, on: isOffer ? null : on, before, after }
}

function failure(guard: Guard, step: Step, act: Acting, at: State['asOf'], state: State): readonly Refusal[] {
  const why = whyFails(guard, step, act, at, state)
  if (why === null) return []
  const cites = guard.cites.length > 0 ? guard.cites : step.cites
  return [{ ...why, cites, instead: guard.otherwise ?? step.otherwise }]
}

function whyFails(guard: Guard, step: Step, act: Acting, at: State['asOf'], state: State): Why | null {
  switch (guard.kind) {
    case 'earlier': {
      const { step: wanted, outcome, since } = guard
      const entered = since === null ? undefined : state.stays.findLast(({ stage }) => stage.id === since)
      const from = since === null ? Number.NEGATIVE_INFINITY : (entered?.from ?? Number.POSITIVE_INFINITY)
      const found = state.records.get(wanted)?.some((record) => {
        return record.entry.happened >= from && (outcome === null || record.outcome?.id === outcome)
      })
      return found === true ? null : { kind: 'needs-earlier', step: wanted, outcome }
    }
    case 'answer': {
      const { question, is, with: other } = guard
      if (act.answers === null) return null
      if (!answerIs(answerTo(act.answers, question), is)) return { kind: 'needs-answer', question, is }
      return other !== null && isEmpty(answerTo(act.answers, other)) ? { kind: 'unanswered', question: other } : null
    }
    case 'present': {
      if (act.answers === null) return null
      const value = answerTo(act.answers, guard.question)
      const said = new Map((value === undefined ? [] : attendanceIn(value)).map(({ post, is }) => [post, is]))
      const meeting = state.rulebook.meetings.get(guard.meeting)
      const needs = [...(meeting?.always ?? []), ...(meeting?.needs ?? [])]
      // A post whose agency has no part in the case does not count.
      const posts = needs.filter((post) => said.get(post) !== 'present' && said.get(post) !== 'not involved')
      return posts.length === 0 ? null : { kind: 'absent', meeting: guard.meeting, posts }
    }
    case 'met': {
      const { length: count } = openOf(guard.duty, state, at)
      return count === 0 ? null : { kind: 'duty-open', duty: guard.duty, count }
    }
    case 'overdue': {
      const isLate = openOf(guard.duty, state, at).some((owed) => isOver(owed, at, state))
      return isLate ? null : { kind: 'not-overdue', duty: guard.duty }
    }
    case 'on-plan': {
      const on = dayOf(at)
      const { isOn, isKnown } = onPlan(on, state)
      // Where no file tells of the day, whoever records it has looked: it is to be confirmed, and never turned away.
      return isOn === guard.on || !isKnown ? null : { kind: guard.on ? 'not-on-plan' : 'on-plan' }
    }
    case 'trigger-met': {
      const { trigger } = guard
      const on = dayOf(at)
      // Where the sources cannot prove it, whoever records it has looked.
      const isMet = state.occasions.get(trigger)?.some(({ possible, over }) => {
        return possible <= on && (over === null || over > on)
      })
      return isMet === true ? null : { kind: 'trigger-not-met', trigger }
    }
    case 'sitting':
      return whyNoSitting(guard.meetings, dayOf(at), act.answers === null, state)
    case 'not-before':
    case 'not-after': {
      const { step: other, question } = guard
      const asked = dayAnswered(state.records.get(other)?.at(-1)?.entry.answers ?? {}, question)
      const on = dayOf(at)
      if (asked === undefined || on === asked || on > asked === (guard.kind === 'not-before')) return null
      // What is past may be recorded later: only whoever records it can say that it happened in time.
      if (act.answers === null) return null
      return { kind: guard.kind === 'not-before' ? 'before-day' : 'after-day', step: other, question, on, asked }
    }
    case 'another-person': {
      const latest = state.records.get(guard.step)?.at(-1)
      if (act.by === null || latest === undefined || latest.entry.by !== act.by) return null
      return { kind: 'same-person', step: guard.step }
    }
    case 'not-themselves': {
      if (act.by === null || act.answers === null) return null
      const named = [answerTo(act.answers, guard.question)].flat()
      return named.includes(act.by) ? { kind: 'chose-themselves', question: guard.question } : null
    }
    case 'agency-named': {
      const { role, question } = guard
      if (act.answers === null) return null
      const agencies = agenciesOfRole(state.people, role, dayOf(at))
      const named = agenciesNamed(question, step, act.answers)
      // Where nobody holds the role there is no agency to name, and nothing that the child needs waits for one.
      if (agencies.length === 0 || agencies.some((agency) => named.has(agency))) return null
      return { kind: 'agency-not-named', role, question, agencies }
    }
    case 'either': {
      const refusals = guard.guards.map((each) => failure(each, step, act, at, state))
      return refusals.some((each) => each.length === 0) ? null : { kind: 'none-of', refusals: refusals.flat() }
    }
    default:
      return guard satisfies never
  }
}

/** Every agency named in answer to a question of agencies, or to such a part of any of its items. */
function agenciesNamed(id: Name, step: Step, answers: Answers): ReadonlySet<string> {
  const question = step.asks.find((each) => each.id === id)
  if (question === undefined) return new Set()
  const value = answerTo(answers, id)
  if (question.type !== 'items') return new Set(allNamed(answers, [question], 'agencies'))
  const items: readonly AnswerValue[] = Array.isArray(value) ? value : []
  return new Set(items.flatMap((item) => allNamed(fieldsOf(item) ?? {}, question.parts, 'agencies')))
}
