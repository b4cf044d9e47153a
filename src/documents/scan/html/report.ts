import { createHash } from 'node:crypto'
import { formatDay } from '../../../engine/calendar/day.ts'
import { figuresOf } from '../figures.ts'
import type { Scanned } from '../scanned.ts'
import { placesIn, sayCounted } from '../words.ts'
import { agendaOf } from './agenda.ts'
import { childrenSection } from './children.ts'
import { workloadPictures, workloadTable } from './due-chart.ts'
import { findingsSection } from './findings.ts'
import { guideSection } from './guide.ts'
import { headSection } from './head.ts'
import { html, type Markup } from './markup.ts'
import { owedSection } from './owed.ts'
import { clausesSection, protocolsSection } from './protocols.ts'
import { sourcesSection } from './sources.ts'
import { STYLE } from './style.ts'
import { workloadOf } from './workload.ts'

/**
 * The report of a scan as one HTML page that needs nothing else: no script, no file beside it, no network. It comes in
 * pieces, in order, so that a large one is never held whole. Children are named by the authority's identifiers only.
 */
export function* reportChunks(scanned: Scanned): Iterable<string> {
  for (const { text } of page(scanned)) yield text
}

function* page(scanned: Scanned): Iterable<Markup> {
  const { scan, cohort, findings, version } = scanned
  const agenda = agendaOf(scan)
  const workload = workloadOf(scan)
  const sayPlace = placesIn(cohort.sources)
  yield top(`Sightline: who must be escalated, and by when, as of ${formatDay(scan.question.asOf)}`)
  yield html`<main id="main">${headSection(scanned, figuresOf(scanned), workload)}
    ${contents()}
    <h2 id="when">What falls due when</h2>
    `
  if (workload.total === 0) yield html`<p>Nothing is overdue, and nothing falls due in the days looked ahead to.</p>`
  else {
    yield html`<p>Every duty is counted, whether its child is listed below or not, and all rows are to one scale. A
      hatched bar rests on a trigger that the files cannot prove. A bar with a gap in it is cut short; its
      number holds.</p>
      ${workloadPictures(workload)}
      <details><summary>The numbers of these pictures</summary>
      <section class="scroll" tabindex="0" aria-label="The numbers of these pictures">
      ${workloadTable(workload)}</section></details>
      `
  }
  yield* protocolsSection(scanned)
  yield* owedSection(scanned, agenda, sayPlace)
  yield* childrenSection(scanned, agenda, sayPlace)
  yield* findingsSection(findings)
  yield sourcesSection(scanned)
  yield guideSection()
  yield clausesSection(scanned)
  yield html`</main>
    <footer><p>Sightline ${version}. ${sayCounted(cohort.size, 'child', 'children')}, named by the authority’s
    identifiers only. This page holds personal data: keep it where the case system’s own lists may be kept.</p></footer>
    </body></html>
    `
}

// The browser is told to load nothing and to run nothing, whatever a value from a file might say.
const STYLE_HASH = createHash('sha256').update(STYLE.text).digest('base64')
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'`

function top(title: string): Markup {
  return html`<!doctype html>
    <html lang="en-GB"><head><meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${POLICY}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="referrer" content="no-referrer"><meta name="robots" content="noindex">
    <title>${title}</title>
    <style>${STYLE}</style></head>
    <body><a class="skip" href="#main">Skip to the report</a>
    <header><p class="brand">Sightline</p></header>
    `
}

const PLACES: readonly (readonly [id: string, title: string])[] = [
  ['when', 'What falls due when'],
  ['protocols', 'By protocol'],
  ['owed', 'What is owed, soonest first'],
  ['children', 'Each child’s time line'],
  ['findings', 'What was found in the files'],
  ['files', 'What was read'],
  ['legend', 'How to read this page'],
  ['clauses', 'The clauses'],
]

function contents(): Markup {
  return html`<nav aria-labelledby="contents"><h2 id="contents" class="h3">On this page</h2>
    <ul>${PLACES.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>`
}
