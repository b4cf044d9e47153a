import { rolesNamed, rolesOfCases } from '../../engine/protocol/meeting-steps.ts'
import type { Meeting } from '../../engine/protocol/pathway-parts.ts'
import type { Protocol } from '../../engine/protocol/protocol.ts'
import type { Name } from '../../engine/protocol/sentences/sentence.ts'
import { holdersOf } from '../people/holders.ts'
import type { Bound } from '../transaction.ts'

/** A meeting as one protocol has it. */
export interface MeetingSaid {
  readonly protocol: Protocol
  readonly meeting: Meeting
}

/** How much a post is wanted at a sitting. */
export type SittingWanted = 'chairs' | 'always' | 'needed' | 'invited'

/** A post of a meeting with whoever holds it today, and how much it is wanted. */
export interface SittingPost {
  readonly role: Name
  readonly title: string
  readonly wanted: SittingWanted
  readonly persons: readonly string[]
}

/**
 * The posts of every sitting of a meeting, each once, as that of its protocols which wants it most. Whoever holds a role for a
 * case alone, such as its social worker, comes for that case (`casePostsOf`), and is asked by the protocol's own notices.
 */
export async function postsOf(bound: Bound, said: readonly MeetingSaid[]): Promise<readonly SittingPost[]> {
  const ofCases = new Set(said.flatMap(({ protocol }) => [...rolesOfCases(protocol)]))
  const wanted = new Map<Name, Pick<SittingPost, 'title' | 'wanted'>>()
  const want = (roles: readonly Name[], how: SittingWanted, titles: ReadonlyMap<Name, string>): void => {
    for (const role of roles) {
      if (!wanted.has(role) && !ofCases.has(role)) wanted.set(role, { title: titles.get(role) ?? role, wanted: how })
    }
  }
  for (const { protocol, meeting } of said) want(rolesNamed(meeting.chair), 'chairs', protocol.roles)
  for (const { protocol, meeting } of said) want(meeting.always, 'always', protocol.roles)
  for (const { protocol, meeting } of said) want(meeting.needs, 'needed', protocol.roles)
  for (const { protocol, meeting } of said) want(meeting.invites, 'invited', protocol.roles)
  const holders = await holdersOf(bound, [...wanted.keys()])
  return [...wanted].map(([role, each]) => ({
    role,
    ...each,
    persons: holders.filter((holder) => holder.role === role).map(({ person }) => person),
  }))
}

/** The posts of a meeting that are each case's own, as one protocol has it: who comes for that case alone. */
export function casePostsOf({ protocol, meeting }: MeetingSaid): readonly Pick<SittingPost, 'role' | 'wanted'>[] {
  const ofCases = rolesOfCases(protocol)
  const all: readonly (readonly [readonly Name[], SittingWanted])[] = [
    [meeting.always, 'always'],
    [meeting.needs, 'needed'],
    [meeting.invites, 'invited'],
  ]
  const wanted = new Map<Name, SittingWanted>()
  for (const [roles, how] of all) {
    for (const role of roles) if (ofCases.has(role) && !wanted.has(role)) wanted.set(role, how)
  }
  return [...wanted].map(([role, how]) => ({ role, wanted: how }))
}

/** Who is invited to every sitting of a meeting. */
export async function invitedTo(bound: Bound, said: readonly MeetingSaid[]): Promise<ReadonlySet<string>> {
  const posts = await postsOf(bound, said)
  return new Set(posts.flatMap(({ persons }) => persons))
}
