import { createHash } from 'node:crypto'
import type { Name } from '../../engine/protocol/sentences/sentence.ts'
import { type Content, html, type Markup } from '../scan/html/markup.ts'
import type { ChartMeeting } from './around.ts'
import { type Chart, type ChartStep, type Deadline, type Group, MARKED, type Way } from './chart.ts'
import { type MapPart, sayOr } from './map.ts'
import { drawMap } from './map-picture.ts'
import { READING } from './readings.ts'
import { STYLE } from './style.ts'

// As of the report of a scan: nothing may be loaded or run, whatever a title holds.
const STYLE_HASH = createHash('sha256').update(STYLE.text).digest('base64')
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'`

/** A drawing as a page that prints on sheets of A4: the map, each stage, and what belongs to all of them. */
export function sheetOf(chart: Chart, map: readonly MapPart[]): Markup {
  return html`<!doctype html>
    <html lang="en-GB">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${POLICY}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${chart.title}: flow chart</title>
    <style>${STYLE}</style>
    </head>
    <body>
    <main>
    <h1>${chart.title}</h1>
    <p class="about">${chart.edition}. ${chart.source}</p>
    ${key(chart)}
    ${mapSection(chart, map)}
    ${chart.stages.length === 0 ? owedSection(chart) : flowSections(chart)}
    ${suggestions(chart)}
    ${lifeEvents(chart)}
    ${notices(chart)}
    ${meetings(chart)}
    ${readings(chart)}
    </main>
    </body>
    </html>
    `
}

const CLOCK = html`<svg class="clock" viewBox="0 0 12 12" aria-hidden="true"><circle cx="6" cy="6" r="5"/><path d="M6 3v3.3h2.4"/></svg>`

const DOWN = html`<svg class="clock" viewBox="0 0 12 12" aria-hidden="true"><path d="M6 0v10M2 6l4 5 4-5"/></svg>`

function key({ stages, readings }: Chart): Markup {
  const flow: readonly (readonly [string, Content])[] = [
    ['Stage', html`<i class="k stage"></i>`],
    ['Leads to', html`<i class="k target"></i>`],
  ]
  const shapes: readonly (readonly [string, Content])[] = [
    ...(stages.length === 0 ? [] : flow),
    ['Done by somebody', html`<i class="k step"></i>`],
    ['Found in the files', html`<i class="k trigger"></i>`],
    ['By when', CLOCK],
    ...(readings.length === 0 ? [] : [['A reading: see the end', html`<b>${READING}1</b>`] as const]),
  ]
  return html`<ul class="key">${shapes.map(([word, sign]) => html`<li>${sign} ${word}</li>`)}</ul>
    `
}

function mapSection(chart: Chart, map: readonly MapPart[]): Content {
  const { stages, title } = chart
  const count = map.length
  return map.map((part, i): Content => {
    const heading = count === 1 ? 'The way at a glance' : `The way at a glance, ${i + 1} of ${count}`
    const told = `The ${stages.length} stages of ${title} and the arrows between them. The tables below say the same in words.`
    return html`<section class="map"><h2>${heading}</h2>
      <div class="scroll">${drawMap(part, told)}</div>${i === count - 1 ? besideMap(chart) : null}</section>
      `
  })
}

/** What leads on from several stages, whose arrows would hide the others. */
function besideMap(chart: Chart): Content {
  const many = chart.groups.filter(({ at, steps }) => !isOfOne(at) && steps.some(({ ways }) => ways.length > 0))
  if (many.length === 0) return null
  return html`<p class="also"><b>Also, from several stages.</b> ${many.map(({ at, steps }) =>
    steps.flatMap(({ title, ways }) =>
      ways.map(({ to }) => {
        const stage = chart.stages.find(({ id }) => id === to)
        return `${sayPlace(chart, at)}: ${title}, ${stage?.ends === true ? 'END' : `to ${stage?.number ?? 'the same stage'}`}. `
      }),
    ),
  )}</p>`
}

function isOfOne(at: Group['at']): boolean {
  return at.kind === 'start' || (at.kind === 'stages' && at.stages.length === 1)
}

function flowSections(chart: Chart): Content {
  return [
    startSection(chart),
    chart.groups.filter(({ at }) => at.kind !== 'start').map((group) => groupSection(chart, group)),
    fileDuties(chart),
  ]
}

