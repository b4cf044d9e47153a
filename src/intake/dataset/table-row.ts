import type { Day } from '../../engine/calendar/day.ts'
import type { Finding } from '../finding.ts'
import { quotedValue } from '../quoted.ts'
import { UNREADABLE } from '../text/decode.ts'
import { type Coded, flag } from './codes.ts'
import { readDate, type UnreadableDate } from './dates.ts'
import { rows, type Sheet } from './sheet.ts'

/** What exports write where they hold nothing. */
const NOTHING = new Set(['null', '(null)', 'none', 'nan', 'nat', 'n/a', '\\n', '<null>', 'undefined'])
const PLACEHOLDER = 'placeholder_data'

/** Names of teams, codes with their words, identifiers: what is longer is text that has strayed into the cell. */
const LONGEST_TEXT = 200
const LONGEST_IDENTIFIER = 100

/** No collection's code is longer. */
const LONGEST_CODE = 5
/** Stands for words where a code belongs. */
const NO_CODE = '?'

/** A fact's days: from its first, up to and not on its last. */
export interface Span {
  readonly from: Day
  readonly until: Day | null
}

/** One row of a table, by the names of its columns. Each way of reading a cell tells of what it finds wrong there. */
export class TableRow<C extends string = string> {
  readonly sheet: Sheet
  line = 0
  #cells: readonly string[] = []
  #person: string | null = null

  constructor(sheet: Sheet) {
    this.sheet = sheet
  }

  /** Goes to another row of the sheet. */
  at(line: number, cells: readonly string[]): void {
    this.line = line
    this.#cells = cells
    this.#person = null
  }

