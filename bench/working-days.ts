import { readFileSync } from 'node:fs'
import { parseCalendar } from '../src/engine/calendar/calendar-file.ts'
import { addDays, type Day, day, formatDay } from '../src/engine/calendar/day.ts'
import { Stream } from '../src/intake/demonstration/random.ts'
import type { Comparison, Row } from './comparison.ts'
import { type Contender, sideBySide } from './measure/rounds.ts'
import { type Peer, peersOf } from './working-days/peers.ts'

const COUNTS = [1, 5, 10, 60]
const STARTS = 4_096
/** Ours does its days so many times over in a round, to be long enough to be timed. */
const OVER_AGAIN = 200
/** A peer that takes a day at a time does so few of the days in a round. */
const FEW = 512

export const comparison: Comparison = {
  title: 'The N-th working day after a day, with the bank holidays of England and Wales.',
  data:
    `${STARTS} days drawn at random from 2013 to 2027, the same for all; every answer for every N was found equal. No peer ` +
    'knows holidays, so each was written twice: a day at a time, as most would write it, and by whole weeks and then the ' +
    'holidays passed, found by bisection, as fast as we could make it (date-fns by its own `addBusinessDays`). Dates are ' +
    'made before the clock runs and are left as each library keeps them.',
  run: async (tell) => {
    const read = parseCalendar(
      readFileSync(new URL('../data/calendars/england-and-wales.json', import.meta.url), 'utf8'),
    )
    if (!read.ok) throw new Error(read.refusal.join('\n'))
    const calendar = read.value
    const holidays: string[] = []
    for (let each = calendar.from; each <= calendar.until; each = addDays(each, 1)) {
      const holiday = calendar.holidayOn(each)
      if (holiday.ok && holiday.value !== null) holidays.push(formatDay(each))
    }

    const random = new Stream(2_026, 0)
    const [first, last] = [day('2013-01-01'), day('2027-12-31')]
    const starts = Array.from({ length: STARTS }, () => addDays(first, random.below(last - first + 1)))
    const days = Int32Array.from(starts)
    const ours = (count: number): Contender<readonly string[]> => ({
      name: 'Sightline',
      answers: () => starts.map((start) => formatDay(added(start, count))),
      units: STARTS * OVER_AGAIN,
      work: () => {
        let sum = 0
        for (let again = 0; again < OVER_AGAIN; again++) {
          for (let i = 0; i < days.length; i++) sum += added(starts[i] ?? first, count)
        }
        return sum
      },
    })
    function added(from: Day, count: number): Day {
      const found = calendar.addWorkingDays(from, count)
      if (!found.ok) throw new Error(found.refusal.kind)
      return found.value
    }

    const rows: Row[] = []
    for (const count of COUNTS) {
      tell(`adding ${count}`)
      const peers = peersOf(holidays).map((usePeer) => usePeer((peer) => contending(peer, starts, count)))
      const [own, ...others] = await sideBySide([ours(count), ...peers])
      if (own === undefined) return rows
      const what = `adding ${count} working day${count === 1 ? '' : 's'}, a call`
      const reason = count === 1 ? { ifMissed: 'one day needs no counting, so a peer takes one step' } : {}
      for (const peer of others)
        rows.push({ what, ours: own, peer, bar: { kind: 'times as fast', atLeast: 50 }, ...reason })
    }
    return rows
  },
}

function contending<D>(peer: Peer<D>, starts: readonly Day[], count: number): Contender<readonly string[]> {
  const dates = starts.map((start) => peer.parse(formatDay(start)))
  const few = dates.slice(0, FEW)
  return {
    name: peer.name,
    answers: () => dates.map((date) => peer.print(peer.add(date, count))),
    units: few.length,
    work: () => {
      let sum = 0
      for (const date of few) sum += peer.number(peer.add(date, count))
      return sum
    },
  }
}
