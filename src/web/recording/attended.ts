import { meetingsKnown } from '../../cases/meetings/agenda.ts'
import { type Attended, attendanceAt } from '../../cases/meetings/attended.ts'
import { sayDay } from '../../engine/calendar/words.ts'
import { dayOf } from '../../engine/pathway/days.ts'
import { postsAsked, stepsAtSitting } from '../../engine/protocol/meeting-steps.ts'
import type { Name } from '../../engine/protocol/sentences/sentence.ts'
import { type Sitting, sittingsOf } from '../../record/meetings/sittings.ts'
import type { Bound } from '../../record/transaction.ts'
import { type Around, isKeptFrom, meetingOf, postHolders } from './model/around.ts'
import { fieldOf, type Typed } from './model/typed.ts'
import type { Setting } from './setting.ts'

/**
 * What a form begins with that asks who was at a sitting, and of which: of the one at which it is filled in, else of the last
 * that has been since the case came to it. What is known of the sitting is asked for no second time.
 */
export async function attendedBefore(
  bound: Bound,
  setting: Pick<Setting, 'step' | 'around' | 'before'>,
  at: Sitting | null,
): Promise<{ readonly typed: Typed; readonly says: readonly string[] }> {
  const { step, around } = setting
  const asked = step.asks.flatMap((question) => (question.type === 'attendance' ? (question.from ?? []) : []))
  const meetings = asked.filter((meeting) => stepsAtSitting(meeting, around.protocol).some(({ id }) => id === step.id))
  if (meetings.length === 0) return { typed: {}, says: [] }
  const sittings = await sittingsOf(bound)
  const [first] = setting.before.view.entries
  const began = first === undefined ? bound.today : dayOf(first.entry.happened)
  const sitting =
    at ??
    sittings.findLast((each) => {
      return (
        meetings.includes(each.meeting) && each.on >= began && each.on <= bound.today && each.cancelledBecause === null
      )
    })
  const known = (await meetingsKnown(bound, sittings)).find(({ id }) => id === sitting?.meeting)
  if (sitting === undefined || known === undefined) return { typed: {}, says: [] }
  const { attended } = await attendanceAt(bound, known, sitting)
  const typed = attendedTyped(setting, sitting.meeting, attended)
  const says = `Who was there begins with what is known of the sitting on ${sayDay(sitting.on)}. Change it only where it was otherwise for this case.`
  return { typed, says: Object.keys(typed).length === 0 ? [] : [says] }
}

/**
 * What a form begins with that asks who was at a meeting: what is known of it, and who sent apologies. Of whom nothing is
 * known nothing is put forward: that somebody said they would come does not say that they came. Who is kept from the case was
 * not there for it.
 */
export function attendedTyped(
  { step, around }: Pick<Setting, 'step' | 'around'>,
  meeting: Name,
  attended: readonly Pick<Attended, 'person' | 'answer' | 'was'>[],
): Typed {
  const typed: Record<string, readonly string[]> = {}
  for (const question of step.asks) {
    const of = question.type === 'attendance' ? meetingOf(question, around) : undefined
    if (of === undefined || of.id !== meeting) continue
    // Of somebody with two posts it is put forward for one that they were there: that which wants them most.
    const placed = new Set<string>()
    for (const post of postsAsked(of)) {
      const said = saidOfPost(post, attended, around)
      if (said === null || (said.who !== null && placed.has(said.who))) continue
      typed[`${fieldOf(question.id)}.${post}.is`] = [said.is]
      if (said.who === null) continue
      placed.add(said.who)
      typed[`${fieldOf(question.id)}.${post}.who`] = [said.who]
    }
  }
  return typed
}

function saidOfPost(
  post: Name,
  attended: readonly Pick<Attended, 'person' | 'answer' | 'was'>[],
  around: Around,
): { readonly is: 'present' | 'absent'; readonly who: string | null } | null {
  const holders = postHolders(post, around)
  const known = holders.map((person) => attended.find((each) => each.person === person))
  const isKept = (person: string): boolean => isKeptFrom(person, around)
  const there = known.find((each) => each?.was.kind === 'there' && !isKept(each.person))
  if (there !== undefined) return { is: 'present', who: there.person }
  const isAway = holders.map((person, i) => {
    const each = known[i]
    return (
      isKept(person) || each?.was.kind === 'away' || (each?.was.kind === 'not-known' && each.answer === 'apologies')
    )
  })
  return holders.length > 0 && isAway.every(Boolean) ? { is: 'absent', who: null } : null
}
