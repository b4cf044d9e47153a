import { type KnownMeeting, meetingsKnown } from '../../../cases/meetings/agenda.ts'
import { sayTime } from '../../../documents/calendar/sitting-event.ts'
import { civilDateOf, type Day } from '../../../engine/calendar/day.ts'
import type { Instant } from '../../../engine/calendar/instant.ts'
import { sayDay } from '../../../engine/calendar/words.ts'
import { namesChild } from '../../../record/meetings/considered.ts'
import { invitedTo, postsOf } from '../../../record/meetings/posts.ts'
import {
  type Held,
  moveSitting,
  type NotPlanned,
  planSitting,
  runsMeeting,
  type Sitting,
  sittingsOf,
} from '../../../record/meetings/sittings.ts'
import { rosterOf } from '../../../record/people/roster.ts'
import type { Bound } from '../../../record/transaction.ts'
import { type DayTyped, momentOf, readDay, readTime } from '../../dates.ts'
import type { Answer, FormError } from '../../route.ts'
import { askedAgain, changedAgain, standsAs } from './again.ts'
import { asksAboutDay, sayTooFar } from './day-asked.ts'
import { sittingLine } from './list-model.ts'
import { readHead } from './read.ts'

const NOT_FOUND: Answer = { kind: 'not-found' }

/** What is typed of a sitting: its day, when it begins and ends, and where it is. */
export interface SittingTyped extends DayTyped {
  readonly starts: string
  readonly ends: string
  readonly place: string
  readonly link: string
}

export const NOTHING_TYPED: SittingTyped = { day: '', month: '', year: '', starts: '', ends: '', place: '', link: '' }

/** Where a sitting is planned. */
export async function planForm(
  bound: Bound,
  meeting: string,
  typed: SittingTyped,
  errors: readonly FormError[],
): Promise<Answer> {
  const sittings = await sittingsOf(bound)
  const known = (await meetingsKnown(bound, sittings)).find(({ id }) => id === meeting)
  if (known === undefined || !(await runsMeeting(bound, meeting))) return NOT_FOUND
  const coming = sittings.filter((each) => each.meeting === meeting && each.on >= bound.today)
  const model = {
    action: `/meetings/${meeting}/plan`,
    back: { href: '/meetings', text: 'Meetings' },
    button: 'Plan it',
    moves: false,
    revision: '',
    typed,
    wrong: wrongOf(errors),
    coming: coming.map((each) => sittingLine(each, bound.today)),
    ...(await askedToCome(bound, known)),
  }
  return { kind: 'page', template: 'meetings/plan.njk', title: `Plan a sitting: ${known.title}`, model, errors }
}

/** What is sent beside what was typed: what was said yes to, and whether the sender goes back to the form. */
export interface SentWith {
  readonly sure: string
  readonly button: string
}

export async function planSent(bound: Bound, meeting: string, typed: SittingTyped, sent: SentWith): Promise<Answer> {
  if (sent.button === 'change') return planForm(bound, meeting, typed, [])
  const read = readSittingTyped(typed)
  if (!read.ok) return planForm(bound, meeting, typed, read.errors)
  const { on, held } = read
  const sittings = await sittingsOf(bound)
  const there = sittings.find((each) => each.meeting === meeting && each.on === on)
  const known = (await meetingsKnown(bound, sittings)).find(({ id }) => id === meeting)
  // Who does not run it is refused below, and that is noted.
  if (known !== undefined && on >= bound.today && (await runsMeeting(bound, meeting))) {
    if (there !== undefined && standsAs(there, read)) return { kind: 'redirect', to: `/sittings/${there.id}` }
    const errors = await faultsOf(bound, known, read)
    if (errors.length > 0) return planForm(bound, meeting, typed, errors)
    const off = there?.cancelledBecause ?? null
    const before = off === null ? [] : [`A sitting was called off for ${sayDay(on)}: ${off}`]
    const asks = [...before, ...asksAboutDay(known, on, bound.today)]
    if (asks.join(' ') !== sent.sure) {
      return askedAgain(on, asks, { action: `/meetings/${meeting}/plan`, back: '/meetings', fields: fieldsOf(typed) })
    }
  }
  const planned = await planSitting(bound, { meeting, on, held })
  if (planned.ok) return { kind: 'redirect', to: `/sittings/${planned.sitting}` }
  const says = sayNotPlanned(planned.refusal, on)
  return says === null ? NOT_FOUND : planForm(bound, meeting, typed, [{ field: 'on_day', text: says }])
}

