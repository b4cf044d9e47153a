import { checkLasting } from './check-lasting.ts'
import type { Checking } from './checking.ts'
import { isTriggered } from './explore-duties.ts'
import type { Step } from './pathway-parts.ts'
import type { Duty } from './protocol.ts'
import { isReserved } from './sentences/reader.ts'
import type { Name } from './sentences/sentence.ts'
import { StageGraph } from './stage-graph.ts'
import { OUTCOME } from './unasked.ts'

// Where a pathway can come to by its steps, whatever they need: stages that nothing reaches, that nobody can leave or that
// never end, and duties that lie where nothing meets them. What guards add to this is found by `explore`.

export function checkReach(checking: Checking): void {
  const { protocol } = checking
  const { stages } = protocol
  const graph = new StageGraph(protocol)
  if (graph.first.size === 0) {
    const remedy = 'Let a step stand "at: start", or let a trigger open one of its stages.'
    checking.faultAtKey(['stages'], 'nothing opens a pathway', remedy)
    return
  }
  const ends = [...stages.values()].filter((stage) => stage.ends).map(({ id }) => id)
  if (ends.length === 0) {
    const remedy = 'Write one of them as { title: ..., ends: yes }.'
    checking.faultAtKey(['stages'], 'no stage ends the pathway, so that none could ever be closed', remedy)
  }
  for (const { id, ends: isEnd } of stages.values()) {
    const path = ['stages', id]
    if (isReserved(id)) continue
    if (!graph.reached.has(id)) {
      checking.faultAtKey(path, `the stage "${id}" is never reached`, 'Let something lead to it, or take it away.')
    } else if (!isEnd && graph.next(id).size === 0) {
      checking.faultAtKey(path, `nobody can leave the stage "${id}"`, 'Let a step lead on from it, or let it end.')
    } else if (!isEnd && ends.length > 0 && !ends.some((end) => graph.from(id).has(end))) {
      const remedy = 'Let some step from here on lead to a stage that ends.'
      checking.faultAtKey(path, `a pathway that has come to "${id}" can never be closed`, remedy)
    }
  }
  for (const step of protocol.steps) checkOrder(checking, graph, step)
  for (const duty of protocol.duties) checkCanBeMet(checking, graph, duty)
}

/** A guard must be about a step that can have been recorded by the time that it is looked at. */
function checkOrder(checking: Checking, graph: StageGraph, step: Step): void {
  const here = graph.stagesOf(step)
  if (step.at.kind === 'start' || here.length === 0) return
  const check = (path: readonly (string | number)[], name: Name, outcome: Name | null): void => {
    const earlier = checking.protocol.steps.find(({ id }) => id === name)
    if (earlier === undefined || earlier === step) return
    const outcomes = earlier.outcomes.filter(({ id }) => outcome === null || id === outcome)
    const after =
      outcomes.length === earlier.outcomes.length ? graph.after(earlier) : graph.after({ ...earlier, outcomes })
    if ([...after].some((stage) => here.some((each) => graph.from(stage).has(each)))) return
    const said = outcome === null ? `"${name}"` : `"${name}" with the outcome "${outcome}"`
    const message = `${said} can never have been recorded before "${step.id}"`
    checking.fault(path, message, 'Name a step that comes before it.')
  }
  const look = (path: readonly (string | number)[], guards: Step['needs']): void => {
    guards.forEach((guard, i) => {
      if (guard.kind === 'earlier') check([...path, i, 'earlier'], guard.step, guard.outcome)
      if (guard.kind === 'another-person') check([...path, i, 'another person than'], guard.step, null)
      if (guard.kind === 'either') look([...path, i, 'either'], guard.guards)
    })
  }
  look(['steps', step.id, 'needs'], step.needs)
}

