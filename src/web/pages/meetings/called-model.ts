import { type CaseMeeting, type Part, type Post, partIn } from '../../../cases/meetings/called.ts'
import { sayMoment, titlesOf } from '../../../documents/pathway/titles.ts'
import { capital } from '../../../documents/scan/words.ts'
import type { Day } from '../../../engine/calendar/day.ts'
import { sayDay } from '../../../engine/calendar/words.ts'
import type { Answers } from '../../../engine/pathway/entry.ts'
import { attendanceIn } from '../../../engine/pathway/who.ts'
import type { Guard, Meeting } from '../../../engine/protocol/pathway-parts.ts'
import type { Attending } from '../../../record/meetings/attendance.ts'
import type { Facilitator } from '../../../record/meetings/pool.ts'
import type { Roster } from '../../../record/people/roster.ts'
import type { Around } from '../../recording/model/around.ts'
import { type SaidAnswer, sayAnswers } from '../../recording/model/said.ts'
import { tagOf } from './attendance-model.ts'
import { aroundOf, type Decided, decidedOf } from './conduct-model.ts'
import { addressOf } from './list-model.ts'

/** The page of a meeting that was called for one case, or is to be. */
export interface CalledPage {
  readonly here: string
  readonly child: string
  readonly protocol: string
  readonly pathway: string
  readonly when: string
  readonly due: string
  readonly part: string
  readonly call: { readonly by: string; readonly when: string; readonly answers: readonly SaidAnswer[] } | null
  readonly acts: readonly { readonly text: string; readonly href: string }[]
  readonly people: readonly InvitedRow[]
  readonly never: readonly string[]
  readonly agenda: readonly string[]
  readonly missing: readonly string[]
  readonly rules: readonly { readonly says: string; readonly instead: string; readonly cites: string }[]
  readonly pools: readonly {
    readonly title: string
    readonly people: readonly { readonly name: string; readonly agency: string; readonly ties: string }[]
  }[]
  readonly mine: { readonly answer: string; readonly entry: string } | null
  readonly held: Decided | null
}

interface InvitedRow {
  readonly post: string
  readonly name: string
  readonly agency: string
  readonly wanted: string
  readonly says: string
  readonly tag: { readonly text: string; readonly colour: string }
}

/** Everything that the page is made from beside the meeting itself. */
export interface CalledOf {
  readonly person: string
  readonly today: Day
  readonly roster: Roster
  readonly attending: readonly Attending[]
  readonly pools: readonly { readonly title: string; readonly people: readonly Facilitator[] }[]
}

const WANTED: Readonly<Record<Post['wanted'], string>> = {
  chairs: 'Chairs',
  always: 'Must be there',
  needed: 'Must be there, or not involved',
  invited: 'Invited',
  considered: 'Considered',
}

const PARTS: Readonly<Record<Part, string>> = {
  holds: 'You hold this meeting.',
  calls: 'You call this meeting.',
  owes: 'You owe this meeting.',
  invited: 'You are invited.',
}

export function calledPage(each: CaseMeeting, of: CalledOf): CalledPage {
  const { read, called, call, at, held, owed, posts, named } = each
  const { person, today, roster, attending, pools } = of
  const { protocol } = read.rules
  const part = partIn(each, person)
  const around = aroundOf({ read }, roster, today)
  const isOpen = (step: string): boolean =>
    read.view.offers.some((offer) => offer.step.id === step && offer.takers.some((taker) => taker.person === person))
  const isInvited = posts.some(({ persons }) => persons.includes(person)) || named.includes(person)
  return {
    here: addressOf(each),
    child: read.childName ?? 'Not about one child',
    protocol: protocol.title,
    pathway: `/pathways/${read.pathway}`,
    when:
      held !== null
        ? `It was held ${sayMoment(held.entry.happened)}.`
        : at === null
          ? 'It has not been called yet.'
          : `It is called for ${sayMoment(at)}.`,
    due:
      owed !== null && 'day' in owed.due
        ? `It is to be held by ${sayDay(owed.due.day)}${owed.due.day < today ? ', which has passed' : ''}.`
        : '',
    part: part === null ? '' : PARTS[part],
    call:
      call === null
        ? null
        : {
            by: roster.persons.get(call.entry.by)?.name ?? '',
            when: sayMoment(call.entry.happened),
            answers: sayAnswers(called.call.asks, call.entry.answers, around),
          },
    acts:
      held !== null
        ? []
        : [called.call, called.hold]
            .filter(({ id }) => isOpen(id))
            .map(({ id, title }) => ({ text: title, href: `/pathways/${read.pathway}/steps/${id}` })),
    people: peopleRows(each, of),
    never: called.meetings.flatMap(({ never }) => never),
    agenda: called.meetings[0]?.agenda ?? [],
    missing: missingPosts(each, of),
    rules: rulesOf(each),
    pools: pools.map(({ title, people }) => ({
      title,
      people: people.map(({ person: id, ties }) => ({
        name: roster.persons.get(id)?.name ?? '',
        agency: roster.persons.get(id)?.agency ?? '',
        ties: ties.map((tie) => sayTie(tie, around)).join('; '),
      })),
    })),
    mine:
      call === null || held !== null || !isInvited
        ? null
        : { answer: attending.find((one) => one.person === person)?.answer ?? '', entry: call.entry.id },
    held: held === null ? null : decidedOf(held, { read }, around, roster, today),
  }
}

