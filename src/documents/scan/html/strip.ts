import type { Day } from '../../../engine/calendar/day.ts'
import type { Fact, FactKind } from '../../../engine/facts/fact.ts'
import type { DutyStanding } from '../../../engine/watch/duties.ts'
import { dayOfOccasion, type Standing } from '../../../engine/watch/occasions.ts'
import type { Told } from '../../../engine/watch/told.ts'
import { capital, sayCategory } from '../words.ts'
import type { ChildAgenda } from './agenda.ts'
import { type Axis, LABELS, LETTER, percent, roomFor, shortDate, yearOf } from './axis.ts'
import { type Content, html, type Markup } from './markup.ts'

/** One row of a child's time line; `label` stands to its left. */
interface Lane {
  readonly id: string
  readonly label: string
  readonly drawn: (strip: Strip, y: number) => readonly Content[]
}

interface Strip {
  readonly agenda: ChildAgenda
  readonly told: Told
  readonly axis: Axis
}

const TOP = 16
const LANE = 20

/** The rows of a time line from top to bottom; one with nothing in it is left out. */
const LANES: readonly Lane[] = [
  { id: 'lr', label: 'Case open', drawn: (strip, y) => bars(strip, 'referral', 'rf', y + 8) },
  {
    id: 'le',
    label: 'Enquiry',
    drawn: (strip, y) => [...bars(strip, 'enquiry', 'eq', y + 8), ...moments(strip, 'conference', 'cf', y + 10)],
  },
  { id: 'ln', label: 'In need', drawn: (strip, y) => bars(strip, 'child-in-need-plan', 'cn', y + 5) },
  {
    id: 'lp',
    label: 'Plan',
    drawn: (strip, y) =>
      bars(strip, 'protection-plan', 'cp', y + 3, ({ latestCategory }) => capital(sayCategory(latestCategory))),
  },
  { id: 'lv', label: 'Reviews', drawn: (strip, y) => moments(strip, 'review', 'rv', y + 10) },
  { id: 'lq', label: 'Pre-proc.', drawn: (strip, y) => bars(strip, 'pre-proceedings', 'pp', y + 5) },
  { id: 'll', label: 'Legal', drawn: (strip, y) => bars(strip, 'legal-status', 'ls', y + 3, ({ code }) => code) },
  { id: 'la', label: 'Placed', drawn: (strip, y) => bars(strip, 'placement', 'pl', y + 3, ({ code }) => code) },
  { id: 'lt', label: 'Triggers', drawn: (strip, y) => marks(strip, triggerMarks(strip), y + 10) },
  { id: 'ld', label: 'Duties', drawn: (strip, y) => marks(strip, dutyMarks(strip), y + 10) },
]

/** What many time lines share: the labels of their rows, and the shapes of their marks. */
export const STRIP_SHAPES: Markup = html`
  <pattern id="hn" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
  <rect width="5" height="5" class="hb"/><path d="M0 0V5" class="hl"/></pattern>
  ${LANES.map(({ id, label }) => html`<text id="${id}" x="-${LABELS}" y="14">${label}</text>`)}
<path id="bf" class="ink" d="M-2 1l-7 5 7 5z"/>
<circle id="cf" class="ink" r="5"/>
<path id="rv" class="ink" d="M0-6L6 5H-6z"/>
<path id="tm" class="tr" d="M0-8L7 0 0 8-7 0z"/>
<path id="tf" class="th" d="M0-8L7 0 0 8-7 0z"/>
<g id="tq"><path class="th" d="M0-8L7 0 0 8-7 0z"/><text class="q tx" y="4">?</text></g>
<g id="do"><path class="du" d="M-7-7H7V7H-7z"/><text class="q ov" y="4.500">!</text></g>
<path id="df" class="dh" d="M-6-6H6V6H-6z"/>
<g id="dq"><path class="dh" d="M-6-6H6V6H-6z"/><text class="q dx" y="4">?</text></g>`

/**
 * A child's time line, under the authority's identifier of the child. `say` tells in a sentence what it shows; the same
 * stands in words below it on the page.
 */
export function stripOf(strip: Strip & { readonly name: string; readonly say: string }): Markup {
  const { agenda, name, say } = strip
  const rows: Content[] = []
  let y = TOP
  for (const { id, drawn } of LANES) {
    const pieces = drawn(strip, y)
    if (pieces.length === 0) continue
    rows.push(html`<use href="#${id}" y="${y}"/>`, pieces)
    y += LANE
  }
  const n = agenda.child
  return html`<svg class="s" role="img" aria-labelledby="s${n} e${n}" height="${y + 4}">
    <title id="s${n}">${name}</title><desc id="e${n}">${say}</desc><use href="#ax"/>${rows}<use href="#now"/></svg>`
}

