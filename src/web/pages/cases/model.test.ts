import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { example, shownOf } from '../../../documents/pathway/given.test-data.ts'
import { day } from '../../../engine/calendar/day.ts'
import type { Instant } from '../../../engine/calendar/instant.ts'
import type { WayInto } from '../../../record/access/ways-into.ts'
import type { SeenRow } from '../../../record/audit/seen-by.ts'
import type { ReadCase } from '../../../record/pathways/read-case.ts'
import { type CaseGiven, casePage } from './model.ts'
import { seenLines } from './seen.ts'

const TODAY = day('2026-05-20')

function read(more: Partial<ReadCase> = {}, on = TODAY): ReadCase {
  const { view, protocol, calendar, clause, history, people } = shownOf('cases-of-most-concern', on)
  const rules = { protocol, calendar, clause, protocolHash: Buffer.alloc(32), calendarHash: Buffer.alloc(32) }
  const pathway = {
    caseId: 'c',
    version: 1,
    rules,
    course: { opened: rules, later: new Map() },
    view,
    facts: history.facts,
    childIdentifier: null,
    childName: null,
    correctable: () => new Map(),
    compartments: [],
    moved: [],
    people,
  }
  return {
    caseId: 'c',
    childName: 'Plainly Invented',
    sensitivity: 'standard',
    contact: null,
    leadAgency: 'A council',
    leadTeam: 'North',
    sees: 'whole',
    asksWhoHasSeen: false,
    manages: false,
    records: false,
    lifeEvents: [],
    notified: [],
    holders: [
      { person: 'tam', name: 'Tam', agency: 'A council', role: 'team-manager', since: day('2020-01-01') },
      { person: 'una', name: 'Una', agency: 'A school', role: 'school-lead', since: day('2021-01-01') },
      { person: 'una', name: 'Una', agency: 'A school', role: 'core-group', since: day('2020-06-01') },
    ],
    facts: history.facts,
    pathways: [{ ...pathway, pathway: 'p', opened: 0 as Instant }],
    ...more,
  }
}

function page(more: Partial<CaseGiven> = {}) {
  return casePage({
    read: read(),
    family: { rows: [], withheld: 0 },
    flags: [],
    ways: [],
    withTheCase: new Map(),
    calendar: null,
    nation: 'england',
    today: TODAY,
    ...more,
  })
}

function way(more: Partial<WayInto>): WayInto & { protocol: null } {
  const none = { team: null, role: null, protocolHash: null, calendarHash: null, until: null, closes: null }
  return { name: 'Tam', agency: 'A council', by: 'own', actions: ['read'], ...none, ...more, protocol: null }
}

describe('the page of a case', () => {
  it('shows each open pathway with its stage and what is due next, and calls roles as its protocol does', () => {
    const { open, closed, holders, others } = page()
    assert.equal(open.length, 1)
    assert.match(open[0]?.next ?? '', /^\w.*, (was )?due \d+ \w+ 2026\.$/)
    assert.equal(closed.rows.length, 0)
    assert.deepEqual(
      holders.map(({ name, roles }) => [name, roles]),
      [['Tam', 'Team Manager']],
    )
    assert.deepEqual(
      others.map(({ name, roles, hint }) => [name, roles, hint]),
      [['Una', 'School lead and Core group', 'A school, since 1 June 2020']],
    )
  })

  it('says how many of the family are withheld, and that no file counts anybody where none does', () => {
    assert.match(page().withheld, /No file counts another child/)
    assert.match(
      page({ family: { rows: [], withheld: 1 } }).withheld,
      /^Files count 1 child into the family who has no/,
    )
    const one = { child: 'k', name: 'Sunil Invented', caseId: 'd' }
    assert.match(
      page({ family: { rows: [one], withheld: 2 } }).withheld,
      /^Files count 2 more children into .* who have no/,
    )
    assert.equal(page({ family: { rows: [one], withheld: 0 } }).withheld, '')
  })

  it('says of a case that is restricted or sealed what it is, and whom to ask', () => {
    const restricted = page({ read: read({ sensitivity: 'restricted', contact: 'Sal' }) })
    assert.match(restricted.restricted, /restricted\..* Ask Sal about it\.$/)
    assert.deepEqual(restricted.tags, [{ text: 'Restricted', colour: 'red' }])
    assert.match(page({ read: read({ sensitivity: 'sealed' }) }).restricted, /sealed/)
  })

  it('gives whoever sees the whole case one line, and not another for a pathway of it', () => {
    const ways = [way({}), way({ by: 'protocol' }), way({ name: 'Nan', by: 'protocol' })]
    assert.deepEqual(
      page({ ways }).ways.rows.map(([who]) => who?.text),
      ['Tam', 'Nan'],
    )
  })

  it('says that a child has died, or grown up', () => {
    const { facts } = example('cases-of-most-concern').history
    const told = (child: Partial<typeof facts.child>) =>
      page({ read: read({ pathways: [], facts: { ...facts, child: { ...facts.child, ...child } } }) })
    assert.match(told({ died: day('2026-05-01') }).ended, /died on 1 May 2026/)
    assert.match(told({ died: null, born: day('2008-05-20') }).ended, /turned 18/)
    assert.match(told({ died: null, born: day('2008-05-21') }).about, /17 years old, born 21 May 2008/)
    assert.equal(told({ died: null, born: day('2008-05-21') }).ended, '')
  })
})

describe('who has seen a case', () => {
  const row: SeenRow = {
    envelope: 'e',
    at: Date.UTC(2026, 10, 20, 10, 0, 1) as Instant,
    person: 'p',
    name: 'Wyn',
    agency: 'A council',
    action: 'read-case',
    decision: 'allowed',
    accessPath: 'own:1',
    compartments: [],
  }

  it('is one line for what one person did within a minute, and another for what was refused', () => {
    const later = { ...row, at: (row.at + 2_000) as Instant }
    const lines = seenLines([later, row, { ...row, decision: 'refused' }, { ...row, accessPath: 'break-glass' }])
    assert.deepEqual(
      lines.map(({ refused, glass }) => [refused, glass]),
      [
        [false, false],
        [true, false],
        [false, true],
      ],
    )
  })

  it('says of a form that was recorded that it was recorded, and of no other than that it was thrown away', () => {
    const drop = { ...row, action: 'drop-draft' }
    const recorded = { ...row, action: 'record-step' }
    const whatOf = (rows: readonly SeenRow[]) => seenLines(rows).map(({ what }) => what)
    assert.deepEqual(whatOf([drop, recorded]), ['Recorded a step'])
    const thrown = 'Threw a form about it away'
    for (const other of [
      { ...recorded, person: 'another' },
      { ...recorded, at: (row.at - 1) as Instant },
      { ...recorded, decision: 'refused' as const },
    ]) {
      assert.ok(whatOf([drop, other]).includes(thrown))
    }
  })

  it('says what it has no words for in those of the record', () => {
    assert.equal(seenLines([{ ...row, action: 'do-something', name: null }])[0]?.what, 'Do something')
  })
})
