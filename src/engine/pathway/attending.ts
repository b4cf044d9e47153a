import type { Day } from '../calendar/day.ts'
import { postsAsked } from '../protocol/meeting-steps.ts'
import type { Meeting, Question } from '../protocol/pathway-parts.ts'
import type { Name } from '../protocol/sentences/sentence.ts'
import { agenciesInRole, lasts } from './agencies.ts'
import { isEmpty } from './empty.ts'
import type { AnswerValue } from './entry.ts'
import type { Holding, People } from './people.ts'
import { fieldsOf, type State } from './state.ts'
import type { Why } from './view.ts'
import { type Attended, attendanceIn, CORE_GROUP, coreGroupOf, holdersOfPost } from './who.ts'

const ATTENDED = ['present', 'absent', 'not involved'] as const

/** What is wrong with what is said of each post of a meeting, on the day on which it sat. */
export function faultsOfAttendance(question: Question, value: AnswerValue, on: Day, state: State): readonly Why[] {
  const { id, from } = question
  const bad = (why: string): Why => ({ kind: 'bad-answer', question: id, why })
  if (fieldsOf(value) === null) return [bad('it says of each post whether it was there')]
  const meeting = from === null ? undefined : state.rulebook.meetings.get(from)
  const posts = meeting === undefined ? null : [...postsAsked(meeting), ...postsToChoose(meeting, state)]
  return attendanceIn(value).flatMap((said): readonly Why[] => {
    const { post, is, who } = said
    if (posts !== null && !posts.includes(post)) return [bad(`${post} is no post of ${from}`)]
    if (!ATTENDED.some((each) => each === is)) return [bad(`${post} is one of: ${ATTENDED.join(', ')}`)]
    if (is === 'not involved' && meeting?.always.includes(post) === true) {
      return [bad(`${post} always has a part in it: present or absent`)]
    }
    const isKnown = who === null || state.people.persons.some(({ id }) => id === who)
    if (!isKnown) return [bad(`nobody is known as ${who}`)]
    return is === 'present' ? faultsOfPresent(id, said, state.people, on) : []
  })
}

/** The posts that may have been asked to come for the case. */
function postsToChoose({ chosenIn }: Meeting, { rulebook }: State): readonly Name[] {
  const questions = [...rulebook.steps.values()].flatMap(({ asks }) => asks)
  return questions.filter(({ id }) => chosenIn.includes(id)).flatMap(({ options }) => [...options.keys()])
}

/** Somebody was there: it is clear who, they are not kept from the case, and whose post it is not said in whose place and why. */
function faultsOfPresent(question: Name, { post, who, instead }: Attended, people: People, on: Day): readonly Why[] {
  const holders = who === null ? holdersOfPost(people, post, on) : [who]
  const [person] = holders
  if (person === undefined || holders.length > 1) return [{ kind: 'nobody-named', question, post }]
  const isKeptOut = people.excluded?.some((each) => each.person === person && lasts(each, on)) === true
  if (isKeptOut) return [{ kind: 'kept-out', question, post, person }]
  if (!isEmpty(instead) || fillersOf(people, post, on).includes(person)) return []
  return [{ kind: 'not-their-post', question, post, person }]
}

/**
 * Who may fill a post on a day without a word: its holders in this case, and those who hold it for the same agencies; who stands in
 * for one of them holds it meanwhile. Where it is nobody's in this case, all who hold it.
 */
export function fillersOf(people: People, post: Name, on: Day): readonly string[] {
  if (post === CORE_GROUP) return coreGroupOf(people)
  const holding = (all: readonly Holding[]): readonly string[] =>
    all.filter((each) => each.role === post && lasts(each, on)).map(({ person }) => person)
  const own = holding(people.own)
  const agenciesOf = (person: string): readonly string[] => agenciesInRole(people, person, post, on)
  const agencies = new Set(own.flatMap(agenciesOf))
  const others = holding(people.holdings)
  const fitting = own.length === 0 ? others : others.filter((each) => agenciesOf(each).some((of) => agencies.has(of)))
  return [...new Set([...own, ...fitting])]
}
