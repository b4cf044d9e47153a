import { type Day, day } from '../../engine/calendar/day.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import { startOf } from '../../engine/pathway/days.ts'
import type { Answers, AnswerValue, Entry } from '../../engine/pathway/entry.ts'
import { evaluate } from '../../engine/pathway/evaluate.ts'
import type { People } from '../../engine/pathway/people.ts'
import { askedOf } from '../../engine/pathway/questions.ts'
import { namesOf } from '../../engine/pathway/rulebook.ts'
import type { DocumentPart, Question, Step } from '../../engine/protocol/pathway-parts.ts'
import type { Protocol } from '../../engine/protocol/protocol.ts'
import { OUTCOME } from '../../engine/protocol/unasked.ts'
import { LIBRARY } from '../pathway/given.test-data.ts'
import type { Shown } from '../pathway/shown.ts'
import type { Making } from './making.ts'
import type { Naming } from './naming.ts'
import { type Block, type Field, type Paper, textOf } from './paper.ts'

// A case of any protocol in which every step was recorded once, with every question answered: so that each document has been made.

export const PROTOCOLS = LIBRARY.protocols
  .map(({ protocol }) => protocol)
  .filter(({ documents }) => documents.length > 0)

/** Names as people have them: Welsh, long, read from right to left, with an apostrophe; all of them invented. */
const NAMES: readonly string[] = [
  'Siân Ŵyn Invented',
  "Niamh O'Invented-Llŷn",
  'מרים ממציא',
  'محمد مخترع',
  'Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaft Invented-Invented of Somewhere Long',
  'Zoë Ångström Invented',
]

export const NAMING: Naming = {
  person: (id) => {
    const number = Number(/^p(\d+)$/.exec(id)?.[1])
    if (!Number.isInteger(number)) return undefined
    const name = NAMES[number % NAMES.length] ?? ''
    return { name: number < NAMES.length ? name : `${name} ${number}`, agency: `agency-${number % 4}` }
  },
  agency: (id) => ({ 'agency-0': 'Council', 'agency-1': 'Health', 'agency-2': 'Police' })[id],
  sibling: (id) => ({ 'sibling-0': "D'Arcy Example" })[id],
  subject: 'Robin Ŷ Example (EXAMPLE-1)',
}

const MADE = startOf(day('2026-12-01'))

export const MAKING: Making = {
  naming: NAMING,
  madeFor: 'Tegan Invented, Team Manager',
  made: MADE,
  reference: 'EXAMPLE-REF-1',
  closed: [],
}

/** How many people there are: enough for a meeting of forty. */
const PERSONS = Array.from({ length: 40 }, (_, i) => `p${i}`)

function peopleOf({ roles, meetings }: Protocol): People {
  const names = [...roles.keys()]
  const from = day('2020-01-01')
  return {
    persons: PERSONS.map((id, i) => ({ id, agency: `agency-${i % 4}`, manager: null })),
    holdings: names.map((role, i) => ({ person: PERSONS[i % PERSONS.length] ?? '', role, from, until: null })),
    own: [],
    coreGroup: PERSONS.slice(0, 3),
    agencies: ['agency-0', 'agency-1'],
    pools: {},
    sittings: meetings.map(({ id }) => ({ meeting: id, id: `${id}-1`, on: day('2026-12-10') })),
  }
}

/** What people write, as they paste it: quotes, brackets, signs that some writer could take for markup, lines and paragraphs. */
export const PASTED = [
  'First “paragraph” of #let x = 1, $ _and_ *so* on; <b>not bold</b> & 100% of [it].',
  '- a line\n- another line\n\nSecond paragraph: =cmd|calc, @here, \\u{0}, "quoted", C:\\temp, https://example.test/' +
    'a-very-long-address-without-any-place-to-break-it'.repeat(2),
]

/** The option after which something more is asked, else the first. */
function optionOf({ id, options }: Question, asks: readonly Question[]): string {
  const asked = asks.flatMap(({ shown }) => (shown.kind === 'answer' && shown.question === id ? [shown.is] : []))
  return asked[0] ?? [...options.keys()][0] ?? ''
}

function answerTo(question: Question, words: (id: string) => string, asks: readonly Question[]): AnswerValue {
  switch (question.type) {
    case 'words':
      return words(question.id)
    case 'yes or no':
      return true
    case 'day':
      return '2026-05-04'
    case 'moment':
      return '2026-05-04T10:30:00+01:00'
    case 'number':
      return 42
    case 'choice':
      return optionOf(question, asks)
    case 'choices':
      return [...question.options.keys()]
    case 'person':
      return 'p1'
    case 'people':
      return PERSONS
    case 'agencies':
      return ['agency-0', 'agency-1']
    case 'siblings':
      return ['sibling-0', 'sibling-1']
    case 'contact':
      return { when: '2026-05-04', with: 'The social worker' }
    case 'attendance':
      return {
        'team-manager': 'present',
        'school-lead': { is: 'absent', who: 'p2' },
        'police-sergeant': 'not involved',
      }
    case 'items':
      return [0, 1].map((number) => itemOf(question, number, words))
    default:
      return question.type satisfies never
  }
}

function itemOf(
  { parts }: Question,
  number: number,
  words: (id: string) => string,
): Readonly<Record<string, AnswerValue>> {
  return Object.fromEntries(parts.map((part) => [part.id, answerTo(part, (id) => `${words(id)} ${number}`, parts)]))
}

