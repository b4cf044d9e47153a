import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { addDays, day, formatDay } from '../calendar/day.ts'
import { dataset, given, plan, review } from '../watch/given.test-data.ts'
import { scan } from '../watch/scan.ts'
import { dayOf, endOf } from './days.ts'
import { evaluate } from './evaluate.ts'
import { Case, calendar, duty, files, opened, PEOPLE, running } from './given.test-data.ts'

// "replaced by the next: yes": nothing is owed any more for what a later one of its kind has followed.

const replaced = (own: string, more = '', steps = '') =>
  running(`${duty(`${own}\n    replaced by the next: yes`)}${more}`, steps)

const REVIEWED = running(`
  hold-review:
    title: Hold the review
    cites: [INV-04]
    owed by: the case's manager
    for each: protection plan
    due: 3 months after its start, then every 6 months or from the last, whichever is first
    met by: review conference
${duty(`
    for each: hold-review
    due: by it
    replaced by the next: yes`)}`)

describe('a duty that the next replaces', () => {
  it('is owed no more once the step is recorded again', () => {
    const one = opened(replaced('\n    for each: go-on\n    due: 5 days after it'))
      .on('2026-03-03')
      .records('wyn', 'go-on')
      .on('2026-03-20')
      .records('wyn', 'go-back')
    assert.deepEqual(one.owed('it-is-done'), ['overdue 2026-03-08 by wyn'])
    one.on('2026-03-21 12:00').records('wyn', 'go-on')
    assert.deepEqual(one.owed('it-is-done'), ['lapsed followed 2026-03-08 by wyn', 'open 2026-03-26 by wyn'])
    assert.deepEqual(one.owed('it-is-done', '2026-03-21 11:59'), ['overdue 2026-03-08 by wyn'])
  })

  it('stays met where it was done before, and late where that was late', () => {
    const one = opened(replaced('\n    for each: go-on\n    due: 5 days after it'))
      .on('2026-03-03')
      .records('wyn', 'go-on')
      .on('2026-03-20')
      .records('wyn', 'do')
      .records('wyn', 'go-back')
      .records('wyn', 'go-on')
    assert.deepEqual(one.owed('it-is-done'), ['late 2026-03-08 by wyn', 'open 2026-03-25 by wyn'])
  })

  it('comes back where the later one is taken back', () => {
    const one = opened(replaced('\n    for each: entering second\n    due: 5 days after it'))
      .on('2026-03-03')
      .records('wyn', 'go-on')
      .on('2026-03-20')
      .records('wyn', 'go-back')
      .on('2026-03-21')
      .records('wyn', 'go-on', { id: 'again' })
      .on('2026-03-22')
      .records('wyn', null, { supersedes: 'again', because: 'It was another case.' })
    assert.deepEqual(one.owed('it-is-done'), ['overdue 2026-03-08 by wyn'])
  })

  it('is the latest of which a paper is written', () => {
    const one = opened(replaced('\n    for each: go-on\n    due: 5 days after it'))
    for (const on of ['2026-03-03', '2026-03-13', '2026-03-23']) {
      one.on(`${on} 10:00`).records('wyn', 'go-on').on(`${on} 11:00`).records('wyn', 'go-back')
    }
    one.on('2026-03-24').records('wyn', 'do')
    assert.deepEqual(
      one.owed('it-is-done').map((each) => each.split(' 2026')[0]),
      ['lapsed followed', 'lapsed followed', 'met'],
    )
  })

  it('of the sittings of a meeting goes when the next is over', () => {
    const meeting = `
meetings:
  panel: { title: The panel, cites: [INV-01], by: director, held: every 1 month }`
    const own = duty('\n    for each: sitting of panel\n    due: 5 days before it\n    replaced by the next: yes')
    const sittings = ['2026-03-10', '2026-04-10', '2026-05-10'].map((on) => ({ meeting: 'panel', id: on, on: day(on) }))
    const one = opened(running(own, '', meeting), { people: { ...PEOPLE, sittings } })
    assert.deepEqual(one.owed('it-is-done', '2026-04-10'), ['overdue 2026-03-05 by wyn', 'overdue 2026-04-05 by wyn'])
    assert.deepEqual(one.owed('it-is-done', '2026-04-11').slice(0, 2), [
      'lapsed followed 2026-03-05 by wyn',
      'overdue 2026-04-05 by wyn',
    ])
  })

  it('by each of which another is owed takes that with it', () => {
    const child = `
  told:
    title: Say so
    cites: [INV-03]
    owed by: the case's manager
    for each: it-is-done
    due: by it
    met by: say`
    const say = '  say: { title: Say, cites: [INV-03], at: any stage, by: manager }'
    const one = opened(replaced('\n    for each: go-on\n    due: 5 days after it', child, say))
      .on('2026-03-03')
      .records('wyn', 'go-on')
      .on('2026-03-04')
      .records('wyn', 'go-back')
      .on('2026-03-05')
      .records('wyn', 'go-on')
    assert.deepEqual(one.owed('told'), ['lapsed followed 2026-03-08 by mo', 'open 2026-03-10 by mo'])
  })

  it('is replaced by the review that files tell of, and not by one that is only due', () => {
    const facts = files('2026-12-31', plan('2025-06-02'), review('2025-09-01'), review('2026-03-02'))
    const one = opened(REVIEWED, { facts })
    assert.deepEqual(one.owed('it-is-done', '2026-10-01'), [
      'lapsed followed 2025-09-01 by wyn',
      'overdue 2026-03-02 by wyn',
      'overdue 2026-09-02 by wyn',
      'open 2027-03-02 by wyn',
    ])
  })

  it('is asked of one case and of a cohort alike, whatever reviews were held when', () => {
    const FIRST = day('2024-01-01')
    const held = fc.uniqueArray(fc.integer({ min: 20, max: 900 }), { maxLength: 6 })
    const on = (days: number): string => formatDay(addDays(FIRST, days))
    fc.assert(
      fc.property(held, fc.integer({ min: 0, max: 1_000 }), (reviews, asked) => {
        const asOf = addDays(FIRST, asked)
        const facts = [plan(on(0)), ...reviews.toSorted((a, b) => a - b).map((each) => review(on(each)))]
        const cohort = given(dataset('2026-12-31'), { facts })
        const begun = new Case(REVIEWED, { facts: files('2026-12-31', ...facts) }).holds(on(0), 'wyn', 'open')
        const moment = endOf(asOf)
        const view = evaluate(REVIEWED, begun.history, PEOPLE, calendar, { asOf: moment, knownAt: moment })
        const own = view.duties.filter((each) => each.duty.id === 'it-is-done' && 'day' in each.due)
        const lapsed = own.filter(({ standing }) => standing.kind === 'lapsed').length
        const passed = reviews.filter((each) => each <= asked).length
        assert.equal(lapsed, Math.max(0, passed - 1), 'all but the last that was held')
        const [tally] = scan([{ protocol: REVIEWED, calendar }], cohort, { asOf, until: addDays(asOf, 400) }).tallies
        const counts = tally?.duties.find((each) => each.duty.id === 'it-is-done')?.counts
        assert.equal(counts?.lapsed, lapsed)
        for (const { standing } of own) {
          if (standing.kind === 'lapsed') assert.ok(reviews.some((each) => addDays(FIRST, each) === dayOf(standing.at)))
        }
      }),
    )
  })
})