/** What speaks against a day, and against words that everybody invited is sent. */
async function faultsOf(
  bound: Bound,
  { said }: KnownMeeting,
  { on, held }: { readonly on: Day; readonly held: Held },
): Promise<readonly FormError[]> {
  const far = sayTooFar({ said }, on)
  const protocols = said.map(({ rules }) => rules.protocol.id)
  const named = await namesChild(bound, protocols, `${held.place ?? ''} ${held.link ?? ''}`)
  return [
    ...(far === null ? [] : [{ field: 'on_year', text: far }]),
    ...(named ? [{ field: 'place', text: sayNamed('The place') }] : []),
  ]
}

/** Why words that everybody sees are not taken. */
export function sayNamed(what: string): string {
  return `${what} holds the name of a child whose case is open. It goes to people who may not know of the case: take the name out`
}

function fieldsOf({ day, month, year, ...more }: SittingTyped): Readonly<Record<string, string>> {
  return { 'on-day': day, 'on-month': month, 'on-year': year, ...more }
}

/** Where a sitting is moved, or its time or place changed. */
export async function moveForm(
  bound: Bound,
  sitting: string,
  typed: SittingTyped | null,
  errors: readonly FormError[],
): Promise<Answer> {
  const read = await readHead(bound, sitting)
  if (read === null || !read.runs || read.sitting.on < bound.today || read.sitting.cancelledBecause !== null) {
    return NOT_FOUND
  }
  const model = {
    action: `/sittings/${sitting}/move`,
    back: { href: `/sittings/${sitting}`, text: 'Back to the sitting' },
    button: 'Save',
    moves: true,
    revision: String(read.sitting.revision),
    typed: typed ?? typedOf(read.sitting),
    wrong: wrongOf(errors),
    coming: read.others.filter(({ on }) => on >= bound.today).map((each) => sittingLine(each, bound.today)),
    ...(await askedToCome(bound, read.meeting)),
  }
  const title = `Move or change: ${read.meeting.title}, ${sayDay(read.sitting.on)}`
  return { kind: 'page', template: 'meetings/plan.njk', title, model, errors }
}

export async function moveSent(
  bound: Bound,
  sitting: string,
  typed: SittingTyped,
  { revision, sure, button }: SentWith & { readonly revision: number },
): Promise<Answer> {
  if (button === 'change') return moveForm(bound, sitting, typed, [])
  const read = readSittingTyped(typed)
  if (!read.ok) return moveForm(bound, sitting, typed, read.errors)
  const { on, held } = read
  const head = await readHead(bound, sitting)
  const action = `/sittings/${sitting}/move`
  const fields = fieldsOf(typed)
  if (head?.runs === true && head.sitting.on >= bound.today) {
    const now = head.sitting
    if (standsAs(now, read)) return { kind: 'redirect', to: `/sittings/${sitting}` }
    if (now.revision !== revision)
      return changedAgain(now, read, { action, fields, button: 'Put what I wrote in its place' })
    const errors = await faultsOf(bound, head.meeting, read)
    if (errors.length > 0) return moveForm(bound, sitting, typed, errors)
    const asks = on === now.on ? [] : asksAboutDay(head.meeting, on, bound.today)
    if (asks.join(' ') !== sure) {
      const back = `/sittings/${sitting}`
      return askedAgain(on, asks, { action, back, fields: { ...fields, revision: String(revision) } })
    }
  }
  const moved = await moveSitting(bound, { sitting, revision, on, held })
  if (moved.ok) return { kind: 'redirect', to: `/sittings/${sitting}` }
  // Another did so between the two looks: the page of both texts comes from what is there now.
  if (moved.refusal.kind === 'changed-meanwhile') {
    return moveSent(bound, sitting, typed, { revision, sure, button })
  }
  const says = sayNotPlanned(moved.refusal, on)
  return says === null ? NOT_FOUND : moveForm(bound, sitting, typed, [{ field: 'on_day', text: says }])
}

function typedOf({ on, starts, ends, place, link }: Sitting): SittingTyped {
  const { day, month, year } = partsOf(on)
  const time = (moment: Instant | null): string => (moment === null ? '' : sayTime(moment))
  return { day, month, year, starts: time(starts), ends: time(ends), place: place ?? '', link: link ?? '' }
}

