import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import { day } from '../../../engine/calendar/day.ts'
import { AS_OF } from '../given.test-data.ts'
import { agendaOf, MOST_CHILDREN } from './agenda.ts'
import { asked, Cohort, everything, FINDINGS, HOSTILE, many, oneYear, pageOf } from './given.test-data.ts'

const count = (text: string, wanted: RegExp | string): number => text.split(wanted).length - 1

describe('the report', () => {
  const scanned = asked(everything(), { findings: FINDINGS })
  const page = pageOf(scanned)

  test('needs nothing beside it: no script, no address, no style but the one that its policy names', () => {
    assert.doesNotMatch(page, /<script|<link|<img|<iframe|<object|\ssrc=|\son\w+="|\sstyle="|https?:|javascript:/i)
    const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? []
    const hash = createHash('sha256').update(style).digest('base64')
    assert.ok(page.includes(`default-src &#39;none&#39;; style-src &#39;sha256-${hash}&#39;`))
  })

  test('is one whole page in British English', () => {
    assert.ok(page.startsWith('<!doctype html>'))
    assert.ok(page.trimEnd().endsWith('</html>'))
    assert.ok(page.includes('<html lang="en-GB">'))
  })

  test('escapes whatever a file says', () => {
    assert.ok(!page.includes(HOSTILE))
    assert.ok(page.includes('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;&#39;WWW'))
    assert.ok(page.includes('a &lt;b&gt;&amp;.xml'))
  })

  test('lists every duty with its derivation, and every child with a picture and the same in words', () => {
    const { shown, duties } = agendaOf(scanned.scan)
    assert.ok(duties.length > 10)
    const dated = duties.filter(({ owed }) => owed.standing.kind !== 'not-known')
    assert.equal(count(page, '<tr><td><b>'), dated.length)
    assert.equal(count(page, /<svg class="s" role="img"/), shown.length)
    assert.equal(count(page, '<summary>In words, with every source</summary>'), shown.length)
    assert.match(page, /10 working days after [^<]*not counting 2 weekends/)
  })

  test('every link leads to a place on the page, and every name is given once', () => {
    const { names, links } = placesOf(page)
    assert.equal(new Set(names).size, names.length)
    assert.ok(links.length > 50)
    assert.deepEqual(
      links.filter((name) => !names.includes(name)),
      [],
    )
  })

  test('names every finding by its rule, with what to do', () => {
    for (const { rule, remedy } of FINDINGS) {
      assert.ok(page.includes(`<th scope="row">${rule}</th>`))
      assert.ok(page.includes(remedy))
    }
  })

  test('is the same again for the same scan', () => {
    assert.equal(pageOf(asked(everything(), { findings: FINDINGS })), page)
  })

  test('says what cannot be told, and what would tell', () => {
    const year = pageOf(asked(oneYear()))
    assert.match(year, /answers that the files cannot give/)
    assert.match(year, /id="tq"/)
    assert.match(year, /class="bu"/)
    assert.match(year, /would tell/)
  })
})

describe('the report in its extremes', () => {
  const cases: readonly (readonly [name: string, page: () => string])[] = [
    ['nobody', () => pageOf(asked(new Cohort()))],
    ['no protocol', () => pageOf(asked(everything(), { protocols: [] }))],
    ['no trigger met and nothing due', () => pageOf(asked(everything(), { protocols: ['contested-threshold'] }))],
    ['a window of one day', () => pageOf(asked(everything(), { until: AS_OF }))],
    ['a window of ten years', () => pageOf(asked(everything(), { until: day('2036-11-20') }))],
    [
      'a window past the calendar, as far as dates go',
      () => pageOf(asked(everything(), { until: day('9999-12-31'), protocols: ['plans-that-drift'] })),
    ],
    ['a day before every fact', () => pageOf(asked(everything(), { asOf: day('2015-01-01') }))],
  ]
  for (const [name, page] of cases) {
    test(name, () => {
      const text = page()
      assert.equal(count(text, '<h2 '), 9)
      assert.doesNotMatch(text, /NaN|undefined|Infinity|\[object/)
      const { names, links } = placesOf(text)
      assert.deepEqual(new Set(links).difference(new Set(names)), new Set())
    })
  }

  test('of more children than can be shown, the rest are counted', () => {
    const page = pageOf(asked(many(MOST_CHILDREN + 7)))
    assert.equal(count(page, '<section class="child"'), MOST_CHILDREN)
    assert.ok(page.includes('7 more children have a trigger or a duty in the window'))
  })

  test('500 children of whom much is owed take three and a half million bytes', () => {
    const page = pageOf(asked(many(MOST_CHILDREN), { until: day('2027-02-19') }))
    assert.ok(Buffer.byteLength(page) < 3_600_000, String(Buffer.byteLength(page)))
  })
})

function placesOf(page: string): { names: readonly string[]; links: readonly string[] } {
  return {
    names: [...page.matchAll(/\sid="([^"]*)"/g)].map(([, name = '']) => name),
    links: [...page.matchAll(/href="#([^"]*)"/g)].map(([, name = '']) => name),
  }
}
