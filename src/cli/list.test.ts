import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { listJsonSchema } from '../documents/pathway/list-json.ts'
import { PACKAGE_FOLDER } from '../intake/library.ts'
import { EXIT } from './exit.ts'
import { sightlineOn } from './said.test-data.ts'

function sightline(...args: readonly string[]) {
  return sightlineOn('2026-03-31', ...args)
}

const MOST_CONCERN = join(PACKAGE_FOLDER, 'docs', 'how-to', 'cases-of-most-concern.json')
const OF_MOST_CONCERN = ['--protocol', 'cases-of-most-concern']
const ON = (asOf: string): readonly string[] => ['--as-of', asOf]

type Mutable = Record<string, unknown> & { child: { id: string }; entries: Record<string, unknown>[] }

const RECEIVED = { step: 'receive-the-form', by: 'lena', role: 'service-manager' }
const ADDED = {
  step: 'add-directly',
  by: 'dora',
  role: 'director',
  happened: '2026-03-03T09:30:00Z',
  answers: {
    'why-added': 'It cannot wait.',
    category: ['category-a', 'category-b'],
    'risks-to-the-child': ['exploitation'],
    'risks-to-the-organisation': ['reputation'],
    'outside-the-home': false,
    'usual-methods-fail': true,
  },
}

