import { sayDay } from '../../engine/calendar/words.ts'
import { dayOf } from '../../engine/pathway/days.ts'
import type { Hidden } from '../../record/pathways/lists.ts'
import { sayStandingOfDuty } from '../pathway/duties.ts'
import { titleOfDuty } from '../pathway/duty-title.ts'
import { type List, type ListRow, latestAsking, missingIn, questionOf, sayWithSource } from '../pathway/list.ts'
import type { Shown } from '../pathway/shown.ts'
import { capital, sayCounted, sayProtocol } from '../scan/words.ts'
import { answerCell, labelOf, type Wording } from './answer-blocks.ts'
import { fieldsOfMaking, type Making, sayClosed, unanswered } from './making.ts'
import { type Naming, NO_NAMES, sayPerson } from './naming.ts'
import { absent, type Block, type Cell, type Field, type Paper, type Section, says, textOf } from './paper.ts'
import { printed } from './printed.ts'

/** How the people of each case of a list are called, its child among them. */
export type NamingOf = (shown: Shown) => Naming

/** A list as it is made for one reader: how many of its cases are left out, since they are not for that reader. */
export interface ListMaking extends Omit<Making, 'naming'> {
  readonly namingOf: NamingOf
  readonly withheld: Hidden
}

/** WOK-11: the list over several cases: all of them at a glance, then each with everything under its headings. */
export function listPaper(list: List, asked: Pick<Shown, 'asOf' | 'knownAt' | 'clause'>, making: ListMaking): Paper {
  const { document, protocol, rows, filtered } = list
  const left = filtered === 0 ? '' : `, and ${filtered} more that were not asked for`
  return {
    title: document.title,
    subtitle: sayProtocol(protocol),
    reference: printed(making.reference),
    about: [
      {
        label: making.withheld === 0 ? 'On the list' : 'In this copy',
        says: says(`${sayCounted(rows.length, 'case', 'cases')}${left}`),
      },
      ...fieldsOfMaking({ ...asked, protocol }, document.cites, { ...making, naming: NO_NAMES }),
    ],
    warnings: [...sayWithheld(making.withheld), ...sayClosed(making)],
    sections: [...glance(list, making), ...rows.map((row, i) => sectionOf(row, i, list, making))],
    made: making.made,
  }
}

export function sayWithheld(withheld: Hidden): readonly string[] {
  if (withheld === 0) return []
  const some = withheld === 'fewer-than-5' ? 'fewer than five cases are' : sayCounted(withheld, 'case is', 'cases are')
  return [`${capital(some)} left out of this copy, and not for this reader.`]
}

/** At most so many headings stand in the table of all cases, or it grows too narrow to read. */
const MOST_CHOSEN = 2

/** Headings under which stands what kind of case it is: nothing but choices, such as the category (WOK-05). */
function headingsOfChoice({ document: { headings }, protocol }: List): List['document']['headings'] {
  const isChoice = (source: string): boolean => {
    const type = questionOf(source, protocol)?.type
    return type === 'choice' || type === 'choices'
  }
  return headings.filter(({ from }) => from.length > 0 && from.every(isChoice)).slice(0, MOST_CHOSEN)
}

function glance(list: List, making: ListMaking): readonly Section[] {
  const { rows, counts } = list
  const chosen = headingsOfChoice(list)
  if (rows.length === 0) {
    const why = making.withheld === 0 ? 'No case is on the list' : 'No case of the list is for this reader'
    return [{ title: 'The cases', level: 1, blocks: [{ kind: 'absent', why }] }]
  }
  const table: Block = {
    kind: 'table',
    columns: ['No.', 'Case', 'On the list since', ...chosen.map(({ title }) => title), 'Still missing', 'Owed first'],
    rows: rows.map((row, i) => [
      says(String(i + 1)),
      says(printed(making.namingOf(row.shown).subject)),
      says(sayDay(dayOf(row.since))),
      ...chosen.map((heading) => underHeading(heading, row, making)),
      missing(row),
      owedFirst(row, making),
    ]),
  }
  const counted = counts.flatMap(({ title, answers }) => {
    return [...answers].map(([answer, count], i) => [
      says(i === 0 ? labelOf({ title }) : ''),
      says(capital(printed(answer))),
      says(String(count)),
    ])
  })
  const answered: Block = { kind: 'table', columns: ['Question', 'Answer', 'Cases'], rows: counted }
  return [
    { title: 'The cases at a glance', level: 1, blocks: [table] },
    ...(counted.length === 0 ? [] : [{ title: 'How many of each', level: 1 as const, blocks: [answered] }]),
  ]
}

