import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { type Day, day, parseDay } from '../engine/calendar/day.ts'
import { UsageFault } from './exit.ts'

/** Reads a command's arguments; anything that is not one of its options is refused with the options that are. */
export function readArguments<O extends ParseArgsOptionsConfig>(
  args: readonly string[],
  options: O,
): ReturnType<typeof parseArgs<{ args: string[]; options: O; allowPositionals: true; strict: true }>> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (error) {
    const message = error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : String(error)
    const known = Object.keys(options).map((name) => `--${name}`)
    throw new UsageFault(message, `Options of this command: ${known.join(', ') || 'none'}.`)
  }
}

/** The days that can be asked about: what recurs is worked out until the last, which a slip in the year puts far off. */
const EARLIEST = day('1900-01-01')
const LATEST = day('2199-12-31')

export function readDayOption(name: string, text: string): Day {
  const read = parseDay(text)
  if (read === undefined)
    throw new UsageFault(`--${name} "${text}" is no date`, 'Write it as YYYY-MM-DD, such as 2026-03-31.')
  if (read < EARLIEST || read > LATEST)
    throw new UsageFault(`--${name} "${text}" lies outside the years 1900 to 2199`, 'Correct the year.')
  return read
}

export function readNumberOption(name: string, text: string, least: number, most: number): number {
  const number = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN
  if (!(number >= least && number <= most)) {
    throw new UsageFault(`--${name} "${text}" cannot be taken`, `Write a whole number from ${least} to ${most}.`)
  }
  return number
}

export function readChoiceOption<C extends string>(name: string, text: string, choices: readonly C[]): C {
  const found = choices.find((choice) => choice === text)
  if (found === undefined)
    throw new UsageFault(`--${name} "${text}" is not known`, `Write one of: ${choices.join(', ')}.`)
  return found
}
