import { sayDay } from '../../../engine/calendar/words.ts'
import { type Figures, SOON } from '../figures.ts'
import type { Scanned } from '../scanned.ts'
import { sayCounted, sayDate, sayDays, sayNumber } from '../words.ts'
import { html, type Markup } from './markup.ts'
import { saySources } from './sources.ts'
import { busiest, type Workload } from './workload.ts'

/** What a director reads first, and perhaps only: the day, the data, the numbers, and what they come to. */
export function headSection(scanned: Scanned, figures: Figures, workload: Workload): Markup {
  const { asOf, until } = scanned.scan.question
  const by = sayDate(until)
  return html`<h1>Whose plans need a senior look, and by when</h1>
    <p class="lead">As of ${sayDay(asOf)}, looking ahead until ${sayDay(until)} (${sayDays(until - asOf)}).</p>
    <p>${saySources(scanned)}</p>
    <dl class="tiles">
    ${tile(figures.children, 'child read', 'children read')}
    ${tile(figures.onPlan, 'child on a protection plan', 'children on a protection plan')}
    ${tile(figures.met, 'child to escalate now', 'children to escalate now')}
    ${tile(figures.toCome, `child will be, by ${by}`, `children will be, by ${by}`)}
    ${tile(figures.suggested, 'child to consider', 'children to consider')}
    ${tile(figures.overdue, 'duty overdue', 'duties overdue', figures.overdue > 0 ? 'bad' : '')}
    ${tile(figures.soon, `duty due within ${SOON} days`, `duties due within ${SOON} days`)}
    ${tile(figures.cannotTell, 'answer that the files cannot give', 'answers that the files cannot give')}
    </dl>
    <p>${summary(scanned, figures, workload).join(' ')}</p>
    `
}

function tile(count: number, one: string, many: string, look = ''): Markup {
  return html`<div class="tile ${look}"><dt>${count === 1 ? one : many}</dt><dd>${sayNumber(count)}</dd></div>`
}

/** Six sentences at most. */
function summary({ scan, findings }: Scanned, figures: Figures, workload: Workload): readonly string[] {
  const { met, toCome, suggested, overdue, oldest, cannotTell } = figures
  const most = busiest(workload)
  const refused = findings.total('refused')
  const sentences: string[] = [
    met + toCome === 0
      ? 'No child surely meets a trigger that makes a protocol act, now or in the days looked ahead to.'
      : `${sayCounted(met, 'child meets', 'children meet')} a trigger that makes a protocol act, and ` +
        `${sayNumber(toCome)} will meet one by ${sayDate(scan.question.until)} if nothing else changes.`,
  ]
  if (suggested > 0) {
    const children = sayCounted(suggested, 'child', 'children')
    sentences.push(`Of ${children} the files show something that a protocol asks people to consider.`)
  }
  sentences.push(
    overdue === 0
      ? 'No duty is known to be overdue.'
      : `${sayCounted(overdue, 'duty is', 'duties are')} overdue, the oldest by ${sayDays(oldest)}.`,
    most === undefined
      ? 'Nothing falls due in the days looked ahead to.'
      : `Most falls due from ${sayDate(most.column.from)} to ${sayDate(most.column.until)}: ` +
          `${sayCounted(most.count, 'duty', 'duties')}.`,
  )
  if (cannotTell > 0) {
    const answers = sayCounted(cannotTell, 'answer', 'answers')
    sentences.push(`${answers} about triggers and duties cannot be had from these files; each says what would tell.`)
  }
  if (refused > 0) {
    const things = sayCounted(refused, 'thing', 'things')
    sentences.push(`${things} in the files could not be taken, and what was found in them is said below.`)
  }
  return sentences
}