function partsOf(on: Day): DayTyped {
  const { year, month, date } = civilDateOf(on)
  return { day: String(date), month: String(month), year: String(year) }
}

type SittingRead =
  | { readonly ok: true; readonly on: Day; readonly held: Held }
  | { readonly ok: false; readonly errors: readonly FormError[] }

/** What was typed, or everything that is wrong with it. */
function readSittingTyped(typed: SittingTyped): SittingRead {
  const errors: FormError[] = []
  const day = readDay(typed)
  if (day.kind === 'empty') errors.push({ field: 'on_day', text: 'Enter the day on which it sits' })
  if (day.kind === 'fault') errors.push({ field: `on_${day.box}`, text: `The day on which it sits ${day.says}` })
  const on = day.kind === 'day' ? day.day : null
  const starts = readClock(typed.starts, 'starts', 'The time at which it begins', on, errors)
  const ends = readClock(typed.ends, 'ends', 'The time at which it ends', on, errors)
  if (starts === null && ends !== null) errors.push({ field: 'starts', text: 'Enter the time at which it begins' })
  if (starts !== null && ends === null && typed.ends.trim() === '') {
    errors.push({ field: 'ends', text: 'Enter the time at which it ends' })
  }
  if (starts !== null && ends !== null && ends <= starts) {
    errors.push({ field: 'ends', text: 'The time at which it ends must be after it begins' })
  }
  const link = typed.link.trim()
  if (link !== '' && !isAddress(link)) {
    errors.push({ field: 'link', text: 'The link must be an address of the web that begins with https://' })
  }
  if (on === null || errors.length > 0) return { ok: false, errors }
  const place = typed.place.trim().replaceAll(/\s+/g, ' ')
  return { ok: true, on, held: { starts, ends, place: place === '' ? null : place, link: link === '' ? null : link } }
}

function readClock(
  text: string,
  field: 'starts' | 'ends',
  named: string,
  on: Day | null,
  errors: FormError[],
): Instant | null {
  const time = readTime(text)
  if (time.kind === 'empty') return null
  if (time.kind === 'fault') {
    errors.push({ field, text: `${named} ${time.says}` })
    return null
  }
  if (on === null) return null
  const moment = momentOf(on, time)
  if (moment.ok) return moment.at
  errors.push({ field, text: `${named}: ${moment.says}` })
  return null
}

function isAddress(text: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === 'https:' && !/[\s\p{Cc}"<>\\]/u.test(text)
}

/** Each field with what is wrong with it, '' where nothing is. */
function wrongOf(errors: readonly FormError[]) {
  const of = (...fields: readonly string[]) => errors.find(({ field }) => fields.includes(field))?.text ?? ''
  return {
    on: of('on_day', 'on_month', 'on_year'),
    starts: of('starts'),
    ends: of('ends'),
    place: of('place'),
    link: of('link'),
  }
}

function sayNotPlanned(refusal: NotPlanned, on: Day): string | null {
  switch (refusal.kind) {
    case 'past':
      return 'The day on which it sits must be today or to come'
    case 'there-already':
      return refusal.calledOff
        ? `A sitting was called off for ${sayDay(on)}. Plan that day anew instead of moving this one to it`
        : `It sits on ${sayDay(on)} already`
    case 'not-allowed':
    case 'unknown-meeting':
    case 'unknown-sitting':
    case 'called-off':
    case 'changed-meanwhile':
      return null
    default:
      return refusal satisfies never
  }
}

/** Who is sent an invitation, and which posts nobody holds who could be. */
async function askedToCome(bound: Bound, { said }: KnownMeeting) {
  const meetings = said.map((each) => ({ protocol: each.rules.protocol, meeting: each.meeting }))
  const { persons } = await rosterOf(bound)
  const invited = await invitedTo(bound, meetings)
  const empty = (await postsOf(bound, meetings)).filter((post) => post.persons.length === 0)
  return {
    invited: [...invited].flatMap((id) => {
      const found = persons.get(id)
      return found === undefined ? [] : [`${found.name}, ${found.agency}`]
    }),
    nobody: empty.map(({ title, wanted }) => {
      const post = wanted === 'chairs' ? `${title}, who chairs` : title
      return `Nobody holds the post: ${post}. Have it given to somebody under People, who is then invited.`
    }),
  }
}
