import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Instant } from '../calendar/instant.ts'
import { protocol as shipped } from '../watch/given.test-data.ts'
import { decide } from './decide.ts'
import type { Answers, AnswerValue, Entry } from './entry.ts'
import { evaluate } from './evaluate.ts'
import { answers, at, Case, calendar, NO_FACTS, small } from './given.test-data.ts'
import { peopleFor } from './random.test-data.ts'
import { standsAt } from './stands.ts'

// What nobody should send and somebody will: it is refused with a reason, or told of and left out; it never crashes.

const protocol = small(`
stages: { open: Open, shut: { title: Shut, ends: yes } }
steps:
  begin: { title: Begin, cites: [INV-01], at: start, by: worker, to: open }
  note:
    title: Note
    cites: [INV-02]
    at: any stage
    by: worker
    asks: { said: { title: What?, type: words }, list: { title: Which?, type: items, needed: no, parts: { name: { title: Who?, type: words } } } }
  choose: { title: Choose, cites: [INV-03], at: open, by: director, to: { stay: { title: Stay }, leave: shut } }
duties:
  note-it:
    title: Note it
    cites: [INV-02]
    owed by: worker
    for each: item of list in note
    due: 2 days after it
    met by: note
`)
const begun = (): Case => new Case(protocol).on('2026-03-02 10:00').records('wyn', 'begin')
const HOSTILE_NAMES = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', '']

describe('entries that mean nothing here', () => {
  const told = (one: Case) => one.view('2026-04-01').entries.map(({ entry, ignored }) => [entry.id, ignored])

  it('are told of and left out', () => {
    const odd = begun()
      .holds('2026-03-03', 'wyn', 'no-such-step')
      .holds('2026-03-03', 'dot', 'choose')
      .holds('2026-03-03', 'dot', 'choose', { outcome: 'no-such-outcome' })
      .holds('2026-03-03', 'wyn', null)
      .holds('2026-03-03', 'wyn', 'note', { supersedes: 'e99' })
      .holds('2026-03-04', 'wyn', 'note', { id: 'e1' })
    assert.deepEqual(told(odd), [
      ['e1', null],
      ['e2', 'unknown-step'],
      ['e3', 'unknown-outcome'],
      ['e4', 'unknown-outcome'],
      ['e5', 'unknown-step'],
      ['e6', 'supersedes-nothing'],
      ['e1', 'repeated'],
    ])
    assert.equal(odd.stage('2026-04-01'), 'open')
  })

  it('are told of where their times are no moments', () => {
    const odd = begun()
    odd.entries.push({ ...(odd.entries[0] as Entry), id: 'e2', happened: Number.NaN as Instant })
    odd.entries.push({ ...(odd.entries[0] as Entry), id: 'e3', recorded: Number.POSITIVE_INFINITY as Instant })
    assert.deepEqual(told(odd), [
      ['e1', null],
      ['e2', 'no-moment'],
      ['e3', 'no-moment'],
    ])
  })

  it('bear names that every object has, and are unknown all the same', () => {
    for (const name of HOSTILE_NAMES) {
      assert.deepEqual(told(begun().holds('2026-03-03', 'wyn', name))[1], ['e2', 'unknown-step'])
      const odd = begun()
      odd.entries.push({ ...(odd.entries[0] as Entry), id: 'e2', step: null, trigger: { id: name, met: '2026-03-01' } })
      assert.deepEqual(told(odd)[1], ['e2', 'unknown-trigger'])
    }
  })

  it('supersede each other in a circle, and neither counts', () => {
    const odd = begun()
      .holds('2026-03-03', 'wyn', 'note', { id: 'a', supersedes: 'b' })
      .holds('2026-03-03', 'wyn', 'note', { id: 'b', supersedes: 'a' })
      .holds('2026-03-03', 'wyn', 'note', { id: 'c', supersedes: 'c' })
    assert.deepEqual(
      told(odd)
        .slice(1)
        .filter(([, ignored]) => ignored === null),
      [],
    )
  })

  it('supersede what was recorded at the same moment, whatever their identifiers', () => {
    const same = { recorded: '2026-03-05' }
    const odd = begun()
      .holds('2026-03-03', 'dot', 'choose', { ...same, id: 'z', outcome: 'leave' })
      .holds('2026-03-03', 'dot', null, { ...same, id: 'a', supersedes: 'z' })
    assert.equal(odd.stage('2026-04-01'), 'open')
  })

  it('correct one entry twice: the first that was recorded counts', () => {
    const odd = begun()
      .holds('2026-03-03', 'dot', 'choose', { id: 'x', outcome: 'leave' })
      .holds('2026-03-03', 'dot', 'choose', { id: 'y', outcome: 'stay', supersedes: 'x', recorded: '2026-03-05' })
      .holds('2026-03-03', 'dot', 'choose', { id: 'z', outcome: 'leave', supersedes: 'x', recorded: '2026-03-06' })
    assert.equal(odd.stage('2026-04-01'), 'open')
    assert.deepEqual(told(odd).at(-1), ['z', 'supersedes-nothing'])
  })
})

