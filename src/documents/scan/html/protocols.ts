import { formatDay } from '../../../engine/calendar/day.ts'
import type { Clause, Protocol } from '../../../engine/protocol/protocol.ts'
import { printDue } from '../../../engine/protocol/sentences/print.ts'
import type { DutyTally, Tally, TriggerTally } from '../../../engine/watch/scan.ts'
import type { Scanned } from '../scanned.ts'
import { capital, sayCounted, sayGaps, sayOwedBy } from '../words.ts'
import { type Content, html, joined, type Markup } from './markup.ts'
import { hiddenCaption, numberCell, tableHead } from './table.ts'

type FindClause = (id: string) => Clause | undefined

/** Each protocol's triggers and duties: counts, clauses, readings, and what would tell where the files cannot. */
export function* protocolsSection(scanned: Scanned): Iterable<Markup> {
  const { scan } = scanned
  yield html`<h2 id="protocols">By protocol</h2>
    <p>Open a trigger or a duty to see its clause, how it was read, and what would tell where the files cannot.
    What is marked “to consider” obliges nobody: a person judges.</p>
    `
  if (scan.tallies.length === 0) yield html`<p>No protocol was asked.</p>`
  const today = formatDay(scan.question.asOf)
  for (const tally of scan.tallies) {
    yield protocolHead(tally.protocol, today)
    if (tally.triggers.length > 0) yield triggerTable(tally, scanned)
    if (tally.duties.length > 0) yield dutyTable(tally, scanned)
  }
}

function protocolHead(protocol: Protocol, today: string): Markup {
  const { id, title, authority, version, source, readings } = protocol
  return html`<h3 id="p-${id}">${title}</h3>
    <p>${authority}. ${source.document}, version ${version}, issued ${source.issued}. ${reviewDue(source, today)}</p>
    ${readings.map(
      ({ cites, reading }) => html`<p class="inset">Reading taken of ${clauseLinks(cites)}: ${reading}</p>`,
    )}`
}

/** The source's own words where they are no date ("none given"). */
function reviewDue({ reviewDue: due }: Protocol['source'], today: string): Content {
  if (!/^\d{4}(-\d{2}){0,2}$/.test(due)) return `Review due: ${due}.`
  return due < today.slice(0, due.length)
    ? html`<strong class="tag warn">Review was due ${due}</strong>`
    : `Review due ${due}.`
}

function triggerTable({ triggers, protocol }: Tally, { clause, cohort }: Scanned): Markup {
  return html`<table class="counts">${hiddenCaption(`Triggers of ${protocol.title}`)}
    ${tableHead(['Trigger', '#Met now', '#To come', '#Cannot tell'])}
    <tbody>${triggers.map((tally) => triggerRow(tally, clause, cohort.size))}</tbody></table>
    `
}

function triggerRow({ trigger, counts, unanswered, wouldTell }: TriggerTally, clause: FindClause, all: number): Markup {
  const { cites, reading, suggests, asks } = trigger
  const title = suggests === null ? trigger.title : html`${trigger.title} <span class="tag">To consider</span>`
  const untold = counts['may-be-met'] + counts['may-come'] + unanswered
  const ofAll = unanswered > 0 && unanswered === all
  const { lacks, wouldTell: remedy } = sayGaps(wouldTell)
  const who = ofAll ? 'any child' : sayCounted(unanswered, 'child', 'children')
  const lines = [
    ...clauseLines(cites, clause),
    ...readingLine(reading),
    ...(suggests === null ? [] : [suggests]),
    ...asks.map((question) => `To be asked: ${question}`),
    ...(unanswered === 0 ? [] : [`Nothing in the files bears on it for ${who}. ${lacks} ${remedy}`]),
  ]
  return html`<tr><td>${behind(title, lines)}</td>${numberCell(counts.met)}${numberCell(counts['to-come'])}${numberCell(
    ofAll ? 'every child' : untold,
  )}</tr>
    `
}

function dutyTable({ duties, protocol }: Tally, { clause }: Scanned): Markup {
  return html`<table class="counts">${hiddenCaption(`Duties of ${protocol.title}`)}
    ${tableHead(['Duty', '#Overdue', '#To come', '#Cannot tell'])}
    <tbody>${duties.map((tally) => dutyRow(tally, protocol, clause))}</tbody></table>
    `
}

const NOT_KNOWN =
  'Cannot tell: the day has passed, and whether it was done is in no file. Plans that have ended are counted too. ' +
  'The record of the step that meets it would tell.'

function dutyRow({ duty, counts }: DutyTally, protocol: Protocol, clause: FindClause): Markup {
  const lines = [
    `Owed by: ${sayOwedBy(duty.owedBy, protocol)}. Due: ${printDue(duty.due)}.`,
    ...clauseLines(duty.cites, clause),
    ...readingLine(duty.reading),
    ...(counts['not-known'] === 0 ? [] : [NOT_KNOWN]),
  ]
  const counted = [counts.overdue, counts.open, counts['not-known']].map(numberCell)
  return html`<tr><td>${behind(duty.title, lines)}</td>${counted}</tr>
    `
}

/** A row's title, and behind it what it rests on: folded away, so that the counts can be seen together. */
function behind(title: Content, lines: readonly Content[]): Markup {
  return html`<details class="t"><summary>${title}</summary>${lines.map((line) => html`<p>${line}</p>`)}</details>`
}

function clauseLines(cites: readonly string[], clause: FindClause): readonly Markup[] {
  return cites.map((id) => html`<a href="#${id}">${id}</a>: ${clause(id)?.says ?? 'not in the register of clauses'}`)
}

function readingLine(reading: string | null): readonly string[] {
  return reading === null ? [] : [`Reading taken: ${reading}`]
}

/** The clauses by their identifiers, each leading to its words. */
export function clauseLinks(cites: readonly string[]): Content {
  return joined(
    cites.map((id) => html`<a href="#${id}">${id}</a>`),
    ', ',
  )
}

/** Every clause that the protocols' triggers and duties rest on. */
export function clausesSection({ scan, clause }: Scanned): Markup {
  const ids = new Set(
    scan.tallies.flatMap(({ protocol: { triggers, duties, readings } }) =>
      [...triggers, ...duties, ...readings].flatMap(({ cites }) => cites),
    ),
  )
  return html`<h2 id="clauses">The clauses</h2>
    <p>${sayCounted(ids.size, 'clause is', 'clauses are')} cited above. What each asks for stands here in our own words;
    the wording that counts is the document’s.</p>
    <dl class="summary">${[...ids].sort().map((id) => clauseRow(id, clause(id)))}</dl>
    `
}

function clauseRow(id: string, found: Clause | undefined): Markup {
  const says =
    found === undefined
      ? 'Not in the register of clauses.'
      : html`${found.says} <span class="small">(${capital(found.place)})</span>`
  return html`<div id="${id}"><dt>${id}</dt><dd>${says}</dd></div>
    `
}
