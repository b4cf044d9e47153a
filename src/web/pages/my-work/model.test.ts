import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../../../engine/calendar/day.ts'
import type { Instant } from '../../../engine/calendar/instant.ts'
import { startOf } from '../../../engine/pathway/days.ts'
import { groupOf, type Owed, owedPage, raisedLines } from './model.ts'

// A Friday.
const TODAY = day('2026-11-20')
const NOW = startOf(TODAY)
const NO_PAGES = { first: '', next: '' }

function owed(due: string | null, more: Partial<Pick<Owed, 'step' | 'by' | 'pathway'>> = {}) {
  const named = { pathway: due ?? 'p', childName: 'Plainly Invented', duty: 'Decide', protocol: 'Concerns' }
  return { ...named, due: due === null ? null : day(due), dueAt: null, step: 'decide', by: '', ...more }
}

describe('what is owed', () => {
  it('stands under the heading of its day, whatever weekday today is', () => {
    const days = ['2026-11-19', '2026-11-20', '2026-11-21', '2026-11-27', '2026-11-28', null]
    assert.deepEqual(
      days.map((each) => groupOf({ due: each === null ? null : day(each), dueAt: null }, NOW)),
      ['Overdue', 'Due today', 'Due in the next 7 days', 'Due in the next 7 days', 'Due later', 'With no day yet'],
    )
  })

  it('is overdue from its moment on, and says so in hours', () => {
    const row = { ...owed('2026-11-20'), dueAt: (NOW + 3_600_000) as Instant }
    const group = (now: number) => owedPage([row], now as Instant, NO_PAGES).groups[0]
    assert.deepEqual([group(NOW)?.title, group(NOW)?.rows[0]?.due], ['Due today', '01:00 on Friday 20 November 2026'])
    const late = group(NOW + 4 * 3_600_000)
    assert.deepEqual([late?.title, late?.rows[0]?.late], ['Overdue', '3 hours late'])
  })

  it('says how late it is, and shows no heading with nothing under it', () => {
    const { groups } = owedPage([owed('2026-11-18'), owed('2026-11-19'), owed('2026-12-01')], NOW, NO_PAGES)
    assert.deepEqual(
      groups.map(({ title, rows }) => [title, rows.map(({ late }) => late)]),
      [
        ['Overdue', ['2 days late', '1 day late']],
        ['Due later', ['']],
      ],
    )
  })

  it('is one thing to do where the same is owed of one pathway again', () => {
    const rows = ['2026-11-16', '2026-11-17', '2026-11-18', '2026-12-01'].map((each) => owed(each, { pathway: 'p' }))
    const { groups, count } = owedPage([...rows, owed('2026-11-19')], NOW, NO_PAGES)
    assert.deepEqual(
      groups.map(({ title, rows: lines }) => [title, lines.map(({ due, again }) => `${due}. ${again}`)]),
      [
        [
          'Overdue',
          [
            'Monday 16 November 2026. And 2 more of the same, the last due Wednesday 18 November 2026.',
            'Thursday 19 November 2026. ',
          ],
        ],
        ['Due later', ['Tuesday 1 December 2026. ']],
      ],
    )
    assert.equal(count, '4 overdue')
  })

  it('is counted in a line, and no surer than the page is whole', () => {
    const rows = [owed('2026-11-18'), owed('2026-11-20'), owed('2026-11-20')]
    assert.equal(owedPage(rows, NOW, NO_PAGES).count, '1 overdue, 2 due today')
    assert.equal(owedPage(rows, NOW, { first: '', next: '/n' }).count, '1 overdue, 2 or more due today')
    assert.equal(owedPage(rows, NOW, { first: '/f', next: '' }).count, '')
    assert.equal(owedPage([owed('2026-12-01')], NOW, NO_PAGES).count, '')
  })

  it('leads to the form of the step that does it, and for what others owe to the pathway', () => {
    const acts = (row: ReturnType<typeof owed>) => owedPage([row], NOW, NO_PAGES).groups[0]?.rows[0]?.act.href
    assert.equal(acts(owed(null)), '/pathways/p/steps/decide')
    assert.equal(acts(owed(null, { step: null })), '/pathways/p')
    assert.equal(acts(owed(null, { by: 'Wyn' })), '/pathways/p')
  })

  it('is nothing where nothing is', () => {
    assert.deepEqual(owedPage([], NOW, NO_PAGES).groups, [])
  })
})

describe('what was raised', () => {
  const at = startOf(TODAY)

  it('tells what became of it, and nothing of what they may not see', () => {
    const seen = { caseId: 'c', childName: 'Plainly Invented', stage: 's', since: at, ended: null }
    const row = { pathway: 'p', raised: at, protocol: 'Concerns', stage: 'On the list' }
    const [open, ended, hidden] = raisedLines([
      { ...row, seen },
      { ...row, seen: { ...seen, ended: at } },
      { ...row, seen: null },
    ])
    assert.equal(open?.became, 'On the list, since 20 November 2026.')
    assert.equal(ended?.became, 'Ended: On the list, since 20 November 2026.')
    assert.deepEqual([hidden?.href, hidden?.became.includes('On the list')], ['', false])
  })
})
