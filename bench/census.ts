import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeDemonstration } from '../src/intake/demonstration/write.ts'
import { bareSaxes, intake, TODAY } from './census/readers.ts'
import type { Comparison, Cost, Row } from './comparison.ts'
import { sideBySide } from './measure/rounds.ts'

/** Children in need for whom a census has so many megabytes. */
const SIZES = [
  { name: '200 MB', children: 74_000 },
  { name: '1 GB', children: 370_000 },
] as const

const MOST_MEMORY = 300

export const comparison: Comparison = {
  title: 'A Children in Need census, read with every check into a cohort, beside the bare parser under it.',
  data:
    'The census of an invented authority (`sightline demo`, seed 1), written for the run. Intake reads and checks all of it and ' +
    'keeps its facts, and gives saxes only what is not plain; saxes 6 reads the same text with as many handlers, which do ' +
    'nothing but count. Both give the same ' +
    'number of children. Times are of 200 MB. Memory is the most that a process of its own held (its resident set, the 45 MB ' +
    'of Node with it); that of saxes is told beside it, since it keeps nothing.',
  run: async (tell) => {
    const rows: Row[] = []
    for (const { name, children } of SIZES) {
      const folder = mkdtempSync(join(tmpdir(), 'sightline-bench-'))
      try {
        tell(`writing ${name}`)
        const { census, dataset } = await writeDemonstration({ folder, children, seed: 1, asOf: TODAY })
        for (const file of dataset) rmSync(file)
        tell(`reading ${(statSync(census).size / 1e6).toFixed(0)} MB`)
        if (rows.length === 0) rows.push(await times(census, name))
        rows.push(memory(census, name))
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    }
    return rows
  },
}

async function times(census: string, name: string): Promise<Row> {
  const contender = (who: string, read: (file: string) => Promise<number>) => ({
    name: who,
    answers: () => read(census),
    units: 1,
    work: () => read(census),
  })
  const contenders = [contender('Sightline', intake), contender('saxes', bareSaxes)]
  const [ours, peer] = await sideBySide(contenders, { unit: 'ms', rounds: 3, uncounted: 0 })
  if (ours === undefined || peer === undefined) throw new Error('nothing was measured')
  return {
    what: `a census of ${name}, read with every check`,
    ours,
    peer,
    bar: { kind: 'times as fast', atLeast: 0.6 },
    ifMissed: IF_MISSED,
  }
}

const IF_MISSED =
  'reading what is plain takes a third of what saxes takes; the rest goes into following the structure, reading values, ' +
  'checking children and keeping their facts, which makes objects that have to be collected'

function memory(census: string, name: string): Row {
  return {
    what: `a census of ${name}, the most memory`,
    ours: peakOf('Sightline', 'intake', census),
    peer: peakOf('saxes', 'bare', census),
    bar: { kind: 'cost', atMost: MOST_MEMORY },
  }
}

function peakOf(name: string, how: 'intake' | 'bare', census: string): Cost {
  const program = fileURLToPath(new URL('census/peak.ts', import.meta.url))
  const peak = Number(execFileSync(process.execPath, [program, how, census], { encoding: 'utf8' }))
  return { name, unit: 'MB', median: peak, least: peak, most: peak }
}
