import { sayDay } from '../../engine/calendar/words.ts'
import { dayOf } from '../../engine/pathway/days.ts'
import type { Entry } from '../../engine/pathway/entry.ts'
import { askedOf } from '../../engine/pathway/questions.ts'
import type { Step } from '../../engine/protocol/pathway-parts.ts'
import { OUTCOME } from '../../engine/protocol/unasked.ts'
import { siblingOfRecord } from '../pathway/about-sibling.ts'
import { sayEntry } from '../pathway/entries.ts'
import type { Shown } from '../pathway/shown.ts'
import { roleTitle, sayHappened, titlesOf } from '../pathway/titles.ts'
import { sayProtocol } from '../scan/words.ts'
import { answerBlocks, type Wording } from './answer-blocks.ts'
import { type Making, unanswered } from './making.ts'
import { sayPerson, siblingNamed } from './naming.ts'
import { sayBlock } from './paper-text.ts'
import { printed } from './printed.ts'

/**
 * PRA-02: one entry as text to be copied into the case system, so that nothing is typed twice. Undefined where the view holds no
 * such entry.
 */
export function fileText(shown: Shown, entry: string, making: Omit<Making, 'made' | 'madeFor'>): string | undefined {
  const found = shown.view.entries.find((each) => each.entry.id === entry)
  if (found === undefined) return undefined
  const { protocol, people } = shown
  const { by, role, happened, recorded, supersedes, because } = found.entry
  const { naming, reference, closed } = making
  const wording: Wording = { protocol, people, naming, unanswered: unanswered(making) }
  const step = titlesOf(protocol).stepOf(found.entry.step)
  const sibling = siblingOfRecord(found, shown.view)
  const head = [
    sayEntry(found, shown),
    `It happened: ${sayHappened(happened)}`,
    `About: ${printed(naming.subject)}`,
    ...(sibling === null ? [] : [`Brother or sister: ${siblingNamed(sibling, naming)}`]),
    `Recorded by ${sayPerson(by, naming)}, as ${roleTitle(role, protocol)}, on ${sayDay(dayOf(recorded))}`,
    `By the protocol: ${sayProtocol(protocol)}. Reference: ${printed(reference)}`,
    ...(supersedes === null ? [] : [`This corrects an earlier record, because: ${printed(because ?? '')}`]),
    ...(closed.length === 0
      ? []
      : [`What is closed to whoever copied this is left out: ${closed.map(printed).join('; ')}`]),
    ...(found.supersededBy === null ? [] : ['This was corrected later and counts no more.']),
  ]
  const answered = step === undefined ? [] : answersText(step, found.entry, wording)
  return `${[head.join('\n'), ...answered].join('\n\n')}\n`
}

/** What somebody answered in a step, a paragraph for each of the questions that it asked of them. */
export function answersText(
  { asks }: Pick<Step, 'asks'>,
  said: Pick<Entry, 'role' | 'outcome' | 'answers' | 'happened'>,
  wording: Wording,
): readonly string[] {
  const { role, outcome, answers } = said
  const told = outcome === null ? answers : { ...answers, [OUTCOME]: outcome }
  return askedOf(asks, role, told).map((question) => {
    return [question.title, ...answerBlocks(question, said, wording).map(sayBlock)].join('\n')
  })
}