/** A duty of a pathway must be owed where the step that meets it can still be recorded. */
function checkCanBeMet(checking: Checking, graph: StageGraph, duty: Duty): void {
  const path = ['duties', duty.id]
  for (const stage of duty.while?.stages ?? []) {
    if (checking.protocol.stages.get(stage)?.ends !== true) continue
    checking.fault([...path, 'while'], `no duty stays open at "${stage}", where the pathway has ended`, 'Name another.')
  }
  const { metBy } = duty
  const step = metBy.kind === 'step' ? checking.protocol.steps.find(({ id }) => id === metBy.step) : undefined
  if (step === undefined) return
  if (step.at.kind === 'start') {
    const message = `"${step.id}" opens a pathway, and can meet nothing that is owed in one`
    checking.fault([...path, 'met by'], message, 'Name a step that is recorded later.')
    return
  }
  const opened = openedAt(checking, graph, duty)
  const lasting = duty.while?.stages
  const within = lasting === undefined ? opened : opened?.filter((stage) => lasting.includes(stage))
  checkLasting(checking, graph, duty, within)
  if (opened === undefined || within === undefined) return
  if (within.length === 0 && opened.length > 0 && lasting !== undefined) {
    const message = `this duty never opens: it would at "${opened.join('", "')}", and lasts only while "${lasting.join('", "')}"`
    checking.fault([...path, 'while'], message, 'Name a stage at which it opens, or let something there open it.')
    return
  }
  if (duty.outlasts) return
  const open = within.filter((stage) => checking.protocol.stages.get(stage)?.ends === false)
  if (open.length === 0 && opened.length > 0 && lasting === undefined) {
    const message = 'the pathway has ended when this duty would open, so that nobody owes it'
    checking.fault([...path, 'for each'], message, 'Let something earlier open it.')
    return
  }
  const left = duty.lapses?.kind === 'leaving' ? duty.lapses.stage : undefined
  const stranded = open.find((stage) => {
    const later = duty.while?.stages ?? (stage === left ? [stage] : [...graph.from(stage)])
    return !later.some((each) => graph.isAt(step, each))
  })
  if (stranded !== undefined) {
    const message = `"${step.id}" can no longer be recorded once this duty is owed at "${stranded}"`
    const remedy = `Let "${step.id}" be recorded at "${stranded}" or after it, or name another step.`
    checking.fault([...path, 'met by'], message, remedy)
  }
}

/** A step with those of its outcomes for which a duty is owed. */
function outcomesFor(step: Step, { forEach }: Duty): readonly Step[] {
  const where = forEach?.where
  if (where?.question !== OUTCOME) return [step]
  const outcomes = step.outcomes.filter(({ id }) => id === where.is)
  return outcomes.length === 0 ? [] : [{ ...step, outcomes }]
}

/** The stages at which a duty would open, wherever it lasts; undefined where files or sittings open it. */
function openedAt(
  checking: Checking,
  graph: StageGraph,
  duty: Duty,
  seen: ReadonlySet<Duty> = new Set(),
): readonly Name[] | undefined {
  const { protocol } = checking
  const reached = (stages: Iterable<Name>): readonly Name[] => [...stages].filter((stage) => graph.reached.has(stage))
  const of = duty.forEach?.of
  if (of === undefined) return reached(duty.while?.stages ?? [])
  if (of.kind === 'entering') return reached([of.stage])
  const names = of.kind === 'named' ? [of.name, ...of.or] : of.kind === 'item' ? [of.step] : []
  const openers = protocol.steps.filter(({ id }) => names.includes(id))
  if (openers.length > 0) {
    return reached(openers.flatMap((opener) => outcomesFor(opener, duty)).flatMap((step) => [...graph.after(step)]))
  }
  const trigger = protocol.triggers.find(({ id }) => names.includes(id))
  if (trigger !== undefined) {
    const isMetThere = isTriggered(duty, protocol) || trigger.opens === null
    return isMetThere
      ? [...graph.reached].filter((stage) => protocol.stages.get(stage)?.ends === false)
      : [trigger.opens]
  }
  const parent = protocol.duties.find(({ id }) => names.includes(id))
  if (parent === undefined || seen.has(parent)) return undefined
  const opened = openedAt(checking, graph, parent, new Set([...seen, duty]))
  return parent.while === null ? opened : opened?.filter((stage) => parent.while?.stages.includes(stage))
}