/** The ways in, those to one stage together. */
function startSection(chart: Chart): Content {
  const start = chart.groups.find(({ at }) => at.kind === 'start')
  const opening = chart.triggers.flatMap((trigger) =>
    trigger.opens === null ? [] : [{ ...trigger, to: trigger.opens }],
  )
  const steps = start?.steps ?? []
  const targets = [...opening.map(({ to }) => to), ...steps.flatMap(({ ways }) => ways.map(({ to }) => to))]
  const rank = (to: Name | null | undefined): number => targets.filter((each) => each === to).length
  const sorted = steps.toSorted((a, b) => rank(b.ways[0]?.to) - rank(a.ways[0]?.to))
  return table('How it starts', 'START', [
    ...opening.map(
      ({ title, of, to, takesOver }) => html`<tr><td class="due"></td><td class="step trigger"><div><b>${title}</b>
        For ${of}. It starts by itself, and asks nobody.${
          takesOver.length === 0 ? null : ` A request that stands at ${sayStages(chart, takesOver)} goes on from here.`
        }</div></td>${waysCell(chart, [{ titles: [], to }], 0)}</tr>`,
    ),
    ...sorted.map((step) => stepRow(chart, step, null, 0, null)),
  ])
}

/** What is done at one stage, with its arrows; of what is done at several, only what leads somewhere has arrows. */
function groupSection(chart: Chart, { at, steps }: Group): Content {
  const stage = at.kind === 'stages' && at.stages.length === 1 ? (at.stages[0] ?? null) : null
  const found = chart.stages.find(({ id }) => id === stage)
  const rowsOf = (those: readonly ChartStep[]): readonly Markup[] =>
    those.map((step, i) => stepRow(chart, step, stage, found?.number ?? 0, those[i - 1] ?? null))
  if (found !== undefined) return table(found.title, String(found.number), rowsOf(steps))
  const where = sayPlace(chart, at)
  const beside = steps.filter(({ ways }) => ways.length === 0)
  return [
    table(where, '', rowsOf(steps.filter(({ ways }) => ways.length > 0))),
    list(chart.stages.length === 0 ? where : `${where}, and it stays there`, beside.map(besideItem)),
  ]
}

function sayPlace(chart: Chart, at: Group['at']): string {
  if (chart.stages.length === 0) return 'Who does what'
  return at.kind === 'stages' ? `At ${sayStages(chart, at.stages)}` : 'At any stage'
}

function besideItem({ title, who, conditions, deadlines }: ChartStep): Markup {
  return html`<li><b>${title}</b> by ${who}${deadlines(null).map(
    (each) => html`<span class="when">${CLOCK} ${onArrow(each)}</span>`,
  )}${conditions.map((said) => html`<span class="only">${capital(said)}</span>`)}</li>`
}

function table(heading: string, number: string, rows: readonly Markup[]): Content {
  if (rows.length === 0) return null
  return html`<table class="flow"><colgroup><col class="c1"><col class="c2"><col class="c3"></colgroup><thead><tr><th colspan="3" scope="colgroup"><div class="head">${
    number === '' ? null : html`<span class="number">${number}</span> `
  }${heading}</div></th></tr></thead>
    <tbody>${rows}</tbody></table>
    `
}

function stepRow(chart: Chart, step: ChartStep, stage: Name | null, number: number, before: ChartStep | null): Markup {
  const follows = before !== null && step.conditions.some((said) => said.startsWith(`only after “${before.title}”`))
  const conditions = step.conditions.filter((said) => !(follows && said === `only after “${before?.title}”`))
  return html`<tr><td class="due">${step
    .deadlines(stage)
    .map(
      (each) => html`<p>${CLOCK} ${onArrow(each)}</p>`,
    )}${conditions.map((said) => html`<p class="only">${capital(said)}</p>`)}</td><td class="step"><div>${
    follows ? html`<span class="then">${DOWN} then</span> ` : null
  }<b>${step.title}</b> by ${step.who}</div></td>${waysCell(chart, step.ways, number)}</tr>
    `
}

function waysCell(chart: Chart, ways: readonly Way[], from: number): Markup {
  return html`<td class="ways">${ways.map(
    ({ titles, to }) =>
      html`<div class="way"><span class="label">${sayOr(titles).map((title) => html`<span>${title}</span> `)}</span>${target(chart, to, from)}</div>`,
  )}</td>`
}

function target({ stages }: Chart, to: Name | null, from: number): Markup {
  const stage = stages.find(({ id }) => id === to)
  if (stage === undefined) return html`<span class="target">stays at this stage</span>`
  if (stage.ends) return html`<span class="target end"><b>END</b> ${stage.title}</span>`
  const way = stage.number === from ? 'stays at' : stage.number < from ? 'back to' : 'to'
  return html`<span class="target">${way} <b>${stage.number}  ${stage.title}</b></span>`
}

