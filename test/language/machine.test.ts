// How a pathway can move, as the checker goes through it: which records may come next, and how many duties they leave open.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { nothingChanges } from '../../src/engine/facts/life-event.test-data.ts'
import { type Edge, Machine, type State } from '../../src/engine/protocol/explore-machine.ts'
import { neverAsked } from '../../src/engine/protocol/helped.test-data.ts'
import { readProtocol } from '../../src/engine/protocol/read.ts'
import { SURROUNDINGS } from './sample.ts'

const STEPS = `
  raise: { title: Raise, cites: [SAM-01], at: start, by: worker, to: first }
  go-on: { title: Go on, cites: [SAM-01], at: first, by: worker, to: second }
  go-back: { title: Go back, cites: [SAM-01], at: second, by: worker, to: first }
  stay: { title: Stay, cites: [SAM-01], at: first, by: worker, to: first }
  do: { title: Do it, cites: [SAM-01], at: any stage, by: worker, asks: { how: { title: How?, type: words } } }
  look:
    title: Look
    cites: [SAM-01]
    at: any stage
    by: worker
    asks: { seen: { title: Seen?, type: yes or no }, list: { title: All, type: items, parts: { bad: { title: Bad?, type: yes or no } } } }
  say:
    title: Say
    cites: [SAM-01]
    at: any stage
    by: worker
    to: { good: { title: Good }, bad: { title: Bad } }`

/** The machine of a protocol in which `close` waits for a guard, with this duty of the step `do`. */
function machine(guard: string, duty = ''): Machine {
  const read = readProtocol(
    `protocol: small
title: Small
authority: Nowhere
version: '1'
source: { document: A document, issued: 2020-01, review due: none given, clauses: sample }
subject: child
calendar: every-weekday
roles: { worker: Worker, director: Director }
${nothingChanges('SAM-01')}${neverAsked('SAM-01')}stages: { first: First, second: Second, closed: { title: Closed, ends: yes } }
steps:${STEPS}
  close: { title: Close, cites: [SAM-01], at: any stage, by: worker, needs: [${guard}], to: closed }
${duty === '' ? '' : `duties:\n  it-is-done:\n    title: Do it\n    cites: [SAM-01]\n    owed by: worker\n    met by: do${duty}`}
if overdue: tell director
`,
    SURROUNDINGS,
  )
  assert.ok(read.ok, read.ok ? '' : read.faults.map(({ line, message }) => `${line}: ${message}`).join('\n'))
  return new Machine(read.protocol)
}

const outcomeOf = ({ happened }: Edge): string | null => happened?.outcome ?? null
/** Everything that may come next, and how a pathway opens. */
const nextOf = (of: Machine, state: State): readonly Edge[] => [...of.next(state)]
const firstOf = (of: Machine): readonly Edge[] => [...of.first()]
const say = (edge: Edge): string => {
  const { step, to } = edge
  const outcome = outcomeOf(edge)
  return `${step ?? 'of itself'}${outcome === null || outcome === step ? '' : ` ${outcome}`}: ${to.stage} ${to.open.join('')}`
}
const waiting = (duty: string): Machine => machine('{ met: it-is-done }', duty)
const each = (of: string): string => `\n    for each: ${of}\n    due: 5 working days after it`

/** The state after these steps, with the most that may be open where a record opens several numbers of them. */
function after(of: Machine, ...steps: readonly string[]): State {
  let state = firstOf(of).at(-1)?.to ?? assert.fail('nothing opens it')
  for (const step of steps) {
    state = nextOf(of, state).findLast((edge) => edge.step === step)?.to ?? assert.fail(`${step} cannot come next`)
  }
  return state
}
/** What may come next by one step, or of itself. */
function next(of: Machine, step: string | null, ...before: readonly string[]): readonly string[] {
  return nextOf(of, after(of, ...before))
    .filter((edge) => edge.step === step)
    .map(say)
}

