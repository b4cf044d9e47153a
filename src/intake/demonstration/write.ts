import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { WorkingCalendar } from '../../engine/calendar/calendar.ts'
import { parseCalendar } from '../../engine/calendar/calendar-file.ts'
import { addDays, civilDateOf, type Day, day, formatDay } from '../../engine/calendar/day.ts'
import { generateAuthority, isInNeed, windowOf } from './authority.ts'
import { CENSUS_FOOT, censusChild, censusHead } from './census.ts'
import { addChild, addStaff } from './dataset.ts'
import { OutFile } from './out-file.ts'
import { strangersIn } from './strangers.ts'
import { type AddRow, headLine, rowLine, TABLE_NAMES, type TableName } from './tables.ts'

const CALENDAR = new URL('../../../data/calendars/england-and-wales.json', import.meta.url)

/** The first day for which the census of its year is one that Sightline reads. */
const EARLIEST = day('2020-03-31')
/** Targets are counted in working days past the day of writing. */
const DAYS_LEFT_OF_CALENDAR = 60
const MOST_CHILDREN = 1_000_000

export interface DemonstrationOptions {
  /** Made where it is missing. An earlier demonstration in it is written over, files of anybody else's never are. */
  readonly folder: string
  /** How many children are in need on the census day, 1 to 1,000,000. */
  readonly children: number
  /** A whole number from 0 to 2^53 - 1. The same seed, children and day give the same bytes. */
  readonly seed: number
  /** The day that the files are written for, 2020-03-31 or later: nothing in them happens after it. */
  readonly asOf: Day
}

export interface Demonstration {
  /** Every file, the census first. */
  readonly files: readonly string[]
  readonly census: string
  readonly dataset: readonly string[]
  readonly counts: {
    /** Children in need on the census day: what was asked for. */
    readonly inNeed: number
    /** Children in the census: all whose case was open in the year. */
    readonly inCensus: number
    /** Children in the dataset: those, those referred since, and their brothers and sisters who were ever referred. */
    readonly inDataset: number
    readonly families: number
    readonly bytes: number
  }
}

/** The day nearest to a day for which a demonstration can be written: its calendar must know what comes after. */
function demonstrationDay(wanted: Day, calendar: WorkingCalendar): Day {
  const latest = addDays(calendar.until, -DAYS_LEFT_OF_CALENDAR)
  return wanted > latest ? latest : wanted < EARLIEST ? EARLIEST : wanted
}

/** What is wrong with the options, each in words that name the remedy; empty where nothing is. */
function demonstrationFaults({ children, seed, asOf }: DemonstrationOptions, calendar: WorkingCalendar): string[] {
  const faults: string[] = []
  if (!Number.isInteger(children) || children < 1 || children > MOST_CHILDREN) {
    faults.push(`The number of children is ${children}; give a whole number from 1 to ${MOST_CHILDREN}.`)
  }
  if (!Number.isSafeInteger(seed) || seed < 0) {
    faults.push(`The seed is ${seed}; give a whole number from 0 to ${Number.MAX_SAFE_INTEGER}.`)
  }
  const nearest = demonstrationDay(asOf, calendar)
  if (nearest !== asOf) {
    const bound = nearest < asOf ? 'none later than' : 'none earlier than'
    faults.push(`The day is ${formatDay(asOf)}; give ${bound} ${formatDay(nearest)}.`)
  }
  return faults
}

/** Bad options. `faults` says what is wrong, in words for the user. */
export class DemonstrationRefused extends Error {
  readonly faults: readonly string[]

  constructor(faults: readonly string[]) {
    super(faults.join(' '))
    this.name = 'DemonstrationRefused'
    this.faults = faults
  }
}

/**
 * Writes the files of an invented authority: `census-YEAR.xml`, the Children in Need census of the collection year that ended
 * on the last 31 March, and `ssd_TABLE.csv`, the tables of the Standard Safeguarding Dataset as of the day.
 *
 * @throws DemonstrationRefused where an option is out of range, or the folder holds somebody else's files; the file system's
 * own errors pass through.
 */
export async function writeDemonstration(options: DemonstrationOptions): Promise<Demonstration> {
  const calendar = await readCalendar()
  const faults = demonstrationFaults(options, calendar)
  if (faults.length > 0) throw new DemonstrationRefused(faults)
  const { folder, asOf } = options
  const window = windowOf(asOf)
  await mkdir(folder, { recursive: true })
  const [stranger] = await strangersIn(folder)
  if (stranger !== undefined) {
    throw new DemonstrationRefused([
      `${join(folder, stranger)} is no file of an invented authority, and would be written over. Name another folder.`,
    ])
  }
  const open: OutFile[] = []
  const create = async (path: string): Promise<OutFile> => {
    const file = await OutFile.create(path)
    open.push(file)
    return file
  }
  const counts = { inNeed: 0, inCensus: 0, inDataset: 0, families: 0, bytes: 0 }
  try {
    const census = await create(join(folder, `census-${civilDateOf(window.censusDay).year}.xml`))
    const tables = new Map<TableName, OutFile>()
    for (const table of TABLE_NAMES) {
      const file = await create(join(folder, `${table}.csv`))
      file.add(headLine(table))
      tables.set(table, file)
    }
    const add: AddRow = (table, row) => tables.get(table)?.add(rowLine(table, row))
    census.add(censusHead(window))
    let family = ''
    for (const child of generateAuthority({ ...options, calendar })) {
      const text = censusChild(child, window)
      census.add(text)
      addChild(child, asOf, add)
      counts.inDataset += 1
      if (text !== '') counts.inCensus += 1
      if (isInNeed(child, window.censusDay)) counts.inNeed += 1
      if (child.family !== family) counts.families += 1
      family = child.family
      for (const file of open) if (file.isFull) await file.settle()
    }
    addStaff(counts.families, add)
    census.add(CENSUS_FOOT)
  } finally {
    for (const file of open) await file.close()
  }
  counts.bytes = open.reduce((sum, { bytes }) => sum + bytes, 0)
  const [census = '', ...dataset] = open.map(({ path }) => path)
  return { files: [census, ...dataset], census, dataset, counts }
}

/** The calendar that comes with Sightline; its own test proves that it has no fault. */
async function readCalendar(): Promise<WorkingCalendar> {
  const calendar = parseCalendar(await readFile(CALENDAR, 'utf8'))
  if (!calendar.ok) throw new Error(`data/calendars/england-and-wales.json: ${calendar.refusal.join('; ')}`)
  return calendar.value
}
