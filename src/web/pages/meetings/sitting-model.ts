import type { AgendaCase, AgendaPart } from '../../../cases/meetings/agenda.ts'
import { wasFilled } from '../../../cases/meetings/attended.ts'
import { sayTimes } from '../../../documents/calendar/sitting-event.ts'
import { titleOfDuty } from '../../../documents/pathway/duty-title.ts'
import { sayMoment } from '../../../documents/pathway/titles.ts'
import { capital, sayCounted, sayDays } from '../../../documents/scan/words.ts'
import type { Day } from '../../../engine/calendar/day.ts'
import { sayDay } from '../../../engine/calendar/words.ts'
import { dayOf } from '../../../engine/pathway/days.ts'
import type { PathwayDuty } from '../../../engine/pathway/view.ts'
import type { Name } from '../../../engine/protocol/sentences/sentence.ts'
import type { Roster } from '../../../record/people/roster.ts'
import { sayHidden } from '../../kept-list.ts'
import { cell, headsOf, type Table, type TableCell } from '../../table.ts'
import { actionsTable } from './actions.ts'
import { type AttendanceRow, attendanceRows, caseRows } from './attendance-model.ts'
import { childIn } from './differing.ts'
import { type SittingLine, sayFar, sittingLine } from './list-model.ts'
import type { SeriesAt, SittingRead } from './read.ts'

/** The page of one sitting. */
export interface SittingPage {
  readonly here: string
  readonly meeting: string
  readonly when: string
  readonly place: string
  readonly link: string
  readonly calendar: string
  readonly calledOff: string
  readonly sends: readonly Send[]
  /** Where what each will get is looked at; '' where no list is sent. */
  readonly recipients: string
  readonly pack: { readonly text: string; readonly says: string } | null
  readonly items: readonly string[]
  readonly parts: readonly {
    readonly title: string
    readonly table: Table | null
    readonly hidden: string
    readonly more: boolean
  }[]
  readonly next: { readonly text: string; readonly href: string } | null
  readonly people: readonly AttendanceRow[]
  /** Who comes for one case alone, of the cases that the reader may see. */
  readonly forCases: readonly AttendanceRow[]
  readonly missing: readonly string[]
  readonly readings: readonly string[]
  readonly mine: { readonly answer: string; readonly revision: number } | null
  readonly actions: Table | null
  readonly runs: boolean
  readonly isPast: boolean
  readonly isOver: boolean
  readonly isFuture: boolean
  readonly others: readonly SittingLine[]
  readonly files: readonly { readonly text: string; readonly href: string }[]
}

/** What must be sent before a sitting. */
export interface Send {
  readonly title: string
  readonly tag: { readonly text: string; readonly colour: string }
  readonly says: string
  readonly reading: string
  readonly act: string
  readonly receipts: Table | null
  readonly begin: string
}

export function sittingPage(read: SittingRead, person: string, today: Day): SittingPage {
  const { sitting, meeting, parts, series, at, roster, runs, others } = read
  const { posts, attended } = at
  const here = `/sittings/${sitting.id}`
  const undecided = casesOf(parts).filter((each) => isToDecide(each, person))
  const [next] = undecided
  const all = casesOf(parts)
  const people = attendanceRows(at, roster, childIn(all))
  const forCases = caseRows(all, at, roster)
  const own = attended.find((each) => each.person === person)
  const isExpected =
    posts.some(({ persons }) => persons.includes(person)) || forCases.some((each) => each.person === person)
  return {
    here,
    meeting: meeting.title,
    when: [
      sayFar(sitting.on, today),
      ...(sitting.starts === null ? [] : [sayTimes(sitting.starts, sitting.ends)]),
    ].join(', '),
    place: sitting.place ?? '',
    link: sitting.link ?? '',
    calendar: `${here}/calendar`,
    calledOff: sitting.cancelledBecause ?? '',
    sends: series.flatMap((each) => sendsOf(each, read, person, today)),
    recipients: sendsCopies(parts) ? `${here}/pack/recipients` : '',
    pack: packOf(parts, series),
    items: [...new Set(meeting.said.flatMap((each) => each.meeting.agenda))],
    parts: parts.map((part) => ({
      title: part.rules.protocol.title,
      table: part.cases.length === 0 ? null : casesTable(part, here, person, sitting.on <= today),
      hidden: sayHidden(part.hidden),
      more: part.more,
    })),
    next:
      next === undefined || sitting.on > today || sitting.cancelledBecause !== null
        ? null
        : {
            text: undecided.length === casesOf(parts).length ? 'Start with the first case' : 'Go on with the next case',
            href: `${here}/cases/${next.read.pathway}`,
          },
    people,
    forCases,
    missing: missingAt(read, today),
    readings: [...new Set(meeting.said.flatMap((each) => each.meeting.reading ?? []))],
    mine:
      isExpected && sitting.cancelledBecause === null && sitting.on >= today
        ? { answer: own?.answer ?? '', revision: sitting.revision }
        : null,
    actions: actionsTable(casesOf(parts), roster, today),
    runs,
    isPast: sitting.on <= today,
    isOver: at.isOver,
    isFuture: sitting.on >= today,
    others: others.map((each) => sittingLine(each, today)),
    files: [
      { text: 'Agenda as PDF', href: `${here}/papers/agenda.pdf` },
      { text: 'Agenda as Word document', href: `${here}/papers/agenda.docx` },
    ],
  }
}