describe('what opens a duty', () => {
  test('entering its stage, from that very stage as well', () => {
    const of = waiting(each('entering first'))
    assert.deepEqual(firstOf(of).map(say), ['raise: first 1'])
    assert.deepEqual(next(of, 'stay'), ['stay: first 2'])
    assert.deepEqual(next(of, 'say'), ['say good: first 1', 'say bad: first 1'])
    assert.deepEqual(next(of, 'go-on'), ['go-on: second 1'])
    assert.deepEqual(next(of, 'go-back', 'go-on'), ['go-back: first 2'])
    assert.deepEqual(next(of, 'go-back', 'go-on', 'go-back', 'go-on'), ['go-back: first 2'])
  })

  test('the first of the stages through which it lasts', () => {
    const of = waiting('\n    while: first\n    due: 5 working days after raise')
    assert.deepEqual(firstOf(of).map(say), ['raise: first 1'])
    assert.deepEqual(next(of, 'go-on'), ['go-on: second 0'])
    assert.deepEqual(next(of, 'go-back', 'go-on'), ['go-back: first 1'])
    assert.deepEqual(next(of, 'stay', 'do'), ['stay: first 0'])
    const both = waiting('\n    while: first or second\n    due: 5 working days after raise')
    assert.deepEqual(next(both, 'go-on', 'do'), ['go-on: second 0'])
  })

  test('a record of its step', () => {
    const of = waiting(each('look'))
    assert.deepEqual(firstOf(of).map(say), ['raise: first 0'])
    assert.deepEqual(next(of, 'look'), ['look: first 1'])
    assert.deepEqual(next(of, 'look', 'look', 'look'), ['look: first 2'])
    assert.deepEqual(next(of, 'say'), ['say good: first 0', 'say bad: first 0'])
  })

  test('a record of either of two', () => {
    const of = waiting(each('look or go-on'))
    assert.deepEqual(next(of, 'look'), ['look: first 1'])
    assert.deepEqual(next(of, 'go-on'), ['go-on: second 1'])
    assert.deepEqual(next(of, 'stay'), ['stay: first 0'])
  })

  test('a record perhaps, where an answer decides', () => {
    assert.deepEqual(next(waiting(each('look where seen is yes')), 'look'), ['look: first 0', 'look: first 1'])
  })

  test('a record with one outcome, and not with the other', () => {
    const of = waiting(each('say where outcome is bad'))
    assert.deepEqual(next(of, 'say'), ['say good: first 0', 'say bad: first 1'])
  })

  test('the items of a list, one or more; perhaps none where an answer decides', () => {
    assert.deepEqual(next(waiting(each('item of list in look')), 'look'), ['look: first 1', 'look: first 2'])
    assert.deepEqual(next(waiting(each('item of list in look where bad is yes')), 'look'), [
      'look: first 0',
      'look: first 1',
      'look: first 2',
    ])
    assert.deepEqual(next(waiting(each('item of list in look')), 'stay'), ['stay: first 0'])
  })

  test('files, at any moment of the stages in which it lasts', () => {
    const of = waiting(each('protection plan'))
    assert.deepEqual(next(of, null), ['of itself: first 1'])
    const within = waiting(`${each('protection plan')}\n    while: first`)
    assert.deepEqual(next(within, null), ['of itself: first 1'])
    assert.deepEqual(next(within, null, 'go-on'), [])
    const once = nextOf(of, after(of)).find(({ step }) => step === null)?.to ?? assert.fail()
    const twice = nextOf(of, once).find(({ step }) => step === null)?.to ?? assert.fail()
    assert.deepEqual([once.open, twice.open], [[1], [2]])
    assert.deepEqual(
      nextOf(of, twice).filter(({ step }) => step === null),
      [],
    )
  })

  test('nothing of itself, where a step or a stage opens it', () => {
    for (const sentence of ['entering first', 'look', 'item of list in look']) {
      assert.deepEqual(next(waiting(each(sentence)), null), [])
    }
  })
})