describe('acts that mean nothing here', () => {
  it('are refused by name', () => {
    for (const name of HOSTILE_NAMES) {
      assert.deepEqual(begun().refusals('wyn', name), ['unknown-step'])
      assert.deepEqual(begun().refusals('dot', 'choose', { outcome: name }), ['unknown-outcome'])
      assert.ok(
        begun()
          .refusals('wyn', 'note', { answers: { said: 'So.' }, about: name })
          .includes('about-unknown'),
      )
      assert.deepEqual(begun().refusals('wyn', null, { supersedes: name, because: 'No.' }), ['nothing-to-supersede'])
      assert.ok(
        begun()
          .refusals(name, 'note', { answers: { said: 'So.' } })
          .includes('role-not-held') ===
          (name !== 'worker'),
      )
    }
    assert.deepEqual(begun().refusals('wyn', null), ['unknown-step'])
  })

  it('answer what was not asked, with names that every object has too', () => {
    const answers = JSON.parse('{"said":"So.","__proto__":"x","constructor":"y"}') as Answers
    assert.deepEqual(begun().refusals('wyn', 'note', { answers }), ['not-asked', 'not-asked'])
  })

  it('say nothing that can be seen, and are unanswered, a reason for a correction as well', () => {
    for (const blank of [' ', '\u200B', '\u0000', '\u00AD\u2060', '\u2800', '\u3164', '\u202E', '\u0301']) {
      assert.deepEqual(begun().refusals('wyn', 'note', { answers: { said: blank } }), ['unanswered'])
      assert.deepEqual(begun().refusals('wyn', null, { supersedes: 'e1', because: blank }), ['no-reason'])
    }
    for (const said of ['?', '\u200Bno', 'cafe\u0301', '\u2714']) {
      assert.deepEqual(begun().refusals('wyn', 'note', { answers: { said } }), [])
    }
  })

  it('come after nothing that is said to be recorded long after now', () => {
    const said = answers({ said: 'So.' })
    const poisoned = begun()
      .holds('2026-03-03', 'wyn', 'note', { ...said, recorded: '2926-03-03' })
      .on('2026-03-06')
    const decision = poisoned.tries('wyn', 'note', said)
    assert.ok(!decision.ok)
    const [refused] = decision.refusals
    assert.deepEqual(refused, {
      kind: 'recorded-ahead',
      entry: 'e2',
      recorded: at('2926-03-03'),
      cites: ['INV-02'],
      instead: null,
    })
    const late = begun()
      .holds('2026-03-03', 'wyn', 'note', { ...said, recorded: '2026-03-06 20:00' })
      .on('2026-03-06 10:00')
    const allowed = late.tries('wyn', 'note', said)
    assert.equal(allowed.ok && allowed.entry.recorded, at('2026-03-06 20:00'))
  })

  it('are refused where their identifier is taken', () => {
    assert.deepEqual(begun().refusals('wyn', 'note', { answers: { said: 'So.' }, id: 'e1' }), ['already-recorded'])
  })
})

