import { type RegisterLine, registerLines } from '../../../documents/followed/register.ts'
import { capital, sayDays } from '../../../documents/scan/words.ts'
import type { Sheet } from '../../../documents/sheets/sheet.ts'
import type { Day } from '../../../engine/calendar/day.ts'
import { sayDay } from '../../../engine/calendar/words.ts'
import { dayOf } from '../../../engine/pathway/days.ts'
import type { View } from '../../../engine/pathway/view.ts'
import type { Register } from '../../../engine/protocol/followed.ts'
import { type Around, candidate } from '../../recording/model/around.ts'
import { sayAnswers, textOf } from '../../recording/model/said.ts'

/** How something that was brought up stands. */
export const STATES = ['waiting', 'late', 'goes-on', 'answered', 'told'] as const
export type State = (typeof STATES)[number]

const STATE_TITLES: Readonly<Record<State, string>> = {
  waiting: 'Waits for an answer',
  late: 'Waits, and is late',
  'goes-on': 'Answered, and goes on',
  answered: 'Answered',
  told: 'Needs no answer',
}

const TAGS: Readonly<Record<State, string>> = {
  waiting: 'blue',
  late: 'red',
  'goes-on': 'blue',
  answered: 'green',
  told: 'grey',
}

/** One line of a register, in words. */
export interface RegisterRow {
  readonly number: number
  readonly kind: string
  readonly says: readonly { readonly title: string; readonly text: string }[]
  readonly raised: Day
  readonly by: string
  readonly age: string
  readonly state: State
  readonly tag: { readonly text: string; readonly colour: string }
  readonly due: string
  /** Every answer, the last first. */
  readonly answers: readonly { readonly says: RegisterRow['says']; readonly answered: string }[]
}

export interface RegisterAsked {
  /** The step whose records are wanted; '' for all. */
  readonly kind: string
  readonly state: State | ''
}

/** The lines of a register as they are asked for, the latest first. */
export function registerRows(
  register: Register,
  view: View,
  around: Around,
  today: Day,
  { kind, state }: RegisterAsked,
): readonly RegisterRow[] {
  return registerLines(register, view)
    .filter(({ step }) => kind === '' || step === kind)
    .map((line) => rowOf(line, around, today))
    .filter((row) => state === '' || row.state === state)
    .toReversed()
}

function rowOf(line: RegisterLine, around: Around, today: Day): RegisterRow {
  const { number, kind, entry, duty, answers } = line
  const last = answers.at(-1)
  const raised = dayOf(entry.entry.happened)
  const state = stateOf(line)
  const ended = last === undefined || state === 'goes-on' ? today : dayOf(last.entry.happened)
  const saysOf = (each: RegisterLine['entry']) => {
    const step = around.protocol.steps.find(({ id }) => id === each.entry.step)
    return sayAnswers(step?.asks ?? [], each.entry.answers, around).map(({ title, said }) => ({
      title,
      text: textOf(said),
    }))
  }
  const due = duty !== null && 'day' in duty.due ? duty.due.day : null
  return {
    number,
    kind,
    says: saysOf(entry),
    raised,
    by: candidate(entry.entry.by, around).name,
    age: `${state === 'answered' ? 'Answered after' : 'Open for'} ${sayDays(ended - raised)}`,
    state,
    tag: { text: STATE_TITLES[state], colour: TAGS[state] },
    due: due === null || state === 'answered' ? '' : `${due < today ? 'Was due' : 'Due'} ${sayDay(due)}`,
    answers: answers.toReversed().map((each) => ({
      says: saysOf(each),
      answered: `${capital(sayDay(dayOf(each.entry.happened)))}, ${candidate(each.entry.by, around).name}`,
    })),
  }
}

function stateOf({ duty, answers }: RegisterLine): State {
  const standing = duty?.standing.kind ?? 'none'
  switch (standing) {
    case 'overdue':
      return 'late'
    case 'open':
    case 'not-known':
      return answers.length > 0 ? 'goes-on' : 'waiting'
    case 'met':
      return 'answered'
    case 'lapsed':
    case 'none':
      return answers.length > 0 ? 'answered' : 'told'
    default:
      return standing satisfies never
  }
}

/** What the filter of a register offers. */
export function registerChoices({ holds }: Register, asked: RegisterAsked) {
  const option = (value: string, text: string, chosen: string) => ({ value, text, selected: value === chosen })
  return {
    kinds: [
      option('', 'Everything', asked.kind),
      ...[...holds].map(([step, title]) => option(step, title, asked.kind)),
    ],
    states: [
      option('', 'However it stands', asked.state),
      ...STATES.map((each) => option(each, STATE_TITLES[each], asked.state)),
    ],
  }
}

/** A register for a spreadsheet. */
export function registerSheet(title: string, rows: readonly RegisterRow[]): Sheet {
  const said = (all: RegisterRow['says']): string => all.map((each) => `${each.title} ${each.text}`).join('\n')
  return {
    title,
    columns: ['number', 'kind', 'what', 'brought up', 'by', 'how it stands', 'age', 'answer', 'answered'],
    rows: rows.map((row) => [
      row.number,
      row.kind,
      said(row.says),
      { day: row.raised },
      row.by,
      row.tag.text,
      row.age,
      row.answers.map(({ says }) => said(says)).join('\n\n'),
      row.answers.map(({ answered }) => answered).join('\n'),
    ]),
  }
}
