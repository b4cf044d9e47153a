import type { Instant } from '../../engine/calendar/instant.ts'
import { sayDay } from '../../engine/calendar/words.ts'
import { dayOf } from '../../engine/pathway/days.ts'
import { Layout } from '../scan/layout.ts'
import { capital, sayCounted, sayProtocol } from '../scan/words.ts'
import { sayOwing, sayStandingOfDuty } from './duties.ts'
import { titleOfDuty } from './duty-title.ts'
import { type List, type ListRow, missingIn } from './list.ts'
import { sayMoment } from './titles.ts'

/** A list over several cases in words, as it stood at a moment. */
export function listText(list: List, { asOf, knownAt }: ListAsked, width = 100): string {
  const { document, protocol, rows, filtered, elsewhere, counts } = list
  const layout = new Layout(width)
  layout.paragraph(`${document.title} [${document.cites.join(', ')}]`)
  layout.paragraph(sayProtocol(protocol))
  const known = knownAt === null ? '' : `, as it was known at ${sayMoment(knownAt)}`
  const left = filtered === 0 ? '' : `, and ${filtered} more that were not asked for`
  layout.paragraph(`As of ${sayMoment(asOf)}${known}: ${sayCounted(rows.length, 'case', 'cases')} on it${left}.`)
  rows.forEach((row, i) => {
    layRow(row, i + 1, layout)
  })
  if (rows.length > 0) layout.heading('How many of each')
  for (const { title, answers } of rows.length > 0 ? counts : []) {
    const said = [...answers].map(([says, count]) => `${says}: ${count}`)
    layout.paragraph(`${title} ${said.join('. ')}.`, 0, 2)
  }
  if (elsewhere.length > 0) layout.heading('Not on it')
  for (const { history, view } of elsewhere) {
    layout.paragraph(`${history.facts.child.id}: ${view.stage?.title ?? 'Nothing has been opened'}.`, 0, 2)
  }
  return layout.text
}

/** The moment that a list is of, and what was known by when; null: nothing is left out. */
export interface ListAsked {
  readonly asOf: Instant
  readonly knownAt: Instant | null
}

function layRow(row: ListRow, number: number, layout: Layout): void {
  const { shown, since, cells, owed } = row
  layout.heading(`${number}. ${shown.history.facts.child.id}`)
  layout.paragraph(`${shown.view.stage?.title ?? ''}. Listed on ${sayDay(dayOf(since))}.`)
  for (const { title, says, isMissing } of cells) {
    const missing = isMissing ? (says === null ? 'MISSING' : ' (NOT WHOLE)') : ''
    layout.paragraph(`${title}: ${says ?? ''}${missing}`, 0, 2)
  }
  const missing = missingIn(row)
  if (missing.length > 0) layout.paragraph(`Still missing: ${missing.join('; ')}.`, 0, 2)
  const late = owed.filter(({ standing }) => standing.kind === 'overdue').length
  if (late > 0) layout.paragraph(`${capital(sayCounted(late, 'duty is', 'duties are'))} overdue.`)
  const [next] = owed
  if (next === undefined) return
  const standing = sayStandingOfDuty(next, shown).replace(/\.$/, '')
  layout.paragraph(
    `Owed first: ${titleOfDuty(next, shown.protocol)}. ${capital(standing)}. Owed by ${sayOwing(next, shown)}.`,
    0,
    2,
  )
}
