// What a pathway can come to, gone through: how large it is, counted by hand, and what only going through it finds.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { explore } from '../../src/engine/protocol/explore.ts'
import { countsAfter, type Happened } from '../../src/engine/protocol/explore-duties.ts'
import type { Protocol } from '../../src/engine/protocol/protocol.ts'
import { readProtocol } from '../../src/engine/protocol/read.ts'
import { ADVICE, RUNNING, RUNNING_SURROUNDINGS } from './running-sample.ts'
import { sampleWith } from './sample.ts'
import { eachIsFound, type Seed } from './seeds.ts'
import { BARE, foundIn, LOOK, owed, twoStages } from './two-stages.ts'

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

test('states and ways are as many as one counts by hand', () => {
  const { kind, states, ways, remembered, counted, found } = explore(protocolOf(BARE))
  // Open and not looked at; open and looked at; closed. Ways: raise, look, look again, close.
  assert.deepEqual({ states, ways }, { states: 3, ways: 4 })
  assert.deepEqual(remembered, ['look'])
  assert.deepEqual(counted, [])
  assert.equal(kind, 'whole')
  assert.deepEqual(found, [])
})

test('open duties that a guard waits for are told apart up to two', () => {
  const { counted, kind, states } = explore(protocolOf(RUNNING))
  assert.deepEqual(counted, ['act-in-time'])
  assert.equal(kind, 'whole')
  const without = explore(protocolOf(sampleWith('      - met: act-in-time\n', '', RUNNING)))
  assert.deepEqual(without.counted, [])
  assert.ok(without.states < states, `${without.states} of ${states}`)
})

test('what is not told apart is said, each with its kind', () => {
  const kinds = explore(protocolOf(BARE)).abstracted.map((each) => /^([a-z, ]+): \S.*\S$/.exec(each)?.[1])
  assert.deepEqual(kinds, ['time', 'people', 'answers, attendance and plans', 'files', 'duties'])
})

test('a protocol that is only watched has nothing to go through', () => {
  assert.equal(explore({ ...protocolOf(BARE), steps: [], triggers: [] }).states, 0)
})

test('a protocol with too many states is refused, and not judged by the few that were seen', () => {
  const steps = Array.from({ length: 18 }, (_, i) => `step-${i}`)
  const asks = steps.map(
    (id) => `  ${id}: { title: S, cites: [SAM-01], at: open, by: worker, asks: { a: { title: A, type: words } } }`,
  )
  const needs = steps.map((id) => `{ earlier: ${id} }`).join(', ')
  const text = BARE.replace('steps:\n', `steps:\n${asks.join('\n')}\n`).replace('{ earlier: look }', needs)
  isTooLarge(text, /look back to 18 records and wait for 0 duties/)
})

test('a protocol with too many ways from one state is given up before they fill the memory', () => {
  const names = Array.from({ length: 20 }, (_, i) => `duty-${i}`)
  const duties = names.map(
    (id) =>
      `  ${id}: { title: D, cites: [SAM-01], owed by: worker, for each: item of names in look where sure is yes, due: 5 days after it, met by: do-it }`,
  )
  const parts = '{ name: { title: N, type: words }, sure: { title: S, type: yes or no } }'
  const text = BARE.replace(
    'asks: { a: { title: A, type: words } }',
    `asks: { names: { title: N, type: items, parts: ${parts} } }`,
  )
    .replace('{ earlier: look }', names.map((id) => `{ met: ${id} }`).join(', '))
    .replace(
      'if overdue',
      `  do-it: { title: Do it, cites: [SAM-01], at: open, by: worker }\nduties:\n${duties.join('\n')}\nif overdue`,
    )
  isTooLarge(text, /look back to 0 records and wait for 20 duties/)
})

function isTooLarge(text: string, size: RegExp): void {
  const read = readProtocol(text, RUNNING_SURROUNDINGS)
  assert.ok(!read.ok)
  const [fault, ...others] = read.faults
  assert.deepEqual(others, [])
  assert.match(fault?.message ?? '', /^this protocol is too large to be explored: \d+ states and \d+ ways/)
  assert.match(fault?.message ?? '', size)
  assert.match(fault?.remedy ?? '', /fewer/)
}

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

/** Who did not prepare at the first stage cannot sign at the second. */
const SIGN = `${LOOK}  prepare: { title: P, cites: [SAM-01], at: open, by: worker }
  sign: { title: S, cites: [SAM-01], at: second, by: worker, needs: [{ earlier: prepare }] }
`

