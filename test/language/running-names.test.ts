// A protocol that runs pathways, with one name in it that nothing bears: a clause cited, a stage, a step, a question. And
// where a group cannot be read, nobody is told that its names are missing.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { readProtocol } from '../../src/engine/protocol/read.ts'
import { RUNNING, RUNNING_SURROUNDINGS } from './running-sample.ts'
import { sampleWith } from './sample.ts'
import { eachIsFound, type Seed } from './seeds.ts'

/** The piece with a clause that does not exist in the place of its own, or with one where it has none. */
const citing = (where: string, piece: string, instead: string): Seed => [
  `an unknown clause cited by ${where}`,
  piece,
  instead,
  /clause "SAM-77"/,
  /SAM-0/,
]

const CLAUSES: readonly Seed[] = [
  citing('a step', 'title: Ask for help\n    cites: [SAM-01]', 'title: Ask for help\n    cites: [«SAM-77]'),
  citing('an outcome', 'to: agreed, cites: [SAM-02] }', 'to: agreed, cites: [«SAM-77] }'),
  citing(
    'a question',
    'reasons: { title: Why?, type: words }',
    'reasons: { title: Why?, type: words, cites: [«SAM-77] }',
  ),
  citing(
    'a question of a form',
    'upset: { title: Was anybody upset?, type: yes or no }',
    'upset: { title: Was anybody upset?, type: yes or no, cites: [«SAM-77] }',
  ),
  citing(
    'a question of an item',
    'reasons: { title: Why?, type: words }',
    'reasons: { title: Why?, type: items, parts: { one: { title: One, type: words, cites: [«SAM-77] } } }',
  ),
  citing('a duty', 'title: Decide in time\n    cites: [SAM-02]', 'title: Decide in time\n    cites: [«SAM-77]'),
  citing('a notice', 'title: The decision\n    cites: [SAM-02]', 'title: The decision\n    cites: [«SAM-77]'),
  citing('a flag', 'each agency\n    cites: [SAM-03]', 'each agency\n    cites: [«SAM-77]'),
  citing('a meeting', 'title: Circle\n    cites: [SAM-01]', 'title: Circle\n    cites: [«SAM-77]'),
  citing('a document', 'title: Minutes\n    cites: [SAM-03]', 'title: Minutes\n    cites: [«SAM-77]'),
  citing('what is seen', 'panel-sees:\n    cites: [SAM-03]', 'panel-sees:\n    cites: [«SAM-77]'),
]

const NAMES: readonly Seed[] = [
  [
    'a notice on entering a stage that is none',
    'for each: decide\n',
    'for each: «entering agred\n',
    /stage "agred"/,
    /mean "agreed"/,
  ],
  [
    'a notice for the items of a step that is none',
    'for each: decide\n',
    'for each: «item of agencies in hold-panl\n',
    /step "hold-panl"/,
    /mean "hold-panel"/,
  ],
  [
    'a notice for the items of what is answered once',
    'for each: decide\n',
    'for each: «item of reasons in decide\n',
    /answered once/,
    /Ask for a list/,
  ],
  [
    'a role in a form that is none',
    'upset: { title: Was anybody upset?, type: yes or no }',
    'upset: { title: Was anybody upset?, type: yes or no, of: «[worker, wroker] }',
    /role "wroker"/,
    /mean "worker"/,
  ],
  [
    'a post of a meeting that is none',
    'invites: [worker]',
    'invites: [worker, «wroker]',
    /role "wroker"/,
    /mean "worker"/,
  ],
  [
    'a chair that is none',
    'by: director\n    invites',
    'by: «directr\n    invites',
    /role "directr"/,
    /mean "director"/,
  ],
  [
    'a form that nobody is asked, told once',
    'forms:\n',
    'forms:\n  «spare:\n    why: { title: Why?, type: words, of: [worker] }\n',
    /spare/,
    /./,
  ],
]

const NOBODY: readonly Seed[] = [
  [
    'a duty of that person, where nobody was named',
    'owed by: manager',
    'owed by: «that person',
    /"that person"/,
    /for e/,
  ],
  [
    'a step of whoever chaired, where no meeting is held',
    'by: worker\n    asks: note',
    'by: «the chair of the last meeting\n    asks: note',
    /no meeting is held/,
    /Name a role/,
  ],
]
const withoutMeetings = RUNNING.replace(/\nmeetings:\n(?: .*\n|\n)+/, '\n')
  .replace('      there: { title: Who was there?, type: attendance, from: panel }\n', '')
  .replace('      - present: everyone of panel\n', '')
  .replace('from: [happened, there]', 'from: [happened]')

