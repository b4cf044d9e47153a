// What a pathway can come to, gone through: how large it is, counted by hand, and what only going through it finds.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { explore } from '../../src/engine/protocol/explore.ts'
import type { Protocol } from '../../src/engine/protocol/protocol.ts'
import { readProtocol } from '../../src/engine/protocol/read.ts'
import { ADVICE, RUNNING, RUNNING_SURROUNDINGS } from './running-sample.ts'
import { sampleWith } from './sample.ts'
import { eachIsFound, type Seed } from './seeds.ts'

function protocolOf(text: string): Protocol {
  const read = readProtocol(text, RUNNING_SURROUNDINGS)
  assert.ok(read.ok, read.ok ? '' : read.faults.map(({ line, message }) => `${line}: ${message}`).join('\n'))
  return read.protocol
}

test('the sample that runs is accepted, and its part belongs to it', () => {
  const protocol = protocolOf(RUNNING)
  assert.deepEqual(protocol.uses, ['advice'])
  assert.equal(protocol.steps.at(-1)?.id, 'ask-advice')
  assert.deepEqual(
    protocol.steps.find(({ id }) => id === 'talk')?.asks.map(({ id }) => id),
    ['said', 'upset', 'why-upset'],
  )
  assert.deepEqual(protocol.stages.get('closed'), { id: 'closed', title: 'Closed', ends: true })
})

const BARE = `protocol: bare
title: Bare
authority: Nowhere
version: '1'
source: { document: A document, issued: 2020-01, review due: none given, clauses: sample }
subject: child
calendar: every-weekday
roles: { worker: Worker, director: Director }
stages: { open: Open, closed: { title: Closed, ends: yes } }
steps:
  raise: { title: Raise, cites: [SAM-01], at: start, by: worker, to: open }
  look: { title: Look, cites: [SAM-01], at: open, by: worker, asks: { a: { title: A, type: words } } }
  close: { title: Close, cites: [SAM-01], at: open, by: worker, needs: [{ earlier: look }], to: closed }
if overdue: tell director
`

test('states and ways are as many as one counts by hand', () => {
  const { states, ways, remembered, counted, complete, found } = explore(protocolOf(BARE))
  // Open and not looked at; open and looked at; closed. Ways: raise, look, look again, close.
  assert.deepEqual({ states, ways }, { states: 3, ways: 4 })
  assert.deepEqual(remembered, ['look'])
  assert.deepEqual(counted, [])
  assert.equal(complete, true)
  assert.deepEqual(found, [])
})

test('open duties that a guard waits for are told apart up to two', () => {
  const { counted, complete, states } = explore(protocolOf(RUNNING))
  assert.deepEqual(counted, ['act-in-time'])
  assert.equal(complete, true)
  const without = explore(protocolOf(sampleWith('      - met: act-in-time\n', '', RUNNING)))
  assert.deepEqual(without.counted, [])
  assert.ok(without.states < states, `${without.states} of ${states}`)
})

test('a protocol that is only watched has nothing to go through', () => {
  assert.equal(explore({ ...protocolOf(BARE), steps: [], triggers: [] }).states, 0)
})

test('a protocol with too many states is not judged by the few that were seen', () => {
  const steps = Array.from({ length: 18 }, (_, i) => `step-${i}`)
  const asks = steps.map(
    (id) => `  ${id}: { title: S, cites: [SAM-01], at: open, by: worker, asks: { a: { title: A, type: words } } }`,
  )
  const needs = steps.map((id) => `{ earlier: ${id} }`).join(', ')
  const { complete, found } = explore(
    protocolOf(BARE.replace('steps:\n', `steps:\n${asks.join('\n')}\n`).replace('{ earlier: look }', needs)),
  )
  assert.equal(complete, false)
  assert.deepEqual(found, [])
})

test('what is wrong in a part is told at the line that names it, with its place in the part', () => {
  const wrong = ADVICE.replace('by: worker', 'by: wroker')
  const read = readProtocol(RUNNING, { ...RUNNING_SURROUNDINGS, parts: () => wrong })
  assert.ok(!read.ok)
  const [fault, ...others] = read.faults
  assert.deepEqual(others, [])
  assert.equal(RUNNING.split('\n')[(fault?.line ?? 0) - 1], 'uses: [advice]')
  assert.match(fault?.message ?? '', /in the part "advice", line 6, column 9: there is no role "wroker"/)
  assert.match(fault?.remedy ?? '', /mean "worker"/)
})

test('a part may not bring roles or stages of its own', () => {
  const read = readProtocol(RUNNING, { ...RUNNING_SURROUNDINGS, parts: () => `roles: { x: X }\n${ADVICE}` })
  assert.ok(!read.ok)
  assert.deepEqual(
    read.faults.map(({ message }) => message),
    ['in the part "advice", line 1, column 1: "roles" cannot stand so in a part'],
  )
})

