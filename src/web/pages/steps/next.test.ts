import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { LIBRARY } from '../../../documents/pathway/given.test-data.ts'
import { day } from '../../../engine/calendar/day.ts'
import type { Instant } from '../../../engine/calendar/instant.ts'
import { startOf } from '../../../engine/pathway/days.ts'
import { nextLines, ringing } from './next.ts'

const { protocol } = LIBRARY.protocols.find(({ protocol: { id } }) => id === 'challenging-cases') ?? assert.fail()
const NOW = startOf(day('2026-11-20'))
const HERE = { pathway: 'p', now: NOW }
const [duty = assert.fail()] = protocol.duties.filter(({ metBy }) => metBy.kind === 'step')
const owed = { duty: duty.id, dutyId: `${duty.id}:1`, due: day('2026-11-20'), dueAt: (NOW + 9 * 3_600_000) as Instant }

const NAMES = new Map([
  ['wyn', { name: 'Wyn Invented', agency: 'Council' }],
  ['sal', { name: 'Sal Invented', agency: 'Council' }],
])
const worker = { kind: 'of-case', role: 'nobody-of-this-role' } as const

describe('what follows for whoever recorded it', () => {
  it('leads straight to the step of that very duty, with the moment by which it is due', () => {
    const [line] = nextLines([owed], HERE, protocol)
    assert.equal(line?.duty, duty.title)
    assert.equal(line?.by, 'By 09:00 on Friday 20 November 2026')
    assert.match(line?.href ?? '', new RegExp(`^/pathways/p/steps/[a-z0-9-]+\\?about=${duty.id}%3A1$`))
  })

  it('stands as the protocol has it, where it is due at the same time, and without a day last', () => {
    const all = protocol.duties.filter(({ metBy }) => metBy.kind === 'step').slice(0, 3)
    const [one, two, three] = all.map(({ id }) => ({ ...owed, duty: id, dutyId: `${id}:1` }))
    if (one === undefined || two === undefined || three === undefined) assert.fail()
    const lines = nextLines([three, { ...one, due: null, dueAt: null }, two], HERE, protocol)
    assert.deepEqual(
      lines.map(({ duty: title }) => title),
      [all[1]?.title, all[2]?.title, all[0]?.title],
    )
    assert.equal(lines[0]?.left, '9 hours left')
  })

  it('says late, and leaves out what no step of the protocol does', () => {
    const late = nextLines([owed], { ...HERE, now: (NOW + 11 * 3_600_000) as Instant }, protocol)
    assert.equal(late[0]?.late, '2 hours late')
    assert.deepEqual(nextLines([{ ...owed, duty: 'of-no-protocol' }], HERE, protocol), [])
    assert.equal(nextLines([{ ...owed, due: null, dueAt: null }], HERE, protocol)[0]?.by, '')
  })
})

describe('whom to ring', () => {
  it('is whoever owes the answer, and who stands in for them while they are away', () => {
    const away = new Map([['wyn', { backOn: day('2026-11-23'), by: ['sal'] }]])
    const { persons } = ringing([{ owedBy: ['wyn', 'sal'], who: worker }], protocol, NAMES, away)
    assert.deepEqual(
      persons.map(({ name, standIn }) => [name, standIn]),
      [['Wyn Invented', 'Away: ring Sal Invented instead. They are back on Monday 23 November 2026.']],
    )
  })

  it('says that nobody stands in, and who is not known', () => {
    const away = new Map([['wyn', { backOn: day('2026-11-23'), by: [] }]])
    const opened = [
      { owedBy: ['wyn'], who: worker },
      { owedBy: [], who: worker },
      { owedBy: [], who: worker },
    ]
    const { persons, nobody } = ringing(opened, protocol, NAMES, away)
    assert.match(persons[0]?.standIn ?? '', /nobody stands in/)
    assert.equal(nobody.length, 1)
    assert.equal(ringing([{ owedBy: ['wyn'], who: worker }], protocol, NAMES, new Map()).persons[0]?.standIn, '')
  })
})
