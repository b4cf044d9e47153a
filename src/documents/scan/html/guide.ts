import { html, type Markup } from './markup.ts'
import { STRIP_LEGEND, STRIP_SHAPES } from './strip.ts'

const WORDS: readonly (readonly [word: string, means: string])[] = [
  ['Trigger', 'A condition that a protocol names. Its value is a day: the day it was met, or will be.'],
  [
    'Duty',
    'What somebody owes by a day, counted as the protocol says. Open it to see every step, and every day passed over.',
  ],
  [
    'To escalate, to consider',
    'Some triggers make the protocol act. Others only suggest that people look at the child, and are counted apart.',
  ],
  [
    'Will be met',
    'A forecast: it assumes that nothing else changes. A plan that ends, or a conference held earlier, changes it.',
  ],
  [
    'Cannot tell',
    'The files do not settle it, and the page says what would. It is no suspicion of anybody and no all-clear.',
  ],
  [
    'Overdue',
    'The day has passed, and the files show that it was not done. Where no file could show it, the page says that.',
  ],
  [
    'Days',
    'The day of the event is not counted. A limit on a day of rest stays; the last working day before it is beside it.',
  ],
]

/** How to read the page: what the words and the shapes mean. */
export function guideSection(): Markup {
  const legend = STRIP_LEGEND.map(
    ([shape, means]) => html`<li><svg class="key" aria-hidden="true" height="20">${shape}</svg>${means}</li>
      `,
  )
  return html`<h2 id="legend">How to read this page</h2>
    <dl class="summary">${WORDS.map(
      ([word, means]) => html`<div><dt>${word}</dt><dd>${means}</dd></div>
        `,
    )}</dl>
    <h3>The shapes of a time line</h3>
    <svg class="defs" aria-hidden="true" focusable="false"><defs>${STRIP_SHAPES}</defs></svg>
    <ul class="legend">${legend}</ul>
    <p class="small">Solid: it has happened, or its day has passed. Hollow: it is to come. A question mark: the files
    cannot tell. An arrow at the left edge: it began before the days that the picture spans.</p>
    `
}
