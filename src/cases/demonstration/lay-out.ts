import type { WorkingCalendar } from '../../engine/calendar/calendar.ts'
import { formatDay } from '../../engine/calendar/day.ts'
import { type Instant, LONDON, wallTimeOf } from '../../engine/calendar/instant.ts'
import { enterWorkers } from '../../record/facts/enter-workers.ts'
import { nameChild } from '../../record/facts/name-child.ts'
import { watch } from '../../record/facts/noticed.ts'
import { nameStaff } from '../../record/facts/own-workers.ts'
import { answerInvitation, noteAttendance } from '../../record/meetings/attendance.ts'
import { seriesKept } from '../../record/meetings/series.ts'
import { sittingsOf } from '../../record/meetings/sittings.ts'
import { sayRead, toRead } from '../../record/notices/to-read.ts'
import { appointDeputy } from '../../record/people/changes.ts'
import { type InventedCase, inventedCases, inventedPeople } from '../../record/people/demonstration.ts'
import { keepPeople } from '../../record/people/keep-people.ts'
import { setLines } from '../../record/people/telephones.ts'
import { sweep } from '../../record/time/sweep.ts'
import type { Principal, Store } from '../../record/transaction.ts'
import { Cases, type Named } from './cases.ts'
import { inventedName } from './names.ts'
import { tellNeedToKnow } from './need-to-know.ts'
import { HELP_LINES, POSTS, POSTS_AROUND, peopleList, workerMeant } from './people.ts'
import { BEGAN_AGO, SITTINGS, tellStories } from './stories.ts'
import { Past, Teller } from './teller.ts'

/** What laying a demonstration out needs. */
export interface LayingOut {
  readonly store: Store
  /** Under whose name the program acts by itself in the invented authority. */
  readonly service: Principal
  readonly calendar: WorkingCalendar
  readonly now: Instant
  /** Takes the invented files at a moment, and gives the names by which they know workers. */
  readonly takeFiles: (moment: Instant) => Promise<readonly string[]>
}

/** When a demonstration begins that is looked at now. */
export function beginningOf(now: Instant, calendar: WorkingCalendar): Instant {
  return new Past(wallTimeOf(now, LONDON).day, calendar).moment(BEGAN_AGO, '07:00')
}

/**
 * Fills an authority that was just set up, with nobody in it: people, files, cases, and six weeks of what people did. Everything
 * is recorded as anybody would record it, in the names of those who did it, and each at its own time.
 */
export async function layOut({ store, service, calendar, now, takeFiles }: LayingOut): Promise<void> {
  const past = new Past(wallTimeOf(now, LONDON).day, calendar)
  const begins = past.moment(BEGAN_AGO, '07:00')
  const { authority } = service
  const nobody = new Teller(store, authority, new Map(), past)
  const list = peopleList(
    Object.entries(SITTINGS).flatMap(([meeting, sat]) => sat.map((ago) => ({ meeting, date: past.dayText(ago) }))),
  )
  await nobody.within(service, begins, (bound) => keepPeople(bound, list))
  await nobody.within(service, begins, (bound) => setLines(bound, { agency: null }, HELP_LINES))
  const people = await inventedPeople(store, past.day(BEGAN_AGO))
  const byName = new Map(people.map(({ name, principal }) => [name, principal.person]))
  const persons = new Map(list.people.map(({ staff_id: id, name }) => [id, byName.get(name) ?? '']))
  const teller = new Teller(store, authority, persons, past)
  const workers = await takeFiles(begins)
  const administrator = { authority, person: teller.person('ade') }
  await teller.within(administrator, begins, async (bound) => {
    for (const name of workers) await nameStaff(bound, { name, person: teller.person(workerMeant(name)) })
  })
  await watch(store, service, begins)
  const cases = await nameCases(teller, service, begins)
  const series = await teller.within(service, begins, seriesKept)
  const caseOf = (protocol: string): string => {
    const kept = series.find(({ rules }) => rules.protocol.id === protocol)
    if (kept === undefined) throw new Error(`no series of meetings is kept by ${protocol}`)
    return kept.caseId
  }
  await tellStories(teller, new Cases(cases), caseOf)
  await tellWhoCame(teller, { authority, person: teller.person('quin') })
  await readLetters(teller, service)
  await tellNeedToKnow(teller, cases, now)
  await sweep(store, service, now)
}

