import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Day } from '../engine/calendar/day.ts'
import { type Demonstration, DemonstrationRefused, writeDemonstration } from '../intake/demonstration/write.ts'
import { readArguments, readDayOption, readNumberOption } from './arguments.ts'
import { EXIT, type ExitStatus, UsageFault, WritingFault } from './exit.ts'
import type { Terminal } from './terminal.ts'

/** The invented authority that newcomers are shown. */
const CHILDREN = 3_000
const SEED = 1
const MOST_CHILDREN = 1_000_000

export const DEMO_USAGE = `sightline demo [options]
  Writes a census and dataset files of an invented authority. The same options always write the same files.
  --children N      how many children in need on the last 31 March; those of earlier years come on top (${CHILDREN})
  --seed S          which invented authority (${SEED})
  --as-of DATE      the day on which the files are written (today)
  --folder FOLDER   where to write (demonstration)`

export interface DemonstrationRequest {
  readonly children: number
  readonly seed: number
  readonly asOf: Day
  readonly folder: string
}

/** Writes the files of an invented authority into a folder, which is made if need be. */
async function writeFiles(request: DemonstrationRequest): Promise<Demonstration> {
  try {
    mkdirSync(request.folder, { recursive: true })
    return await writeDemonstration(request)
  } catch (error) {
    if (error instanceof DemonstrationRefused) {
      throw new UsageFault(error.faults.join(' ').replace(/\.$/, ''), 'See: sightline help')
    }
    if (!(error instanceof Error && 'code' in error)) throw error
    throw new WritingFault(`${request.folder} could not be written: ${error.message}. Name another with --folder.`)
  }
}

export async function demoCommand(args: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  const { values, positionals } = readArguments(args, {
    children: { type: 'string' },
    seed: { type: 'string' },
    'as-of': { type: 'string' },
    folder: { type: 'string' },
  })
  if (positionals.length > 0) throw new UsageFault('"demo" takes no files', 'Name the folder with --folder FOLDER.')
  const folder = values.folder ?? 'demonstration'
  const { files, counts } = await writeFiles({
    children:
      values.children === undefined ? CHILDREN : readNumberOption('children', values.children, 1, MOST_CHILDREN),
    seed: values.seed === undefined ? SEED : readNumberOption('seed', values.seed, 0, 0xffffffff),
    asOf: values['as-of'] === undefined ? terminal.today : readDayOption('as-of', values['as-of']),
    folder,
  })
  await terminal.out(`${sayCounts(counts)}\n`)
  await terminal.out(`${files.map((file) => `Written: ${file}`).join('\n')}\n`)
  await terminal.out(`Now: npx --no-install sightline scan ${join(folder, '*')} --output report.html\n`)
  return EXIT.done
}

/** How large the invented authority is. */
function sayCounts({ inNeed, inCensus, inDataset }: Demonstration['counts']): string {
  return `An invented authority: ${inNeed} children in need, ${inCensus} in the census of the year, ${inDataset} in the dataset with its history.`
}