const STAGES: readonly Seed[] = [
  [
    'stages of which none ends',
    'stages: { open: Open, closed: { title: Closed, ends: yes } }',
    '«stages: { open: Open, closed: Closed }',
    /no stage ends the pathway/,
    /ends: yes/,
  ],
  ['a pathway that nothing opens', 'stages: { open', '«stages: { open', /nothing opens a pathway/, /at: start/],
]
eachIsFound(
  STAGES.slice(0, 1),
  BARE.replace(
    'needs: [{ earlier: look }], to: closed }',
    'needs: [{ earlier: look }], to: closed }\n  reopen: { title: Reopen, cites: [SAM-01], at: closed, by: worker, to: open }',
  ),
)
eachIsFound(STAGES.slice(1), BARE.replace('at: start, by: worker, to: open }', 'at: open, by: worker, to: open }'))

test('stages that lead round for ever are each told of', () => {
  const text = BARE.replace('stages: { open: Open,', 'stages: { open: Open, here: Here, there: There,')
  const steps = `  here: { title: H, cites: [SAM-01], at: [open, there], by: worker, to: here }
  there: { title: T, cites: [SAM-01], at: here, by: worker, to: there }
if overdue`
  const read = readProtocol(text.replace('if overdue', steps), RUNNING_SURROUNDINGS)
  assert.ok(!read.ok)
  assert.deepEqual(
    read.faults.map(({ message }) => message),
    ['a pathway that has come to "here" can never be closed', 'a pathway that has come to "there" can never be closed'],
  )
})

const EITHER_WAY = BARE.replace(
  'stages: { open: Open,',
  'stages: { open: Open, by-road: By road, by-rail: By rail, there: There,',
).replace(
  / {2}look:.*\n {2}close:.*\n/,
  `  drive: { title: Drive, cites: [SAM-01], at: open, by: worker, to: by-road }
  ride: { title: Ride, cites: [SAM-01], at: open, by: worker, to: by-rail }
  arrive: { title: Arrive, cites: [SAM-01], at: [by-road, by-rail], by: worker, to: there }
  compare:
    title: Compare
    cites: [SAM-01]
    at: there
    by: worker
    asks: { a: { title: A, type: words } }
    needs:
      - earlier: drive
  close: { title: Close, cites: [SAM-01], at: there, by: worker, to: closed }
`,
)

const ONLY_BY_GOING_THROUGH: readonly Seed[] = [
  [
    'a step that needs two ways of which a pathway goes one',
    '    needs:\n      - earlier: drive\n',
    '    «needs:\n      - earlier: drive\n      - earlier: ride\n',
    /no pathway ever comes to where "compare"/,
    /Loosen/,
  ],
]
eachIsFound(ONLY_BY_GOING_THROUGH, EITHER_WAY)

test('what a stage was entered by counts since it, and what came before does not', () => {
  const since = (guard: string): string =>
    BARE.replace('needs: [{ earlier: look }]', `needs: [{ earlier: { step: ${guard}, since: open } }]`)
  assert.deepEqual(explore(protocolOf(since('raise'))).found, [])
  assert.deepEqual(explore(protocolOf(since('look'))).found, [])
  const anew = '  begin-anew: { title: Anew, cites: [SAM-01], at: open, by: worker, to: open }\nif overdue'
  const { states } = explore(protocolOf(since('look').replace('if overdue', anew)))
  // Entering anew forgets what was looked at: no state is added, and one way leads back.
  assert.equal(states, 3)
})

const ONLY_WAY_OUT_IS_LOST: readonly Seed[] = [
  [
    'a way on after which nothing closes',
    'stages: { open: Open, closed',
    'stages: { open: Open, «later: Later, closed',
    /can come to where nothing ever closes it, by way of raise, skip/,
    /lead on/,
  ],
]
eachIsFound(
  ONLY_WAY_OUT_IS_LOST,
  BARE.replace(
    / {2}look:.*\n {2}close:.*\n/,
    `  look: { title: Look, cites: [SAM-01], at: open, by: worker, asks: { a: { title: A, type: words } } }
  skip: { title: Skip, cites: [SAM-01], at: open, by: worker, to: later }
  close: { title: Close, cites: [SAM-01], at: [open, later], by: worker, needs: [{ earlier: look }], to: closed }
`,
  ),
)

const OUT_OF_REACH: readonly Seed[] = [
  [
    'a duty that opens where guards keep its step away',
    'met by: visit',
    'met by: «visit',
    /"visit" is out of reach once this duty is owed at "later", by way of raise, skip/,
    /recorded from there on/,
  ],
]
eachIsFound(
  OUT_OF_REACH,
  BARE.replace(
    / {2}look:.*\n {2}close:.*\n/,
    `  look: { title: Look, cites: [SAM-01], at: open, by: worker, asks: { a: { title: A, type: words } } }
  skip: { title: Skip, cites: [SAM-01], at: open, by: worker, to: later }
  visit: { title: Visit, cites: [SAM-01], at: later, by: worker, needs: [{ earlier: look }] }
  close: { title: Close, cites: [SAM-01], at: [open, later], by: worker, to: closed }
duties:
  visit-in-time: { title: Visit, cites: [SAM-01], owed by: worker, for each: entering later, due: 5 days after it, met by: visit }
`,
  ).replace('stages: { open: Open, closed', 'stages: { open: Open, later: Later, closed'),
)