function missing(row: ListRow): Cell {
  const titles = missingIn(row)
  return titles.length === 0 ? says('Nothing') : says(titles.join('\n'))
}

function owedFirst({ owed, shown }: ListRow, { namingOf }: ListMaking): Cell {
  const [next] = owed
  if (next === undefined) return says('Nothing')
  const late = owed.filter(({ standing }) => standing.kind === 'overdue').length
  const who = next.owedBy.map((id) => sayPerson(id, namingOf(shown)))
  return says(
    [
      printed(titleOfDuty(next, shown.protocol)),
      capital(sayStandingOfDuty(next, shown)),
      ...(who.length === 0 ? ['Nobody is known to owe it'] : [who.join('; ')]),
      ...(late > 1 ? [`${late} duties are overdue`] : []),
    ].join('\n'),
  )
}

function sectionOf(row: ListRow, i: number, list: List, making: ListMaking): Section {
  const { shown, since } = row
  return {
    title: `${i + 1}. ${printed(making.namingOf(shown).subject)}`,
    level: 1,
    blocks: [
      {
        kind: 'fields',
        fields: [
          { label: 'Where it stands', says: says(shown.view.stage?.title ?? '') },
          { label: 'On the list since', says: says(sayDay(dayOf(since))) },
          ...list.document.headings.map((heading): Field => {
            return { label: heading.title, says: underHeading(heading, row, making) }
          }),
          { label: 'Owed first', says: owedFirst(row, making) },
        ],
      },
    ],
  }
}

/** What stands under one heading of the list for a case. */
function underHeading(
  { from }: List['document']['headings'][number],
  row: ListRow,
  making: Pick<ListMaking, 'namingOf' | 'closed'>,
): Cell {
  const { shown } = row
  const cells = from.map((source) => ({ source, cell: underSource(source, row, making) }))
  const known = cells.filter(({ cell }) => cell !== null)
  return known.length === 0 ? absent('Not asked') : joined(known, shown)
}

/** What stands under one source of a heading; null where it was not asked, because of other answers. */
export function underSource(
  source: string,
  { shown, cells }: ListRow,
  making: Pick<ListMaking, 'namingOf' | 'closed'>,
): Cell | null {
  const part = cells.flatMap(({ parts }) => parts).find((each) => each.source === source)
  if (source.startsWith('entering ')) return part?.says == null ? absent('Not reached') : says(part.says)
  if (part?.from != null) return says(printed(sayWithSource(part) ?? ''))
  const wording: Wording = {
    protocol: shown.protocol,
    people: shown.people,
    naming: making.namingOf(shown),
    unanswered: `Missing. ${unanswered(making)}`,
  }
  const question = questionOf(source, shown.protocol)
  if (question === undefined) return null
  const record = latestAsking(source, shown)
  const answers = record?.entry.answers ?? {}
  const value = Object.hasOwn(answers, source) ? answers[source] : undefined
  if (value === undefined && question.shown.kind === 'answer') return null
  return answerCell(question, value, wording)
}

/** Several answers under one heading, each after its question where they could be mistaken for each other. */
function joined(known: readonly { readonly source: string; readonly cell: Cell | null }[], shown: Shown): Cell {
  const [first] = known
  if (known.length === 1 && first?.cell != null) return first.cell
  const lines = known.map(({ source, cell }) => {
    const title = questionOf(source, shown.protocol)?.title
    const said = cell === null ? '' : textOf(cell)
    return title === undefined ? said : `${title} ${said}`
  })
  const isKnown = known.some(({ cell }) => cell !== null && 'says' in cell)
  return isKnown ? says(lines.join('\n')) : absent(lines.join('\n'))
}