/** Nulls too, as a file may hold them. */
const anyValue: fc.Arbitrary<AnswerValue> = fc.jsonValue({ maxDepth: 3 }).map((value) => value as AnswerValue)
const anyId = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'constructor', '')

describe('anything at all', () => {
  const protocols = [protocol, shipped('cases-of-most-concern'), shipped('challenging-cases')]
  const anyEntry = fc.record({
    pick: fc.nat(),
    outcome: fc.option(fc.constantFrom('stay', 'leave', 'met', 'constructor')),
    happened: fc.oneof(
      fc.double(),
      fc.integer({ min: -1e15, max: 1e15 }),
      fc.constant(Number.NaN),
      fc.constant(1_772_445_600_000),
    ),
    recorded: fc.oneof(fc.integer({ min: 1_772_000_000_000, max: 1_773_000_000_000 }), fc.constant(Number.NaN)),
    answers: fc.dictionary(
      fc.constantFrom('said', 'list', 'took-part', 'category', '__proto__', 'constructor'),
      anyValue,
    ),
    id: anyId,
    about: fc.option(anyId),
    supersedes: fc.option(anyId),
    who: fc.nat(),
    trigger: fc.option(fc.record({ id: fc.constantFrom('plan-not-ending', 'constructor'), met: fc.string() })),
  })

  it('is folded and judged without a crash', () => {
    fc.assert(
      fc.property(fc.constantFrom(...protocols), fc.array(anyEntry, { maxLength: 12 }), (of, all) => {
        const people = peopleFor(of)
        const entries = all.map(({ pick, who, ...rest }): Entry => {
          const step = of.steps[pick % (of.steps.length + 1)]?.id ?? null
          const { person, role } = people.holdings[who % people.holdings.length] ?? { person: '', role: '' }
          return {
            ...rest,
            step,
            by: person,
            role,
            because: 'x',
            happened: rest.happened as Instant,
            recorded: rest.recorded as Instant,
          }
        })
        const now = at('2026-06-01')
        const history = { facts: NO_FACTS, entries }
        const view = evaluate(of, history, people, calendar, { asOf: now, knownAt: now })
        assert.ok(view.duties.every(({ id }) => id.length > 0))
        assert.equal(standsAt(of, entries, { asOf: now, knownAt: now }), view.stage)
        for (const { id: _id, recorded: _recorded, trigger: _trigger, ...command } of entries.slice(0, 4)) {
          const decision = decide(of, history, people, calendar, command, { now, newId: 'new' })
          assert.ok(decision.ok || decision.refusals.length > 0)
        }
      }),
    )
  })

  it('however much of it: 10,000 entries', () => {
    const many = begun()
    for (let i = 0; i < 10_000; i++) {
      many.entries.push({
        ...(many.entries[0] as Entry),
        id: `n${i}`,
        step: 'note',
        happened: (at('2026-03-03') + i * 1000) as Instant,
        recorded: (at('2026-03-03') + i * 1000) as Instant,
        answers: { said: 'So.', list: [{ name: 'A' }] },
        supersedes: null,
      })
    }
    const view = many.view('2026-05-01')
    assert.equal(view.duties.length, 10_000)
    assert.deepEqual(many.on('2026-05-01').refusals('wyn', 'note', { answers: { said: 'So.' } }), [])
  })

  it('corrections of corrections, 10,000 deep', () => {
    const deep = begun()
    for (let i = 0; i < 10_000; i++) {
      const supersedes = i === 0 ? null : `n${i - 1}`
      deep.entries.push({
        ...(deep.entries[0] as Entry),
        id: `n${i}`,
        step: 'note',
        answers: { said: 'So.' },
        supersedes,
      })
    }
    assert.equal(
      deep.view('2026-05-01').entries.filter(({ supersededBy, ignored }) => supersededBy === null && ignored === null)
        .length,
      2,
    )
  })
})
