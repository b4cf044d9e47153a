import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { decisionJsonSchema, viewJsonSchema } from '../documents/pathway/json-schema.ts'
import { PACKAGE_FOLDER } from '../intake/library.ts'
import { EXIT } from './exit.ts'
import { sightlineOn } from './said.test-data.ts'
import { onlyWatched } from './watched.test-data.ts'

function sightline(...args: readonly string[]) {
  return sightlineOn('2026-03-31', ...args)
}

const HOW_TO = join(PACKAGE_FOLDER, 'docs', 'how-to')
const CHALLENGING = join(HOW_TO, 'challenging-cases.json')
const MOST_CONCERN = join(HOW_TO, 'cases-of-most-concern.json')
const OF_CHALLENGING = ['--protocol', 'challenging-cases']
const OF_MOST_CONCERN = ['--protocol', 'cases-of-most-concern']

type Mutable = Record<string, unknown> & { entries: Record<string, unknown>[] }

describe('evaluate', () => {
  let folder = ''
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'sightline-evaluate-'))
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  function written(name: string, content: unknown): string {
    const path = join(folder, name)
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
    return path
  }

  function changed(change: (history: Mutable) => void): string {
    const history = JSON.parse(readFileSync(CHALLENGING, 'utf8')) as Mutable
    change(history)
    return written('changed.json', history)
  }

  for (const [id, history, on] of [
    ['challenging-cases', CHALLENGING, '2026-03-31'],
    ['cases-of-most-concern', MOST_CONCERN, '2026-03-12'],
  ] as const) {
    it(`gives for the example of the how-to page what lies beside it: ${id}`, async () => {
      const { status, out, err } = await sightline('evaluate', history, '--protocol', id, '--as-of', on)
      assert.equal(status, EXIT.done, err)
      const kept = readFileSync(join(HOW_TO, `${id}.txt`), 'utf8')
      const again = `node bin/sightline.mjs evaluate docs/how-to/${id}.json --protocol ${id} --as-of ${on} > docs/how-to/${id}.txt`
      assert.equal(out, kept, `If the new answer is the right one, keep it: ${again}`)
    })
  }

  it('gives JSON that keeps to its schema, as of the end of today where nobody says', async () => {
    const { status, out } = await sightline('evaluate', CHALLENGING, ...OF_CHALLENGING, '--format', 'json')
    assert.equal(status, EXIT.done)
    const view = viewJsonSchema.parse(JSON.parse(out))
    assert.equal(view.asOf, '2026-03-31T23:59:59.999+01:00')
    assert.equal(view.stage?.id, 'tier-1-requested')
    assert.deepEqual([view.child, view.series], ['EXAMPLE-1', null])
  })

  it('names a series as what it is, and tells from when on what is sent counts for its meeting', async () => {
    const page = readFileSync(join(PACKAGE_FOLDER, 'docs', 'reference', 'evaluate.md'), 'utf8')
    const [, history = ''] = /```json\n(.*?)```/s.exec(page) ?? []
    const path = join(folder, 'series.json')
    writeFileSync(path, history)
    const args = ['evaluate', path, '--protocol', 'list-of-most-concern', '--as-of', '2026-03-03'] as const
    const { status, out } = await sightline(...args, '--format', 'json')
    assert.equal(status, EXIT.done)
    const { child, series, duties } = viewJsonSchema.parse(JSON.parse(out))
    assert.deepEqual([child, series], [null, 'list of most concern'])
    const owed = duties.find(({ duty }) => duty === 'circulate-in-time')
    assert.deepEqual([owed?.due, owed?.metFrom], ['2026-03-11', '2026-03-04'])
    assert.match((await sightline(...args)).out, /Only what is done from Wednesday 4 March 2026 on meets it\./)
  })

  it('leaves a due day on the day of rest on which it falls, and names the last working day before it', async () => {
    const page = readFileSync(join(PACKAGE_FOLDER, 'docs', 'reference', 'evaluate.md'), 'utf8')
    const [, history = ''] = /```json\n(.*?)```/s.exec(page) ?? []
    const path = join(folder, 'rest.json')
    writeFileSync(path, history.replace('2026-03-02T09', '2026-03-04T09'))
    const args = ['evaluate', path, '--protocol', 'list-of-most-concern', '--as-of'] as const
    const { out } = await sightline(...args, '2026-03-05', '--format', 'json')
    const { duties } = viewJsonSchema.parse(JSON.parse(out))
    assert.deepEqual(
      duties.map(({ duty, due, lastWorkingDay }) => [duty, due, lastWorkingDay]),
      [
        ['talk-each-month', '2026-04-04', '2026-04-02'],
        ['circulate-in-time', '2026-03-11', null],
      ],
    )
    const says =
      /Saturday 4 April 2026, which is not a working day; the last working day before\s+it\s+is\s+Thursday 2 April 2026\./
    assert.match((await sightline(...args, '2026-03-05')).out, says)
    assert.match(
      (await sightline(...args, '2026-04-06')).out,
      /Overdue by 2 days: it was due on Saturday 4 April 2026, which/,
    )
  })

  it('takes days and moments, and tells the evening from its morning', async () => {
    const stageAt = async (asOf: string): Promise<string | undefined> => {
      const { out } = await sightline('evaluate', CHALLENGING, ...OF_CHALLENGING, '--as-of', asOf, '--format', 'json')
      return viewJsonSchema.parse(JSON.parse(out)).stage?.id
    }
    assert.equal(await stageAt('2026-03-22'), 'asked-for')
    assert.equal(await stageAt('2026-03-23T14:59:59Z'), 'asked-for')
    assert.equal(await stageAt('2026-03-23T15:00:00Z'), 'tier-1-requested')
    assert.equal(await stageAt('2026-03-17'), undefined)
  })

  it('takes what became due on the next day as overdue then, and not before', async () => {
    const standingAt = async (asOf: string): Promise<string | undefined> => {
      const { out } = await sightline('evaluate', CHALLENGING, ...OF_CHALLENGING, '--as-of', asOf, '--format', 'json')
      const { duties } = viewJsonSchema.parse(JSON.parse(out))
      return duties.find(({ id }) => id === 'tier-1-as-agreed:e2')?.standing
    }
    assert.equal(await standingAt('2026-04-08'), 'open')
    assert.equal(await standingAt('2026-04-09'), 'overdue')
  })

  it('leaves out what was not known', async () => {
    const { out } = await sightline(
      'evaluate',
      CHALLENGING,
      ...OF_CHALLENGING,
      '--known-at',
      '2026-03-24',
      '--format',
      'json',
    )
    assert.equal(viewJsonSchema.parse(JSON.parse(out)).leftOut, 1)
  })

  it('says that some entries do not count, and ends with 1', async () => {
    const path = changed(({ entries }) => Object.assign(entries[1] ?? {}, { step: 'decide-requests' }))
    const { status, out, err } = await sightline('evaluate', path, ...OF_CHALLENGING)
    assert.equal(status, EXIT.partly)
    assert.match(err, /1 entry does not count/)
    assert.match(out, /NOT COUNTED: the protocol has no step "decide-requests"\. Did you mean\s+"decide-request"\?/)
  })

  it('reads nothing of a history with a fault, and names every fault with its place', async () => {
    const path = changed(({ entries }) => {
      Object.assign(entries[0] ?? {}, { happened: 'yesterday' })
      Object.assign(entries[2] ?? {}, { wo: 'tegan' })
    })
    const { status, out, err } = await sightline('evaluate', path, ...OF_CHALLENGING)
    assert.equal(status, EXIT.nothingRead)
    assert.equal(out, '')
    assert.match(err, /changed\.json: entries\[0\]\.happened: it is no moment\. Write/)
    assert.match(err, /changed\.json: entries\[2\]\.wo: there is no key "wo" here\./)
    assert.match(err, /2 faults\. Nothing was read\./)
  })

  it('refuses what is no history: not JSON, 50 MB, none at all, two of an identifier, entries of the future', async () => {
    const large = written('large.json', '')
    truncateSync(large, 50 * 1_048_576)
    const cases: readonly (readonly [string, RegExp])[] = [
      [written('text.json', 'Dear Sir or Madam'), /not JSON from line 1, column 1/],
      [large, /50 MB/],
      [join(folder, 'none.json'), /no such file/],
      [changed(({ entries }) => Object.assign(entries[1] ?? {}, { id: 'e1' })), /entries\[1\]\.id/],
    ]
    for (const [path, fault] of cases) {
      const { status, out, err } = await sightline('evaluate', path, ...OF_CHALLENGING)
      assert.deepEqual([status, out], [EXIT.nothingRead, ''], path)
      assert.match(err, fault)
      assert.doesNotMatch(err, /\n\s+at /)
    }
    const future = changed(({ entries }) => Object.assign(entries[1] ?? {}, { recorded: '2026-03-01T09:00:00Z' }))
    const { status, err } = await sightline('evaluate', future, ...OF_CHALLENGING)
    assert.equal(status, EXIT.nothingRead)
    assert.match(err, /entries\[1\]\.happened: it lies after the moment at which it was recorded/)
  })

  it('shows the first fifty of many faults, and counts them all', async () => {
    const entries = Array.from({ length: 3_000 }, () => ({}))
    const { err } = await sightline(
      'evaluate',
      changed((history) => Object.assign(history, { entries })),
      ...OF_CHALLENGING,
    )
    assert.equal(err.split('\n').length, 52)
    assert.match(err, /\d{4,} faults, of which the first 50 are shown/)
  })

  it('refuses a wrong command with what to write', async () => {
    const cases: readonly (readonly [readonly string[], RegExp])[] = [
      [['evaluate'], /no history was named/],
      [['evaluate', CHALLENGING], /no protocol was named/],
      [['evaluate', CHALLENGING, CHALLENGING, ...OF_CHALLENGING], /one history/],
      [['evaluate', CHALLENGING, '--protocol', 'chalenging-cases'], /Did you mean "challenging-cases"/],
      [['evaluate', CHALLENGING, '--protocol', onlyWatched()], /no stages/],
      [['evaluate', CHALLENGING, ...OF_CHALLENGING, '--as-of', '31/03/2026'], /YYYY-MM-DD/],
      [['evaluate', CHALLENGING, ...OF_CHALLENGING, '--known-at', 'now'], /known-at/],
      [['evaluate', CHALLENGING, ...OF_CHALLENGING, '--format', 'html'], /text, json/],
      [['decide', CHALLENGING, ...OF_CHALLENGING], /--command/],
      [
        ['evaluate', CHALLENGING, ...OF_CHALLENGING, '--as-of', '9999-12-31'],
        /the last day of all\. Write an earlier day/,
      ],
    ]
    for (const [args, message] of cases) {
      const { status, out, err } = await sightline(...args)
      assert.deepEqual([status, out], [EXIT.usage, ''], args.join(' '))
      assert.match(err, message)
    }
  })

  describe('decide', () => {
    const command = { format: 'sightline-command', formatVersion: 1 }
    const received = { step: 'receive-the-form', by: 'lena', role: 'service-manager', happened: '2026-03-06T09:30:00Z' }

    it('gives every reason at once, with its clause and what to do', async () => {
      const early = join(HOW_TO, 'hold-tier-1-too-early.json')
      const { status, out } = await sightline('decide', CHALLENGING, ...OF_CHALLENGING, '--command', early)
      assert.equal(status, EXIT.partly)
      assert.match(out, /it may not be recorded/)
      assert.match(out, /It is not for the role "Social worker"\. \[CWM-10/)
      assert.match(out, /CWM-12 \(/)
      const asked = await sightline('decide', CHALLENGING, ...OF_CHALLENGING, '--command', early, '--format', 'json')
      const { allowed, refusals, entry } = decisionJsonSchema.parse(JSON.parse(asked.out))
      assert.deepEqual([allowed, entry], [false, null])
      assert.ok(refusals.some(({ kind }) => kind === 'wrong-role'))
      assert.ok(refusals.some(({ kind }) => kind === 'unanswered'))
    })

    it('gives an entry that can be put into the history, where it stands as was said', async () => {
      const path = written('receive.json', { ...command, ...received })
      const json = await sightline('decide', MOST_CONCERN, ...OF_MOST_CONCERN, '--command', path, '--format', 'json')
      assert.equal(json.status, EXIT.done, json.err)
      const { allowed, entry, effects } = decisionJsonSchema.parse(JSON.parse(json.out))
      assert.equal(allowed, true)
      const stage = effects.find(({ kind }) => kind === 'stage')
      assert.deepEqual([stage?.from, stage?.to], ['form-sent', 'listed'])
      assert.match((await sightline('decide', MOST_CONCERN, ...OF_MOST_CONCERN, '--command', path)).out, /What follows/)
      const history = JSON.parse(readFileSync(MOST_CONCERN, 'utf8')) as { entries: unknown[] }
      history.entries.push(entry)
      const after = written('after.json', history)
      const { out } = await sightline(
        'evaluate',
        after,
        ...OF_MOST_CONCERN,
        '--as-of',
        '2026-03-12',
        '--format',
        'json',
      )
      assert.equal(viewJsonSchema.parse(JSON.parse(out)).stage?.id, 'listed')
    })

    it('refuses what lies in the future of the moment at which it is recorded', async () => {
      const path = written('future.json', { ...command, ...received })
      const { status, out } = await sightline(
        'decide',
        MOST_CONCERN,
        ...OF_MOST_CONCERN,
        '--command',
        path,
        '--at',
        '2026-03-05',
      )
      assert.equal(status, EXIT.partly)
      assert.match(out, /which is still to come/)
    })

    it('reads nothing of a command with a fault', async () => {
      const { status, err } = await sightline('decide', MOST_CONCERN, ...OF_MOST_CONCERN, '--command', MOST_CONCERN)
      assert.equal(status, EXIT.nothingRead)
      assert.match(err, /format: it is not one of the values that are known\. Write "sightline-command"\./)
    })
  })
})