/** The spells of facts of one kind, up to today where they go on. */
function bars<K extends FactKind>(
  { told, axis }: Strip,
  kind: K,
  look: string,
  y: number,
  label?: (fact: Extract<Fact, { readonly kind: K }>) => string,
): readonly Content[] {
  return told.facts(kind).flatMap((fact) => {
    const end = fact.until ?? told.asOf
    if (end < axis.from) return []
    const x = axis.at(fact.from)
    const width = Math.max(0.3, percent(axis.at(end) - x))
    const text = label === undefined ? '' : label(fact)
    const room = roomFor(text.length * LETTER + 8, width)
    const thin = look === 'rf' || look === 'eq'
    const type = look === 'cp' ? 'c' : 'd'
    return [
      html`<rect class="${look}" x="${x}%" y="${y}" width="${width}%"/>`,
      fact.from < axis.from ? html`<use href="#bf" y="${thin ? y - 4 : y}"/>` : null,
      text === '' || room === null
        ? null
        : html`<text class="${type} ${room}" x="${x}%" dx="5" y="${y + 11}">${text}</text>`,
    ]
  })
}

/** The days on which facts of one kind happened. */
function moments({ told, axis }: Strip, kind: FactKind, shape: string, y: number): readonly Content[] {
  return told
    .facts(kind)
    .filter(({ from }) => from >= axis.from)
    .map(({ from }) => html`<use href="#${shape}" x="${axis.at(from)}%" y="${y}"/>`)
}

/** The shapes of triggers and of duties, the one that matters more first: of those of one day, it is drawn. */
const SHAPES = ['do', 'df', 'dq', 'tm', 'tf', 'tq'] as const

interface Mark {
  readonly shape: (typeof SHAPES)[number]
  readonly on: Day
}

function triggerMarks({ agenda }: Strip): readonly Mark[] {
  return agenda.occasions.map(({ occasion, standing }) => ({ shape: shapeOf(standing), on: dayOfOccasion(occasion) }))
}

function dutyMarks({ agenda }: Strip): readonly Mark[] {
  return agenda.duties.map(({ owed: { due, standing } }) => ({ shape: shapeOfDuty(standing.kind), on: due }))
}

export function shapeOf(standing: Standing): Mark['shape'] {
  return standing === 'met' ? 'tm' : standing === 'to-come' ? 'tf' : 'tq'
}

export function shapeOfDuty(standing: DutyStanding['kind']): Mark['shape'] {
  return standing === 'overdue' ? 'do' : standing === 'open' ? 'df' : 'dq'
}

/** Marks from left to right, each with its date where there is room before the next. */
function marks({ axis }: Strip, all: readonly Mark[], y: number): readonly Content[] {
  const byDay = new Map<Day, Mark>()
  for (const mark of all) {
    const other = byDay.get(mark.on)
    if (other === undefined || SHAPES.indexOf(mark.shape) < SHAPES.indexOf(other.shape)) byDay.set(mark.on, mark)
  }
  const inOrder = [...byDay.values()].sort((a, b) => a.on - b.on)
  return inOrder.map(({ shape, on }, i) => {
    const x = axis.at(on)
    const before = inOrder[i - 1]
    const after = inOrder[i + 1]
    const text = on < axis.from || on > axis.until ? `${shortDate(on)} ${yearOf(on)}` : shortDate(on)
    const needed = text.length * LETTER + 20
    const right = roomFor(needed, (after === undefined ? 100 : axis.at(after.on)) - x)
    const left = after === undefined ? roomFor(needed, x - (before === undefined ? 0 : axis.at(before.on))) : null
    const onRight = right === '' || (right !== null && left !== '')
    const label = onRight
      ? html`<text class="m ${right}" x="${x}%" dx="10" y="${y + 4}">${text}</text>`
      : left === null
        ? null
        : html`<text class="m n ${left}" x="${x}%" dx="-10" y="${y + 4}">${text}</text>`
    return [html`<use href="#${shape}" x="${x}%" y="${y}"/>`, label]
  })
}

/** The legend of the shapes, each with what it stands for. */
export const STRIP_LEGEND: readonly (readonly [shape: Markup, means: string])[] = [
  [bar('rf', 8), 'Case open, from referral to closure'],
  [bar('eq', 8), 'Section 47 enquiry'],
  [mark('cf'), 'Initial child protection conference'],
  [bar('cn', 5), 'Child in need plan'],
  [bar('cp', 3), 'Child protection plan, with its latest category'],
  [mark('rv'), 'Review conference held'],
  [bar('pp', 5), 'Pre-proceedings'],
  [bar('ls', 3), 'Legal status, with its code'],
  [bar('pl', 3), 'Placement, with its code'],
  [mark('tm'), 'Trigger met'],
  [mark('tf'), 'Trigger that will be met, if nothing else changes'],
  [mark('tq'), 'Trigger that may be met: the files cannot tell'],
  [mark('do'), 'Duty overdue'],
  [mark('df'), 'Duty to come'],
  [mark('dq'), 'Duty whose day has passed; no file tells whether it was done'],
]

function bar(look: string, y: number): Markup {
  return html`<rect class="${look}" y="${y}" width="100%"/>`
}

function mark(shape: string): Markup {
  return html`<use href="#${shape}" x="50%" y="10"/>`
}
