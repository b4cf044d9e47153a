import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { shownOf } from '../../../documents/pathway/given.test-data.ts'
import { withNames } from '../../../documents/pathway/named.ts'
import { day } from '../../../engine/calendar/day.ts'
import { aroundIn } from './around.test-data.ts'
import { type PathwayRead, pathwayPage } from './model.ts'

function read(more: Partial<PathwayRead> = {}, on = '2026-05-20'): PathwayRead {
  const shown = shownOf('cases-of-most-concern', day(on))
  const entries = shown.view.entries.map(({ entry }) => entry.id)
  const offered = new Set(shown.view.offers.map(({ step }) => step.id))
  return {
    shown,
    pathway: 'p',
    caseId: 'c',
    childName: 'Plainly Invented',
    mine: offered,
    entries,
    correctable: new Set(entries),
    isPast: false,
    moved: [],
    told: { rows: [], nameOf: (person) => person },
    followed: [],
    withTheCase: [],
    levels: [],
    newer: null,
    administers: false,
    around: aroundIn(shown.protocol),
    ...more,
  }
}

describe('the page of a pathway', () => {
  it('puts what is overdue before what is owed later, each with its clause and why that day', () => {
    const { owed } = pathwayPage(read())
    assert.ok(owed.length > 0)
    const tags = owed.map(({ tag }) => tag.text)
    assert.deepEqual(
      tags,
      [...tags].sort((a, b) => Number(b === 'Overdue') - Number(a === 'Overdue')),
    )
    for (const { clauses, by } of owed) {
      assert.match(clauses.join(' '), /^WOK-\d+ \([^)]+\): ./)
      assert.match(by, /^Owed by /)
    }
    assert.ok(owed.some(({ why }) => why.length > 0))
  })

  it('says which record a day is counted from, where entries are known by their place', () => {
    const one = read()
    const { owed } = pathwayPage({ ...one, shown: { ...one.shown, view: withNames(one.shown.view, new Map()) } })
    const why = owed.flatMap((each) => each.why)
    assert.ok(why.some((line) => /^"Complete the .*" was recorded as done at /.test(line)))
    assert.doesNotMatch(why.join(' '), /by itself/)
  })

  it('offers with an address what whoever looks may record, and tells who may record the rest', () => {
    const all = pathwayPage(read())
    assert.ok(all.can.length > 0)
    assert.ok(all.can.every(({ href }) => href.startsWith('/pathways/p/steps/')))
    const none = pathwayPage(read({ mine: new Set() }))
    assert.deepEqual([none.can.length, none.others.length], [0, all.can.length + all.others.length])
  })

  it('says of what cannot be recorded why, and what to do instead', () => {
    const { cannot, elsewhere } = pathwayPage(read())
    assert.ok(cannot.length + elsewhere.length > 0)
    for (const { reasons, instead } of cannot) assert.ok(reasons.length > 0 && instead.length > 0)
  })

  it('offers nothing on a day that has passed', () => {
    const past = pathwayPage(read({ isPast: true }))
    assert.match(past.past, /as it was known then$/)
    assert.equal(past.can.length, 0)
  })

  it('offers no correction to whoever may not correct', () => {
    const { entries } = pathwayPage(read({ correctable: new Set() }))
    assert.ok(entries.length > 0)
    assert.deepEqual(new Set(entries.flatMap(({ correct, wrong }) => [correct, wrong])), new Set(['']))
  })

  it('tells every entry, the last first, and leads to where it is corrected', () => {
    const { entries } = pathwayPage(read())
    assert.deepEqual(
      entries.map(({ number }) => number),
      entries.map((_, place) => entries.length - place),
    )
    assert.ok(entries.some(({ correct }) => /^\/pathways\/p\/steps\/[a-z-]+\?corrects=/.test(correct)))
  })
})