function peopleRows({ read, held, posts, named, called }: CaseMeeting, of: CalledOf): readonly InvitedRow[] {
  const { roster, attending } = of
  const { roles } = read.rules.protocol
  const there = held === null ? new Map<string, string>() : attendanceAt(called.meetings, held.entry.answers)
  const rowOf = (person: string, post: string, wanted: string, was: string | undefined): InvitedRow => {
    const { name, agency } = roster.persons.get(person) ?? { name: 'Nobody is known to be this', agency: '' }
    const said = attending.find((each) => each.person === person)
    const answered = tagOf(said?.answer ?? null, { kind: 'not-known' }, false)
    return { post, name, agency, wanted, says: '', tag: was === undefined ? answered : (AT[was] ?? answered) }
  }
  const rows = posts.flatMap(({ role, wanted, persons }): readonly InvitedRow[] => {
    const title = roles.get(role) ?? role
    if (persons.length > 0) return persons.map((person) => rowOf(person, title, WANTED[wanted], there.get(role)))
    const row = rowOf('', title, WANTED[wanted], there.get(role))
    return [{ ...row, tag: there.has(role) ? row.tag : { text: 'Nobody known', colour: 'red' } }]
  })
  return [...rows, ...named.map((person) => rowOf(person, 'Asked by name', 'Invited', undefined))]
}

const AT: Readonly<Record<string, InvitedRow['tag']>> = {
  present: { text: 'Was there', colour: 'green' },
  absent: { text: 'Was not there', colour: 'yellow' },
  'not involved': { text: 'Not involved', colour: 'grey' },
}

/** What the record of a meeting says of each post. */
function attendanceAt(meetings: readonly Meeting[], answers: Answers) {
  const names = new Set(meetings.flatMap(({ always, needs, invites }) => [...always, ...needs, ...invites]))
  const found = new Map<string, string>()
  for (const value of Object.values(answers)) {
    if (typeof value !== 'object' || Array.isArray(value)) continue
    for (const { post, is } of attendanceIn(value)) if (names.has(post)) found.set(post, is)
  }
  return found
}

/** Posts that must be there and that nobody holds, or whose holder has sent apologies. */
function missingPosts({ posts, held, read }: CaseMeeting, { attending, roster }: CalledOf): readonly string[] {
  if (held !== null) return []
  return posts.flatMap(({ role, wanted, persons }) => {
    if (wanted !== 'always' && wanted !== 'needed') return []
    const title = read.rules.protocol.roles.get(role) ?? role
    if (persons.length === 0) return [`Nobody is known to be ${title}.`]
    const away = persons.filter((person) =>
      attending.some((each) => each.person === person && each.answer === 'apologies'),
    )
    if (away.length < persons.length) return []
    return [
      `${capital(title)} (${away.map((id) => roster.persons.get(id)?.name ?? '').join(', ')}) has sent apologies.`,
    ]
  })
}

/** What the protocol asks of who is there, and what it says to do otherwise. */
function rulesOf({ called: { hold }, read }: CaseMeeting): CalledPage['rules'] {
  const { meetings } = read.rules.protocol
  const titles = titlesOf(read.rules.protocol)
  const present = hold.needs.flatMap((guard) => presentIn(guard, guard))
  return present.map(({ meeting, within, isOneWay }) => {
    const part = meetings.find(({ id }) => id === meeting)
    const all = [...(part?.always ?? []), ...(part?.needs ?? [])].map((role) => titles.role(role))
    return {
      says: `${isOneWay ? 'Where it is held as' : 'For'} ${titles.meeting(meeting)}, all of these must be there: ${all.join('; ')}.`,
      instead: within.otherwise ?? hold.otherwise ?? '',
      cites: (within.cites.length > 0 ? within.cites : hold.cites).join(', '),
    }
  })
}

function presentIn(guard: Guard, within: Guard): readonly { meeting: string; within: Guard; isOneWay: boolean }[] {
  if (guard.kind === 'either') return guard.guards.flatMap((each) => presentIn(each, within))
  return guard.kind === 'present' ? [{ meeting: guard.meeting, within, isOneWay: within.kind === 'either' }] : []
}

function sayTie({ kind, of }: Facilitator['ties'][number], { names, protocol }: Around): string {
  switch (kind) {
    case 'allocated':
      return `works with the case as ${protocol.roles.get(of) ?? of}`
    case 'core-group':
      return 'belongs to the core group'
    case 'raised':
      return `raised it: ${protocol.steps.find(({ id }) => id === of)?.title ?? of}`
    case 'attended':
      return `was at an earlier meeting: ${protocol.steps.find(({ id }) => id === of)?.title ?? of}`
    case 'manages':
      return `manages ${names.get(of)?.name ?? 'somebody'}, who has a part in the case`
    default:
      return kind satisfies never
  }
}
