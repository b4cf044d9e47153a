import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../calendar/day.ts'
import { plan, review } from '../watch/given.test-data.ts'
import { answers, duty, files, opened, PEOPLE, running } from './given.test-data.ts'

describe('what files tell', () => {
  const reviews = running(
    `
  hold-review:
    title: Hold the review
    cites: [INV-04]
    owed by: the child's manager
    for each: protection plan
    due: 3 months after its start, then every 6 months
    met by: review conference
    lapses: when the plan ends
  analysis:
    title: Analyse for the review
    cites: [INV-05]
    owed by: the case's worker
    for each: hold-review from the second
    due: by it
    met by: do
  short-form:
    title: Short form for the review
    cites: [INV-05]
    owed by: the case's worker
    for each: hold-review from the second
    due: by it
    met by: fill-in
    lapses: when analysis is met for the same review`,
    `
  fill-in: { title: Fill in, cites: [INV-05], at: any stage, by: worker }`,
  )

  it('opens, meets and dates a duty as a scan of the files does', () => {
    const facts = files('2026-12-31', plan('2025-09-01'), review('2025-11-20'))
    assert.deepEqual(opened(reviews, { facts }).owed('hold-review'), ['met 2025-12-01 by mo', 'open 2026-06-01 by mo'])
  })

  it('owes for each of a duty, by its day', () => {
    const facts = files('2026-12-31', plan('2025-09-01'), review('2025-11-20'))
    assert.deepEqual(opened(reviews, { facts }).owed('analysis'), ['open 2026-06-01 by wyn'])
    assert.deepEqual(opened(reviews, { facts }).on('2026-05-20').records('wyn', 'do').owed('analysis'), [
      'met 2026-06-01 by wyn',
    ])
  })

  it('ends one duty because another for the same thing was met', () => {
    const facts = files('2026-12-31', plan('2025-09-01'), review('2025-11-20'))
    assert.deepEqual(opened(reviews, { facts }).on('2026-05-20').records('wyn', 'do').owed('short-form'), [
      'lapsed other-duty-met 2026-06-01 by wyn',
    ])
  })

  it('ends with the plan, and so does what is owed for it', () => {
    const facts = files('2026-12-31', plan('2025-09-01', '2026-04-15'), review('2025-11-20'))
    const ended = opened(reviews, { facts })
    assert.deepEqual(ended.owed('hold-review', '2026-04-20'), [
      'met 2025-12-01 by mo',
      'lapsed plan-ended 2026-06-01 by mo',
    ])
    assert.deepEqual(ended.owed('analysis', '2026-04-20'), ['lapsed plan-ended 2026-06-01 by wyn'])
    assert.deepEqual(ended.owed('analysis', '2026-04-14'), ['open 2026-06-01 by wyn'])
  })

  it('calls nothing overdue that no file can tell of', () => {
    const until = (last: string) => opened(reviews, { facts: files(last, plan('2025-12-01')) })
    assert.deepEqual(until('2026-03-01').owed('hold-review', '2026-04-01'), [
      'overdue 2026-03-01 by mo',
      'open 2026-09-01 by mo',
    ])
    assert.deepEqual(until('2026-02-28').owed('hold-review', '2026-04-01'), [
      'not-known 2026-03-01 by mo',
      'open 2026-09-01 by mo',
    ])
  })
})

describe('a duty for each sitting', () => {
  const protocol = running(
    duty(`
    for each: sitting of panel
    while: first
    due: 5 working days before it`),
    `
  hold-panel:
    title: Record the panel
    cites: [INV-06]
    at: any stage
    by: director
    asks: { there: { title: Who was there?, type: attendance, from: panel } }`,
    `
meetings:
  panel: { title: Panel, cites: [INV-06], by: director, needs: [manager] }`,
  )
  const people = {
    ...PEOPLE,
    sittings: ['2026-03-04', '2026-03-18', '2026-04-15'].map((on) => ({ meeting: 'panel', id: on, on: day(on) })),
  }

  it('opens for the next whose time is not up, and for the one after it when that is met or past', () => {
    const panel = opened(protocol, { people })
    assert.deepEqual(panel.owed('it-is-done'), ['open 2026-03-11 by wyn'])
    assert.deepEqual(panel.owed('it-is-done', '2026-03-19'), ['overdue 2026-03-11 by wyn', 'open 2026-04-08 by wyn'])
    assert.deepEqual(panel.on('2026-03-11').records('wyn', 'do').owed('it-is-done'), [
      'met 2026-03-11 by wyn',
      'open 2026-04-08 by wyn',
    ])
  })

  it('is not there outside its stages', () => {
    assert.deepEqual(
      opened(protocol, { people }).on('2026-03-03').records('wyn', 'go-on').owed('it-is-done', '2026-04-01'),
      ['lapsed left-stage 2026-03-11 by wyn'],
    )
  })
})