export function casesOf(parts: readonly AgendaPart[]): readonly AgendaCase[] {
  return parts.flatMap(({ cases }) => cases)
}

/** Whether somebody is still to record something of a case at this sitting: what waits for it, or anything where nothing was. */
export function isToDecide(each: AgendaCase, person: string): boolean {
  const mine = each.open.filter(({ takers }) => takers.some((taker) => taker.person === person))
  return mine.some(({ step }) => each.decided.length === 0 || isWaitedFor(each, step.id))
}

/** Whether something waits for a step that was not recorded at this sitting. */
export function isWaitedFor({ waits, decided }: AgendaCase, step: Name): boolean {
  if (decided.some(({ entry }) => entry.step === step)) return false
  return waits.some(({ duty: { metBy } }) => metBy.kind === 'step' && metBy.step === step)
}

function casesTable({ cases }: AgendaPart, here: string, person: string, hasCome: boolean): Table {
  return {
    caption: 'Cases',
    captionHidden: true,
    head: headsOf(['Child', 'Where it stands', 'What waits for this meeting', 'At this meeting']),
    rows: cases.map((each) => {
      const { read, waits, decided } = each
      const [first, ...rest] = waits
      const called = (duty: PathwayDuty): string => titleOfDuty(duty, read.rules.protocol)
      return [
        cell(read.childName ?? 'Not about one child', { href: `${here}/cases/${read.pathway}` }),
        cell(read.view.stage?.title ?? ''),
        first === undefined
          ? cell('It is on the list')
          : cell(called(first), { hint: [sayDue(first), ...rest.map(called)].join('. ') }),
        stateOf(each, person, hasCome, decided.length),
      ]
    }),
  }
}

function stateOf(each: AgendaCase, person: string, hasCome: boolean, decided: number): TableCell {
  if (!hasCome) return cell('Not discussed yet')
  if (decided > 0 && !isToDecide(each, person)) return cell('Recorded', { tag: 'green' })
  return isToDecide(each, person) ? cell('To be recorded', { tag: 'yellow' }) : cell('Not recorded', { tag: 'grey' })
}

function sayDue({ due, standing }: PathwayDuty): string {
  if (!('day' in due)) return 'No day yet'
  return standing.kind === 'overdue' ? `Overdue: it was due ${sayDay(due.day)}` : `Due ${sayDay(due.day)}`
}

/** What a series owes before a sitting: what is sent, to whom, and who has read it. */
function sendsOf(series: SeriesAt, { roster }: SittingRead, person: string, today: Day): readonly Send[] {
  const { rules, view, duties, receipts, caseId, pathway } = series
  const { protocol } = rules
  if (view === null) {
    const begin = protocol.steps.find(({ at }) => at.kind === 'start')
    const href = begin === undefined ? '' : `/cases/${caseId}/raise/${protocol.id}/${begin.id}`
    return [
      {
        title: protocol.title,
        tag: { text: 'Not begun', colour: 'grey' },
        says: 'Nobody has begun to keep it, so that nothing is owed before the meeting.',
        reading: '',
        act: '',
        receipts: null,
        begin: href,
      },
    ]
  }
  return duties.map((duty): Send => {
    const { metBy } = duty.duty
    const step = metBy.kind === 'step' ? metBy.step : null
    const isMine = view.offers.some((offer) => {
      return offer.step.id === step && offer.takers.some((each) => each.person === person)
    })
    const isOpen = duty.standing.kind === 'open' || duty.standing.kind === 'overdue'
    const sentBy = duty.standing.kind === 'met' ? duty.standing.by : null
    return {
      title: duty.duty.title,
      ...sayStanding(duty, view.entries.find(({ entry }) => entry.id === sentBy)?.entry.by ?? null, roster, today),
      reading: duty.duty.reading ?? '',
      act: isOpen && isMine && step !== null ? `/pathways/${pathway ?? ''}/steps/${step}` : '',
      receipts: receiptsTable(receipts, sentBy, roster),
      begin: '',
    }
  })
}

