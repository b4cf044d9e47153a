import { type AgendaPart, agendaOf, type KnownMeeting, meetingsKnown } from '../../../cases/meetings/agenda.ts'
import { type AttendanceAt, attendanceAt } from '../../../cases/meetings/attended.ts'
import type { Instant } from '../../../engine/calendar/instant.ts'
import type { PathwayDuty, View } from '../../../engine/pathway/view.ts'
import { type Series, seriesKept } from '../../../record/meetings/series.ts'
import { runsMeeting, type Sitting, sittingOf, sittingsOf } from '../../../record/meetings/sittings.ts'
import { type ToldRow, toldIn } from '../../../record/notices/not-read.ts'
import { readPathway } from '../../../record/pathways/read-pathway.ts'
import { type Roster, rosterOf } from '../../../record/people/roster.ts'
import type { Bound } from '../../../record/transaction.ts'

/** What a series owes for one sitting, and who was sent what for it. */
export interface SeriesAt extends Series {
  /** Null where nobody has begun it. */
  readonly view: View | null
  /** What is owed before this sitting. */
  readonly duties: readonly PathwayDuty[]
  readonly receipts: readonly ToldRow[]
}

/** A sitting with the cases that it considers, of those that this person may see. */
export type AgendaRead = Pick<SittingRead, 'sitting' | 'meeting' | 'parts'>

/** Everything that the pages of a sitting are made from. */
export interface SittingRead {
  readonly sitting: Sitting
  readonly meeting: KnownMeeting
  readonly parts: readonly AgendaPart[]
  readonly series: readonly SeriesAt[]
  readonly at: AttendanceAt
  readonly roster: Roster
  /** Whether this person runs the meeting: plans it, notes who was there. */
  readonly runs: boolean
  /** The other sittings of the same meeting, in order. */
  readonly others: readonly Sitting[]
}

/** A sitting with everything of it that this person may see; null where there is none. */
export async function readSitting(bound: Bound, id: string): Promise<SittingRead | null> {
  const head = await readHead(bound, id)
  if (head === null) return null
  return { ...head, parts: await agendaOf(bound, head.meeting, head.sitting.on) }
}

/** A sitting and its cases alone; null where there is none. */
export async function readAgenda(bound: Bound, id: string): Promise<AgendaRead | null> {
  const found = await find(bound, id)
  if (found === null) return null
  const { sitting, meeting } = found
  return { sitting, meeting, parts: await agendaOf(bound, meeting, sitting.on) }
}

async function find(bound: Bound, id: string) {
  const sitting = await sittingOf(bound, id)
  if (sitting === null) return null
  const all = await sittingsOf(bound)
  const meeting = (await meetingsKnown(bound, all)).find((each) => each.id === sitting.meeting)
  return meeting === undefined ? null : { sitting, meeting, all }
}

/** A sitting without its cases. */
export async function readHead(bound: Bound, id: string): Promise<Omit<SittingRead, 'parts'> | null> {
  const found = await find(bound, id)
  if (found === null) return null
  const { sitting, meeting, all } = found
  return {
    sitting,
    meeting,
    series: await seriesAt(bound, sitting),
    at: await attendanceAt(bound, meeting, sitting),
    roster: await rosterOf(bound),
    runs: await runsMeeting(bound, sitting.meeting),
    others: all.filter((each) => each.meeting === sitting.meeting && each.id !== sitting.id),
  }
}

async function seriesAt(bound: Bound, sitting: Sitting): Promise<readonly SeriesAt[]> {
  const { moment } = bound
  const found: SeriesAt[] = []
  for (const series of await seriesKept(bound)) {
    if (!series.rules.protocol.meetings.some(({ id }) => id === sitting.meeting)) continue
    const { pathway } = series
    const read = pathway === null ? null : await readPathway(bound, pathway, { asOf: moment, knownAt: moment })
    if (read === null || pathway === null) {
      found.push({ ...series, view: null, duties: [], receipts: [] })
      continue
    }
    const duties = read.view.duties.filter(({ of }) => of === sitting.id)
    found.push({
      ...series,
      rules: read.rules,
      view: read.view,
      duties,
      receipts: (await toldIn(bound, pathway)).filter(({ kind }) => kind === 'notice'),
    })
  }
  return found
}

/** When what is owed before a sitting was done: the list as it stood then is what was sent. Null where it was not. */
export function sentAt(series: readonly SeriesAt[]): Instant | null {
  const times = series.flatMap(({ duties }) => {
    return duties.flatMap(({ standing }) => (standing.kind === 'met' ? [standing.at] : []))
  })
  return times.length === 0 ? null : (Math.max(...times) as Instant)
}
