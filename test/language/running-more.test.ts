// A protocol that runs pathways, with one thing wrong in how its parts belong together.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readProtocol } from '../../src/engine/protocol/read.ts'
import { ADVICE, RUNNING, RUNNING_SURROUNDINGS } from './running-sample.ts'
import { sampleWith } from './sample.ts'
import { eachIsFound, type Seed } from './seeds.ts'

const GUARDS: readonly Seed[] = [
  [
    'a plan that must be and must not be',
    '      - met: act-in-time\n',
    '      - met: act-in-time\n      - on a plan: yes\n      - «on a plan: no\n',
    /never hold together/,
    /Take one of them away/,
  ],
  [
    'two answers to one question',
    '      - either:\n',
    '      - «answer: { safe: no, with: evidence }\n      - either:\n',
    /never hold together/,
    /Take one of them away/,
  ],
]

const MEETINGS: readonly Seed[] = [
  [
    'attendance of nobody knows whom',
    'there: { title: Who was there?, type: attendance, from: panel }',
    '«there: { title: Who was there?, type: attendance }',
    /whose attendance/,
    /name of a meeting/,
  ],
  [
    'attendance at a meeting to which nobody belongs',
    'there: { title: Who was there?, type: attendance, from: panel }\n      agencies: { title: Which agencies act?, type: agencies, from: core-group }\n      helper: { title: Who helps?, type: people, from: helpers, each: independent of the case }\n      visits: { title: Are visits needed?, type: yes or no }\n    needs:\n      - earlier: talk\n      - present: everyone of panel\n    to: planned',
    'there: { title: Who was there?, type: attendance, from: «crowd }\n      agencies: { title: Which agencies act?, type: agencies, from: core-group }\n      helper: { title: Who helps?, type: people, from: helpers, each: independent of the case }\n      visits: { title: Are visits needed?, type: yes or no }\n    needs:\n      - earlier: talk\n    to: planned',
    /nobody belongs to the meeting "crowd"/,
    /needs.*invites.*considers/,
  ],
  [
    'a document of a step and of a meeting at once',
    '    by: hold-panel\n    headings',
    '    by: «circle\n    headings',
    /name of a step and of a meeting/,
    /Rename one/,
  ],
]
const [unasked, nobodyThere, ambiguous, ...rest] = MEETINGS
assert.ok(unasked !== undefined && nobodyThere !== undefined && ambiguous !== undefined && rest.length === 0)

const QUESTIONS: readonly Seed[] = [
  [
    'a question after one that others are asked',
    'spoken: { title: Whom did you speak to?, type: contact, of: [nurse] }',
    'alone: { title: Alone?, type: yes or no, of: [worker] }\n      spoken: { title: Whom did you speak to?, type: contact, of: [nurse], shown: «when alone is no }',
    /"spoken" is never asked "alone"/,
    /same roles/,
  ],
]

const WHO: readonly Seed[] = [
  [
    'a step of agencies with a flag, where no flag is raised',
    '    by: worker\n    asks: note',
    '    by: «each agency with a flag\n    asks: note',
    /no flag is raised/,
    /Name a role/,
  ],
]

const WHERE: readonly Seed[] = [
  [
    'an answer to look at that no step to the stage asks for',
    'for each: decide\n',
    'for each: «entering agreed where safe is yes\n',
    /question there "safe"/,
    /Known: reasons/,
  ],
  [
    'an answer that nothing in the list can have',
    'for each: hold-panel where visits is yes',
    'for each: «item of agencies in hold-panel where visits is maybe',
    /answer to "visits" that is "maybe"/,
    /Known: yes, no/,
  ],
]

eachIsFound([...GUARDS, unasked, ...QUESTIONS, ...WHERE], RUNNING, RUNNING_SURROUNDINGS)
eachIsFound(
  [nobodyThere],
  RUNNING.replace('  circle:\n', '  crowd:\n    title: Crowd\n    cites: [SAM-01]\n    by: director\n  circle:\n'),
  RUNNING_SURROUNDINGS,
)
eachIsFound(
  [ambiguous],
  RUNNING.replace(
    '  talk:\n    title: Record a talk',
    '  circle:\n    title: Record the circle\n    cites: [SAM-01]\n    at: any stage\n    by: worker\n    asks: note\n  talk:\n    title: Record a talk',
  ),
  RUNNING_SURROUNDINGS,
)
eachIsFound(
  WHO,
  sampleWith(/flags:[\s\S]*?\n\n/.exec(RUNNING)?.[0] ?? assert.fail(), '', RUNNING),
  RUNNING_SURROUNDINGS,
)

/** What is wrong in a part, without the line that names it, which is the same for all. */
function faultsOfPart(part: string): readonly string[] {
  const read = readProtocol(RUNNING, { ...RUNNING_SURROUNDINGS, parts: () => part })
  assert.ok(!read.ok)
  const line = RUNNING.split('\n').indexOf('uses: [advice]') + 1
  assert.deepEqual([...new Set(read.faults.map((each) => each.line))], [line])
  return read.faults.map(({ message }) => /line \d+, column \d+/.exec(message)?.[0] ?? message)
}

test('a part that cannot be read is refused at the line that names it, with its place in the part', () => {
  assert.deepEqual(faultsOfPart('steps:\n\task-advice: {}\n'), ['line 2, column 1'])
  assert.equal(faultsOfPart(`${ADVICE}steps: {}\n`).length, 1)
})

test('a part in which a group is no group is refused there', () => {
  assert.deepEqual(faultsOfPart(`${ADVICE}duties: many\n`), ['line 9, column 1'])
})

test('a name of a part that is none is refused by the form, and others are read all the same', () => {
  const read = readProtocol(sampleWith('uses: [advice]', 'uses: [advice, 7]', RUNNING), RUNNING_SURROUNDINGS)
  assert.ok(!read.ok)
  assert.deepEqual(
    read.faults.map(({ place }) => place),
    ['uses / 2'],
  )
})
