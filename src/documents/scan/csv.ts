import { type Day, formatDay } from '../../engine/calendar/day.ts'
import type { Protocol } from '../../engine/protocol/protocol.ts'
import { explainOccasion } from '../../engine/watch/explain.ts'
import { dayOfOccasion } from '../../engine/watch/occasions.ts'
import type { DutyRow, OccasionRow, UndatedRow } from '../../engine/watch/scan.ts'
import type { Finding } from '../../intake/finding.ts'
import type { Scanned } from './scanned.ts'
import {
  DUTY_STANDING_LABELS,
  isSurelyOwed,
  lastWorkingDay,
  placesIn,
  STANDING_LABELS,
  sayDerivation,
  sayDuty,
  sayDutyStanding,
  sayFor,
  sayGaps,
  sayNoDay,
  sayOwedBy,
  sayReasons,
  sayStanding,
  writtenDay,
} from './words.ts'

/** Without it Excel takes the file for the machine's own encoding. */
export const BYTE_ORDER_MARK = '\uFEFF'

const COLUMNS = [
  'row',
  'child',
  'protocol',
  'title',
  'for',
  'clause',
  'standing',
  'day',
  'earliest',
  'latest',
  'due',
  'last working day',
  'owed by',
  'team',
  'in words',
  'why',
  'what would tell',
] as const
type Cells = Partial<Record<(typeof COLUMNS)[number], string>>

/**
 * The scan as one CSV for a spreadsheet: a row for each duty, the soonest due first, then one for each duty without a day, then
 * one for each time that a trigger is or may be met. UTF-8 with a byte order mark, commas, CRLF. A cell that a spreadsheet
 * would take for a formula begins with an apostrophe instead.
 */
export function* csvChunks(scanned: Scanned): Iterable<string> {
  const { duties, undated, occasions } = scanned.scan
  const rows = new Rows(scanned)
  yield `${BYTE_ORDER_MARK}${csvLine(COLUMNS)}`
  const write = (cells: Cells): string => csvLine(COLUMNS.map((column) => cells[column] ?? ''))
  for (const row of soonestFirst(duties, ({ owed }) => owed.due)) yield write(rows.duty(row))
  for (const row of undated) yield write(rows.undated(row))
  for (const row of soonestFirst(occasions, ({ occasion }) => dayOfOccasion(occasion))) yield write(rows.trigger(row))
}

function soonestFirst<T extends { readonly child: number }>(rows: readonly T[], on: (row: T) => Day): readonly T[] {
  return [...rows].sort((a, b) => on(a) - on(b) || a.child - b.child)
}

class Rows {
  readonly #scanned: Scanned
  readonly #sayPlace: ReturnType<typeof placesIn>

  constructor(scanned: Scanned) {
    this.#scanned = scanned
    this.#sayPlace = placesIn(scanned.cohort.sources)
  }

  duty({ protocol, child, owed, team }: DutyRow): Cells {
    const { asOf } = this.#scanned.scan.question
    const calendar = this.#scanned.scan.tallies.find((tally) => tally.protocol === protocol)?.calendar
    const { duty, due, occasion, anchor, standing } = owed
    return {
      row: 'duty',
      ...this.#about(protocol, child, duty),
      title: sayDuty(owed),
      for: sayFor(anchor),
      standing: DUTY_STANDING_LABELS[standing.kind],
      day: occasion === null ? '' : writeDay(dayOfOccasion(occasion)),
      earliest: occasion === null ? '' : writeDay(occasion.possible),
      latest: occasion === null ? '' : writeDay(occasion.certain),
      due: formatDay(due),
      'last working day': calendar === undefined ? '' : writeDay(lastWorkingDay(due, calendar) ?? due),
      'owed by': sayOwedBy(duty.owedBy, protocol),
      team,
      'in words': sayDutyStanding(owed, asOf),
      why: sayDerivation(owed, { protocol, asOf, sayPlace: this.#sayPlace }),
      'what would tell': sayGaps(isSurelyOwed(owed) ? [] : (occasion?.gaps ?? [])).wouldTell,
    }
  }

  undated({ protocol, child, undated }: UndatedRow): Cells {
    const { duty, anchor, why } = undated
    return {
      row: 'duty',
      ...this.#about(protocol, child, duty),
      for: sayFor(anchor),
      standing: 'no day',
      'owed by': sayOwedBy(duty.owedBy, protocol),
      why: sayNoDay(why),
    }
  }

  trigger(row: OccasionRow): Cells {
    const { protocol, child, occasion, standing } = row
    const { trigger, possible, certain, anchor, gaps } = occasion
    const { cohort, scan } = this.#scanned
    return {
      row: 'trigger',
      ...this.#about(protocol, child, trigger),
      for: sayFor(anchor),
      standing: STANDING_LABELS[standing],
      day: writeDay(dayOfOccasion(occasion)),
      earliest: writeDay(possible),
      latest: writeDay(certain),
      'in words': sayStanding(occasion, standing),
      why: sayReasons(explainOccasion(row, cohort, scan.question), this.#sayPlace),
      'what would tell': sayGaps(gaps).wouldTell,
    }
  }

  #about(protocol: Protocol, child: number, of: { readonly title: string; readonly cites: readonly string[] }): Cells {
    return {
      child: this.#scanned.cohort.child(child).id,
      protocol: protocol.title,
      title: of.title,
      clause: of.cites.join(' '),
    }
  }
}

function writeDay(day: Day | null): string {
  const written = writtenDay(day)
  return written === null ? '' : formatDay(written)
}

/** One line of a CSV file, its end included. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`
}

/** What a spreadsheet takes for the beginning of a formula; the wide forms are what some of them turn into the narrow. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/
const TO_QUOTE = /[",;\r\n\t]|^\s|\s$/

/** A text that no spreadsheet takes for a formula: one that begins like one begins with an apostrophe instead. */
export function inert(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text
}

function cell(text: string): string {
  const written = inert(text)
  return TO_QUOTE.test(written) ? `"${written.replaceAll('"', '""')}"` : written
}

const FINDING_COLUMNS = ['weight', 'rule', 'file', 'line', 'child', 'message', 'remedy']

/** The beginning of a CSV of findings, which has the same form; after it comes a line for each. */
export const FINDINGS_HEAD = `${BYTE_ORDER_MARK}${csvLine(FINDING_COLUMNS)}`

export function findingLine({ weight, rule, file, line, child, message, remedy }: Finding): string {
  return csvLine([weight, rule, file, line === null ? '' : String(line), child ?? '', message, remedy])
}
