import type { WorkingCalendar } from '../../../engine/calendar/calendar.ts'
import type { Day } from '../../../engine/calendar/day.ts'
import { sayDay } from '../../../engine/calendar/words.ts'
import type { Protocol } from '../../../engine/protocol/protocol.ts'
import type { DutyRow, UndatedRow } from '../../../engine/watch/scan.ts'
import { SOON } from '../figures.ts'
import type { Scanned } from '../scanned.ts'
import {
  capital,
  derivationSentences,
  lastWorkingDay,
  type SayPlace,
  sayCounted,
  sayDate,
  sayDays,
  sayNoDay,
  sayNumber,
  sayOwedBy,
} from '../words.ts'
import type { Agenda } from './agenda.ts'
import { type Content, html, type Markup } from './markup.ts'
import { clauseLinks } from './protocols.ts'
import { childLink, hiddenCaption, tableHead } from './table.ts'

/** More rows than this are not read. Only a window of years has more, since each plan then brings its duties again. */
const MOST_ROWS = 1000

interface Setting {
  readonly scanned: Scanned
  readonly sayPlace: SayPlace
  readonly calendars: ReadonlyMap<Protocol, WorkingCalendar>
}

/** What is owed, soonest first, by the children shown. */
export function* owedSection(scanned: Scanned, agenda: Agenda, sayPlace: SayPlace): Iterable<Markup> {
  const calendars = new Map(scanned.scan.tallies.map(({ protocol, calendar }) => [protocol, calendar]))
  const setting = { scanned, sayPlace, calendars }
  const dated = agenda.duties.filter(({ owed }) => owed.standing.kind !== 'not-known')
  const unknown = agenda.duties.length - dated.length
  const undated = agenda.shown.flatMap((each) => each.undated)
  yield html`<h2 id="owed">What is owed, soonest first</h2>
    <p>Open a duty to see how its day was counted.</p>
    `
  if (agenda.left > 0) yield limitNote(agenda)
  if (dated.length === 0) yield html`<p>Nothing is overdue, and nothing falls due in the days looked ahead to.</p>`
  for (const { title, rows } of parts(dated.slice(0, MOST_ROWS), scanned.scan.question.asOf)) {
    if (rows.length === 0) continue
    yield html`<h3>${title}: ${sayNumber(rows.length)}</h3>
      `
    yield* dutyTable(title, rows, setting)
  }
  if (dated.length > MOST_ROWS) yield rowsNote(dated.length - MOST_ROWS)
  if (unknown > 0) yield unknownNote(unknown)
  if (undated.length > 0) yield undatedTable(undated, scanned)
}

function parts(
  rows: readonly DutyRow[],
  asOf: Day,
): readonly { readonly title: string; readonly rows: readonly DutyRow[] }[] {
  const overdue = rows.filter(({ owed }) => owed.standing.kind === 'overdue')
  const open = rows.filter(({ owed }) => owed.standing.kind !== 'overdue')
  return [
    { title: 'Overdue', rows: overdue },
    { title: `Due within ${SOON} days`, rows: open.filter(({ owed }) => owed.due <= asOf + SOON) },
    { title: 'Due later', rows: open.filter(({ owed }) => owed.due > asOf + SOON) },
  ]
}

/** How many children the page leaves out. */
export function limitNote({ shown, left }: Agenda): Markup {
  return html`<p class="inset">The ${sayCounted(shown.length, 'child', 'children')} of most concern are listed: first those to escalate now or with a duty overdue, then those of whom something rare is met.
    ${sayCounted(left, 'more child has', 'more children have')} a trigger or a duty in the window: in every count above,
    and in the other formats of this report.</p>
    `
}

function rowsNote(left: number): Markup {
  const more = sayCounted(left, 'more duty of these children falls', 'more duties of these children fall')
  return html`<p class="inset">${more} due after that: in every count above, and in the other formats of this
    report.</p>
    `
}

/** A list of these would be long and of little use: each child's own time line names them. */
function unknownNote(count: number): Markup {
  const more = sayCounted(count, 'more duty of these children has', 'more duties of these children have')
  return html`<p class="inset">${more} a day that has passed, and no file tells whether it was done: a step that
    somebody records meets it. Each child’s time line names them.</p>
    `
}

function* dutyTable(title: string, rows: readonly DutyRow[], setting: Setting): Iterable<Markup> {
  yield html`<table class="stack owed">${hiddenCaption(title)}
    ${tableHead(['Due', 'Child, and team', 'What, and why this day', 'Owed by'])}<tbody>
    `
  for (const row of rows) yield dutyRow(row, setting)
  yield html`</tbody></table>
    `
}

function dutyRow({ protocol, child, owed, team }: DutyRow, { scanned, sayPlace, calendars }: Setting): Markup {
  const { scan, cohort } = scanned
  const { asOf } = scan.question
  const { duty, due, standing } = owed
  const calendar = calendars.get(protocol)
  const lastWorked = calendar === undefined || standing.kind !== 'open' ? null : lastWorkingDay(due, calendar)
  const reasons = derivationSentences(owed, { protocol, asOf, sayPlace })
  return html`<tr><td><b>${sayDate(due)}</b>${left(due, standing.kind, asOf)}${
    lastWorked === null ? null : html`<br>last working day before: ${sayDay(lastWorked)}`
  }</td><td>${childLink(child, cohort.child(child).id)}${
    team === '' ? null : html`<br><bdi>${team}</bdi>`
  }</td><td><details class="t"><summary>${duty.title}</summary><ul>${reasons.map(
    (each) => html`<li>${each}</li>`,
  )}</ul><p>${protocol.title}, ${clauseLinks(duty.cites)}</p></details></td><td>${capital(
    sayOwedBy(duty.owedBy, protocol),
  )}</td></tr>
    `
}

/** How far away a day is. What is overdue is said by a word, not by a colour alone. */
function left(due: Day, standing: DutyRow['owed']['standing']['kind'], asOf: Day): Content {
  if (standing === 'overdue') return html`<br><strong class="tag bad">Overdue</strong> ${sayDays(asOf - due)}`
  if (due === asOf) return html`<br>today`
  return html`<br>${due === asOf + 1 ? 'tomorrow' : `in ${sayDays(due - asOf)}`}`
}

function undatedTable(rows: readonly UndatedRow[], { cohort }: Scanned): Markup {
  const shown = rows.slice(0, MOST_ROWS)
  const more = rows.length - shown.length
  return html`<h3>Owed, and without a day yet: ${sayNumber(rows.length)}</h3>
    <table class="stack">${hiddenCaption('Owed, and without a day yet')}
    ${tableHead(['Child', 'What', 'Why it has no day'])}<tbody>
    ${shown.map(
      ({ child, protocol, undated: { duty, why } }) => html`<tr><td>${childLink(child, cohort.child(child).id)}</td>
        <td>${duty.title}<br>${protocol.title}, ${clauseLinks(duty.cites)}</td><td>${sayNoDay(why)}</td></tr>
        `,
    )}</tbody></table>
    ${more > 0 ? html`<p class="inset">${sayNumber(more)} more are not listed.</p>` : null}
    `
}
