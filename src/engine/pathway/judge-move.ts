import type { Instant } from '../calendar/instant.ts'
import type { Question } from '../protocol/pathway-parts.ts'
import type { Name } from '../protocol/sentences/sentence.ts'
import { isOpen } from './closure.ts'
import { movesFrom, renamingTo } from './renaming.ts'
import type { Rulebook } from './rulebook.ts'
import { hasEnded, type State, stageOf } from './state.ts'
import type { Later } from './versions.ts'
import type { Refusal, Why } from './view.ts'

/** Why a pathway cannot go on by another version from a moment on: everything at once that has no place there. */
export function refusalsOfMove(later: Later, at: Instant, state: State): readonly Refusal[] {
  const { rulebook } = later
  const { version } = rulebook.protocol
  const before = state.rulebook
  const stage = stageOf(state)
  if (hasEnded(state)) return [says({ kind: 'ended' })]
  if (stage === null) return [says({ kind: 'not-open' })]
  if (state.version === later.version || before.protocol === rulebook.protocol) {
    return [says({ kind: 'moved-already', version })]
  }
  const said = movesFrom(later, before)
  if (said === undefined) return [says({ kind: 'move-unsaid', from: before.protocol.version, version })]
  const renaming = renamingTo(later, before)
  const found: Why[] = []
  const to = rulebook.stages.get(renaming.stage(stage.id))
  if (to === undefined || to.ends)
    found.push({ kind: 'no-place', what: 'stage', name: stage.id, title: stage.title, version })
  const owed = state.opened.filter((each) => {
    if (!isOpen(each, state, at) || said.duties.get(each.name)?.kind === 'ends') return false
    return !rulebook.protocol.duties.some(({ id }) => id === renaming.duty(each.name))
  })
  for (const [name, { duty }] of new Map(owed.map((each) => [each.name, each]))) {
    found.push({ kind: 'no-place', what: 'duty', name, title: duty.title, version })
  }
  for (const flag of new Set(state.flags.filter(({ removed }) => removed === null).map((each) => each.flag))) {
    if (rulebook.flags.some(({ id }) => id === flag.id)) continue
    found.push({ kind: 'no-place', what: 'flag', name: flag.id, title: flag.title, version })
  }
  for (const question of reusedQuestions(before, rulebook)) found.push({ kind: 'question-reused', question, version })
  return found.map(says)
}

function says(why: Why): Refusal {
  return { ...why, cites: [], instead: null }
}

/** Questions of one version whose names another uses for what is answered otherwise: old answers would be taken for new ones. */
function reusedQuestions(before: Rulebook, after: Rulebook): readonly Name[] {
  const asked = new Map(questionsOf(before).map((question) => [question.id, question]))
  const reused = questionsOf(after).filter((question) => {
    const old = asked.get(question.id)
    return old !== undefined && old.type !== question.type
  })
  return [...new Set(reused.map(({ id }) => id))]
}

function questionsOf({ protocol }: Rulebook): readonly Question[] {
  return protocol.steps.flatMap(({ asks }) => asks)
}
