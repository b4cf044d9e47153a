import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../../../engine/calendar/day.ts'
import { groupOf, myWork } from './model.ts'

// A Friday.
const TODAY = day('2026-11-20')
const NO_PAGES = { first: '', next: '' }

function owed(due: string | null) {
  const named = { pathway: 'p', childName: 'Plainly Invented', duty: 'Decide', protocol: 'Concerns' }
  return { ...named, due: due === null ? null : day(due), dueAt: null }
}

describe('what is owed', () => {
  it('stands under the heading of its day, and a week ends with its Sunday', () => {
    const days = ['2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23', null]
    assert.deepEqual(
      days.map((each) => groupOf(each === null ? null : day(each), TODAY)),
      ['Overdue', 'Due today', 'Due this week', 'Due this week', 'Due later', 'With no day yet'],
    )
  })

  it('says how late it is, and shows no heading with nothing under it', () => {
    const { groups } = myWork([owed('2026-11-18'), owed('2026-11-19'), owed('2026-12-01')], TODAY, NO_PAGES)
    assert.deepEqual(
      groups.map(({ title, table }) => [title, table.rows.map((row) => row.at(-1)?.hint)]),
      [
        ['Overdue', ['2 days late', '1 day late']],
        ['Due later', ['']],
      ],
    )
  })

  it('is nothing where nothing is', () => {
    assert.deepEqual(myWork([], TODAY, NO_PAGES).groups, [])
  })
})
