// What adding N working days costs, for N = 5 and N = 60: "node bench/working-days.ts". The two should cost the same.
import { readFileSync } from 'node:fs'
import type { WorkingCalendar } from '../src/engine/calendar/calendar.ts'
import { parseCalendar } from '../src/engine/calendar/calendar-file.ts'
import { addDays, type Day, day } from '../src/engine/calendar/day.ts'

const CALLS = 2_000_000
const ROUNDS = 15

const read = parseCalendar(readFileSync(new URL('../data/calendars/england-and-wales.json', import.meta.url), 'utf8'))
if (!read.ok) throw new Error(read.refusal.join('\n'))
const calendar = read.value
const first = day('2012-06-01')
const starts: readonly Day[] = Array.from({ length: 4_096 }, (_, i) => addDays(first, i))

/** Nanoseconds for one call, averaged over many; the sum keeps the work from being left out. */
function nanosecondsEach(add: (calendar: WorkingCalendar, from: Day) => number): { each: number; sum: number } {
  const began = process.hrtime.bigint()
  let sum = 0
  for (let i = 0; i < CALLS; i++) sum += add(calendar, starts[i & 4_095] ?? first)
  return { each: Number(process.hrtime.bigint() - began) / CALLS, sum }
}

const adding =
  (n: number) =>
  (on: WorkingCalendar, from: Day): number => {
    const found = on.addWorkingDays(from, n)
    return found.ok ? found.value : 0
  }

const measured = new Map<number, number[]>([
  [5, []],
  [60, []],
])
let check = 0
for (let round = 0; round < ROUNDS; round++) {
  for (const [n, times] of measured) {
    const { each, sum } = nanosecondsEach(adding(n))
    check += sum
    // The first rounds run before the code is compiled.
    if (round >= 3) times.push(each)
  }
}
const median = (times: readonly number[] = []): number => [...times].sort((x, y) => x - y)[times.length >> 1] ?? 0
const [five, sixty] = [median(measured.get(5)), median(measured.get(60))]
process.stdout.write(`adding  5 working days: ${five.toFixed(1)} ns\n`)
process.stdout.write(`adding 60 working days: ${sixty.toFixed(1)} ns\n`)
process.stdout.write(`60 against 5: ${(sixty / five).toFixed(2)} (sum ${check})\n`)
