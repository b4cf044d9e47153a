import { sayLifeEvent } from '../../../documents/pathway/life-events.ts'
import { sayClock, sayDatesNotKnown } from '../../../documents/pathway/statutory.ts'
import { sayChildhoodEnd } from '../../../documents/pathway/text.ts'
import { sayMoment, sayRole } from '../../../documents/pathway/titles.ts'
import { capital, sayCounted, sayDate, sayList } from '../../../documents/scan/words.ts'
import { type TimeLine, tellTimeLine, timeLineOf } from '../../../documents/timeline/time-line.ts'
import type { WorkingCalendar } from '../../../engine/calendar/calendar.ts'
import type { Day } from '../../../engine/calendar/day.ts'
import { ageOn } from '../../../engine/calendar/months.ts'
import { ADULT } from '../../../engine/facts/fact.ts'
import { dayOf } from '../../../engine/pathway/days.ts'
import { seriousIncidentsIn } from '../../../engine/pathway/serious.ts'
import type { Protocol } from '../../../engine/protocol/protocol.ts'
import { statutoryClocks } from '../../../engine/watch/statutory.ts'
import type { WayInto } from '../../../record/access/ways-into.ts'
import type { NotifyAnswer } from '../../../record/facts/notified.ts'
import type { ReadTakenBack } from '../../../record/facts/taken-back.ts'
import type { Siblings } from '../../../record/pathways/lists.ts'
import type { ReadCase } from '../../../record/pathways/read-case.ts'
import type { Nation } from '../../../record/people/nation.ts'
import type { flagLines } from '../../flag-table.ts'
import { cell, type Table, type TableCell, table } from '../../table.ts'
import type { SaidWithTheCase } from '../../with-the-case.ts'
import { sayUntil, sayWay } from './ways.ts'

/** What the page of a case rests on. */
export interface CaseGiven {
  readonly read: ReadCase
  /** Null where they may not be told, since this person sees some pathways of the case alone. */
  readonly family: Siblings | null
  /** Each with the protocol that it comes by; null as for the family. */
  readonly ways: readonly (WayInto & { readonly protocol: Protocol | null })[] | null
  /** What protocols show wherever the case is, by the pathway. */
  readonly withTheCase: ReadonlyMap<string, readonly SaidWithTheCase[]>
  /** Of each pathway that has flags which are not taken off. */
  readonly flags: readonly { readonly lines: ReturnType<typeof flagLines>; readonly table: Table }[]
  /** By which statutory limits are counted; null where the authority has none yet. */
  readonly calendar: WorkingCalendar | null
  /** Whose statutory limits bind the authority. */
  readonly nation: Nation
  readonly today: Day
}

/** What the page shows: texts, addresses and tables alone. */
export interface CasePage {
  readonly name: string
  readonly about: string
  readonly tags: readonly { readonly text: string; readonly colour: string }[]
  readonly restricted: string
  readonly ended: string
  readonly partly: string
  readonly flags: CaseGiven['flags']
  readonly raise: string
  /** Where whoever may record in the case says what has changed in the child's life; '' for others. */
  readonly change: string
  readonly changes: readonly ChangeLine[]
  readonly open: readonly PathwayRow[]
  readonly closed: Table
  readonly timeLine: {
    readonly wide: string
    readonly middle: string
    readonly narrow: string
    readonly alt: string
    readonly table: Table
  }
  /** Those of the agency that leads, and those of others. */
  /** What statute and guidance want beside the protocols; no rows where nothing runs. */
  readonly statutory: Table
  /** Why none are shown; '' where they are. */
  readonly notKnown: string
  readonly notified: readonly ChangeLine[]
  /** Where it is recorded that an incident was notified, and that it was decided not to; '' where none waits for it. */
  readonly notify: string
  readonly decideNot: string
  readonly holders: readonly HolderLine[]
  readonly others: readonly HolderLine[]
  readonly siblings: readonly { readonly text: string; readonly href: string }[]
  readonly withheld: string
  readonly ways: Table
  readonly seen: string
  /** Where it is decided who may know of it; '' for who may not decide that. */
  readonly access: string
  /** Where whoever manages the case enters who works with the child, and what the child is called; '' for others. */
  readonly workers: string
  readonly naming: string
}