/** Whole answers of a step, as far as each question is asked after those before it. */
function answersOf(step: Step, outcome: string | null, words: (id: string) => string): Answers {
  const [role = ''] = step.by.anyOf.flatMap((who) => ('role' in who ? [who.role] : []))
  const answers: Record<string, AnswerValue> = outcome === null ? {} : { [OUTCOME]: outcome }
  // A question that waits for another is asked once that is answered.
  for (let before = -1; before < Object.keys(answers).length; ) {
    before = Object.keys(answers).length
    for (const question of askedOf(step.asks, role, answers))
      answers[question.id] ??= answerTo(question, words, step.asks)
  }
  const { [OUTCOME]: _, ...told } = answers
  return told
}

const WORDS = (id: string): string => `Said of ${id}. ${PASTED.join('\n\n')}`

/** A step that makes a document, and with which outcome. */
export interface Maker {
  readonly step: string
  readonly outcome: string | null
}

/** Each way in which a document can be made, in the order of the file. */
export function makersOf({ steps }: Protocol, { madeBy }: DocumentPart): readonly Maker[] {
  const where = madeBy?.where ?? null
  return namesOf(madeBy?.of).flatMap((id) => {
    const { outcomes } = steps.find((step) => step.id === id) ?? { outcomes: [] }
    const all = outcomes.length === 0 ? [null] : outcomes.map((outcome) => outcome.id)
    return all.filter((is) => where === null || where.is === is).map((outcome) => ({ step: id, outcome }))
  })
}

/** A view in which each step that ends nothing was recorded once, in the order of the file; and last the one that is named. */
export function wholeOf(
  protocol: Protocol,
  words: (id: string) => string = WORDS,
  maker: Maker | undefined = undefined,
): Shown {
  const isEnd = (stage: string | null): boolean => stage !== null && protocol.stages.get(stage)?.ends === true
  const isOnlyEnd = ({ outcomes }: Step): boolean => outcomes.length > 0 && outcomes.every(({ to }) => isEnd(to))
  const isMaker = ({ id }: Step): boolean => id === maker?.step
  const steps = [
    ...protocol.steps.filter((step) => !isOnlyEnd(step) && !isMaker(step)),
    ...protocol.steps.filter(isMaker),
  ]
  const entries = steps.flatMap((step, i): readonly Entry[] => {
    const asked = isMaker(step) ? step.outcomes.find(({ id }) => id === maker?.outcome) : undefined
    const outcome = asked ?? step.outcomes.find(({ to }) => !isEnd(to)) ?? step.outcomes[0] ?? null
    const chosen = step.chooses ? (outcome?.id ?? null) : null
    const happened = (startOf(day('2026-05-04')) + (i * 24 + 10) * 3_600_000) as Instant
    const [role = [...protocol.roles.keys()][0] ?? ''] = step.by.anyOf.flatMap((who) =>
      'role' in who ? [who.role] : [],
    )
    return [
      {
        id: `e${i}`,
        step: step.id,
        outcome: chosen,
        by: `p${i % PERSONS.length}`,
        role,
        happened,
        recorded: happened,
        answers: answersOf(step, chosen, words),
        about: null,
        supersedes: null,
        because: null,
        trigger: null,
      },
    ]
  })
  return shownOfEntries(protocol, entries)
}

/** @param siblings the child's brothers and sisters */
export function shownOfEntries(protocol: Protocol, entries: readonly Entry[], siblings: readonly string[] = []): Shown {
  const shelved = LIBRARY.protocols.find((each) => each.protocol.id === protocol.id)
  if (shelved === undefined) throw new Error(`there is no protocol ${protocol.id}`)
  const { calendar } = shelved
  const people = { ...peopleOf(protocol), siblings }
  const child = {
    id: 'EXAMPLE-1',
    born: day('2014-02-03'),
    expected: null,
    died: null,
    sex: 'unknown',
    ethnicity: '',
    family: '',
  } as const
  const history = { facts: { child, facts: [], coverage: [] }, entries }
  const asking = { asOf: MADE, knownAt: MADE }
  const view = evaluate(protocol, history, people, calendar, asking)
  return {
    protocol,
    calendar,
    clause: LIBRARY.clause,
    history,
    people,
    asOf: MADE,
    knownAt: null,
    view,
    version: 'test',
  }
}

/** The texts of all that a paper says, in its order. */
export function* textsOf({ title, subtitle, reference, about, warnings, sections }: Paper): Iterable<string> {
  yield* [title, subtitle, reference, ...warnings]
  for (const field of about) yield* textsOfField(field)
  for (const section of sections) {
    yield section.title
    for (const block of section.blocks) yield* textsOfBlock(block)
  }
}

function* textsOfBlock(block: Block): Iterable<string> {
  switch (block.kind) {
    case 'question':
      yield block.title
      break
    case 'absent':
      yield block.why
      break
    case 'words':
    case 'note':
      yield block.text
      break
    case 'list':
    case 'numbered':
      yield* block.items
      break
    case 'fields':
      for (const field of block.fields) yield* textsOfField(field)
      break
    case 'table':
      yield* block.columns
      for (const row of block.rows) for (const cell of row) yield textOf(cell)
      break
    default:
      block satisfies never
  }
}

function* textsOfField({ label, says }: Field): Iterable<string> {
  yield label
  yield textOf(says)
}

/** A sitting on a day, all day and nowhere. */
export function sitsOn(on: Day) {
  return { on, starts: null, ends: null, place: null }
}