describe('what ends a duty', () => {
  test('its own step, one of many', () => {
    const of = waiting(each('look'))
    assert.deepEqual(next(of, 'do', 'look'), ['do: first 0'])
    assert.deepEqual(next(of, 'do'), ['do: first 0'])
    assert.deepEqual(next(of, 'do', 'look', 'look'), ['do: first 1', 'do: first 2'])
    assert.deepEqual(next(of, 'stay', 'look'), ['stay: first 1'])
  })

  test('its own step does not, where it recurs', () => {
    const of = waiting(`${each('look')}, then every 1 month\n    lapses: when say is recorded`)
    assert.deepEqual(next(of, 'do', 'look'), ['do: first 1'])
  })

  test('leaving the stage that it names, to enter it again as well', () => {
    const of = waiting(`${each('look')}\n    lapses: when leaving first`)
    assert.deepEqual(next(of, 'go-on', 'look'), ['go-on: second 0'])
    assert.deepEqual(next(of, 'stay', 'look'), ['stay: first 0'])
    assert.deepEqual(next(of, 'go-back', 'go-on', 'look'), ['go-back: first 1'])
  })

  test('the record that it names', () => {
    const of = waiting(`${each('look')}\n    lapses: when say is recorded`)
    assert.deepEqual(next(of, 'say', 'look'), ['say good: first 0', 'say bad: first 0'])
    assert.deepEqual(next(of, 'stay', 'look'), ['stay: first 1'])
  })

  test('the end of a plan, at any moment', () => {
    const of = waiting(`${each('look')}\n    lapses: when the plan ends`)
    assert.deepEqual(next(of, null, 'look'), ['of itself: first 0'])
    assert.deepEqual(next(of, null), [])
  })
})

describe('what a guard lets through', () => {
  const lets = (of: Machine, ...before: readonly string[]): boolean => next(of, 'close', ...before).length > 0

  test('a step that waits for a duty, while none is open', () => {
    const of = waiting(each('look'))
    assert.equal(lets(of), true)
    assert.equal(lets(of, 'look'), false)
    assert.equal(lets(of, 'look', 'do'), true)
  })

  test('a step that waits for one duty of several, whatever is open of the other', () => {
    const other = `${each('say')}
  look-again:
    title: Look again
    cites: [SAM-01]
    owed by: worker
    for each: look
    due: 5 working days after it
    met by: stay`
    const of = machine('{ either: [{ met: look-again }, { met: it-is-done }] }', other)
    assert.deepEqual(next(of, 'look', 'say'), ['look: first 11'])
    assert.deepEqual([lets(of), lets(of, 'say'), lets(of, 'look'), lets(of, 'say', 'look')], [true, true, true, false])
    assert.deepEqual(next(of, 'stay', 'say', 'look'), ['stay: first 10'])
    assert.deepEqual(next(of, 'do', 'say', 'look'), ['do: first 01'])
  })

  test('a step that wants another before it', () => {
    const of = machine('{ earlier: look }')
    assert.deepEqual(of.remembered.length, 1)
    assert.equal(lets(of), false)
    assert.equal(lets(of, 'do'), false)
    assert.equal(lets(of, 'look', 'go-on'), true)
  })

  test('a step that wants an outcome', () => {
    const of = machine('{ earlier: { step: say, outcome: bad } }')
    const outcomes = nextOf(of, after(of)).filter(({ step }) => step === 'say')
    assert.deepEqual(
      outcomes.map((edge) => [outcomeOf(edge), nextOf(of, edge.to).some(({ step }) => step === 'close')]),
      [
        ['good', false],
        ['bad', true],
      ],
    )
  })

  test('a step that wants another since a stage was entered', () => {
    const of = machine('{ earlier: { step: look, since: second } }')
    assert.equal(lets(of, 'look', 'go-on'), false)
    assert.equal(lets(of, 'look', 'go-on', 'look'), true)
    assert.equal(lets(of, 'go-on', 'look', 'go-back'), true)
    const entering = machine('{ earlier: { step: go-on, since: second } }')
    assert.equal(lets(entering, 'go-on'), true)
  })

  test('either of two', () => {
    const of = machine('{ either: [{ earlier: look }, { earlier: go-on }] }')
    assert.deepEqual([lets(of), lets(of, 'look'), lets(of, 'go-on')], [false, true, true])
  })

  test('nothing once the pathway has ended', () => {
    const of = machine('{ either: [{ earlier: look }, { on a plan: no }] }')
    assert.deepEqual(nextOf(of, after(of, 'close')), [])
  })

  test('states are told apart by stage, memory and what is open', () => {
    const of = waiting(each('look'))
    const keys = [[], ['look'], ['look', 'look'], ['go-on'], ['look', 'go-on']].map((steps) =>
      of.keyOf(after(of, ...steps)),
    )
    assert.equal(new Set(keys).size, keys.length)
    assert.equal(of.keyOf(after(of, 'stay')), of.keyOf(after(of)))
    const remembering = machine('{ earlier: look }')
    assert.notEqual(remembering.keyOf(after(remembering, 'look')), remembering.keyOf(after(remembering)))
  })
})