function sayStanding(
  { due, standing, metFrom, owedBy }: PathwayDuty,
  by: string | null,
  { persons }: Roster,
  today: Day,
): Pick<Send, 'tag' | 'says'> {
  const day = 'day' in due ? due.day : null
  const who = owedBy.map((id) => persons.get(id)?.name ?? '').join(', ')
  switch (standing.kind) {
    case 'met': {
      const late = standing.late && day !== null ? dayOf(standing.at) - day : 0
      const name = by === null ? '' : ` by ${persons.get(by)?.name ?? ''}`
      return {
        tag: standing.late ? { text: 'Sent late', colour: 'orange' } : { text: 'Sent', colour: 'green' },
        says: `Sent${name}, ${sayMoment(standing.at)}.${late > 0 ? ` It was due ${sayDay((dayOf(standing.at) - late) as Day)}, ${sayDays(late)} before.` : ''}`,
      }
    }
    case 'overdue':
      return {
        tag: { text: 'Overdue', colour: 'red' },
        says:
          day === null ? `Owed by ${who}.` : `It was due ${sayDay(day)}, ${sayDays(today - day)} ago. Owed by ${who}.`,
      }
    case 'open':
      return {
        tag: { text: 'To be sent', colour: 'blue' },
        says: `${day === null ? 'No day yet' : `Due ${sayDay(day)}`}, by ${who}.${metFrom !== null && metFrom > today ? ` It counts from ${sayDay(metFrom)} on.` : ''}`,
      }
    case 'lapsed':
      return { tag: { text: 'Not owed', colour: 'grey' }, says: 'It is not owed any more.' }
    case 'not-known':
      return { tag: { text: 'Not known', colour: 'grey' }, says: 'Whether it was done is in no file.' }
    default:
      return standing satisfies never
  }
}

/** Who was sent what one entry sent, and who has said that they read it. */
function receiptsTable(receipts: SeriesAt['receipts'], entry: string | null, { persons }: Roster): Table | null {
  const sent = entry === null ? [] : receipts.filter(({ about }) => about.endsWith(`:${entry}`))
  if (sent.length === 0) return null
  return {
    caption: `Sent to ${sayCounted(sent.length, 'person', 'people')}`,
    captionHidden: false,
    head: headsOf(['Who', 'Sent', 'Read']),
    rows: sent.map(({ person, told, read }) => {
      const { name, agency } = persons.get(person) ?? { name: 'Somebody who has left', agency: '' }
      return [
        cell(name, { hint: agency }),
        cell(sayMoment(told)),
        read === null ? cell('Not yet', { tag: 'grey' }) : cell(sayMoment(read)),
      ]
    }),
  }
}

/** Whether a list is kept of what it considers, of which everybody gets a copy of their own. */
function sendsCopies(parts: readonly AgendaPart[]): boolean {
  return parts.some(({ rules }) => rules.protocol.documents.some((document) => document.while.length > 0))
}

function packOf(parts: readonly AgendaPart[], series: readonly SeriesAt[]): SittingPage['pack'] {
  if (!sendsCopies(parts)) return null
  const sent = series.some(({ duties }) => duties.some(({ standing }) => standing.kind === 'met'))
  return sent
    ? { text: 'Your copy of what was sent', says: 'As it stood when it was sent, with what is for you.' }
    : { text: 'The list as it would be sent now', says: 'With what is for you. Nothing of it was sent yet.' }
}

/** Who must be there and, by what is known, is not; and posts that nobody holds. */
function missingAt(
  { at, roster, sitting }: Pick<SittingRead, 'at' | 'roster' | 'sitting'>,
  today: Day,
): readonly string[] {
  const isOver = sitting.on < today
  if (sitting.cancelledBecause !== null) return []
  const isChaired = at.posts.some(({ role, wanted }) => wanted === 'chairs' && wasFilled(at, role) === true)
  return at.posts.flatMap(({ role: id, title, wanted, persons }) => {
    if (wanted === 'invited' || (wanted === 'chairs' && isChaired)) return []
    const role = wanted === 'chairs' ? `${title}, who chairs` : title
    const isFilled = wasFilled(at, id)
    if (isFilled === true) return []
    if (persons.length === 0) return [`Nobody holds the post: ${role}.`]
    const known = persons.map((person) => at.attended.find((each) => each.person === person))
    const names = persons.map((person) => roster.persons.get(person)?.name ?? '').join(', ')
    if (isFilled === false) return [`${capital(role)} (${names}) was not there, and must be.`]
    if (isOver) return [`Whether ${role} (${names}) was there is not noted.`]
    if (known.every((each) => each?.answer === 'apologies')) {
      return [
        `${capital(role)} (${names}) has sent apologies, and must be there. Hold the meeting on another day, or have somebody stand in.`,
      ]
    }
    return []
  })
}