/** What only the files show to be done. */
function fileDuties(chart: Chart): Content {
  return table(
    'Seen from the files, with no record',
    '',
    chart.duties
      .filter(({ metBy }) => metBy !== null)
      .map(
        (duty) => html`<tr><td class="due"><p>${CLOCK} ${duty.due}</p></td><td class="step"><div><b>${duty.duty}</b>
          owed by ${duty.owedBy}</div></td><td class="ways">${duty.metBy}</td></tr>`,
      ),
  )
}

/** A protocol without stages: each duty beside what it is owed for. */
function owedSection(chart: Chart): Content {
  const triggers = new Set(chart.triggers.map(({ title }) => title))
  return [
    table(
      'What is owed, for what, and by when',
      '',
      chart.duties.map(
        (
          duty,
        ) => html`<tr><td class="from${duty.from.some((each) => triggers.has(each)) ? ' trigger' : ''}"><div>${duty.from.join(', or ')}</div></td><td class="due apart"><p>${CLOCK} ${duty.due}</p></td><td class="step"><div><b>${duty.duty}</b>
          owed by ${duty.owedBy}${duty.metBy === null ? null : ` (${duty.metBy})`}</div></td></tr>`,
      ),
    ),
    chart.groups.map((group) => groupSection(chart, group)),
  ]
}

function suggestions({ triggers }: Chart): Content {
  const suggesting = triggers.filter(({ suggests }) => suggests !== null)
  const besides = triggers.filter(({ suggests, opens }) => suggests === null && opens === null)
  return [
    list(
      'What suggests it: a person decides',
      suggesting.map(({ title, suggests }) => html`<li><b>${title}</b> ${suggests}</li>`),
    ),
    list(
      'What files tell besides, for which something is owed',
      besides.map(({ title }) => html`<li><b>${title}</b></li>`),
    ),
  ]
}

function list(heading: string, items: readonly Markup[]): Content {
  return items.length === 0 ? null : html`<section><h2>${heading}</h2><ul class="list">${items}</ul></section>`
}

function lifeEvents({ lifeEvents }: Chart): Content {
  if (lifeEvents.length === 0) return null
  return html`<section><h2>What a change in the child’s life does</h2><table><thead><tr><th>Change</th><th>What follows in a pathway that is open</th></tr></thead>
    <tbody>${lifeEvents.map(
      ({ title, follows }) =>
        html`<tr><td><b>${title}</b></td><td>${follows.map((said, i) => [i === 0 ? null : html`<br>`, said])}</td></tr>`,
    )}</tbody></table></section>
    `
}

function notices({ notices }: Chart): Content {
  if (notices.length === 0) return null
  return html`<section><h2>Who is told</h2><table class="told"><thead><tr><th scope="col">What</th><th scope="col">After</th><th scope="col">Whom</th></tr></thead>
    <tbody>${notices.map(
      ({ title, when, to, mailbox }) =>
        html`<tr><th scope="row">${title}</th><td>${when}</td><td>${[...to, ...(mailbox === null ? [] : [`the mailbox “${mailbox}”`])].join('; ')}</td></tr>
          `,
    )}</tbody></table></section>
    `
}

function meetings({ meetings }: Chart): Content {
  if (meetings.length === 0) return null
  return html`<section><h2>Who meets</h2><div class="meetings">${meetings.map(meeting)}</div></section>
    `
}

/** A meeting with so few lists stands in one piece. */
const SHORT = 3

function meeting({ title, held, lists }: ChartMeeting): Markup {
  return html`<div class="meeting${lists.length <= SHORT ? ' short' : ''}"><h3>${title}, held ${held}</h3><dl>${lists.map(
    ({ of, items }) => html`<div><dt>${of}</dt>${items.map((item) => html`<dd>${item}</dd>`)}</div>`,
  )}</dl></div>
    `
}

function readings({ readings }: Chart): Content {
  if (readings.length === 0) return null
  return html`<section><h2>How the source was read</h2><p>${MARKED}</p><ol class="readings">${readings.map(
    (reading) => html`<li>${reading}</li>`,
  )}</ol></section>
    `
}

function onArrow({ due, owedBy }: Deadline): string {
  return owedBy === null ? due : `${due} (owed by ${owedBy})`
}

function sayStages({ stages }: Chart, ids: readonly Name[]): string {
  const numbers = stages.filter(({ id }) => ids.includes(id)).map(({ number }) => String(number))
  return numbers.length < 2 ? numbers.join('') : `${numbers.slice(0, -1).join(', ')} or ${numbers.at(-1)}`
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`
}
