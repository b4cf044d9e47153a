import { meetingsKnown } from '../../../cases/meetings/agenda.ts'
import { type CaseMeeting, meetingsIn, ownMeetings } from '../../../cases/meetings/called.ts'
import type { Day } from '../../../engine/calendar/day.ts'
import { sayDay } from '../../../engine/calendar/words.ts'
import { rolesNamed } from '../../../engine/protocol/meeting-steps.ts'
import type { Name } from '../../../engine/protocol/sentences/sentence.ts'
import { attendanceOf } from '../../../record/meetings/attendance.ts'
import { poolFor } from '../../../record/meetings/pool.ts'
import { seriesKept } from '../../../record/meetings/series.ts'
import { runsMeeting, sittingsOf } from '../../../record/meetings/sittings.ts'
import { readPathway } from '../../../record/pathways/read-pathway.ts'
import { rosterOf } from '../../../record/people/roster.ts'
import type { Bound } from '../../../record/transaction.ts'
import type { Answer } from '../../route.ts'
import { type CalledOf, calledPage } from './called-model.ts'
import { type CardOf, meetingCard, ownTable, titleOf } from './list-model.ts'
import { readSitting } from './read.ts'
import { sittingPage } from './sitting-model.ts'

const NOT_FOUND: Answer = { kind: 'not-found' }

/** What sits when, and the meetings about one child that the person has to do with. */
export async function meetingsPage(bound: Bound): Promise<Answer> {
  const { today } = bound
  const sittings = await sittingsOf(bound)
  const series = await seriesKept(bound)
  const missed = await missedSittings(bound, series)
  const cards: CardOf[] = []
  for (const meeting of await meetingsKnown(bound, sittings)) {
    const begin = series
      .filter(({ pathway, rules: { protocol } }) => {
        return pathway === null && protocol.meetings.some(({ id }) => id === meeting.id)
      })
      .flatMap((each) => beginning(each, bound))
    const card = {
      meeting,
      sittings: sittings.filter((each) => each.meeting === meeting.id),
      runs: await runsMeeting(bound, meeting.id),
      begin,
      missedBy: missed.filter((each) => each.meeting === meeting.id),
    }
    const isNoise = card.sittings.length === 0 && !card.runs && begin.length === 0
    if (!isNoise || meeting.said.some((each) => each.meeting.everyMonths !== null)) cards.push(card)
  }
  const own = await ownMeetings(bound)
  // What sits next comes first.
  const nextOf = ({ sittings: all }: CardOf): number =>
    all.find(({ on }) => on >= today)?.on ?? Number.POSITIVE_INFINITY
  const inOrder = cards.toSorted(
    (a, b) => nextOf(a) - nextOf(b) || a.meeting.title.localeCompare(b.meeting.title, 'en-GB'),
  )
  const model = {
    cards: inOrder.map((card) => meetingCard(card, today)),
    own: own.meetings.length === 0 ? null : ownTable(own.meetings, today),
    more: own.more,
  }
  return { kind: 'page', template: 'meetings/meetings.njk', title: 'Meetings', model }
}

/** How a series that nobody keeps yet is begun, for who may begin it. */
function beginning({ rules: { protocol }, caseId }: Awaited<ReturnType<typeof seriesKept>>[number], { scopes }: Bound) {
  return protocol.steps
    .filter(({ at, by }) => at.kind === 'start' && rolesNamed(by.anyOf).some((role) => scopes.includes(`role:${role}`)))
    .map(({ id, title }) => ({ text: title, href: `/cases/${caseId}/raise/${protocol.id}/${id}` }))
}

/** The series that must be planned further, each with the day by which it must. */
async function missedSittings(bound: Bound, series: Awaited<ReturnType<typeof seriesKept>>) {
  const asking = { asOf: bound.moment, knownAt: bound.moment }
  const missed: { readonly meeting: Name; readonly due: Day | null }[] = []
  for (const { pathway } of series) {
    const read = pathway === null ? null : await readPathway(bound, pathway, asking)
    for (const each of read?.view.obligations ?? []) {
      if (each.kind === 'plan-sitting') missed.push({ meeting: each.meeting, due: each.due })
    }
  }
  return missed
}

/** A sitting: what goes before it, what it considers, who comes, and what was agreed and is not done. */
export async function sittingAnswer(bound: Bound, id: string, done: string | null): Promise<Answer> {
  const read = await readSitting(bound, id)
  if (read === null) return NOT_FOUND
  const model = { ...sittingPage(read, bound.principal.person, bound.today), done: done ?? '' }
  const title = `${read.meeting.title}, ${sayDay(read.sitting.on)}`
  return { kind: 'page', template: 'meetings/sitting.njk', title, model }
}

/** A meeting that is called for one case. */
export async function calledAnswer(bound: Bound, pathway: string, hold: Name): Promise<Answer> {
  const asking = { asOf: bound.moment, knownAt: bound.moment }
  const read = await readPathway(bound, pathway, asking)
  const each = read === null ? undefined : meetingsIn(read, bound.today).find(({ called }) => called.hold.id === hold)
  if (each === undefined) return NOT_FOUND
  const model = calledPage(each, {
    person: bound.principal.person,
    today: bound.today,
    roster: await rosterOf(bound),
    attending: each.call === null ? [] : await attendanceOf(bound, each.call.entry.id),
    pools: await poolsOf(bound, each),
  })
  return { kind: 'page', template: 'meetings/called.njk', title: titleOf(each), model }
}

/** The pools from which people are chosen at the stage at which the meeting is held, who must be independent of the case. */
async function poolsOf(bound: Bound, { read, called }: CaseMeeting) {
  const { steps, pools } = read.rules.protocol
  const stages = called.hold.at.kind === 'stages' ? called.hold.at.stages : []
  const asked = steps
    .filter(({ at }) => at.kind === 'stages' && at.stages.some((stage) => stages.includes(stage)))
    .flatMap(({ asks }) => asks.filter(({ each, from }) => each !== null && from !== null && pools.has(from)))
  const names = [...new Set(asked.flatMap(({ from }) => from ?? []))]
  const found: CalledOf['pools'][number][] = []
  for (const name of names) {
    const people = await poolFor(bound, read.pathway, name)
    if (people !== null) found.push({ title: pools.get(name) ?? name, people })
  }
  return found
}
