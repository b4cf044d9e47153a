import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { addDays, type Day, day } from '../../engine/calendar/day.ts'
import { widthOf } from '../drawing/letters.ts'
import { SMALL, STRONG } from './axis.ts'
import { drawTimeLine } from './draw-time-line.ts'
import { type Picture, setOut, type Text } from './set-out.ts'
import type { TimeLine } from './time-line.ts'

const TODAY = day('2026-11-20')
const WIDTHS = [300, 560, 960]
const EMPTY: TimeLine = { today: TODAY, lanes: [], coming: [], told: [] }

interface Box {
  readonly text: string
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

function boxesOf({ texts, labels, titles, today, ticks }: Picture): readonly Box[] {
  const onAxis = ticks
    .filter(({ title }) => title !== '')
    .map(({ x, title, isYear }) => ({ x: x + 4, y: 39, text: title, bold: isYear }))
  return [...texts, ...labels, ...titles, today.text, ...onAxis].map(({ x, y, text, bold }: Text) => {
    return { text, left: x, right: x + widthOf(text, bold ? STRONG : SMALL), top: y - 11, bottom: y + 4 }
  })
}

/** Two texts that lie upon one another, or one that leaves the picture. */
function clash(picture: Picture): string | null {
  const boxes = boxesOf(picture)
  for (const [place, a] of boxes.entries()) {
    if (a.left < 0 || a.right > picture.width + 0.1 || a.bottom > picture.height) return `${a.text} leaves the picture`
    for (const b of boxes.slice(place + 1)) {
      if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom) return `${a.text} / ${b.text}`
    }
  }
  return null
}

const back = fc.integer({ min: 0, max: 6_600 }).map((days) => addDays(TODAY, -days))
const ahead = fc.integer({ min: -200, max: 900 }).map((days) => addDays(TODAY, days))
const title = fc.constantFrom(
  '',
  'Neglect',
  'Raised, to be talked through with the Team Manager',
  'Pneumonoultramicroscopic'.repeat(3),
)
const spell = fc.record({
  from: back,
  until: fc.option(back),
  title,
  look: fc.constantFrom('open' as const, 'plan' as const, 'other' as const, 'stage' as const),
})
const inOrder = ({
  from,
  until,
  ...rest
}: {
  from: Day
  until: Day | null
  title: string
  look: 'open' | 'plan' | 'other' | 'stage'
}) => (until !== null && until < from ? { from: until, until: from, ...rest } : { from, until, ...rest })
const happened = fc.oneof(
  fc.record({ on: back, title: fc.constant(''), look: fc.constantFrom('review' as const, 'conference' as const) }),
  fc.record({ on: back, title: fc.constant('Ended'), look: fc.constant('ended' as const) }),
)
const lines: fc.Arbitrary<TimeLine> = fc.record({
  today: fc.constant(TODAY),
  lanes: fc.array(
    fc.record({
      title: fc.constantFrom('Plan', 'Protocol for responding to challenging cases on the Child Protection Register'),
      spells: fc.array(spell.map(inOrder), { maxLength: 6 }),
      moments: fc.array(happened, { maxLength: 12 }),
    }),
    { maxLength: 4 },
  ),
  coming: fc.array(
    fc.record({
      on: ahead,
      title: title.map((text) => text || 'Decide'),
      look: fc.constantFrom('overdue' as const, 'due' as const, 'forecast' as const),
    }),
    { maxLength: 12 },
  ),
  told: fc.constant([]),
})

describe('a time line on its picture', () => {
  it('lets no letters lie upon others nor leave the picture, however long and full the history', () => {
    fc.assert(
      fc.property(lines, fc.constantFrom(...WIDTHS), (line, width) => {
        assert.equal(clash(setOut(line, width)), null)
      }),
    )
  })

  it('stands in the middle of some weeks where it is of one day, or of none', () => {
    const oneDay: TimeLine = {
      ...EMPTY,
      lanes: [{ title: 'Plan', spells: [{ from: TODAY, until: null, title: 'Neglect', look: 'plan' }], moments: [] }],
    }
    for (const line of [EMPTY, oneDay]) {
      const { axis, today, ticks } = setOut(line, 960)
      assert.ok(axis.until - axis.from >= 90)
      assert.ok(Math.abs(today.x - (axis.left + axis.right) / 2) < 20)
      assert.ok(ticks.length >= 2)
    }
  })

  it('names a bar beside its number in the key where it has no room for its title', () => {
    const from = addDays(TODAY, -3_650)
    const stage = { title: 'Raised, to be talked through with the Team Manager', look: 'stage' as const }
    const line: TimeLine = {
      ...EMPTY,
      lanes: [
        {
          title: 'P',
          spells: [
            { ...stage, from, until: addDays(from, 90) },
            { ...stage, from: addDays(from, 200), until: addDays(from, 300) },
          ],
          moments: [],
        },
      ],
    }
    const { labels, texts } = setOut(line, 960)
    assert.deepEqual(
      labels.map(({ text }) => text),
      ['1', '1'],
    )
    assert.deepEqual(
      texts.map(({ text }) => text),
      ['1', stage.title],
    )
  })

  it('is one SVG document whose words are those that it was given, with nothing that a page could forbid', () => {
    const coming = [{ on: addDays(TODAY, 7), title: 'Decide <at once> & "well"', look: 'due' as const }]
    const svg = drawTimeLine({ ...EMPTY, coming }, 300)
    assert.match(svg, /^<svg /)
    assert.match(svg, /Decide &lt;at once&gt; &amp; &quot;well&quot;/)
    assert.doesNotMatch(svg, /<style|style=|<script|on[a-z]+=/)
  })

  it('tells in the table alone of more that is to come than the picture holds', () => {
    const coming = Array.from({ length: 11 }, (_, i) => ({
      on: addDays(TODAY, i),
      title: `Duty ${i}`,
      look: 'due' as const,
    }))
    const said = setOut({ ...EMPTY, coming }, 960).texts.map(({ text }) => text)
    assert.ok(said.includes('and 3 more in the table'))
  })
})
