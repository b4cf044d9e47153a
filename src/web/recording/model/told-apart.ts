import { ownWords } from '../../../documents/pathway/duty-title.ts'
import { capital } from '../../../documents/scan/words.ts'
import { LONDON, wallTimeOf } from '../../../engine/calendar/instant.ts'
import { sayDay } from '../../../engine/calendar/words.ts'
import type { Answers } from '../../../engine/pathway/entry.ts'
import type { PathwayDuty, View } from '../../../engine/pathway/view.ts'
import type { Protocol } from '../../../engine/protocol/protocol.ts'
import { siblingOf } from '../siblings.ts'
import { type Around, agencyTitle } from './around.ts'

/** As much of what somebody wrote as tells it from something else. */
const LONGEST = 80

/** A line of so few words is the name of something. */
const FEW = 3

/**
 * What tells a duty from others of the same title: the agency, or the brother or sister, that it is about; what was agreed, or the
 * first words of what it was opened by; and when that was.
 */
export function toldApart(owed: PathwayDuty, around: Around, view: View): string {
  const { agency, answers, opened, due } = owed
  const whom = agency === null ? siblingOf(owed, around, view) : agencyTitle(agency, around)
  const own = answers === null ? '' : ownWords(owed.duty, answers, around.protocol)
  const words = own !== '' || whom !== null || answers === null ? own : firstWords(answers, around.protocol)
  const about = [...(whom === null ? [] : [whom]), ...(words === '' ? [] : [`“${cut(words)}”`])]
  const day = 'day' in due ? [`due ${sayDay(due.day)}`] : []
  return capital([...about, `since ${sayDay(wallTimeOf(opened, LONDON).day)}`, ...day].join(', '))
}

function cut(words: string): string {
  return words.length > LONGEST ? `${words.slice(0, LONGEST).trimEnd()}…` : words
}

/** What somebody wrote first that is more than a name or a number, in the order in which it was asked for. */
function firstWords(answers: Answers, { steps }: Protocol): string {
  const questions = steps.flatMap(({ asks }) => asks.flatMap((each) => [each, ...each.parts]))
  for (const { id, type } of questions) {
    const value = answers[id]
    if (type === 'words' && typeof value === 'string' && value.split(/\s+/).length > FEW) return value
  }
  return ''
}