  /** A cell without the blanks around it; '' where it holds nothing, or something that stands for nothing. */
  text(column: C): string {
    const index = this.sheet.columns.get(column)
    const text = index === undefined ? '' : (this.#cells[index] ?? '').trim()
    // Most cells are told from these words by their first letter, at a third of the cost.
    if (text === '' || text.length > PLACEHOLDER.length || !/^[(<\\NPUnpu]/.test(text)) return text
    const lower = text.toLowerCase()
    if (NOTHING.has(lower)) return ''
    if (lower !== PLACEHOLDER) return text
    this.#count('note', 'placeholder', column, '', (count) => ({
      message: `${rows(count)} hold ${quotedValue(text)} in ${column}; it is read as nothing.`,
      remedy: 'None is needed: the extract does not fill this column yet.',
    }))
    return ''
  }

  /** As `text`, for a text that is kept: it holds on to no more of the file than itself. */
  kept(column: C): string {
    return ownText(this.#short(column, LONGEST_TEXT))
  }

  /** As `text`; '' after a finding where it is longer than what belongs in the column. */
  #short(column: C, longest: number): string {
    const text = this.text(column)
    if (text.length <= longest) return text
    this.refuse(
      'text-too-long',
      `${column} has ${text.length} characters, where ${longest} are the most; it is not taken.`,
      'See what the export has written there.',
    )
    return ''
  }

  /** An identifier; '' where there is none, or one that a spreadsheet or a wrong encoding has spoilt. */
  id(column: C): string {
    const text = this.#short(column, LONGEST_IDENTIFIER)
    if (text === '' || text === '-1') return ''
    if (text.includes(UNREADABLE) || text.includes('\0')) {
      this.refuse(
        'identifier-unreadable',
        `${column} holds bytes that are no character, so that two identifiers may look like one; it is not taken.`,
        'Export the table again as UTF-8.',
      )
      return ''
    }
    if (text.endsWith('.0') && /^\d+\.0$/.test(text)) {
      this.#count('note', 'identifier-with-decimals', column, '', (count) => ({
        message: `${rows(count)} write ${column} as a decimal number (${quotedValue(text)}); it is read without the decimals.`,
        remedy: 'Export identifiers as text.',
      }))
      return ownText(text.slice(0, -2))
    }
    if (/^\d(?:[.,]\d+)?E\+?\d+$/i.test(text)) {
      this.refuse(
        'identifier-spoilt',
        `A spreadsheet has turned ${column} into ${quotedValue(text)}; the identifier is lost.`,
        'Export the table again, and do not save it from a spreadsheet.',
      )
      return ''
    }
    return ownText(text)
  }

  /** The child's identifier; '' after a finding where there is none, since nothing can then be made of the row. */
  person(column: C): string {
    const id = this.id(column)
    if (id === '') {
      this.refuse('child-missing', `${column} names no child; the row was not taken.`, 'Fill it in and export again.')
      return ''
    }
    this.about(id)
    if (id.length > 20 || /[^A-Za-z0-9]/.test(id)) {
      this.#count('note', '1580', column, '', (count) => ({
        message: `${rows(count)} have an identifier of a child that is not up to 20 letters and digits (${quotedValue(id)}).`,
        remedy: 'See that a census of the same children writes their identifiers the same way; else they do not join.',
      }))
    }
    return id
  }

  /** Names the child in the findings that follow. */
  about(person: string): void {
    this.#person = person
  }

  flag(column: C): boolean | undefined {
    const text = this.text(column)
    const value = flag(text)
    if (text !== '' && value === undefined) {
      this.#count('doubtful', 'unknown-flag', column, text, (count) => ({
        message: `${rows(count)} hold ${quotedValue(text)} in ${column}, which is neither yes nor no; it is read as not known.`,
        remedy: 'Write Y or N.',
      }))
    }
    return value
  }

  /** A code. One that is not known is kept as it came, if it is as short as codes are: what is longer may be a name, and becomes "?". */
  code(column: C, reader: (text: string) => Coded, rule = 'unknown-code'): string {
    const text = this.#short(column, LONGEST_TEXT)
    if (text === '') return ''
    const { code, known } = reader(text)
    if (!known) this.unknownCode(column, text, rule)
    return known || code.length <= LONGEST_CODE ? ownText(code) : NO_CODE
  }

  unknownCode(column: C, text: string, rule = 'unknown-code'): void {
    this.#count('doubtful', rule, column, text, (count) => ({
      message: `${rows(count)} hold ${quotedValue(text)} in ${column}, which is not a known code.`,
      remedy: 'A rule that asks for a code does not see these. Map the value to its code where the extract is made.',
    }))
  }

  /** A day, or null where the cell has none. `consequence` ends the sentence about a value that cannot be read. */
  day(column: C, consequence: string): Day | null {
    const text = this.text(column)
    if (text === '') return null
    const reading = readDate(text, this.sheet.orders?.get(column) ?? 'day-first')
    switch (reading.kind) {
      case 'day':
        return reading.day
      case 'serial':
        this.#count('doubtful', 'spreadsheet-date', column, '', (count) => ({
          message: `${rows(count)} write ${column} as a spreadsheet's number (${quotedValue(text)}); it is read as days since 1900.`,
          remedy: 'Format the column as dates before saving, or export it without a spreadsheet.',
        }))
        return reading.day
      case 'placeholder':
        this.#count('note', 'placeholder', column, text, (count) => ({
          message: `${rows(count)} hold ${quotedValue(text)} in ${column}, which stands for no date; it is read as none.`,
          remedy: 'None is needed if the column is empty in the case system.',
        }))
        return null
      case 'unreadable':
        this.refuse(
          'date-unreadable',
          `${column} is ${quotedValue(text)}: ${WHY[reading.why]} ${consequence}`,
          REMEDY[reading.why],
        )
        return null
      default:
        return reading satisfies never
    }
  }

  /** The first and the last day of something. Undefined, after a finding, where there is no first day. */
  span(start: C, end: C): Span | undefined {
    const from = this.start(start)
    if (from === undefined) return undefined
    const until = this.day(end, 'It is taken to go on.')
    if (until === null) return { from, until }
    if (until < from) {
      this.refuse(
        '8925',
        `${end} is before ${start}; the end was left out, and it is taken to go on.`,
        'Correct the dates.',
      )
      return { from, until: null }
    }
    this.#notYet(end, until)
    return { from, until }
  }

  /**
   * The day of something without which the row cannot be taken. Undefined, after a finding, where there is none; `ifNone`
   * makes that finding where the cell holds nothing.
   */
  start(column: C, ifNone?: () => void): Day | undefined {
    const from = this.day(column, 'The row was not taken.')
    if (from !== null) {
      this.#notYet(column, from)
      return from
    }
    // A value that cannot be read has been told of already.
    const text = this.text(column)
    const none = text === '' || readDate(text, 'day-first').kind === 'placeholder'
    if (none && ifNone !== undefined) ifNone()
    else if (none) {
      this.refuse('start-missing', `${column} is empty; the row was not taken.`, 'Fill it in and export again.')
    }
    return undefined
  }

  refuse(rule: string, message: string, remedy: string): void {
    this.#tell('refused', rule, message, remedy)
  }

  doubt(rule: string, message: string, remedy: string): void {
    this.#tell('doubtful', rule, message, remedy)
  }

  /** Tells of something that many rows may have: once a sheet, with their number. */
  often(weight: Finding['weight'], rule: string, say: (count: number) => string, remedy: string): void {
    this.sheet.count({ weight, rule, line: this.line, about: '' }, (count) => ({ message: say(count), remedy }))
  }

  #notYet(column: C, day: Day): void {
    if (day <= this.sheet.today) return
    this.doubt(
      'date-in-future',
      `${column} is in the future; it is kept, as something planned.`,
      'Correct the date if it is a slip.',
    )
  }

  #tell(weight: Finding['weight'], rule: string, message: string, remedy: string): void {
    this.sheet.report({ weight, file: this.sheet.file, line: this.line, child: this.#person, rule, message, remedy })
  }

  #count(
    weight: Finding['weight'],
    rule: string,
    column: C,
    value: string,
    say: (count: number) => { message: string; remedy: string },
  ): void {
    this.sheet.count({ weight, rule, line: this.line, about: `${column} ${value}` }, say)
  }
}

const WHY: Readonly<Record<UnreadableDate, string>> = {
  'no-date': 'this is not a date.',
  'no-such-date': 'there is no such date.',
  'two-digit-year': 'a year of two digits is not guessed at.',
  ambiguous: 'day and month cannot be told apart, since this column has both orders.',
  'column-too-narrow': 'a spreadsheet saved what it showed, not what it held.',
  'far-off': 'the year cannot be right.',
}

const REMEDY: Readonly<Record<UnreadableDate, string>> = {
  'no-date': 'Write dates as 2024-03-31 or 31/03/2024.',
  'no-such-date': 'Correct the date in the case system and export again.',
  'two-digit-year': 'Export dates with the whole year, as 2024-03-31.',
  ambiguous: 'Export the table again with dates as 2024-03-31, and do not open it in a spreadsheet in between.',
  'column-too-narrow': 'Export the table again, and do not save it from a spreadsheet.',
  'far-off': 'Correct the date in the case system and export again.',
}

/** The longest text that the runtime copies; a longer cut of a text holds on to the whole piece of file it came from. */
const COPIED = 12

function ownText(text: string): string {
  return text.length <= COPIED ? text : Buffer.from(text).toString()
}