test('what is owed for each of a duty is counted with that duty, and keeps a pathway open', () => {
  const parent = owed('parent', 'for each: entering second, due: 5 days after it, met by: look')
  const further = (metBy: string): string => owed('extra', `for each: parent, due: 5 days after it, met by: ${metBy}`)
  assert.match(
    foundIn(twoStages(SIGN, parent + further('sign'))).join(),
    /nothing ever closes it, by way of raise, go-on/,
  )
  const look = foundIn(twoStages(SIGN, parent + further('look')))
  assert.deepEqual(
    look.filter((each) => !each.includes('nothing leads to the step')),
    [],
  )
})

test('what ends the duty that another is owed for each of ends that one too, unless it was met', () => {
  const parent = owed('parent', 'for each: go-on, due: 5 days after it, met by: look, lapses: when leaving second')
  const child = owed('extra', 'for each: parent, due: 5 days after it, met by: look')
  const protocol = protocolOf(twoStages(LOOK, parent + child))
  const left = { by: 'close', outcome: 'close', from: 'second', to: 'closed', entered: 'closed' }
  const after = (happened: Happened) =>
    protocol.duties.map((duty) => [...countsAfter(duty, happened, protocol, 1)].toSorted())
  assert.deepEqual(after(left), [[0], [0, 1]])
  assert.deepEqual(after({ ...left, by: 'look', outcome: 'look' }), [[0], [0]])
  assert.deepEqual(after({ ...left, by: 'early', outcome: 'early', from: 'open', to: 'second', entered: 'second' }), [
    [1],
    [1],
  ])
})

test('a trigger that opens no pathway owes in whatever stage it is met', () => {
  const trigger = `triggers:
  long-one: { title: L, cites: [SAM-01], for each: protection plan, met: { lasting for: 12 months }, asks: [early] }
steps:
`
  const text = (metBy: string): string =>
    twoStages(SIGN, owed('extra', `for each: long-one, due: 5 days after it, met by: ${metBy}`)).replace(
      'steps:\n',
      trigger,
    )
  const lost =
    /nothing ever closes it, by way of raise, go-on.*"sign" is out of reach once this duty is owed at "second"/
  assert.match(foundIn(text('sign')).join(), lost)
  const note = text('note').replace(
    '  look:',
    '  note: { title: N, cites: [SAM-01], at: any stage, by: worker }\n  look:',
  )
  assert.deepEqual(
    foundIn(note).filter((each) => !each.includes('nothing leads to the step')),
    [],
  )
})

test('a step that leads to the stage where it stands leaves that stage and enters it again', () => {
  const anew = `${LOOK}  anew: { title: Anew, cites: [SAM-01], at: second, by: worker, to: { stay: { title: Stay, to: second }, other: { title: Other } } }
  back: { title: Back, cites: [SAM-01], at: second, by: worker, to: open, needs: [{ met: extra }] }\n`
  const ofStaying = owed(
    'extra',
    'for each: entering second where outcome is stay, due: 5 days after it, met by: early',
  )
  assert.match(foundIn(twoStages(anew, ofStaying)).join(), /nothing ever closes it, by way of raise, go-on, anew/)
  const lapsing = owed('extra', 'for each: go-on, due: 5 days after it, met by: look, lapses: when leaving second')
  const protocol = protocolOf(twoStages(anew, lapsing))
  const stays = { by: 'anew', outcome: 'other', from: 'second', to: 'second', entered: null }
  const after = (happened: Happened) => protocol.duties.map((duty) => [...countsAfter(duty, happened, protocol, 1)])
  assert.deepEqual(after(stays), [[1]])
  assert.deepEqual(after({ ...stays, outcome: 'stay', entered: 'second' }), [[0]])
})

test('a duty that starts anew by one step is met by another, and no pathway waits for it in vain', () => {
  const visit = `${LOOK}  visit: { title: Visit, cites: [SAM-01], at: second, by: worker }\n`
  const anew = (metBy: string): string =>
    owed(
      'extra',
      `while: second, due: '5 days after entering second, and again 5 days after each visit', met by: ${metBy}`,
    )
  assert.deepEqual(foundIn(twoStages(visit, anew('look'))), [])
  assert.match(foundIn(twoStages(visit.replace(LOOK, ''), anew('visit'))).join(), /nothing ever closes it/)
})

test('a duty whose opening guards keep away from where it lasts is told of', () => {
  const both = `${LOOK}  both: { title: B, cites: [SAM-01], at: any stage, by: worker, needs: [{ earlier: look }] }\n`
  const lasting = (stage: string): string =>
    owed('extra', `for each: both, while: ${stage}, due: 5 days after it, met by: both`)
  assert.deepEqual(foundIn(twoStages(both, lasting('second'), 'earlier: look')), [])
  assert.deepEqual(foundIn(twoStages(both, lasting('open'), 'earlier: look')), [
    'duties / extra / for each: no pathway ever comes to where the duty "extra" opens',
  ])
})