/** What somebody recorded of the child's life, or of a notification. */
interface ChangeLine {
  readonly title: string
  readonly about: string
  readonly details: string
  /** That it was a mistake, who said so and why; '' while it stands. */
  readonly mistake: string
  /** Where it is taken back; '' for who may not. */
  readonly takeBack: string
}

export interface HolderLine {
  readonly name: string
  readonly roles: string
  readonly hint: string
}

export interface PathwayRow {
  readonly title: string
  readonly href: string
  readonly stage: string
  readonly since: string
  readonly next: string
  readonly withTheCase: readonly SaidWithTheCase[]
  readonly tag: { readonly text: string; readonly colour: string }
}

type Pathway = ReadCase['pathways'][number]

const SENSITIVE = {
  standard: '',
  restricted: 'This case is restricted. Do not speak of it to anybody who does not need to know.',
  sealed: 'This case is sealed. Only people who are named in it may know of it.',
} as const

/** Sets out everything about a child that whoever looks may know. */
export function casePage({ read, family, ways, withTheCase, flags, calendar, nation, today }: CaseGiven): CasePage {
  const clocks = calendar === null || nation !== 'england' ? [] : clocksOf(read, calendar, today)
  const { caseId, facts, pathways, sensitivity, contact } = read
  const incident = clocks.find(({ kind }) => kind === 'serious-incident')?.standing.kind
  const waits = (...at: readonly (typeof incident)[]): boolean =>
    read.records && incident !== undefined && at.includes(incident)
  const view = pathways[0]?.view
  const line = timeLineFor(read, today)
  const address = `/cases/${caseId}/timeline.svg?width=`
  const open = pathways.filter(({ view: { stage } }) => stage?.ends !== true)
  const closed = pathways.filter(({ view: { stage } }) => stage?.ends === true)
  const ends = view === undefined ? null : sayChildhoodEnd(view)
  return {
    name: read.childName ?? 'Not about one child',
    about: [sayAge(facts.child.born, facts.child.died, today), sayLead(read)].filter((text) => text !== '').join(' '),
    tags: sensitivity === 'standard' ? [] : [{ text: capital(sensitivity), colour: 'red' }],
    restricted: `${SENSITIVE[sensitivity]}${contact === null ? '' : ` Ask ${contact} about it.`}`.trim(),
    ended: ends ?? sayEnd(facts.child, today),
    partly: read.sees === 'whole' ? '' : PARTLY,
    flags,
    raise: read.records ? `/raise?case=${caseId}` : '',
    change: read.records && read.childName !== null ? `/cases/${caseId}/life-events/new` : '',
    changes: read.lifeEvents.map((event) => changeLine(event, read)),
    open: open.map((pathway) => ({ ...rowOf(pathway, today), withTheCase: withTheCase.get(pathway.pathway) ?? [] })),
    closed: table('Pathways that have ended', ['Protocol', 'Outcome', 'Ended'], closed.map(closedRow)),
    timeLine: {
      wide: `${address}960`,
      middle: `${address}560`,
      narrow: `${address}300`,
      alt: tellTimeLine(line),
      table: table(
        'The time line in words',
        ['Day', 'What', 'Row of the picture'],
        line.told.map(({ when, what, lane }) => [cell(when), cell(what), cell(lane)]),
      ),
    },
    statutory: statutoryTable(clocks, calendar),
    notKnown: sayDatesNotKnown(nation),
    notified: read.notified.map((each) => notifiedLine(each, read)),
    notify: waits('running', 'late', 'not-told', 'decided-not') ? `/cases/${caseId}/notified/new` : '',
    decideNot: waits('running', 'late', 'not-told') ? `/cases/${caseId}/notified/not` : '',
    holders: holderLines(read, (agency) => agency === read.leadAgency),
    others: holderLines(read, (agency) => agency !== read.leadAgency),
    siblings:
      family?.rows.map(({ name, caseId: of }) => ({ text: name ?? 'No name known', href: `/cases/${of}` })) ?? [],
    withheld: family === null ? '' : sayWithheld(family),
    ways: table(
      'Who may see this case today',
      ['Who', 'Why', 'What'],
      withoutNarrower(ways ?? []).map((way) => [
        { ...cell(sayWay.who(way)), hint: way.agency ?? '' },
        { ...cell(sayWay.why(way, way.role === null ? '' : roleTitle(way.role, pathways))), hint: sayUntil(way) },
        cell(sayWay.what(way)),
      ]),
    ),
    access: read.manages ? `/cases/${caseId}/access` : '',
    workers: read.manages ? `/cases/${caseId}/workers` : '',
    naming: read.manages && read.childName !== null ? `/cases/${caseId}/name` : '',
    seen: read.asksWhoHasSeen ? `/cases/${caseId}/seen` : '',
  }
}

