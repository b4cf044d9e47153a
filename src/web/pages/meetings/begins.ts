import type { Name } from '../../../engine/protocol/sentences/sentence.ts'
import type { Attending } from '../../../record/meetings/attendance.ts'
import { type Around, meetingOf, postHolders } from '../../recording/model/around.ts'
import { postsOf } from '../../recording/model/read-answers.ts'
import { fieldOf, type Typed } from '../../recording/model/typed.ts'
import type { Setting } from '../../recording/setting.ts'

/**
 * What a form begins with that asks who was at a meeting: what was noted of it, and who sent apologies. Of whom nothing is
 * known nothing is put forward: that somebody said they would come does not say that they came.
 */
export function attendedTyped(
  { step, around }: Pick<Setting, 'step' | 'around'>,
  meeting: Name,
  attending: readonly Attending[],
): Typed {
  const typed: Record<string, readonly string[]> = {}
  for (const question of step.asks) {
    const of = question.type === 'attendance' ? meetingOf(question, around) : undefined
    if (of === undefined || of.id !== meeting) continue
    for (const post of postsOf(of)) {
      const said = saidOfPost(post, attending, around)
      if (said === null) continue
      typed[`${fieldOf(question.id)}.${post}.is`] = [said.is]
      if (said.who !== null) typed[`${fieldOf(question.id)}.${post}.who`] = [said.who]
    }
  }
  return typed
}

function saidOfPost(
  post: Name,
  attending: readonly Attending[],
  around: Around,
): { readonly is: 'present' | 'absent'; readonly who: string | null } | null {
  const holders = postHolders(post, around)
  const noted = attending.filter(({ person }) => holders.includes(person))
  const there = noted.find(({ came }) => came === true)
  if (there !== undefined) return { is: 'present', who: there.person }
  const isAway = ({ came, answer }: Attending): boolean => came === false || answer === 'apologies'
  return noted.length > 0 && noted.length === holders.length && noted.every(isAway) ? { is: 'absent', who: null } : null
}
