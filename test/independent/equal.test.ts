import assert from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import type { Duty, Trigger } from '../../src/engine/protocol/protocol.ts'
import type { TableName } from '../../src/intake/demonstration/tables.ts'
import { openLibrary } from '../../src/intake/library.ts'
import { BLANK, Demonstrated, type Given } from './authority.ts'
import type { IsoDate } from './dates.ts'
import { DUTIES } from './duties.ts'
import { type AllLines, evaluate, type Lines, type Question } from './evaluation.ts'
import { lastDay } from './occasions.ts'
import { scanned, watched } from './scanned.ts'
import { TRIGGERS } from './triggers.ts'

// The bar: every trigger's and every duty's answers equal those of an evaluation that goes from day to day over what
// happened, and shares nothing with the engine's.

const library = openLibrary()

/** Triggers that no import can meet: they are to stay unanswered for every child. */
const ONLY_A_PERSON_CAN_TELL = ['complex-cases care-order-not-made', 'cases-of-most-concern right-plan-not-secured']

const triggers = TRIGGERS.map(({ protocol, trigger }) => `${protocol} ${trigger}`)
const duties = DUTIES.map(({ protocol, duty }) => `${protocol} ${duty}`)

/** How often each trigger and duty was compared, standing by standing. */
const compared = new Map<string, number>()
let instances = 0

/** The lines of one that the other has not, each as often as it is too many. */
function beyond(lines: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>()
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1)
  return lines.filter((line) => {
    const times = left.get(line) ?? 0
    left.set(line, times - 1)
    return times <= 0
  })
}

function assertEqual(naive: AllLines, engine: AllLines): void {
  for (const what of ['occasions', 'duties', 'everything'] as const) {
    const differences = {
      'only the independent evaluation has': beyond(naive[what], engine[what]).slice(0, 20),
      'only the engine has': beyond(engine[what], naive[what]).slice(0, 20),
    }
    assert.deepEqual(differences, { 'only the independent evaluation has': [], 'only the engine has': [] })
  }
  const sorted = ({ counts }: Lines): object => Object.fromEntries([...counts].sort())
  assert.deepEqual(sorted(naive), sorted(engine))
}

interface Case {
  readonly children: number
  readonly seed: number
  readonly written: IsoDate
  readonly asked: readonly (Question & { readonly given: Given })[]
}

const TODAY = '2026-11-21'
const inSixMonths: Question = { asOf: TODAY, until: '2027-05-21' }

const CASES: readonly Case[] = [
  {
    children: 500,
    seed: 1,
    written: TODAY,
    asked: [
      { given: 'dataset and census', ...inSixMonths },
      { given: 'census', ...inSixMonths },
    ],
  },
  {
    children: 400,
    seed: 20_261_121,
    written: TODAY,
    asked: [
      { given: 'dataset', asOf: TODAY, until: '2028-11-21' },
      { given: 'census', asOf: '2026-03-31', until: '2026-09-30' },
    ],
  },
  {
    children: 250,
    seed: 3,
    written: TODAY,
    asked: [
      { given: 'dataset and census', asOf: '2025-06-30', until: '2025-12-31' },
      { given: 'dataset', asOf: '2024-02-29', until: '2024-02-29' },
      { given: 'census', asOf: '2025-06-30', until: '2026-06-30' },
      { given: 'census', asOf: '2024-12-31', until: '2025-12-31' },
      // On this day the last day before the census year has just left a window of 24 months.
      { given: 'census', asOf: '2027-04-01', until: '2028-04-01' },
    ],
  },
  {
    children: 250,
    seed: 4,
    written: '2024-05-15',
    asked: [
      { given: 'dataset and census', asOf: '2024-05-15', until: '2025-05-15' },
      { given: 'census', asOf: '2024-05-15', until: '2024-11-15' },
    ],
  },
  {
    children: 60,
    seed: 5,
    written: TODAY,
    asked: Object.keys(BLANK).map((table) => ({ given: { without: table as TableName }, ...inSixMonths })),
  },
]

describe('every answer equals that of an independent evaluation', () => {
  for (const { children, seed, written, asked } of CASES) {
    it(`${children} children in need, seed ${seed}, files of ${written}`, async (test) => {
      using made = await Demonstrated.make(library, { children, seed, written })
      for (const { given, asOf, until } of asked) {
        const { cohort, authority } = await made.give(given)
        assert.equal(cohort.size, authority.children.length, 'as many children are read as the files show')
        const naive = evaluate(authority, { asOf, until })
        const question = { asOf, until }
        assertEqual(naive, {
          ...scanned(library, cohort, question),
          everything: watched(library, cohort, { ...question, last: lastDay(asOf) }),
        })
        for (const [what, times] of naive.counts) {
          compared.set(what, (compared.get(what) ?? 0) + times)
          instances += times
        }
        const files = typeof given === 'object' ? `dataset without ${given.without}` : given
        test.diagnostic(
          `${files} as of ${asOf} until ${until}: ${authority.children.length} children, ` +
            `${naive.occasions.length} occasions and ${naive.duties.length} duties listed of ${naive.everything.length}`,
        )
      }
    })
  }

  it('holds every trigger and duty of every protocol', () => {
    const protocols = library.protocols.map(({ protocol }) => protocol)
    const all = protocols.flatMap(({ id, triggers }) => triggers.map((each) => `${id} ${each.id}`))
    assert.deepEqual([...triggers].sort(), all.sort())
    // What begins with a step, a stage or a sitting is no matter of files.
    const owed = protocols.flatMap(({ id, duties, triggers: own }) =>
      duties
        .filter((each) => each.while === null && isOpenedByFiles(each, own, duties))
        .map((each) => `${id} ${each.id}`),
    )
    assert.deepEqual([...duties].sort(), owed.sort())
  })

  it('compared each of them at least once', () => {
    const timesOf = (name: string): number =>
      [...compared].reduce((sum, [what, times]) => (what.startsWith(`${name} `) ? sum + times : sum), 0)
    const unanswered = (name: string): number => compared.get(`${name} unanswered`) ?? 0
    for (const name of ONLY_A_PERSON_CAN_TELL) assert.ok(unanswered(name) > 0, name)
    const never = [...triggers, ...duties].filter(
      (name) => timesOf(name) - unanswered(name) === 0 && !ONLY_A_PERSON_CAN_TELL.includes(name),
    )
    assert.deepEqual(never, [])
  })

  after(() => {
    const lines = [...triggers, ...duties].map((name) => {
      const standings = [...compared].filter(([what]) => what.startsWith(`${name} `)).sort()
      return `  ${name}: ${standings.map(([what, times]) => `${what.slice(name.length + 1)} ${times}`).join(', ')}`
    })
    process.stdout.write(`Compared, ${instances} answers in all:\n${lines.join('\n')}\n`)
  })
})

function isOpenedByFiles(duty: Duty, triggers: readonly Trigger[], duties: readonly Duty[]): boolean {
  const of = duty.forEach?.of
  if (of?.kind !== 'named') return of?.kind === 'fact'
  if (triggers.some(({ id }) => id === of.name)) return true
  const before = duties.find(({ id }) => id === of.name)
  return before !== undefined && isOpenedByFiles(before, triggers, duties)
}
