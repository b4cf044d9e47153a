import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../calendar/day.ts'
import { fillersOf } from './attending.ts'
import type { AnswerValue } from './entry.ts'
import { answers, Case, PEOPLE, running } from './given.test-data.ts'
import type { People } from './people.ts'

const protocol = running(
  '  {}',
  `  talk:
    title: Talk
    at: any stage
    by: director
    cites: [INV-01]
    asks:
      took-part: { title: Who took part?, type: attendance, from: talk, needed: no }`,
  `
meetings:
  talk: { title: The talk, cites: [INV-01], by: director, held: when called, needs: [manager, nurse, lead] }`,
)
const SINCE = { from: day('2020-01-01'), until: null }
const MIDYEAR = { from: day('2026-03-02'), until: day('2026-04-01') }
const people: People = {
  ...PEOPLE,
  // Fay holds the post elsewhere; Otto stands in for Mo in March.
  persons: [...PEOPLE.persons, { id: 'fay', agency: 'elsewhere', manager: null }],
  holdings: [...PEOPLE.holdings, { person: 'fay', role: 'manager', ...SINCE }],
  own: [...PEOPLE.own, { person: 'otto', role: 'manager', ...MIDYEAR }],
  excluded: [{ person: 'nan', ...MIDYEAR }],
}

/** What is said against one post's words, as kind and post. */
function saysOf(when: string, post: string, said: AnswerValue): readonly string[] {
  const told = new Case(protocol, { people }).on('2026-02-02 09:00').records('wyn', 'open', answers({}))
  const decision = told.on(when).tries('dot', 'talk', answers({ 'took-part': { [post]: said } }))
  return decision.ok ? [] : decision.refusals.map((each) => ('post' in each ? `${each.kind} ${each.post}` : each.kind))
}
const there = (who: string, instead?: string) => ({ is: 'present', who, ...(instead === undefined ? {} : { instead }) })

describe('a post that was there', () => {
  it('is filled without a word by its own holder, another of their agency, and who stands in for one meanwhile', () => {
    assert.deepEqual(fillersOf(people, 'manager', day('2026-02-03')), ['mo', 'mel'])
    assert.deepEqual(fillersOf(people, 'manager', day('2026-03-03')), ['mo', 'otto', 'mel'])
    for (const who of ['mo', 'mel']) assert.deepEqual(saysOf('2026-02-03', 'manager', there(who)), [])
    assert.deepEqual(saysOf('2026-03-03', 'manager', there('otto')), [])
    assert.deepEqual(saysOf('2026-02-03', 'manager', there('otto')), ['not-their-post manager'])
  })

  it('is filled by anybody else only with words that can be seen', () => {
    for (const who of ['fay', 'wyn']) {
      assert.deepEqual(saysOf('2026-02-03', 'manager', there(who)), ['not-their-post manager'])
      assert.deepEqual(saysOf('2026-02-03', 'manager', there(who, ' \u200b')), ['not-their-post manager'])
      assert.deepEqual(saysOf('2026-02-03', 'manager', there(who, 'Mo was ill.')), [])
    }
    assert.deepEqual(saysOf('2026-02-03', 'lead', there('nan')), ['not-their-post lead'])
  })

  it('is said with whom, unless one person alone holds it', () => {
    assert.deepEqual(saysOf('2026-02-03', 'manager', 'present'), [])
    // In March two hold it.
    assert.deepEqual(saysOf('2026-03-03', 'manager', 'present'), ['nobody-named manager'])
    const noLead = { ...people, holdings: people.holdings.filter(({ role }) => role !== 'lead') }
    const told = new Case(protocol, { people: noLead }).on('2026-02-02').records('wyn', 'open', answers({}))
    assert.equal(told.tries('dot', 'talk', answers({ 'took-part': { lead: 'present' } })).ok, false)
  })

  it('is nobody who is kept from the case on that day, named or not', () => {
    assert.deepEqual(saysOf('2026-02-03', 'nurse', 'present'), [])
    for (const said of ['present', there('nan'), there('nan', 'Anyway.')]) {
      assert.deepEqual(saysOf('2026-03-03', 'nurse', said), ['kept-out nurse'])
    }
    assert.deepEqual(saysOf('2026-03-03', 'nurse', 'absent'), [])
    assert.deepEqual(saysOf('2026-04-01', 'nurse', there('nan')), [])
  })
})
