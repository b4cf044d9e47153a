import type { Instant } from '../calendar/instant.ts'
import type { Step } from '../protocol/pathway-parts.ts'
import type { Name, Who } from '../protocol/sentences/sentence.ts'
import { agenciesInRole } from './agencies.ts'
import { answerable, answeredBy, isTooEarly } from './closing.ts'
import { isOpen, openOf } from './closure.ts'
import { dayOf } from './days.ts'
import { metFromOf } from './due.ts'
import { failedGuards, looksAtPerson } from './guards.ts'
import { familyAt, wrongAnswers } from './questions.ts'
import { dutyOpenedAs, hasEnded, type OpenedDuty, type State, stageOf } from './state.ts'
import type { Act, Refusal, Taker, Why } from './view.ts'
import { actsFor, holdsRole, meantBy, rolesOf, type Scene, tiesOf } from './who.ts'

// The checks that offers and decisions share: whatever is offered passes all of them but those for answers.

/** Why a step may not be taken now by anybody: its stage and its guards. */
export function refusalsOfStep(step: Step, at: Instant, state: State): readonly Refusal[] {
  const ofStage = refusalsOfStage(step, state)
  // Where all has ended, what a step would need besides tells nobody anything.
  if (ofStage.some(({ kind }) => kind === 'ended')) return ofStage
  return [...ofStage, ...failedGuards(step, { by: null, answers: null }, at, state)]
}

/** Why this act of recording a step is refused: every reason at once. */
export function refusalsOfAct(step: Step, act: Act, state: State): readonly Refusal[] {
  return [
    ...refusalsOfStage(step, state),
    ...refusalsOfPerson(step, act, state),
    ...failedGuards(step, act, act.happened, state),
    ...refusalsOfOutcome(step, act),
    ...wrongAnswers(step.asks, act.role, act.answers, act.outcome, act.happened, state).map((why) =>
      refusal(step, why, citesOf(step, why)),
    ),
    ...familyAt(step, act.answers, state).map((why) => refusal(step, why, citesOf(step, why))),
    ...refusalsOfAbout(step, act, state),
  ]
}

/** Everybody who may take a step, each in the role, and for the duty, in which they may. */
export function takersOf(step: Step, at: Instant, state: State): readonly Taker[] {
  const takers: Taker[] = []
  const byPerson = new Map<string, Taker[]>()
  const personal = step.needs.some(looksAtPerson)
  const isShutOut = (by: string): boolean => personal && failedGuards(step, { by, answers: null }, at, state).length > 0
  for (const { about, scene } of scenesOf(step, at, state)) {
    for (const who of step.by.anyOf) {
      if (!dependsOnDuty(who) && about !== null) continue
      for (const { person, role } of meantBy(who, scene)) {
        if (isShutOut(person)) continue
        for (const each of role === null ? rolesOf(state.people, person, scene.on) : [role]) {
          if (!actsFor(who, scene, { person, role: each, agency: null })) continue
          const taker = { person, role: each, about: dependsOnDuty(who) ? about : null }
          const same = byPerson.get(person)
          if (same?.some(({ role, about }) => role === each && about === taker.about) === true) continue
          takers.push(taker)
          if (same === undefined) byPerson.set(person, [taker])
          else same.push(taker)
        }
      }
    }
  }
  return takers
}

function refusalsOfStage(step: Step, state: State): readonly Refusal[] {
  const stage = stageOf(state)
  const { at } = step
  if (state.rulebook.stages.size === 0) return []
  if (hasEnded(state)) return isOwedStill(step, state) ? [] : [refusal(step, { kind: 'ended' })]
  if (at.kind === 'start') return state.start === null ? [] : [refusal(step, { kind: 'already-open' })]
  if (stage === null) return state.start === null ? [refusal(step, { kind: 'not-open' })] : []
  if (at.kind === 'any' || at.stages.includes(stage.id)) return []
  return [refusal(step, { kind: 'wrong-stage', at: stage.id, wanted: at.stages })]
}

/** What is owed when the pathway has ended can be met then, wherever its step is recorded otherwise. */
function isOwedStill(step: Step, state: State): boolean {
  return (
    step.outcomes.every(({ to }) => to === null) && meetable(step, state.asOf, state).some(({ duty }) => duty.outlasts)
  )
}

/** Why this person may not: they do not hold the role, or are not who the step is for. */
export function refusalsOfPerson(step: Step, act: Act, state: State): readonly Refusal[] {
  const on = dayOf(act.happened)
  const agency = act.agency ?? null
  const refusals: Refusal[] = []
  if (!holdsRole(state.people, act.by, act.role, on))
    refusals.push(refusal(step, { kind: 'role-not-held', role: act.role }))
  else if (agency !== null && !agenciesInRole(state.people, act.by, act.role, on).includes(agency))
    refusals.push(refusal(step, { kind: 'agency-not-theirs', agency, role: act.role }))
  const scene = sceneOfAct(step, act, state)
  const wanted = step.by.anyOf
  const may = wanted.some((who) => {
    if (who.kind === 'anyone-independent') return tiesOf(act.by, state).length === 0
    if (!actsFor(who, scene, { person: act.by, role: act.role, agency })) return false
    return meantBy(who, scene).some(({ person, role }) => person === act.by && (role === null || role === act.role))
  })
  return may ? refusals : [...refusals, refusal(step, whyNot(wanted, act, scene))]
}

