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
export const STATES = ['waiting', 'late', 'answered', 'told'] as const
export type State = (typeof STATES)[number]

const STATE_TITLES: Readonly<Record<State, string>> = {
  waiting: 'Waits for an answer',
  late: 'Waits, and is late',
  answered: 'Answered',
  told: 'Needs no answer',
}

const TAGS: Readonly<Record<State, string>> = { waiting: 'blue', late: 'red', answered: 'green', told: 'grey' }

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
  readonly answer: readonly { readonly title: string; readonly text: string }[]
  readonly answered: string
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
  const { number, kind, entry, duty, answer } = line
  const raised = dayOf(entry.entry.happened)
  const state = stateOf(line)
  const ended = answer === null ? today : dayOf(answer.entry.happened)
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
    age: `${answer === null ? 'Open for' : 'Answered after'} ${sayDays(ended - raised)}`,
    state,
    tag: { text: STATE_TITLES[state], colour: TAGS[state] },
    due: due === null || answer !== null ? '' : `${due < today ? 'Was due' : 'Due'} ${sayDay(due)}`,
    answer: answer === null ? [] : saysOf(answer),
    answered:
      answer === null
        ? ''
        : `${capital(sayDay(dayOf(answer.entry.happened)))}, ${candidate(answer.entry.by, around).name}`,
  }
}

function stateOf({ duty, answer }: RegisterLine): State {
  if (answer !== null) return 'answered'
  if (duty === null || duty.standing.kind === 'lapsed') return 'told'
  return duty.standing.kind === 'overdue' ? 'late' : 'waiting'
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
      said(row.answer),
      row.answered,
    ]),
  }
}
