import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { shownOf } from '../../../documents/pathway/given.test-data.ts'
import { addDays, day } from '../../../engine/calendar/day.ts'
import { startOf } from '../../../engine/pathway/days.ts'
import type { ToldRow } from '../../../record/notices/not-read.ts'
import { toldParts, unreadOf } from './told.ts'

const ON = day('2026-05-20')
const SHOWN = shownOf('cases-of-most-concern', ON)
const nameOf = (person: string): string => `${person} Invented`

function row(more: Partial<ToldRow>): ToldRow {
  const told = startOf(addDays(ON, -10))
  const none = { dueDay: null, read: null, fallsTo: null, acted: null }
  return { kind: 'overdue', about: 'd', words: { title: 'Talk' }, person: 'tam', told, ...none, ...more }
}

function tags(...rows: readonly ToldRow[]): readonly string[] {
  const parts = toldParts({ rows, nameOf }, SHOWN)
  return parts.flatMap(({ people }) => people.map(({ tag }) => tag))
}

describe('who was told what of a pathway', () => {
  it('marks who has left it unread for days, and not who was told yesterday', () => {
    assert.deepEqual(tags(row({})), ['Not read'])
    assert.deepEqual(tags(row({ told: startOf(addDays(ON, -1)) })), [''])
    assert.deepEqual(tags(row({ read: startOf(addDays(ON, -2)) })), [''])
  })

  it('says who is to tell whom no e-mail reaches, until they have', () => {
    assert.deepEqual(tags(row({ fallsTo: 'sal' })), ['Not reached'])
    assert.deepEqual(tags(row({ fallsTo: 'sal', acted: startOf(ON) })), [''])
  })

  it('names who has not read what, once for each thing told', () => {
    const unread = row({ person: 'sal', told: startOf(addDays(ON, -9)) })
    const parts = toldParts({ rows: [row({}), unread, row({ person: 'wyn', read: startOf(ON) })], nameOf }, SHOWN)
    assert.deepEqual(unreadOf(parts), [{ text: 'It is overdue: Talk: tam Invented and sal Invented', tag: 'Not read' }])
  })

  it('shows a past day as it was known then', () => {
    assert.deepEqual(tags(row({ told: startOf(addDays(ON, 3)) })), [])
    assert.deepEqual(tags(row({ read: startOf(addDays(ON, 3)) })), ['Not read'])
  })

  it('puts the readers of a notice under it', () => {
    const [notice] = SHOWN.view.notices
    assert.ok(notice !== undefined)
    const parts = toldParts({ rows: [row({ kind: 'notice', about: `${notice.id}:${notice.of}` })], nameOf }, SHOWN)
    assert.equal(parts.length, SHOWN.view.notices.length)
    assert.deepEqual(
      parts[0]?.people.map(({ tag }) => tag),
      ['Not read'],
    )
  })
})
