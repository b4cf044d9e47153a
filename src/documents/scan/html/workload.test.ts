import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { day } from '../../../engine/calendar/day.ts'
import { asked, everything, oneYear } from './given.test-data.ts'
import { busiest, sumOf, workloadOf } from './workload.ts'

describe('the workload', () => {
  test('counts each open and overdue duty once in all, and once under its protocol', () => {
    for (const cohort of [everything(), oneYear()]) {
      const { scan } = asked(cohort)
      const [all, ...rest] = workloadOf(scan).rows
      const counted = (row: typeof all): number =>
        sumOf(row?.overdue) + (row?.loads ?? []).reduce((total, load) => total + sumOf(load), 0)
      const wanted = scan.duties.filter(({ owed: { standing } }) => ['open', 'overdue'].includes(standing.kind))
      assert.ok(wanted.length > 3)
      assert.equal(counted(all), wanted.length)
      const perProtocol = rest.filter(({ overdue }) => overdue !== undefined)
      assert.equal(
        perProtocol.reduce((total, row) => total + counted(row), 0),
        wanted.length,
      )
    }
  })

  test('keeps apart what rests on a trigger that is not proved', () => {
    const unsure = workloadOf(asked(oneYear()).scan).rows[0]?.loads.reduce((total, load) => total + load.unsure, 0)
    assert.ok((unsure ?? 0) > 0)
    const proved = workloadOf(asked(everything()).scan).rows.flatMap(({ loads }) => loads.map((load) => load.unsure))
    assert.deepEqual(new Set(proved), new Set([0]))
  })

  test('says when most falls due', () => {
    const workload = workloadOf(asked(everything()).scan)
    const most = busiest(workload)
    assert.equal(most?.count, Math.max(...(workload.rows[0]?.loads ?? []).map(sumOf)))
  })

  test('of one day is that day', () => {
    const { columns } = workloadOf(asked(everything(), { until: day('2026-11-20') }).scan)
    assert.equal(columns.length, 1)
  })
})
