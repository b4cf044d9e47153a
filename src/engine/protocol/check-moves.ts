import type { Checking } from './checking.ts'
import type { MovesFrom } from './moves.ts'
import type { Name } from './sentences/sentence.ts'

/**
 * Checks how pathways of an earlier version go on by this one, as far as this text alone can tell: what each thing becomes is
 * there. Whether everything that is live becomes something is asked of each pathway, when it is to be moved.
 */
export function checkMovesFrom(checking: Checking, { version, stages, steps, questions, duties }: MovesFrom): void {
  const { protocol } = checking
  const path = ['moves from', version]
  if (version === protocol.version) {
    checking.faultAtKey(
      path,
      'a version does not move from itself',
      'Name the version before, or give this one a new name.',
    )
  }
  if (!checking.runs && !checking.unread.any) {
    checking.faultAtKey(path, 'no pathway runs by this protocol, which is only watched', 'Take "moves from" away.')
  }
  for (const [from, to] of stages) {
    const at = [...path, 'stages', from]
    const stage = protocol.stages.get(to)
    if (stage === undefined) checking.unknown(at, 'stage', to, protocol.stages.keys(), ['stages'])
    else if (stage.ends) {
      checking.fault(at, `"${to}" ends a pathway, and a move ends none`, 'Name a stage at which it goes on.')
    }
  }
  for (const [from, to] of steps) {
    if (!checking.steps.has(to)) checking.unknown([...path, 'steps', from], 'step', to, checking.steps, ['steps'])
  }
  const asked = new Set<Name>(protocol.steps.flatMap(({ asks }) => asks.map(({ id }) => id)))
  for (const [from, to] of questions) {
    if (!asked.has(to)) checking.unknown([...path, 'questions', from], 'question', to, asked, ['steps', 'forms'])
  }
  for (const [from, to] of duties) {
    if (to.kind === 'to' && !checking.duties.has(to.duty)) {
      const at = checking.deeper([...path, 'duties', from], 'to')
      checking.unknown(at, 'duty', to.duty, checking.duties, ['duties'])
    }
  }
}
