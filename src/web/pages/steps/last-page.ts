import { answersText } from '../../../documents/papers/file-text.ts'
import { namedFrom } from '../../../documents/papers/naming.ts'
import { roleTitle, sayHappened } from '../../../documents/pathway/titles.ts'
import { sayProtocol } from '../../../documents/scan/words.ts'
import { candidate, sayCandidate } from '../../recording/model/around.ts'
import type { settle } from '../../recording/model/settled.ts'
import type { Setting } from '../../recording/setting.ts'
import type { Answer } from '../../route.ts'

/**
 * What was recorded by somebody who sees nothing of the case any more with it: their own words once more, to copy into the child's
 * file (PRA-02). It is shown once, since it can be looked up nowhere by them.
 */
export function lastPage({ step, around, before }: Setting, command: ReturnType<typeof settle>['command']): Answer {
  const { protocol } = around
  const { outcome, happened, role, answers } = command
  const chosen = step.chooses ? step.outcomes.find(({ id }) => id === outcome)?.title : undefined
  const names = new Map([...around.names].map(([id, { name }]) => [id, name]))
  const naming = namedFrom(names, around.people, before.childName ?? 'Not about one child', around)
  const recorder = around.recorder === undefined ? '' : sayCandidate(candidate(around.recorder, around))
  const head = [
    chosen === undefined ? step.title : `${step.title}: ${chosen}`,
    `It happened: ${sayHappened(happened)}`,
    `About: ${naming.subject}`,
    `Recorded by ${recorder}, as ${roleTitle(role, protocol)}`,
    `By the protocol: ${sayProtocol(protocol)}`,
  ].join('\n')
  const said = answersText(
    step,
    { role, outcome, answers, happened },
    { protocol, people: around.people, naming, unanswered: 'Not answered' },
  )
  const forFile = [head, ...said].join('\n\n')
  const model = { forFile, rows: Math.min(forFile.split('\n').length + 1, 20) }
  return { kind: 'page', template: 'steps/recorded-last.njk', title: 'Recorded', model }
}
