import type { AgendaCase } from '../../../cases/meetings/agenda.ts'
import { type AttendanceAt, differing } from '../../../cases/meetings/attended.ts'
import type { Day } from '../../../engine/calendar/day.ts'
import type { Roster } from '../../../record/people/roster.ts'
import { isKeptFrom } from '../../recording/model/around.ts'

/** Whom a pathway is about, of those cases of a sitting that the reader may see. */
export function childIn(cases: readonly AgendaCase[]): (pathway: string) => string | null {
  const children = new Map(cases.map(({ read }) => [read.pathway, read.childName]))
  return (pathway) => children.get(pathway) ?? null
}

/** How what is recorded of who was there for one case differs from what is known of its sitting. */
export function sayDiffering({ read }: AgendaCase, at: AttendanceAt, on: Day, { persons }: Roster): readonly string[] {
  const nameOf = (person: string): string => persons.get(person)?.name ?? 'Somebody who has left'
  const differs = differing(at, read.pathway)
  const kept = keptFrom(read, at, on)
  return [
    ...differs.map(({ person, how }) => {
      return how === 'not-for-this'
        ? `${nameOf(person)} was at the sitting, and not there for this case.`
        : `${nameOf(person)} is noted as not at the sitting, and the record of this case says that they were there. Correct the one that is wrong.`
    }),
    ...kept
      .filter(({ person }) => !differs.some((each) => each.person === person))
      .map(({ person, isRecorded }) => {
        return isRecorded
          ? `${nameOf(person)} is kept from this case, and its record says that they were there for it.`
          : `${nameOf(person)} is not there for this case: they are kept from it.`
      }),
  ]
}

/** Who belongs to the meeting, or was there, and may see nothing of a case on the day of the sitting. */
function keptFrom({ pathway, people }: AgendaCase['read'], { posts, attended, said }: AttendanceAt, on: Day) {
  const all = new Set([
    ...posts.flatMap(({ persons }) => persons),
    ...attended.filter(({ was }) => was.kind !== 'not-known').map(({ person }) => person),
  ])
  return [...all]
    .filter((person) => isKeptFrom(person, { people, today: on }))
    .map((person) => {
      return { person, isRecorded: said.some((each) => each.pathway === pathway && each.who === person) }
    })
}
