import type { Attending } from '../../../record/meetings/attendance.ts'
import type { SittingPost } from '../../../record/meetings/posts.ts'
import type { Roster } from '../../../record/people/roster.ts'

/** Somebody at a meeting, as its table shows them. */
export interface AttendanceRow {
  readonly person: string
  readonly post: string
  readonly name: string
  readonly agency: string
  readonly wanted: string
  readonly tag: { readonly text: string; readonly colour: string }
  /** 'yes', 'no', or '' where nobody has noted it. */
  readonly came: 'yes' | 'no' | ''
}

const WANTED: Readonly<Record<SittingPost['wanted'], string>> = {
  chairs: 'Chairs, and must be there',
  always: 'Must be there',
  needed: 'Must be there',
  invited: 'Invited',
}

/** Everybody who is wanted at a sitting, post by post, and whoever else answered or was there. */
export function attendanceRows(
  posts: readonly SittingPost[],
  attending: readonly Attending[],
  { persons }: Roster,
): readonly AttendanceRow[] {
  const wanted = new Set(posts.flatMap((post) => post.persons))
  const rows = posts.flatMap(({ title, wanted: how, persons: holders }): readonly AttendanceRow[] => {
    if (holders.length === 0) {
      return [
        {
          person: '',
          post: title,
          name: 'Nobody holds this post',
          agency: '',
          wanted: WANTED[how],
          tag: { text: 'Missing', colour: 'red' },
          came: '',
        },
      ]
    }
    return holders.map((person) => rowOf(person, title, WANTED[how]))
  })
  const others = attending.filter(({ person }) => !wanted.has(person)).map(({ person }) => rowOf(person, 'Other', ''))
  return [...rows, ...others]

  function rowOf(person: string, post: string, how: string): AttendanceRow {
    const { name, agency } = persons.get(person) ?? { name: 'Somebody who has left', agency: '' }
    const said = attending.find((each) => each.person === person)
    const came = said?.came === true ? 'yes' : said?.came === false ? 'no' : ''
    return { person, post, name, agency, wanted: how, tag: tagOf(said), came }
  }
}

export function tagOf(said: Pick<Attending, 'answer' | 'came'> | undefined): AttendanceRow['tag'] {
  if (said?.came === true) return { text: 'Was there', colour: 'green' }
  if (said?.came === false) {
    return said.answer === 'apologies'
      ? { text: 'Apologies', colour: 'yellow' }
      : { text: 'Was not there', colour: 'red' }
  }
  if (said?.answer === 'coming') return { text: 'Coming', colour: 'blue' }
  if (said?.answer === 'apologies') return { text: 'Apologies', colour: 'yellow' }
  return { text: 'No answer yet', colour: 'grey' }
}

/** How many of each agency were wanted, and how many were there. */
export function byAgency(rows: readonly AttendanceRow[]): readonly string[] {
  const people = new Map(rows.filter(({ person }) => person !== '').map((row) => [row.person, row]))
  return [...Map.groupBy(people.values(), ({ agency }) => agency)].map(([agency, all]) => {
    return `${agency}: ${all.filter(({ came }) => came === 'yes').length} of ${all.length} there`
  })
}
