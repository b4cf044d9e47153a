import type { AgendaCase } from '../../../cases/meetings/agenda.ts'
import { sayDays } from '../../../documents/scan/words.ts'
import { type Day, parseDay } from '../../../engine/calendar/day.ts'
import { sayDay } from '../../../engine/calendar/words.ts'
import { isOfActions, isOwedFor } from '../../../engine/pathway/agreed.ts'
import { dayOf } from '../../../engine/pathway/days.ts'
import type { Answers } from '../../../engine/pathway/entry.ts'
import type { EntryView, PathwayDuty, View } from '../../../engine/pathway/view.ts'
import type { Question } from '../../../engine/protocol/pathway-parts.ts'
import type { Protocol } from '../../../engine/protocol/protocol.ts'
import type { Roster } from '../../../record/people/roster.ts'
import { cell, headsOf, type Table } from '../../table.ts'

/** Something that a meeting agreed to have done: by whom, by when, and what became of it. */
export interface Action {
  readonly what: string
  readonly owner: string | null
  readonly by: Day | null
  readonly agreed: Day
  /** Null where the protocol does not follow it up. */
  readonly standing: PathwayDuty['standing'] | null
}

/** The actions that one record agreed, with what became of each: a duty is owed for each item where the protocol says so. */
export function actionsOf({ entry, root }: EntryView, { steps }: Protocol, { duties }: View): readonly Action[] {
  const step = steps.find(({ id }) => id === entry.step)
  return (step?.asks ?? []).filter(isOfActions).flatMap((question) => {
    const items = entry.answers[question.id]
    if (!Array.isArray(items)) return []
    return (items as readonly Answers[]).map((item, number): Action => {
      const owed = duties.find(({ duty, of }) => isOwedFor(duty, question.id) && of === `${root}/${number + 1}`)
      return { ...readItem(item, question), agreed: dayOf(entry.happened), standing: owed?.standing ?? null }
    })
  })
}

function readItem(item: Answers, { parts }: Question): Pick<Action, 'what' | 'owner' | 'by'> {
  const said = (type: Question['type']): string | null => {
    const part = parts.find((each) => each.type === type)
    const value = part === undefined ? undefined : item[part.id]
    return typeof value === 'string' ? value : null
  }
  return { what: said('words') ?? '', owner: said('person'), by: parseDay(said('day') ?? '') ?? null }
}

/** What was agreed of cases and is not done yet, that which is due first. */
export function openActions(cases: readonly AgendaCase[]) {
  const open = cases.flatMap(({ read }) => {
    const counted = read.view.entries.filter(({ supersededBy, ignored }) => supersededBy === null && ignored === null)
    return counted
      .flatMap((each) => actionsOf(each, read.rules.protocol, read.view))
      .filter(({ standing }) => standing === null || standing.kind === 'open' || standing.kind === 'overdue')
      .map((action) => ({ action, child: read.childName ?? '', href: `/pathways/${read.pathway}` }))
  })
  return open.toSorted((a, b) => (a.action.by ?? Infinity) - (b.action.by ?? Infinity))
}

/** The same as a table; null where nothing is. */
export function actionsTable(cases: readonly AgendaCase[], roster: Roster, today: Day): Table | null {
  const open = openActions(cases)
  if (open.length === 0) return null
  return {
    caption: 'Actions agreed and not done yet',
    captionHidden: true,
    head: headsOf(['Child', 'What', 'Who', 'By when']),
    rows: open.map(({ action, child, href }) => [
      cell(child, { href }),
      cell(action.what, { hint: `Agreed ${sayDay(action.agreed)}` }),
      cell(ownerOf(action, roster)),
      dueCell(action, today),
    ]),
  }
}

export function ownerOf({ owner }: Action, { persons }: Roster): string {
  return owner === null ? 'Nobody' : (persons.get(owner)?.name ?? 'Somebody who has left')
}

function dueCell({ by, standing }: Action, today: Day) {
  if (by === null) return cell('No day')
  if (standing !== null && by < today) {
    return cell('Overdue', { tag: 'red', hint: `${sayDays(today - by)}: it was due ${sayDay(by)}` })
  }
  return cell(sayDay(by), { hint: standing === null ? 'The protocol does not follow it up' : '' })
}
