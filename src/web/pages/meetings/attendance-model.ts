import type { AgendaCase } from '../../../cases/meetings/agenda.ts'
import { type AttendanceAt, type Attended, wasFilled } from '../../../cases/meetings/attended.ts'
import { sayCounted } from '../../../documents/scan/words.ts'
import type { InvitationAnswer } from '../../../record/meetings/attendance.ts'
import type { SittingPost } from '../../../record/meetings/posts.ts'
import type { SaidInCase } from '../../../record/meetings/said-in-cases.ts'
import type { Roster } from '../../../record/people/roster.ts'

/** Somebody at a meeting, as its table shows them. */
export interface AttendanceRow {
  readonly person: string
  readonly post: string
  readonly name: string
  readonly agency: string
  readonly wanted: string
  readonly tag: { readonly text: string; readonly colour: string }
  /** What is to be said beside the tag: by what it is known, and where a case's record differs. */
  readonly says: string
  /** What is known: 'yes', 'no', 'differs', or '' where nothing is. */
  readonly came: 'yes' | 'no' | 'differs' | ''
  /** What was noted of the sitting itself: 'yes', 'no', or '' for nothing. */
  readonly noted: 'yes' | 'no' | ''
  /** Whether somebody came for the post, and nothing says who. */
  readonly unnamed: boolean
}

const WANTED: Readonly<Record<SittingPost['wanted'], string>> = {
  chairs: 'Chairs, and must be there',
  always: 'Must be there',
  needed: 'Must be there',
  invited: 'Invited',
}

const ONE_CHAIRS = 'One of those who may chair'

const GONE = { name: 'Somebody who has left', agency: '' }

/**
 * Everybody who is wanted at a sitting, post by post, and whoever else was there.
 * @param childOf whom a pathway is about, for the reader; null where they may not know of it
 */
export function attendanceRows(
  at: AttendanceAt,
  { persons }: Roster,
  childOf: (pathway: string) => string | null,
): readonly AttendanceRow[] {
  const expected = new Set(at.posts.flatMap((post) => post.persons))
  const chairs = at.posts.filter((post) => post.wanted === 'chairs').length
  const rows = at.posts.flatMap(({ role, title, wanted, persons: holders }): readonly AttendanceRow[] => {
    const how = wanted === 'chairs' && chairs > 1 ? ONE_CHAIRS : WANTED[wanted]
    const isFilled = wasFilled(at, role) === true
    const known = holders.map((person) => at.attended.find((each) => each.person === person))
    const isNamed = known.some((each) => each?.was.kind === 'there') || substitutes(at, role).length > 0
    const unnamed = isFilled && !isNamed
    if (holders.length > 0) return holders.map((person) => ({ ...rowOf(person, title, how, unnamed) }))
    const tag = isFilled ? SOMEBODY : { text: 'Missing', colour: 'red' }
    const nobody = { ...blank('', title, how), name: 'Nobody holds this post', agency: '' }
    return [{ ...nobody, tag, says: isFilled ? SAYS_SOMEBODY : '', unnamed }]
  })
  const others = at.attended.filter(({ person, was }) => !expected.has(person) && was.kind !== 'not-known')
  return [...rows, ...others.map(({ person }) => rowOf(person, 'Other', '', false))]

  function rowOf(person: string, post: string, how: string, unnamed: boolean): AttendanceRow {
    const { name, agency } = persons.get(person) ?? GONE
    const each = at.attended.find((one) => one.person === person)
    const row = { ...blank(person, post, how, at.isOver), name, agency }
    if (unnamed && (each === undefined || each.was.kind === 'not-known')) {
      return { ...row, tag: SOMEBODY, says: SAYS_SOMEBODY, unnamed }
    }
    if (each === undefined) return row
    const { was, noted } = each
    return {
      ...row,
      tag: tagOf(each.answer, was, at.isOver),
      says: sayBeside(each, childOf),
      came: was.kind === 'there' ? 'yes' : was.kind === 'away' ? 'no' : was.kind === 'differs' ? 'differs' : '',
      noted: noted === true ? 'yes' : noted === false ? 'no' : '',
    }
  }
}

const SOMEBODY = { text: 'Somebody came', colour: 'green' }
const SAYS_SOMEBODY = 'The record of a case says that somebody came for this post, and not who'

