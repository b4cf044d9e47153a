import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { agendaOf } from './agenda.ts'
import { asked, everything, many } from './given.test-data.ts'

describe('the agenda', () => {
  test('holds every row of the scan once', () => {
    const { scan } = asked(everything())
    const { shown, left, duties } = agendaOf(scan)
    assert.equal(left, 0)
    assert.deepEqual(new Set(shown.flatMap((each) => each.occasions)), new Set(scan.occasions))
    assert.deepEqual(new Set(duties), new Set(scan.duties))
    assert.equal(duties.length, scan.duties.length)
  })

  test('lists children by the soonest day that something is owed or met, and duties by their day', () => {
    const { scan } = asked(everything())
    const { shown, duties } = agendaOf(scan)
    assert.deepEqual(
      duties.map(({ owed }) => owed.due),
      duties.map(({ owed }) => owed.due).sort((a, b) => a - b),
    )
    const rankedAlike = shown.filter(({ occasions, duties: owed }) => {
      const acts = occasions.some(({ standing, occasion }) => standing === 'met' && occasion.trigger.suggests === null)
      return !acts && !owed.some((row) => row.owed.standing.kind === 'overdue') && owed.length > 0
    })
    const soonest = rankedAlike.map((child) =>
      Math.min(
        ...child.duties.filter(({ owed }) => owed.standing.kind !== 'not-known').map(({ owed }) => owed.due),
        ...child.occasions.filter(({ standing }) => standing === 'to-come').map(({ occasion }) => occasion.possible),
      ),
    )
    assert.ok(soonest.length > 0)
    assert.deepEqual(
      soonest,
      [...soonest].sort((a, b) => a - b),
    )
  })

  test('leaves out nobody who is to be escalated now while it lists somebody who is not', () => {
    const { scan } = asked(everything())
    const acts = (child: number): boolean =>
      scan.occasions.some(
        (row) => row.child === child && row.standing === 'met' && row.occasion.trigger.suggests === null,
      ) || scan.duties.some((row) => row.child === child && row.owed.standing.kind === 'overdue')
    const { shown } = agendaOf(scan)
    const order = shown.map(({ child }) => acts(child))
    assert.ok(order.includes(true) && order.includes(false))
    assert.deepEqual(
      order,
      [...order].sort((a, b) => Number(b) - Number(a)),
    )
  })

  test('counts the children that it leaves out', () => {
    const { scan } = asked(many(30))
    const { shown, left } = agendaOf(scan, 20)
    assert.equal(shown.length, 20)
    assert.equal(left, 10)
  })
})