eachIsFound(NOBODY.slice(0, 1), RUNNING, RUNNING_SURROUNDINGS)
eachIsFound(NOBODY.slice(1), withoutMeetings.replace('  lawyer: Lawyer\n', ''), RUNNING_SURROUNDINGS)
eachIsFound([...CLAUSES, ...NAMES], RUNNING, RUNNING_SURROUNDINGS)

describe('a group that cannot be read', () => {
  const groups = [
    'roles',
    'pools',
    'stages',
    'forms',
    'meetings',
    'steps',
    'duties',
    'notices',
    'flags',
    'documents',
    'sees',
    'versions',
    'levels',
  ]
  for (const group of groups) {
    test(`of ${group} is one fault, and nothing is told to be missing from it`, () => {
      const piece = new RegExp(`\\n${group}:\\n(?: .*\\n|\\n)+`).exec(RUNNING)?.[0] ?? assert.fail()
      const text = sampleWith(piece, `\n${group}: 7\n`, RUNNING)
      const read = readProtocol(text, RUNNING_SURROUNDINGS)
      assert.ok(!read.ok)
      assert.deepEqual(
        read.faults.map(({ line }) => text.split('\n')[line - 1]),
        [`${group}: 7`],
        read.faults.map(({ line, message }) => `${line}: ${message}`).join('\n'),
      )
    })
  }

  test('of forms is one fault, though a guard looks at a question of one', () => {
    const guarded = sampleWith(
      '    asks: note\n',
      '    asks: note\n    needs:\n      - answer: { upset: yes, with: said }\n',
      RUNNING,
    )
    assert.equal(readProtocol(guarded, RUNNING_SURROUNDINGS).ok, true)
    const read = readProtocol(guarded.replace(/\nforms:\n(?: .*\n|\n)+/, '\nforms: 7\n'), RUNNING_SURROUNDINGS)
    assert.ok(!read.ok)
    assert.deepEqual(
      read.faults.map(({ place }) => place),
      ['forms'],
    )
  })

  test('of meetings is one fault, though a step is recorded by who chaired the last of them', () => {
    const chaired = sampleWith(
      '    by: worker\n    asks: note\n',
      '    by: the chair of the last meeting\n    asks: note\n',
      RUNNING,
    )
    assert.equal(readProtocol(chaired, RUNNING_SURROUNDINGS).ok, true)
    const read = readProtocol(chaired.replace(/\nmeetings:\n(?: .*\n|\n)+/, '\nmeetings: 7\n'), RUNNING_SURROUNDINGS)
    assert.ok(!read.ok)
    assert.deepEqual(
      read.faults.map(({ place }) => place),
      ['meetings'],
    )
  })

  test('of the source is one fault, and its register is not missed', () => {
    const piece = /source: .*/.exec(RUNNING)?.[0] ?? assert.fail()
    const read = readProtocol(sampleWith(piece, 'source: 7', RUNNING), RUNNING_SURROUNDINGS)
    assert.ok(!read.ok)
    assert.equal(read.faults.length, 1, read.faults.map(({ line, message }) => `${line}: ${message}`).join('\n'))
  })

  test('of one part of a step leaves its other parts to be judged', () => {
    const one = sampleWith('    at: asked\n    by: manager\n', '    at: 7\n    by: mangaer\n', RUNNING)
    const read = readProtocol(one, RUNNING_SURROUNDINGS)
    assert.ok(!read.ok)
    const places = read.faults.map(({ place }) => place)
    assert.ok(places.includes('steps / decide / at'), places.join(', '))
  })
})

test('of many names some are told, and how many more there are', () => {
  const pools = Array.from({ length: 40 }, (_, i) => `  pool-${i}: Pool\n`).join('')
  const read = readProtocol(
    sampleWith('pools:\n', `pools:\n${pools}`, RUNNING).replace('from: helpers,', 'from: nowhere-at-all,'),
    RUNNING_SURROUNDINGS,
  )
  assert.ok(!read.ok)
  const told = read.faults.find(({ message }) => message.includes('"nowhere-at-all"'))?.remedy ?? assert.fail()
  const [, more] = / and (\d+) more/.exec(told) ?? []
  const listed = told.replace(/ and \d+ more.*/s, '').split(', ').length
  // 41 pools, the core group, and the 8 steps of the sample, whose recorders may be chosen from.
  assert.equal(listed + Number(more), 50)
})