describe('list', () => {
  let folder = ''
  const files: string[] = []
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'sightline-list-'))
    const write = (id: string, change: (history: Mutable) => void): void => {
      const history = JSON.parse(readFileSync(MOST_CONCERN, 'utf8')) as Mutable
      history.child.id = id
      change(history)
      files.push(join(folder, `${id}.json`))
      writeFileSync(files.at(-1) ?? '', JSON.stringify(history))
    }
    write('BY-FORM', ({ entries }) => entries.push({ ...RECEIVED, id: 'e4', happened: '2026-03-06T09:30:00Z' }))
    write('WAITING', () => {})
    write('DIRECTLY', (history) => {
      history.entries = [{ ...ADDED, id: 'e1' }]
    })
    write('COMING-OFF', ({ entries }) => {
      entries.push({ ...RECEIVED, id: 'e4', happened: '2026-03-06T10:30:00Z' })
      const answers = { 'risk-now': 'managed', evidence: 'Home each night.' }
      const brought = { step: 'bring-evidence', by: 'lena', role: 'service-manager', answers }
      entries.push({ ...brought, id: 'e5', happened: '2026-03-16T10:30:00Z' })
    })
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  async function listed(...options: readonly string[]) {
    const { status, out, err } = await sightline('list', ...files, ...OF_MOST_CONCERN, ...options, '--format', 'json')
    assert.equal(status, EXIT.done, err)
    return listJsonSchema.parse(JSON.parse(out))
  }

  it('shows who is on the list, the longest first, and who is not', async () => {
    const { cases, elsewhere, counts } = await listed(...ON('2026-03-31'))
    assert.deepEqual(
      cases.map(({ child, stage, since }) => [child, stage, since.slice(0, 10)]),
      [
        ['DIRECTLY', 'listed', '2026-03-03'],
        ['BY-FORM', 'listed', '2026-03-06'],
        ['COMING-OFF', 'removal-proposed', '2026-03-06'],
      ],
    )
    assert.deepEqual(elsewhere, [{ child: 'WAITING', stage: 'form-sent' }])
    const category = counts.find(({ title }) => title.startsWith('Is this a risk to the child'))
    assert.deepEqual(category?.answers.map(({ cases }) => cases).sort(), [1, 2])
  })

  it('stands on the day asked, so that a pack can be seen again', async () => {
    const { cases, elsewhere } = await listed(...ON('2026-03-05'))
    assert.deepEqual(
      cases.map(({ child }) => child),
      ['DIRECTLY'],
    )
    assert.equal(elsewhere.length, 3)
  })

  it('says of each case which of the ten details is missing', async () => {
    const { cases } = await listed(...ON('2026-03-31'))
    const missing = new Map(cases.map((each) => [each.child, each.missing]))
    assert.deepEqual(missing.get('BY-FORM'), [])
    assert.equal(missing.get('DIRECTLY')?.length, 9)
    assert.ok(!missing.get('DIRECTLY')?.some((title) => title.startsWith('f.')))
  })

  it('takes only the cases with an answer, or without it', async () => {
    const children = async (...conditions: readonly string[]): Promise<readonly string[]> => {
      const { cases } = await listed(...ON('2026-03-31'), ...conditions.flatMap((each) => ['--where', each]))
      return cases.map(({ child }) => child)
    }
    assert.deepEqual(await children('category=category-b'), ['DIRECTLY'])
    assert.deepEqual(await children('category=category-a', 'category!=category-b'), ['BY-FORM', 'COMING-OFF'])
    assert.deepEqual(await children('outside-the-home=yes'), ['BY-FORM', 'COMING-OFF'])
    assert.deepEqual(await children('outside-the-home=no', 'category!=category-b'), [])
    assert.equal((await listed(...ON('2026-03-31'), '--where', 'category=category-b')).filtered, 2)
  })

  it('tells what is owed, the most pressing first', async () => {
    const { cases } = await listed(...ON('2026-03-12'))
    const [first] = cases
    assert.equal(first?.owed[0]?.duty, 'add-oversight')
    assert.equal(first.owed[0].standing, 'overdue')
    assert.deepEqual(first.owed[0].owedBy, ['lena'])
  })

  it('gives a row for each case to a spreadsheet, and the same in words', async () => {
    const csv = await sightline('list', ...files, ...OF_MOST_CONCERN, ...ON('2026-03-31'), '--format', 'csv')
    assert.equal(csv.out.trim().split('\r\n').length, 4)
    const { out } = await sightline('list', ...files, ...OF_MOST_CONCERN, ...ON('2026-03-31'))
    for (const said of ['DIRECTLY', 'MISSING', 'b. Name: Robin Example', 'WAITING: Form with']) {
      assert.ok(out.includes(said), said)
    }
    const unwrapped = out.replaceAll(/\s+/g, ' ')
    assert.match(unwrapped, /usual methods: Does [^?]+ outside the home\? Yes; Is [^?]+\? Yes/)
  })

  it('shows nothing where a history cannot be read, since a list with a child missing is none', async () => {
    const broken = join(folder, 'broken.json')
    writeFileSync(broken, '{')
    const { status, out, err } = await sightline('list', ...files, broken, ...OF_MOST_CONCERN)
    assert.equal(status, EXIT.nothingRead)
    assert.equal(out, '')
    assert.ok(err.includes('broken.json'))
  })

  it('says in which history entries do not count', async () => {
    const doubtful = join(folder, 'doubtful.json')
    const history = JSON.parse(readFileSync(MOST_CONCERN, 'utf8')) as Mutable
    history.entries.push({ ...RECEIVED, id: 'e9', step: 'recieve-the-form', happened: '2026-03-06T09:30:00Z' })
    writeFileSync(doubtful, JSON.stringify(history))
    const { status, err } = await sightline('list', doubtful, ...OF_MOST_CONCERN)
    assert.equal(status, EXIT.partly)
    assert.ok(err.includes('EXAMPLE-2'))
  })

  for (const [about, args] of [
    ['no history', OF_MOST_CONCERN],
    ['no protocol', [MOST_CONCERN]],
    ['a protocol that keeps no list', [MOST_CONCERN, '--protocol', 'challenging-cases']],
    ['a condition that is none', [MOST_CONCERN, ...OF_MOST_CONCERN, '--where', 'category']],
    ['a question that nobody asks', [MOST_CONCERN, ...OF_MOST_CONCERN, '--where', 'colour=red']],
    ['an answer that there is not', [MOST_CONCERN, ...OF_MOST_CONCERN, '--where', 'category=category-c']],
  ] as const) {
    it(`refuses ${about}`, async () => {
      const { status, out } = await sightline('list', ...args)
      assert.equal(status, EXIT.usage)
      assert.equal(out, '')
    })
  }
})