describe('owed by several', () => {
  it('is owed once by each holder, who alone answers for themselves', () => {
    const protocol = running(
      `
  look:
    title: Look at it
    cites: [INV-07]
    owed by: every holder of manager
    for each: entering first
    due: 2 working days after it
    met by: look-at-it`,
      `
  look-at-it: { title: Look, cites: [INV-07], at: any stage, by: manager }`,
    )
    assert.deepEqual(opened(protocol).owed('look'), ['open 2026-03-04 by mo', 'open 2026-03-04 by mel'])
    assert.deepEqual(opened(protocol).records('mel', 'look-at-it').owed('look'), [
      'open 2026-03-04 by mo',
      'met 2026-03-04 by mel',
    ])
  })

  const writing = (whom: string) =>
    running(
      `
  write-part:
    title: Write your part
    cites: [INV-07]
    owed by: ${whom}
    for each: item of agencies in call
    due: 10 working days after it
    met by: write`,
      `
  call:
    title: Call
    cites: [INV-07]
    at: any stage
    by: worker
    asks: { agencies: { title: Which?, type: agencies } }
  write: { title: Write, cites: [INV-07], at: any stage, by: '${whom}' }
  agree:
    title: Agree
    cites: [INV-07]
    at: any stage
    by: manager
    asks: { agreed: { title: What?, type: words } }
    needs:
      - earlier: call
      - met: write-part`,
    )

  it('is owed by each agency of a list, which alone answers for itself', () => {
    const called = opened(writing('that agency')).records('wyn', 'call', answers({ agencies: ['hospital', 'police'] }))
    assert.deepEqual(called.owed('write-part'), ['open 2026-03-16 by nan and lea', 'open 2026-03-16 by otto'])
    assert.deepEqual(called.refusals('mo', 'agree', answers({ agreed: 'All.' })), ['duty-open'])
    assert.deepEqual(called.refusals('wyn', 'write'), ['not-the-own'])
    called.records('otto', 'write')
    assert.deepEqual(called.refusals('otto', 'write'), ['not-the-own'])
    called.records('lea', 'write')
    assert.deepEqual(called.owed('write-part'), ['met 2026-03-16 by nan and lea', 'met 2026-03-16 by otto'])
    assert.deepEqual(called.refusals('mo', 'agree', answers({ agreed: 'All.' })), [])
  })

  it('is owed by whom each agency has working with the case, and by all of one that has nobody there', () => {
    const protocol = writing('that agency with a tie to the case')
    const called = opened(protocol).records('wyn', 'call', answers({ agencies: ['council', 'hospital', 'police'] }))
    const open = ['open 2026-03-16 by wyn and mo', 'open 2026-03-16 by nan', 'open 2026-03-16 by otto']
    assert.deepEqual(called.owed('write-part'), open)
    assert.deepEqual(called.refusals('lea', 'write'), ['not-the-own'])
    assert.deepEqual(called.refusals('mel', 'write'), ['not-the-own'])
    called.records('nan', 'write')
    assert.equal(called.owed('write-part')[1], 'met 2026-03-16 by nan')
  })

  it('goes to others of an agency while whoever works with the case is excluded from it', () => {
    const excluded = [{ person: 'nan', from: day('2026-01-01'), until: null }]
    const one = opened(writing('that agency with a tie to the case'), { people: { ...PEOPLE, excluded } })
    const called = one.records('wyn', 'call', answers({ agencies: ['hospital'] }))
    assert.deepEqual(called.owed('write-part'), ['open 2026-03-16 by lea'])
  })
})

describe('owed once for the child, and for each brother and sister', () => {
  const protocol = running(
    `
  look-at-siblings:
    title: Look at each brother and sister
    cites: [INV-07]
    owed by: the case's worker
    for each: sibling
    due: 5 working days after it
    met by: look-at-one
  look-at-child:
    title: Look at the child
    cites: [INV-07]
    owed by: the case's worker
    for each: child
    while: second
    due: 5 working days after it
    met by: do`,
    `
  look-at-one: { title: Look, cites: [INV-07], at: any stage, by: worker }`,
  )
  const people = { ...PEOPLE, siblings: ['C-2', 'C-3'] }

  it('opens as the pathway opens, or as the stage it lasts through is entered', () => {
    const one = opened(protocol, { people })
    assert.deepEqual(
      one.view().duties.map(({ id }) => id),
      ['look-at-siblings:e1/C-2', 'look-at-siblings:e1/C-3'],
    )
    assert.deepEqual(one.on('2026-03-03').records('wyn', 'go-on').owed('look-at-child'), ['open 2026-03-10 by wyn'])
  })
})
