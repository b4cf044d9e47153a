import assert from 'node:assert/strict'
import type { Cost, Unit } from '../comparison.ts'

/** One way of getting the answers that all contenders get. */
export interface Contender<Answer> {
  readonly name: string
  /** The whole answers, compared deeply with those of every other contender before anything is timed. */
  readonly answers: () => Answer | Promise<Answer>
  /** How much `work` does, so that a slow contender may do less of it in a round. */
  readonly units: number
  /**
   * What is timed. What it gives, a sum or a count of its answers, must be the same in every round, and keeps the work from
   * being left out.
   */
  readonly work: () => number | Promise<number>
}

const PER_MILLISECOND: Readonly<Record<Exclude<Unit, 'MB'>, number>> = { ns: 1e6, ms: 1 }

/** Rounds that are not counted: they run before the code is compiled. */
const UNCOUNTED = 3

/**
 * Finds the answers of all contenders equal, then times them round after round, each round beginning with another of them, so
 * that what disturbs the machine disturbs all alike. Costs are of one unit of work, in the order of the contenders: processor
 * time of the whole process where the work gives a number, which other programs disturb less, and time on the wall where it
 * gives a promise, since it may wait.
 */
export async function sideBySide<Answer>(
  contenders: readonly Contender<Answer>[],
  { unit = 'ns', rounds = 11, uncounted = UNCOUNTED }: { unit?: 'ns' | 'ms'; rounds?: number; uncounted?: number } = {},
): Promise<readonly Cost[]> {
  await assertEqualAnswers(contenders)
  const taken = contenders.map((contender) => ({ contender, times: Array.of<number>() }))
  const sums = new Map<string, number>()
  for (let round = 0; round < uncounted + rounds; round++) {
    const first = round % taken.length
    for (const { contender, times } of [...taken.slice(first), ...taken.slice(0, first)]) {
      const [began, used] = [performance.now(), process.cpuUsage()]
      // Waiting costs more than some of the work, so only what gives a promise is waited for.
      const worked = contender.work()
      const { user, system } = process.cpuUsage(used)
      const sum = typeof worked === 'number' ? worked : await worked
      const time = typeof worked === 'number' ? (user + system) / 1000 : performance.now() - began
      assert.equal(sum, sums.get(contender.name) ?? sum, `${contender.name} worked out another sum than before`)
      sums.set(contender.name, sum)
      if (round >= uncounted) times.push((time * PER_MILLISECOND[unit]) / contender.units)
    }
  }
  return taken.map(({ contender, times }) => costOf(contender.name, unit, times))
}

/** Throws, with both names, where one contender's answers are not those of the first. */
async function assertEqualAnswers<Answer>(contenders: readonly Contender<Answer>[]): Promise<void> {
  const [first, ...others] = contenders
  if (first === undefined) return
  const expected = await first.answers()
  for (const other of others) {
    assert.deepEqual(await other.answers(), expected, `${other.name} answers otherwise than ${first.name}`)
  }
}

/** The cost that some measured values amount to; there must be at least one. */
function costOf(name: string, unit: Unit, values: readonly number[]): Cost {
  const sorted = [...values].sort((x, y) => x - y)
  const median = sorted[sorted.length >> 1]
  assert.ok(median !== undefined, `nothing was measured of ${name}`)
  return { name, unit, median, least: sorted[0] ?? median, most: sorted.at(-1) ?? median }
}
