import { formatDay } from '../../../engine/calendar/day.ts'
import { sayDay } from '../../../engine/calendar/words.ts'
import { answerInvitation, noteAttendance, type ToNote } from '../../../record/meetings/attendance.ts'
import { namesChild } from '../../../record/meetings/considered.ts'
import { callOffSitting, sittingOf } from '../../../record/meetings/sittings.ts'
import { rosterOf } from '../../../record/people/roster.ts'
import type { Bound } from '../../../record/transaction.ts'
import { LONG_LIST, meantBy, type Named, sayUnclear } from '../../by-name.ts'
import type { Answer, FormError } from '../../route.ts'
import { changedAgain, notedMeanwhile, standsAs } from './again.ts'
import { type AttendanceRow, attendanceRows, byAgency } from './attendance-model.ts'
import { sayNamed } from './planning.ts'
import { readHead } from './read.ts'

const NOT_FOUND: Answer = { kind: 'not-found' }

/** Where a sitting is called off. */
export async function callOffForm(
  bound: Bound,
  sitting: string,
  because: string,
  errors: readonly FormError[],
): Promise<Answer> {
  const read = await readHead(bound, sitting)
  if (read === null || !read.runs || read.sitting.on < bound.today || read.sitting.cancelledBecause !== null) {
    return NOT_FOUND
  }
  const model = { here: `/sittings/${sitting}`, revision: read.sitting.revision, because, wrong: errors[0]?.text ?? '' }
  const title = `Call off: ${read.meeting.title}, ${sayDay(read.sitting.on)}`
  return { kind: 'page', template: 'meetings/call-off.njk', title, model, errors }
}

export async function callOffSent(bound: Bound, sitting: string, because: string, revision: number): Promise<Answer> {
  const said = because.trim()
  if (said === '') {
    return callOffForm(bound, sitting, because, [{ field: 'because', text: 'Say why it is called off' }])
  }
  const read = await readHead(bound, sitting)
  if (read?.runs === true && read.sitting.on >= bound.today) {
    const now = read.sitting
    if (standsAs(now, { calledOff: said })) return { kind: 'redirect', to: `/sittings/${sitting}` }
    if (now.revision !== revision) {
      const to = {
        action: `/sittings/${sitting}/call-off`,
        fields: { because: said },
        button: 'Call it off all the same',
      }
      return changedAgain(now, { calledOff: said }, to)
    }
    const protocols = read.meeting.said.map(({ rules }) => rules.protocol.id)
    if (await namesChild(bound, protocols, said)) {
      return callOffForm(bound, sitting, because, [{ field: 'because', text: sayNamed('The reason') }])
    }
  }
  const done = await callOffSitting(bound, { sitting, revision, because: said })
  if (done.ok) return { kind: 'redirect', to: `/sittings/${sitting}` }
  return done.refusal.kind === 'changed-meanwhile' ? callOffSent(bound, sitting, because, revision) : NOT_FOUND
}

/** An answer to an invitation: to the sitting as the page showed it, which may have been moved since. */
export async function answerSent(
  bound: Bound,
  sitting: string,
  { answer, revision }: { readonly answer: 'coming' | 'apologies'; readonly revision: number },
): Promise<Answer> {
  const now = await sittingOf(bound, sitting)
  if (now !== null && now.revision !== revision) {
    const to = { action: `/sittings/${sitting}/answer`, fields: { answer }, button: 'Answer so for it as it is now' }
    return changedAgain(now, { answer }, to)
  }
  const done = await answerInvitation(bound, { sitting }, answer)
  return done ? { kind: 'redirect', to: `/sittings/${sitting}#people` } : NOT_FOUND
}

/** Where it is noted who was at a sitting. */
export async function attendanceForm(bound: Bound, sitting: string, other = ''): Promise<Answer> {
  const read = await readHead(bound, sitting)
  if (read === null || !read.runs || read.sitting.on > bound.today) return NOT_FOUND
  const rows = attendanceRows(read.at, read.roster, () => null)
  const people = toNote(rows)
  const expected = new Set(people.map(({ person }) => person))
  const others = namedIn(read.roster).filter(({ value }) => !expected.has(value))
  const isLong = others.length > LONG_LIST
  const meant = meantBy(other, others)
  const writes = isLong && meant.kind !== 'several'
  const several: FormError = { field: 'other', text: sayUnclear(other, meant) }
  const errors = other === '' ? [] : [meant.kind === 'several' ? several : NOT_ON_THE_LIST]
  const model = {
    here: `/sittings/${sitting}`,
    people,
    agencies: byAgency(rows),
    other: isLong ? other : '',
    writes,
    everybody: writes ? others.map(({ text }) => text) : [],
    others: meant.kind === 'several' ? meant.alike : others,
    wrong: errors[0]?.text ?? '',
    day: formatDay(read.sitting.on),
  }
  const title = `Who was there: ${read.meeting.title}, ${sayDay(read.sitting.on)}`
  return { kind: 'page', template: 'meetings/attendance.njk', title, model, errors }
}

/** Each person once, with all their posts, and what is known of them where nothing is noted. */
function toNote(rows: readonly AttendanceRow[]) {
  const named = rows.filter(({ person }) => person !== '')
  return [...Map.groupBy(named, ({ person }) => person).values()].flatMap((all) => {
    const [first] = all
    if (first === undefined) return []
    const isKnown = first.noted === '' && (first.came === 'yes' || first.came === 'no')
    const says = isKnown ? `${first.tag.text}, by the record of a case: note it only where that is wrong` : first.says
    return [{ ...first, posts: all.map(({ post }) => post).join('; '), says }]
  })
}

function namedIn({ persons }: Awaited<ReturnType<typeof rosterOf>>): readonly Named[] {
  return [...persons].map(([value, { name, agency }]) => ({ value, text: `${name} (${agency})` }))
}

/** What was noted: "yes" or "no" of each person, beside what the page showed of them, and one more who was there. */
export async function attendanceSent(
  bound: Bound,
  sitting: string,
  fields: Readonly<Record<string, unknown>>,
): Promise<Answer> {
  const said = new Map<string, ToNote>()
  for (const [field, value] of Object.entries(fields)) {
    const [, person] = /^came\.([0-9a-f-]{36})$/.exec(field) ?? []
    if (person === undefined || (value !== 'yes' && value !== 'no')) continue
    const seen = readNoted(fields[`seen.${person}`])
    const came = value === 'yes'
    if (seen !== came) said.set(person, { seen, came })
  }
  const { other, do: button } = fields
  const written = typeof other === 'string' ? other.trim() : ''
  if (written !== '') {
    const meant = meantBy(written, namedIn(await rosterOf(bound)))
    if (meant.kind !== 'one') return attendanceForm(bound, sitting, written)
    const seen = readNoted(fields[`seen.${meant.named.value}`])
    if (seen !== true) said.set(meant.named.value, { seen, came: true })
  }
  const noted = await noteAttendance(bound, sitting, said)
  const isMore = button === 'more'
  if (noted.ok) return { kind: 'redirect', to: `/sittings/${sitting}${isMore ? '/attendance' : ''}` }
  const { refusal } = noted
  if (refusal.kind === 'not-allowed') return NOT_FOUND
  return notedMeanwhile(sitting, said, refusal.now, { roster: await rosterOf(bound), button: isMore ? 'more' : 'save' })
}

function readNoted(value: unknown): boolean | null {
  return value === 'yes' ? true : value === 'no' ? false : null
}

const NOT_ON_THE_LIST: FormError = {
  field: 'other',
  text: 'Choose somebody from the list. Family, and others without an account, are named in the record of the case',
}
