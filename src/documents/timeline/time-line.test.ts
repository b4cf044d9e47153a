import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../../engine/calendar/day.ts'
import { shownOf } from '../pathway/given.test-data.ts'
import { tellTimeLine, timeLineOf } from './time-line.ts'

function lineOn(id: 'challenging-cases' | 'cases-of-most-concern', on: string) {
  const { history, protocol, view } = shownOf(id, day(on))
  return { protocol, line: timeLineOf({ facts: history.facts, pathways: [{ protocol, view }], today: day(on) }) }
}

describe('a time line', () => {
  for (const id of ['challenging-cases', 'cases-of-most-concern'] as const) {
    it(`holds the stages of ${id}, one after the other`, () => {
      const { line, protocol } = lineOn(id, '2026-05-20')
      const stages = line.lanes.find(({ title }) => title === protocol.title)
      assert.ok(stages !== undefined && stages.spells.length > 0)
      const begun = stages.spells.slice(1).map(({ from }) => from)
      assert.deepEqual(
        stages.spells.slice(0, begun.length).map(({ until }) => until),
        begun,
      )
    })

    it(`tells in words all that the picture of ${id} shows`, () => {
      const { line } = lineOn(id, '2026-05-20')
      const shown = line.lanes.reduce(
        (sum, { spells, moments }) => sum + spells.length + moments.length,
        line.coming.length,
      )
      assert.equal(line.told.length, shown)
      assert.deepEqual(
        line.told.map(({ on }) => on),
        line.told.map(({ on }) => on).toSorted((a, b) => a - b),
      )
    })
  }

  it('holds a plan with its reviews in one row', () => {
    const { line } = lineOn('challenging-cases', '2026-05-20')
    const plan = line.lanes.find(({ spells }) => spells.some(({ look }) => look === 'plan'))
    assert.ok(plan?.moments.some(({ look }) => look === 'review'))
  })

  it('puts what is overdue before what is due, and says which is which', () => {
    const { line } = lineOn('cases-of-most-concern', '2026-05-20')
    assert.ok(line.coming.some(({ look }) => look === 'overdue' || look === 'due'))
    for (const { on, look } of line.coming) {
      if (look === 'overdue') assert.ok(on <= day('2026-05-20'))
      if (look === 'forecast') assert.ok(on > day('2026-05-20'))
    }
    assert.match(tellTimeLine(line), /Time line to 20 May 2026\. It shows .*The table below tells the same\.$/)
  })

  it('is of nothing where nothing is known', () => {
    const { history } = shownOf('cases-of-most-concern', day('2026-05-20'))
    const facts = { ...history.facts, facts: [] }
    const line = timeLineOf({ facts, pathways: [], today: day('2026-05-20') })
    assert.deepEqual([line.lanes, line.coming, line.told], [[], [], []])
    assert.match(tellTimeLine(line), /Nothing dated is known yet/)
  })

  it('leaves out what begins only later, and lets go on what a file ends later', () => {
    const { history } = shownOf('challenging-cases', day('2026-05-20'))
    const [plan] = history.facts.facts.filter(({ kind }) => kind === 'protection-plan')
    assert.ok(plan !== undefined)
    const ahead = { ...plan, from: day('2027-01-01') }
    const ending = { ...plan, from: day('2026-01-01'), until: day('2026-12-01') }
    const facts = { ...history.facts, facts: [ending, ahead] }
    const { lanes } = timeLineOf({ facts, pathways: [], today: day('2026-05-20') })
    assert.deepEqual(
      lanes.flatMap(({ spells }) => spells.map(({ from, until }) => [from, until])),
      [[day('2026-01-01'), null]],
    )
  })
})