function blank(person: string, post: string, wanted: string, isOver = false): Omit<AttendanceRow, 'name' | 'agency'> {
  const tag = tagOf(null, { kind: 'not-known' }, isOver)
  return { person, post, wanted, tag, says: '', came: '', noted: '', unnamed: false }
}

/** Who came for a post without holding it, by the records of cases. */
function substitutes({ posts, said }: AttendanceAt, role: string): readonly string[] {
  const holders = posts.find((post) => post.role === role)?.persons ?? []
  return said.flatMap(({ post, is, who }) => {
    return post === role && is === 'present' && who !== null && !holders.includes(who) ? [who] : []
  })
}

function sayBeside({ was, notFor }: Attended, childOf: (pathway: string) => string | null): string {
  const children = notFor.flatMap((pathway) => childOf(pathway) ?? [])
  switch (was.kind) {
    case 'differs':
      return 'Noted as not there, and the record of a case says that they were. Correct the one that is wrong'
    case 'there':
      return [
        ...(was.by === 'cases' ? ['By the record of a case'] : []),
        ...(children.length === 0 ? [] : [`Not there for ${children.join(', ')}`]),
      ].join('. ')
    case 'away':
      return was.by === 'cases' ? 'By the record of a case' : ''
    case 'not-known':
      return ''
    default:
      return was satisfies never
  }
}

/** @param isOver whether it has been, so that whoever said that they would come is not known to have come */
export function tagOf(answer: InvitationAnswer | null, was: Attended['was'], isOver: boolean): AttendanceRow['tag'] {
  switch (was.kind) {
    case 'there':
      return { text: 'Was there', colour: 'green' }
    case 'differs':
      return { text: 'Two records differ', colour: 'red' }
    case 'away':
      return answer === 'apologies' ? { text: 'Apologies', colour: 'yellow' } : { text: 'Was not there', colour: 'red' }
    case 'not-known':
      if (isOver && answer !== 'apologies') return { text: 'Not noted', colour: 'grey' }
      if (answer === 'coming') return { text: 'Coming', colour: 'blue' }
      if (answer === 'apologies') return { text: 'Apologies', colour: 'yellow' }
      return { text: 'No answer yet', colour: 'grey' }
    default:
      return was satisfies never
  }
}

/** How many of each agency were wanted, and how many were there; nothing of an agency of whose people nobody has noted it. */
export function byAgency(rows: readonly AttendanceRow[]): readonly string[] {
  const people = new Map(rows.filter(({ person }) => person !== '').map((row) => [row.person, row]))
  return [...Map.groupBy(people.values(), ({ agency }) => agency)].map(([agency, all]) => {
    const there = all.filter(({ came }) => came === 'yes').length
    const isNoted = all.some(({ came }) => came !== '')
    const counted = `${agency}: ${isNoted ? `${there} of ${all.length} there` : 'not noted'}`
    const unnamed = new Set(all.filter((row) => row.unnamed).map(({ post }) => post)).size
    const differ = all.filter(({ came }) => came === 'differs').length
    return [
      counted,
      ...(unnamed === 0 ? [] : [`somebody who is not named for ${sayCounted(unnamed, 'post', 'posts')}`]),
      ...(differ === 0 ? [] : [`of ${differ} two records differ`]),
    ].join(', ')
  })
}

/** Who comes for one case alone, with what the record of that case says of them. Whether they were there is kept with the case. */
export function caseRows(
  cases: readonly AgendaCase[],
  at: AttendanceAt,
  { persons }: Roster,
): readonly AttendanceRow[] {
  return cases.flatMap(({ read, comes }) =>
    comes.flatMap(({ role, title, wanted, persons: holders }) =>
      holders.map((person): AttendanceRow => {
        const { name, agency } = persons.get(person) ?? GONE
        const said = at.ofCases.find((each) => each.pathway === read.pathway && each.post === role)
        const answer = at.attended.find((each) => each.person === person)?.answer ?? null
        return {
          ...blank(person, `${title}: ${read.childName ?? 'not about one child'}`, WANTED[wanted]),
          name,
          agency,
          tag: tagOf(answer, wasForCase(said, person), at.isOver),
        }
      }),
    ),
  )
}

function wasForCase(said: SaidInCase | undefined, person: string): Attended['was'] {
  if (said?.is === 'present') return { kind: said.who === null || said.who === person ? 'there' : 'away', by: 'cases' }
  return said?.is === 'absent' ? { kind: 'away', by: 'cases' } : { kind: 'not-known' }
}