function changeLine(
  { id, kind, on, details, recorded, by, takenBack }: ReadCase['lifeEvents'][number],
  { caseId, records }: ReadCase,
): ChangeLine {
  return {
    title: `${sayLifeEvent(kind)}: ${sayDate(on)}`,
    about: `Recorded ${sayMoment(recorded)} by ${by}.`,
    details,
    mistake: sayMistake(takenBack),
    takeBack: records && takenBack === null ? `/cases/${caseId}/life-events/${id}/take-back` : '',
  }
}

function clocksOf({ facts, pathways, notified }: ReadCase, calendar: WorkingCalendar, today: Day) {
  const incidents = pathways.flatMap(({ rules, view }) => seriousIncidentsIn(rules.protocol.steps, view))
  const on = (answer: NotifyAnswer['kind']) =>
    notified.flatMap((each) => (each.takenBack === null && each.answer.kind === answer ? [each.on] : []))
  const answered = { notified: on('notified'), decidedNot: on('decided-not') }
  return statutoryClocks(facts, today, calendar, incidents, answered)
}

function statutoryTable(clocks: ReturnType<typeof clocksOf>, calendar: WorkingCalendar | null): Table {
  const said = calendar === null ? [] : clocks.map((clock) => sayClock(clock, calendar))
  const rows = said.map(({ title, rests, due, counted, stands }) => {
    return [{ ...cell(title), hint: rests }, { ...cell(due), hint: counted }, cell(stands)]
  })
  return table('Statutory dates', ['What', 'By', 'How it stands'], rows)
}

function sayMistake(takenBack: ReadTakenBack | null): string {
  if (takenBack === null) return ''
  return `It was a mistake, as ${takenBack.by} said ${sayMoment(takenBack.at)}: ${takenBack.because}`
}

function notifiedLine(
  { id, on, madeBy, answer, recorded, by, takenBack }: ReadCase['notified'][number],
  { caseId, records }: ReadCase,
): ChangeLine {
  const made = madeBy === '' ? '' : ` by ${madeBy}`
  return {
    title:
      answer.kind === 'notified'
        ? `A serious incident was notified on ${sayDate(on)}${made}`
        : `It was decided on ${sayDate(on)}${made} not to notify a serious incident`,
    about: `Recorded ${sayMoment(recorded)} by ${by}.`,
    details: answer.kind === 'notified' ? `Reference: ${answer.reference}` : `Because: ${answer.because}`,
    mistake: sayMistake(takenBack),
    takeBack: records && takenBack === null ? `/cases/${caseId}/notified/${id}/take-back` : '',
  }
}

/** Each person once, with all that they are to the case since the day they first were any of it. */
function holderLines({ holders, pathways }: ReadCase, isOf: (agency: string) => boolean): readonly HolderLine[] {
  const byPerson = Map.groupBy(
    holders.filter(({ agency }) => isOf(agency)),
    ({ person }) => person,
  )
  return [...byPerson.values()].flatMap((some) => {
    const [first] = some
    if (first === undefined) return []
    const since = some.reduce((least, each) => (each.since < least ? each.since : least), first.since)
    const roles = [...new Set(some.map(({ role }) => roleTitle(role, pathways)))]
    return [{ name: first.name, roles: sayList(roles), hint: `${first.agency}, since ${sayDate(since)}` }]
  })
}