/** Why nobody of those wanted is this person: not the own one, tied to the case, or in another role. */
function whyNot(wanted: readonly Who[], act: Act, scene: Scene): Why {
  const ties = wanted.some(({ kind }) => kind === 'anyone-independent') ? tiesOf(act.by, scene.state) : []
  if (ties.length > 0) return { kind: 'not-independent', person: act.by, ties }
  const relation = wanted.find((who) => !isAnyHolder(who) && (!('role' in who) || who.role === act.role))
  if (relation === undefined) return { kind: 'wrong-role', role: act.role, wanted }
  if (relation.kind === 'tied-holder') return { kind: 'no-tie', person: act.by, role: act.role }
  return { kind: 'not-the-own', wanted: relation, own: meantBy(relation, scene)[0]?.person ?? null }
}

function isAnyHolder({ kind }: Who): boolean {
  return kind === 'role' || kind === 'every-holder' || kind === 'every-other-holder'
}

function dependsOnDuty({ kind }: Who): boolean {
  return kind === 'whoever-recorded-it' || kind === 'that-agency' || kind === 'that-person'
}

/** From where the people of a step are looked at: once for the case, and once for each duty that it would answer. */
function scenesOf(
  step: Step,
  at: Instant,
  state: State,
): readonly { readonly about: string | null; readonly scene: Scene }[] {
  const on = dayOf(at)
  const plain = { about: null, scene: { state, on, by: null, agency: null, person: null } }
  if (!step.by.anyOf.some(dependsOnDuty)) return [plain]
  const duties = meetable(step, at, state).map((owed) => ({
    about: owed.id,
    scene: { state, on, by: owed.by, agency: owed.agency, person: owed.person },
  }))
  return [plain, ...duties]
}

function sceneOfAct(step: Step, act: Act, state: State): Scene {
  const named = act.about === null ? undefined : dutyOpenedAs(act.about, state)
  const owed = named ?? dutiesMetBy(step, state).flatMap((duty) => answeredBy(act, duty, state) ?? [])[0]
  const { by = null, agency = null, person = null } = owed ?? {}
  return { state, on: dayOf(act.happened), by, agency, person }
}

function dutiesMetBy(step: Step, { rulebook }: State): NonNullable<ReturnType<typeof rulebook.metBy.get>> {
  return rulebook.metBy.get(step.id) ?? []
}

/** The open duties that a step may answer. */
export function meetable(step: Step, at: Instant, state: State): readonly OpenedDuty[] {
  return dutiesMetBy(step, state).flatMap((duty) => {
    return openOf(duty.id, state, at).filter((owed) => !isTooEarly(owed, at, state))
  })
}

function refusalsOfOutcome(step: Step, { outcome }: Act): readonly Refusal[] {
  const outcomes = step.outcomes.map(({ id }) => id)
  if (outcome === null) return step.chooses ? [refusal(step, { kind: 'no-outcome', outcomes })] : []
  return outcomes.includes(outcome) ? [] : [refusal(step, { kind: 'unknown-outcome', outcomes })]
}

function refusalsOfAbout(step: Step, act: Act, state: State): readonly Refusal[] {
  const { about, happened } = act
  const duties = dutiesMetBy(step, state)
  if (about !== null) {
    const owed = dutyOpenedAs(about, state)
    if (owed === undefined || !duties.includes(owed.duty)) return [refusal(step, { kind: 'about-unknown', about })]
    if (!isOpen(owed, state, happened)) return [refusal(step, { kind: 'about-done', about })]
    const from = metFromOf(owed, state)
    return from === null || dayOf(happened) >= from ? [] : [refusal(step, { kind: 'about-early', about, from })]
  }
  const isUnclear = duties.some((duty) => isOfSeveral(duty) && answerable(act, duty, state).length > 1)
  return isUnclear ? [refusal(step, { kind: 'about-needed', about })] : []
}

/** A duty that may be open several times at once, which only a person can tell apart: for records, items, agencies, siblings. */
function isOfSeveral({ forEach }: OpenedDuty['duty']): boolean {
  switch (forEach?.of.kind) {
    case 'named':
    case 'item':
    case 'agency-with-flag':
    case 'recipient':
    case 'sibling':
      return true
    default:
      return false
  }
}

function citesOf(step: Step, why: Why): readonly string[] {
  const name = 'question' in why ? why.question.split('.')[0] : undefined
  const cites = step.asks.find(({ id }) => id === name)?.cites ?? []
  return cites.length > 0 ? cites : step.cites
}

export function refusal(step: Step, why: Why, cites: readonly Name[] = step.cites): Refusal {
  return { ...why, cites, instead: step.otherwise }
}
