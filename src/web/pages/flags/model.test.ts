import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { FlagLine } from '../../../documents/flags/flag-line.ts'
import { line, owedBy } from '../../../documents/flags/given.test-data.ts'
import { day } from '../../../engine/calendar/day.ts'
import { startOf } from '../../../engine/pathway/days.ts'
import { agencySections, flagGroups } from './model.ts'

const NOW = startOf(day('2026-11-26'))

describe('the flags that an agency carries', () => {
  it('stand under what is overdue, what is to be confirmed and what is in place', () => {
    const lines = [
      line({ state: 'placed', owed: null }),
      line({}),
      line({ state: 'removal-asked', owed: owedBy('2026-11-24') }),
    ]
    assert.deepEqual(
      flagGroups(lines, NOW).map(({ title, cards }) => [title, cards.map(({ stands, late }) => [stands.text, late])]),
      [
        ['Overdue', [['To be taken off', '2 days late']]],
        ['To be confirmed', [['To be placed', '']]],
        ['In place', [['In place', '']]],
      ],
    )
  })

  it('lead whoever owes it to the step that confirms, and nobody else', () => {
    const confirms = (owed: FlagLine['owed']) => flagGroups([line({ owed })], NOW)[0]?.cards[0]?.confirm
    assert.deepEqual(confirms(owedBy('2026-11-27')), {
      text: 'Confirm it',
      href: '/pathways/p/steps/confirm?about=place%3A1%2Ff%2Fpolice',
    })
    assert.equal(confirms(owedBy('2026-11-27', false)), null)
    assert.equal(confirms(null), null)
  })

  it('tell the official name to whoever is to place it, and to nobody after', () => {
    const says = (more: Partial<FlagLine>) => JSON.stringify(flagGroups([line(more)], NOW)).includes('An official name')
    assert.equal(says({}), true)
    assert.equal(says({ state: 'placed', owed: null }), false)
  })

  it('say what becomes of them where the case is restricted', () => {
    const said = (more: Partial<FlagLine>) => flagGroups([line(more)], NOW)[0]?.cards[0]?.restricted ?? ''
    assert.equal(said({}), '')
    assert.match(said({ contact: 'Tam' }), /The flag stays.*Tam/)
    assert.match(said({ contact: 'Tam', state: 'removal-asked' }), /Take the flag off/)
  })

  it('name the agency where somebody acts for two', () => {
    const two = [line({}), line({ agency: { id: 'hospital', title: 'Hospital' } })]
    const agencies = (lines: readonly FlagLine[]) => flagGroups(lines, NOW)[0]?.cards.map(({ agency }) => agency)
    assert.deepEqual(agencies(two), ['Police', 'Hospital'])
    assert.deepEqual(agencies([line({})]), [''])
  })
})

describe('the flags of every agency', () => {
  it('stand case by case, with how many have still to confirm', () => {
    const lines = [
      line({}),
      line({ agency: { id: 'hospital', title: 'Hospital' }, state: 'placed', owed: null, reference: 'H-7' }),
      line({ pathway: 'q', child: null, state: 'removed', owed: null }),
    ]
    const [first, second] = agencySections(lines, NOW)
    assert.deepEqual([first?.counted, first?.table.rows.length], ['1 agency has still to confirm.', 2])
    assert.deepEqual(
      first?.table.rows.map((row) => row.map(({ text }) => text)),
      [
        ['Police', 'To be placed', 'Friday 27 November 2026', 'Not said'],
        ['Hospital', 'In place', 'Confirmed', 'Reference H-7'],
      ],
    )
    assert.deepEqual(
      [second?.counted, second?.child],
      ['Every agency has confirmed.', 'A child whose name is not known here'],
    )
  })

  it('name the flag where a case has several', () => {
    const [section] = agencySections([line({}), line({ text: 'Another' })], NOW)
    assert.deepEqual(section?.table.head.map(({ text }) => text)[1], 'Flag')
  })
})