const PARTLY =
  'You see the pathways below because a protocol gives them to you. Who works with the child, the family, and any other pathway are not shown.'

/** The time line of a case as it was read. */
export function timeLineFor({ facts, pathways }: ReadCase, today: Day): TimeLine {
  const given = pathways.map(({ rules: { protocol }, view }) => ({ protocol, view })).toReversed()
  return timeLineOf({ facts, pathways: given, today })
}

function sayAge(born: Day | null, died: Day | null, today: Day): string {
  if (born === null || born > today) return ''
  const age = died === null ? `${ageOn(born, today)} years old, born` : 'Born'
  return `${age} ${sayDate(born)}.`
}

function sayEnd({ born, died }: ReadCase['facts']['child'], today: Day): string {
  if (died !== null && died <= today) return `The child died on ${sayDate(died)}.`
  return born !== null && ageOn(born, today) >= ADULT ? 'The child has turned 18.' : ''
}

function sayLead({ leadAgency, leadTeam }: ReadCase): string {
  return `Led by ${leadTeam === null ? leadAgency : `${leadTeam}, ${leadAgency}`}.`
}

function rowOf({ pathway, rules, view }: Pathway, today: Day): Omit<PathwayRow, 'withTheCase'> {
  const { stage, since, duties } = view
  const due = duties.flatMap(({ due: by, standing }) => {
    return 'day' in by && (standing.kind === 'open' || standing.kind === 'overdue') ? [by.day] : []
  })
  const next = due.reduce<Day | null>((a, b) => (a === null || b < a ? b : a), null)
  const first = duties.find(({ due: by, standing }) => {
    return 'day' in by && by.day === next && (standing.kind === 'open' || standing.kind === 'overdue')
  })
  return {
    title: rules.protocol.title,
    href: `/pathways/${pathway}`,
    stage: stage?.title ?? 'Not opened',
    since: since === null ? '' : `Since ${sayDate(dayOf(since))}.`,
    next:
      next === null
        ? 'Nothing has a day by which it is owed.'
        : `${first?.duty.title ?? ''}, ${next < today ? 'was due' : 'due'} ${sayDate(next)}.`,
    tag: tagOf(next, today),
  }
}

function tagOf(next: Day | null, today: Day): PathwayRow['tag'] {
  if (next === null || next > today) return { text: '', colour: '' }
  return next < today ? { text: 'Overdue', colour: 'red' } : { text: 'Due today', colour: 'yellow' }
}

function closedRow({ pathway, rules, view: { stage, since } }: Pathway): readonly TableCell[] {
  return [
    { ...cell(rules.protocol.title), href: `/pathways/${pathway}` },
    cell(stage?.title ?? ''),
    cell(since === null ? '' : sayDate(dayOf(since))),
  ]
}

/** As a protocol of the case calls the role; else by its own name. */
function roleTitle(role: string, pathways: readonly Pathway[]): string {
  const title = pathways.map(({ rules }) => rules.protocol.roles.get(role)).find((each) => each !== undefined)
  return title ?? sayRole(role)
}

function sayWithheld({ rows, withheld }: Siblings): string {
  if (withheld === 0) return rows.length === 0 ? 'No file counts another child into the family.' : ''
  const more = rows.length === 0 ? '' : ' more'
  const said = sayCounted(withheld, `${more.trim()} child`.trim(), `${more.trim()} children`.trim())
  return `Files count ${said} into the family who ${withheld === 1 ? 'has' : 'have'} no case here, or whose case you may not see.`
}

/** Who sees the whole case anyway needs no line for one pathway of it. */
function withoutNarrower(ways: CaseGiven['ways'] & {}): CaseGiven['ways'] & {} {
  const whole = new Set(ways.filter(({ by }) => by === 'own' || by === 'member').map(({ name }) => name))
  return ways.filter(({ by, name }) => by !== 'protocol' || !whole.has(name))
}
