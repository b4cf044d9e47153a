import { sayDay } from '../../../engine/calendar/words.ts'
import type { Bound } from '../../../record/transaction.ts'
import { sayHidden } from '../../kept-list.ts'
import type { Answer } from '../../route.ts'
import { withheldOfList } from '../../withheld.ts'
import { actionsTable } from './actions.ts'
import { attendanceRows, byAgency } from './attendance-model.ts'
import { aroundOf, decidedOf } from './conduct-model.ts'
import { childIn, sayDiffering } from './differing.ts'
import { readSitting } from './read.ts'
import { casesOf } from './sitting-model.ts'

/** What a sitting came to: who was there, what was decided of each case, and what was agreed to be done. */
export async function minutesPage(bound: Bound, id: string): Promise<Answer> {
  const read = await readSitting(bound, id)
  if (read === null || read.sitting.on > bound.today) return { kind: 'not-found' }
  const { sitting, meeting, parts, at, roster } = read
  const cases = casesOf(parts)
  const people = attendanceRows(at, roster, childIn(cases))
  const model = {
    here: `/sittings/${id}`,
    meeting: `${meeting.title}, ${sayDay(sitting.on)}`,
    printed: sayDay(bound.today),
    people,
    agencies: byAgency(people),
    items: [...new Set(meeting.said.flatMap((each) => each.meeting.agenda))],
    hidden: parts.flatMap(({ hidden }) => sayHidden(hidden)).filter((text) => text !== ''),
    cases: cases
      .filter(({ decided }) => decided.length > 0)
      .map((each) => ({
        child: each.read.childName ?? 'Not about one child',
        href: `/pathways/${each.read.pathway}`,
        differs: sayDiffering(each, at, sitting.on, roster),
        decided: each.decided.map((entry) =>
          decidedOf(entry, each, aroundOf(each, roster, bound.today), roster, bound.today),
        ),
      })),
    undecided: cases
      .filter(({ decided }) => decided.length === 0)
      .map(({ read: { childName } }) => childName ?? 'Not about one child'),
    actions: actionsTable(cases, roster, bound.today),
  }
  const withheld = await withheldOfList(
    bound,
    cases.map((each) => each.read),
  )
  return { kind: 'page', template: 'meetings/minutes.njk', title: 'Minutes', model, withheld: withheld.banner }
}