/** Who reads what they are told; the others leave it, so that their senders see it. */
const READERS = [
  'sunil',
  'megan',
  'tamar',
  'teo',
  'lena',
  'ada',
  'dora',
  'iris',
  'quin',
  'bethan',
  'alun',
  'nerys',
  'hywel',
  'cari',
]

/** Most people have read what they were sent up to some days ago; and somebody is to stand in for another. */
async function readLetters(teller: Teller, { authority }: Principal): Promise<void> {
  const then = teller.past.moment(4, '17:00')
  for (const name of READERS) {
    await teller.within({ authority, person: teller.person(name) }, then, async (bound) => {
      const { rows } = await toRead(bound, 200)
      const ids = rows.filter(({ kind, told }) => kind === 'notice' && told < then).map(({ id }) => id)
      if (ids.length > 0) await sayRead(bound, ids)
    })
  }
  const standIn = { forPerson: teller.person('bethan'), person: teller.person('fflur'), role: 'quality-group-chair' }
  await teller.within({ authority, person: teller.person('ade') }, teller.past.moment(2, '09:30'), async (bound) => {
    const days = { since: teller.past.day(1), until: teller.past.day(-20) }
    const done = await appointDeputy(bound, {
      id: bound.store.ids.random(),
      ...standIn,
      ...days,
      reason: 'Bethan is on leave.',
    })
    if (!done.ok) throw new Error(`nobody stands in: ${done.refusal.kind}`)
  })
}

/** Gives each child a name and each case the posts of the agencies. */
async function nameCases(teller: Teller, service: Principal, moment: Instant): Promise<readonly Named[]> {
  return teller.within(service, moment, async (bound) => {
    const cases = await inventedCases(bound)
    const families = new Map<string, number>()
    const named: Named[] = []
    const entered = ([who, role]: readonly [string, string]) => {
      return { person: teller.person(who), role, since: bound.today }
    }
    const posts = POSTS.map(entered)
    const around = POSTS_AROUND.map(entered)
    const chair = entered(['iris', CHAIR])
    for (const [number, each] of cases.entries()) {
      const family = families.get(each.family) ?? families.size
      if (each.family !== '') families.set(each.family, family)
      const name = inventedName(number, family)
      await nameChild(bound, { caseId: each.caseId, name })
      const meets = Object.keys(each.pathways).length > 0 || number % EVERY === 0
      const workers = [...posts, ...(meets ? around : []), ...(isChaired(each) ? [] : [chair])]
      await enterWorkers(bound, { caseId: each.caseId, workers })
      named.push({ ...each, name, meets, bornText: each.born === null ? '2012-01-01' : formatDay(each.born) })
    }
    return named
  })
}

/** Of the children of whom no file asks anything, agencies meet about one in so many. */
const EVERY = 2

const CHAIR = 'conference-chair'

/** Whether the files name who chairs the conferences of a child with plans, or nobody asks for it. */
function isChaired({ own, pathways }: InventedCase): boolean {
  return own[CHAIR] !== undefined || Object.keys(pathways).length === 0
}

/** Who was at the sittings that were held, and who has sent apologies for the next. */
async function tellWhoCame(teller: Teller, clerk: Principal): Promise<void> {
  const { authority } = clerk
  const smt = SITTINGS.smt.filter((ago) => ago > 0)
  const held = [
    ...smt.map((ago) => ({ meeting: 'smt', ago, came: { dora: true, ada: true, lena: ago !== smt[0] } })),
    // Of the others at the panel the record of the case tells.
    { meeting: 'panel', ago: SITTINGS.panel[0], came: { ada: true, hana: false } },
  ]
  for (const { meeting, ago, came } of held) {
    const by = meeting === 'smt' ? clerk : { authority, person: teller.person('ada') }
    await teller.within(by, teller.past.moment(ago, '17:00'), async (bound) => {
      const sitting = (await sittingsOf(bound)).find((each) => each.meeting === meeting && each.on === bound.today)
      const said = Object.entries(came).map(([name, was]) => [teller.person(name), { seen: null, came: was }] as const)
      if (sitting !== undefined) await noteAttendance(bound, sitting.id, new Map(said))
    })
  }
  for (const [name, answer] of [
    ['dora', 'coming'],
    ['lena', 'apologies'],
  ] as const) {
    await teller.within({ authority, person: teller.person(name) }, teller.past.moment(2, '09:30'), async (bound) => {
      const next = (await sittingsOf(bound)).find(({ meeting, on }) => meeting === 'smt' && on > bound.today)
      if (next !== undefined) await answerInvitation(bound, { sitting: next.id }, answer)
    })
  }
}
