import type { Name } from '../../engine/protocol/sentences/sentence.ts'
import { type Attending, attendanceOf } from '../../record/meetings/attendance.ts'
import { postsOf, type SittingPost } from '../../record/meetings/posts.ts'
import { type SaidInCase, saidInCases } from '../../record/meetings/said-in-cases.ts'
import type { Sitting } from '../../record/meetings/sittings.ts'
import type { Bound } from '../../record/transaction.ts'
import type { KnownMeeting } from './agenda.ts'

/** Whether somebody was at a sitting, by what was noted of it and by the records of its cases. */
export type Was =
  | { readonly kind: 'not-known' }
  | { readonly kind: 'there' | 'away'; readonly by: 'noted' | 'cases' }
  /** It is noted that they were not there, and the record of a case says that they were: one of the two is wrong. */
  | { readonly kind: 'differs' }

/** Somebody at a sitting: what they answered, and whether they were there. */
export interface Attended extends Pick<Attending, 'person' | 'answer'> {
  readonly was: Was
  /** What was noted of the sitting itself; null for nothing. */
  readonly noted: boolean | null
  /** The pathways whose records say that they were not there for them. */
  readonly notFor: readonly string[]
}

/** Who was wanted at a sitting and who was there. */
export interface AttendanceAt {
  /** Whether its day is past. */
  readonly isOver: boolean
  readonly posts: readonly SittingPost[]
  readonly attended: readonly Attended[]
  /** What the records of cases say of the posts of every sitting, by pathway. */
  readonly said: readonly SaidInCase[]
  /** What they say of posts that are each case's own. */
  readonly ofCases: readonly SaidInCase[]
}

/** What is known of who was at a sitting. What was noted of the sitting holds; where nothing was, what the records of cases say. */
export async function attendanceAt(
  bound: Bound,
  meeting: Pick<KnownMeeting, 'said'>,
  sitting: Pick<Sitting, 'id' | 'meeting' | 'on'>,
): Promise<AttendanceAt> {
  const protocols = meeting.said.map(({ rules }) => rules.protocol.id)
  const posts = await postsOf(
    bound,
    meeting.said.map((each) => ({ protocol: each.rules.protocol, meeting: each.meeting })),
  )
  const noted = await attendanceOf(bound, sitting.id)
  const said = await saidInCases(bound, sitting, protocols)
  return settled(posts, noted, said, sitting.on < bound.today)
}

/** The same, from what was noted and what was said. What is said of a post that is a case's own is left to that case. */
export function settled(
  posts: readonly SittingPost[],
  noted: readonly Attending[],
  all: readonly SaidInCase[],
  isOver: boolean,
): AttendanceAt {
  const holders = new Map<Name, readonly string[]>(posts.map(({ role, persons }) => [role, persons]))
  const said = all.filter(({ post }) => holders.has(post))
  const there = new Map<string, Set<string>>()
  const away = new Map<string, Set<string>>()
  for (const { post, is, who, pathway } of said) {
    const persons = holders.get(post) ?? []
    const sole = persons.length === 1 ? persons : []
    if (is === 'present') for (const person of who === null ? sole : [who]) put(there, person, pathway)
    if (is === 'absent') for (const person of persons) put(away, person, pathway)
  }
  const known = new Map(noted.map((each) => [each.person, each]))
  const persons = new Set([...known.keys(), ...there.keys(), ...away.keys()])
  const attended = [...persons].map((person): Attended => {
    const { answer = null, came = null } = known.get(person) ?? {}
    const here = there.get(person) ?? new Set()
    const notFor = [...(away.get(person) ?? [])].filter((pathway) => !here.has(pathway))
    return { person, answer, noted: came, was: wasOf(came, here.size > 0, notFor.length > 0), notFor }
  })
  return { isOver, posts, attended, said, ofCases: all.filter(({ post }) => !holders.has(post)) }
}

function put(by: Map<string, Set<string>>, person: string, pathway: string): void {
  by.set(person, (by.get(person) ?? new Set()).add(pathway))
}

function wasOf(noted: boolean | null, isThere: boolean, isAway: boolean): Was {
  if (noted === true) return { kind: 'there', by: 'noted' }
  if (noted === false) return isThere ? { kind: 'differs' } : { kind: 'away', by: 'noted' }
  if (isThere) return { kind: 'there', by: 'cases' }
  return isAway ? { kind: 'away', by: 'cases' } : { kind: 'not-known' }
}

/** Whether somebody was there for a post, whoever it was; null where nothing says so. */
export function wasFilled({ posts, attended, said }: AttendanceAt, role: Name): boolean | null {
  const persons = posts.find((post) => post.role === role)?.persons ?? []
  const kinds = persons.map((person) => attended.find((each) => each.person === person)?.was.kind ?? 'not-known')
  if (kinds.includes('there') || said.some(({ post, is }) => post === role && is === 'present')) return true
  return kinds.length > 0 && kinds.every((kind) => kind === 'away') ? false : null
}

/** How the record of one case differs from what is known of its sitting. */
export interface Differing {
  readonly person: string
  readonly post: Name
  /** They were at the sitting and not there for this case; or they were not at it, as noted, and this case says that they were. */
  readonly how: 'not-for-this' | 'only-for-this'
}

export function differing({ posts, attended, said }: AttendanceAt, of: string): readonly Differing[] {
  const own = said.filter(({ pathway }) => pathway === of)
  return attended.flatMap(({ person, was, notFor }): readonly Differing[] => {
    const holds = posts.find(({ persons }) => persons.includes(person))?.role
    if (was.kind === 'there' && notFor.includes(of) && holds !== undefined) {
      return [{ person, post: holds, how: 'not-for-this' }]
    }
    if (was.kind !== 'differs') return []
    const there = own.find(
      (each) => each.is === 'present' && (each.who === person || (each.who === null && each.post === holds)),
    )
    return there === undefined ? [] : [{ person, post: there.post, how: 'only-for-this' }]
  })
}
