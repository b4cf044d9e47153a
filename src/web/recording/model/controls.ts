import { roleTitle } from '../../../documents/pathway/titles.ts'
import { agenciesToName } from '../../../engine/pathway/who.ts'
import { postsAsked } from '../../../engine/protocol/meeting-steps.ts'
import type { Outcome, Question, When } from '../../../engine/protocol/pathway-parts.ts'
import type { Name } from '../../../engine/protocol/sentences/sentence.ts'
import { OUTCOME } from '../../../engine/protocol/unasked.ts'
import { meantBy, type Named } from '../../by-name.ts'
import {
  type Around,
  agencyTitle,
  type Candidate,
  candidatesFor,
  candidatesForPost,
  isKeptFrom,
  isTied,
  meetingOf,
  ownerOfPost,
  postHolders,
} from './around.ts'
import type { Control, DateBoxes, Option, OptionGroup, PostControl, TimeBox } from './control.ts'
import { namedFor, namedForPosts, othersOf } from './naming.ts'
import { boxesIn, type Fault } from './read-answers.ts'
import { rowsOf } from './rows.ts'
import { allIn, fieldOf, idOf, type Typed, textIn } from './typed.ts'

/** What a form is made from: what is asked, of whom, what was typed so far and what was wrong with it. */
export interface Asking {
  readonly questions: readonly Question[]
  readonly outcomes: readonly Outcome[]
  /** What asks for the outcome, where whoever records the step chooses it; null where nobody does. */
  readonly outcomeTitle: string | null
  readonly role: Name
  readonly typed: Typed
  readonly faults: readonly Fault[]
  readonly around: Around
}

/** The field of the outcome. */
export const OUTCOME_FIELD = OUTCOME

/**
 * The fields of a step's form, in the order in which it asks. What is asked after an answer stands under that answer, which
 * shows it once it is chosen; without JavaScript it stands there from the beginning. How it came out is asked last.
 */
export function controlsOf(asking: Asking): readonly Control[] {
  const { questions, role, outcomes, outcomeTitle } = asking
  const asked = questions.filter(({ of }) => of === null || of.includes(role))
  const builder: Builder = { ...asking, asked, under: new Map() }
  const first: Question[] = []
  for (const question of asked) {
    const place = placeOf(question, builder)
    if (place === null) first.push(question)
    else builder.under.set(place, [...(builder.under.get(place) ?? []), question])
  }
  const controls = first.map((question) => controlOf(question, fieldOf(question.id), builder))
  return outcomeTitle === null ? controls : [...controls, outcomeControl(outcomeTitle, outcomes, builder)]
}

interface Builder extends Asking {
  readonly asked: readonly Question[]
  /** Questions by the answer that asks them: "category=category-a". */
  readonly under: Map<string, readonly Question[]>
}

/** The answer under which a question stands; null where it stands by itself. */
function placeOf({ shown }: Question, { asked, outcomeTitle }: Builder): string | null {
  if (shown.kind !== 'answer') return null
  if (shown.question === OUTCOME) return outcomeTitle === null ? null : `${OUTCOME}=${shown.is}`
  const before = asked.find(({ id }) => id === shown.question)
  const chooses = before !== undefined && ['yes or no', 'choice', 'choices'].includes(before.type)
  return chooses ? `${shown.question}=${shown.is}` : null
}

/** Those that are part of the case, then the others; one that no list of the authority names any more only where it is part. */
function agenciesOf(question: Question, field: string, { typed, around }: Builder): readonly OptionGroup[] {
  const part = new Set(around.people.agencies)
  const named = agenciesToName(question, around.people, around.today).filter(
    (each) => part.has(each) || around.agencies.has(each),
  )
  const chosen = allIn(typed, field)
  const options = named.map((agency, i) => option(field, agency, agencyTitle(agency, around), chosen, i + 1))
  if (options.length === part.size) return [{ title: null, options }]
  return [
    { title: 'Agencies that are part of the case', options: options.slice(0, part.size) },
    { title: 'Other agencies', options: options.slice(part.size) },
  ]
}

function controlOf(question: Question, field: string, builder: Builder): Control {
  const { typed, around } = builder
  const base = {
    id: idOf(field),
    name: field,
    label: labelOf(question),
    hint: hintOf(question, builder),
    error: errorOf(field, builder),
    cites: question.cites,
  }
  const value = textIn(typed, field)
  switch (question.type) {
    case 'words':
      return { ...base, kind: 'textarea', value: forTextarea(value), rows: rowsFor(value, field) }
    case 'number':
      return { ...base, kind: 'input', value, isNumber: true }
    case 'yes or no': {
      const options = [option(field, 'yes', 'Yes', [value], 1), option(field, 'no', 'No', [value], 2)]
      const revealing = options.map((each) => revealed(each, question.id, builder))
      return {
        ...base,
        kind: 'radios',
        isInline: revealing.every(({ reveals }) => reveals.length === 0),
        options: revealing,
      }
    }
    case 'choice': {
      const options = optionsOf(question, field, [value])
      return {
        ...base,
        kind: 'radios',
        isInline: false,
        options: options.map((each) => revealed(each, question.id, builder)),
      }
    }
    case 'choices': {
      const chosen = allIn(typed, field)
      const options = withHolders(question, optionsOf(question, field, chosen), around)
      const shown = options.map((each) => revealed(each, question.id, builder))
      return { ...base, kind: 'checkboxes', groups: [{ title: null, options: shown }], others: null }
    }
    case 'person':
      return { ...base, ...whoOf(field, value, namedFor(question, around), () => candidatesFor(question, around)) }
    case 'people':
      return { ...base, ...peopleOf(question, field, builder) }
    case 'agencies':
      return { ...base, kind: 'checkboxes', groups: agenciesOf(question, field, builder), others: null }
    case 'siblings': {
      const chosen = allIn(typed, field)
      const options = [...around.siblings].map(([id, name], i) => option(field, id, name, chosen, i + 1))
      return { ...base, kind: 'checkboxes', groups: [{ title: null, options }], others: null }
    }
    case 'day':
      return { ...base, id: idOf(`${field}.day`), kind: 'date', date: dateOf(field, builder) }
    case 'moment': {
      return {
        ...base,
        id: idOf(`${field}.day`),
        kind: 'moment',
        date: dateOf(field, builder),
        time: timeOf(field, builder),
      }
    }
    case 'contact':
      return contactOf(base, field, builder)
    case 'attendance': {
      const meeting = meetingOf(question, around)
      const posts =
        meeting === undefined ? [] : postsAsked(meeting).map((post) => postOf(post, meeting.always, field, builder))
      return { ...base, id: posts[0]?.id ?? base.id, kind: 'attendance', posts, never: meeting?.never ?? [] }
    }
    case 'items': {
      const rows = Array.from({ length: Math.max(rowsOf(typed, question.id), 1) }, (_, i) => ({
        number: i + 1,
        fields: question.parts.map((part) => controlOf(part, `${field}.${i + 1}.${part.id}`, builder)),
      }))
      const id = rows[0]?.fields[0]?.id ?? base.id
      return { ...base, id, kind: 'items', rows, question: question.id, rowsName: `${field}.rows` }
    }
    default:
      return question.type satisfies never
  }
}

function outcomeControl(label: string, outcomes: readonly Outcome[], builder: Builder): Control {
  const chosen = [textIn(builder.typed, OUTCOME_FIELD)]
  const options = outcomes.map(({ id, title }, i) => option(OUTCOME_FIELD, id, title, chosen, i + 1))
  return {
    id: OUTCOME_FIELD,
    name: OUTCOME_FIELD,
    label,
    hint: null,
    error: errorOf(OUTCOME_FIELD, builder),
    cites: [...new Set(outcomes.flatMap(({ cites }) => cites))],
    kind: 'radios',
    isInline: false,
    options: options.map((each) => revealed(each, OUTCOME, builder)),
  }
}

/** An HTML parser takes away a line end that a textarea begins with. */
function forTextarea(value: string): string {
  return /^[\r\n]/.test(value) ? `\n${value}` : value
}

function rowsFor(value: string, field: string): number {
  const isPart = field.split('.').length > 2
  return Math.min(Math.max(value.split('\n').length + 1, isPart ? 2 : 4), 20)
}

/** The answers that can be chosen, each with what it means. */
function optionsOf({ options, meanings }: Question, field: string, chosen: readonly string[]): readonly Option[] {
  return [...options].map(([id, title], i) => {
    return { ...option(field, id, title, chosen, i + 1), detail: meanings.get(id) ?? null }
  })
}

/** Where posts are chosen, whom each reaches. */
function withHolders({ id }: Question, options: readonly Option[], around: Around): readonly Option[] {
  if (!around.protocol.meetings.some(({ chosenIn }) => chosenIn.includes(id))) return options
  return options.map((each) => {
    const holders = postHolders(each.value, around).filter((person) => !isKeptFrom(person, around))
    const names = holders.map((person) => {
      const { name, agency } = around.names.get(person) ?? { name: '', agency: '' }
      return agency === '' ? name : `${name}, ${agency}`
    })
    const nobody = 'Nobody has this post yet, so nobody is told. An administrator can give it.'
    return { ...each, detail: names.length === 0 ? nobody : names.join('; ') }
  })
}

function option(field: string, value: string, text: string, chosen: readonly string[], number: number): Option {
  // The first bears the identifier of the whole, to which an error's link leads.
  const id = number === 1 ? idOf(field) : `${idOf(field)}_${number}`
  return { id, value, text, detail: null, isChosen: chosen.includes(value), reveals: [] }
}

function revealed(each: Option, question: Name, builder: Builder): Option {
  const below = builder.under.get(`${question}=${each.value}`) ?? []
  return { ...each, reveals: below.map((next) => controlOf(next, fieldOf(next.id), builder)) }
}

/** Those tied to the case or asked for stand first; all are one group, since a long list is read by its names. */
function groupsOf(field: string, candidates: readonly Candidate[], chosen: readonly string[]): readonly OptionGroup[] {
  const options = candidates.map(({ id, name, detail }, i) => {
    return { ...option(field, id, name, chosen, i + 1), detail: detail === '' ? null : detail }
  })
  return [{ title: null, options }]
}

/** Somebody to choose from a list; of very many, somebody to write by name, until several are found who are called so. */
function whoOf(
  field: string,
  value: string,
  all: readonly Named[] | null,
  candidates: () => readonly Candidate[],
):
  | { readonly kind: 'somebody'; readonly value: string }
  | { readonly kind: 'select'; readonly groups: readonly OptionGroup[] } {
  if (all === null) return { kind: 'select', groups: groupsOf(field, candidates(), [value]) }
  const meant = meantBy(value, all)
  if (meant.kind !== 'several') return { kind: 'somebody', value: meant.kind === 'one' ? meant.named.text : value }
  const alike = new Set(meant.alike.map((each) => each.value))
  const among = candidates().filter(({ id }) => alike.has(id))
  return { kind: 'select', groups: groupsOf(field, among, []) }
}

/** People to tick; of very many those with a part in the case and those chosen already, and others by name. */
function peopleOf(
  question: Question,
  field: string,
  builder: Builder,
): Pick<Extract<Control, { readonly kind: 'checkboxes' }>, 'kind' | 'groups' | 'others'> {
  const { typed, around, faults } = builder
  const chosen = allIn(typed, field)
  const candidates = candidatesFor(question, around)
  if (namedFor(question, around) === null) {
    return { kind: 'checkboxes', groups: groupsOf(field, candidates, chosen), others: null }
  }
  const near = candidates.filter(({ id }) => chosen.includes(id) || isTied(id, around))
  const name = othersOf(field)
  const error = faults.find((fault) => fault.field === name)?.says ?? null
  const groups = near.length === 0 ? [] : groupsOf(field, near, chosen)
  // Where nobody can be ticked, this is the first thing in it.
  const id = near.length === 0 ? idOf(field) : idOf(name)
  return { kind: 'checkboxes', groups, others: { id, name, value: forTextarea(textIn(typed, name)), error } }
}

function dateOf(field: string, { typed, faults }: Builder): DateBoxes {
  const wrong = faults.find((fault) => ['day', 'month', 'year'].some((box) => fault.field === `${field}.${box}`))
  return { id: idOf(field), name: field, ...boxesIn(typed, field), wrong: wrong?.field.split('.').at(-1) ?? null }
}

function timeOf(field: string, { typed, faults }: Builder): TimeBox {
  const name = `${field}.time`
  return { id: idOf(name), name, value: textIn(typed, name), isWrong: faults.some((each) => each.field === name) }
}

type Base = Pick<Control, 'id' | 'name' | 'label' | 'hint' | 'error' | 'cites'>

function contactOf(base: Base, field: string, builder: Builder): Control {
  const { typed } = builder
  const name = `${field}.reached`
  const chosen = [textIn(typed, name)]
  const below = (part: string, label: string): Control => {
    const at = `${field}.${part}`
    const value = textIn(typed, at)
    const error = builder.faults.find((each) => each.field === at)?.says ?? null
    return {
      id: idOf(at),
      name: at,
      label,
      hint: null,
      error,
      cites: [],
      kind: 'textarea',
      value: forTextarea(value),
      rows: 2,
    }
  }
  const reached = [
    { ...option(name, 'yes', 'Yes', chosen, 1), reveals: [below('with', 'With whom did you speak?')] },
    { ...option(name, 'no', 'No, but I tried', chosen, 2), reveals: [below('tried', 'What did you try?')] },
  ]
  const when = `${field}.when`
  return {
    ...base,
    id: idOf(`${when}.day`),
    kind: 'contact',
    date: dateOf(when, builder),
    time: timeOf(when, builder),
    reached,
  }
}

const IS = [
  ['present', 'Present'],
  ['absent', 'Absent'],
  ['not involved', 'Not involved in the case'],
] as const

function postOf(post: Name, always: readonly Name[], field: string, builder: Builder): PostControl {
  const { around, typed, faults } = builder
  const name = `${field}.${post}.is`
  const chosen = [textIn(typed, name)]
  const said = IS.filter(([is]) => is !== 'not involved' || !always.includes(post))
  const whoName = `${field}.${post}.who`
  const insteadName = `${field}.${post}.instead`
  // Nobody has said yet: whoever it must be is put forward, and can be changed.
  const who = Object.hasOwn(typed, whoName) ? textIn(typed, whoName) : (ownerOfPost(post, around) ?? '')
  return {
    id: idOf(name),
    name,
    title: roleTitle(post, around.protocol),
    error: faults.find((fault) => fault.field === name)?.says ?? null,
    options: said.map(([is, text], i) => option(name, is, text, chosen, i + 1)),
    who: {
      id: idOf(whoName),
      name: whoName,
      ...partOf(whoOf(whoName, who, namedForPosts(around), () => candidatesForPost(post, around, who))),
    },
    instead: {
      id: idOf(insteadName),
      name: insteadName,
      value: textIn(typed, insteadName),
      error: faults.find((fault) => fault.field === insteadName)?.says ?? null,
    },
  }
}

function partOf(who: ReturnType<typeof whoOf>): Pick<PostControl['who'], 'groups' | 'value'> {
  return who.kind === 'somebody' ? { groups: [], value: who.value } : { groups: who.groups, value: null }
}

/** What is wrong with a field or with a part of it that is no field of its own. */
function errorOf(field: string, { faults }: Builder): string | null {
  const own = faults.find((fault) => {
    return (
      fault.field === field ||
      (/^\.(day|month|year|time|reached|when\.\w+)$/.test(fault.field.slice(field.length)) &&
        fault.field.startsWith(`${field}.`))
    )
  })
  return own?.says ?? null
}

function labelOf({ title, needed }: Question): string {
  return needed.kind === 'never' ? `${title} (optional)` : title
}

function hintOf(question: Question, builder: Builder): string | null {
  const { hint, shown, needed } = question
  const notes = [
    ...(hint === null ? [] : [hint]),
    ...(shown.kind === 'answer' && placeOf(question, builder) === null
      ? [`Asked only ${sayWhen(shown, builder)}.`]
      : []),
    ...(shown.kind === 'too-late' ? ['Asked only where it comes too late.'] : []),
    ...(needed.kind === 'answer' && shown.kind === 'always' ? [`Needed only ${sayWhen(needed, builder)}.`] : []),
    ...(question.each === null ? [] : ['Nobody who has a part in the case.']),
  ]
  return notes.length === 0 ? null : notes.join(' ')
}

/** "when “Should the child be on the list?” is “No”" */
function sayWhen(when: Extract<When, { kind: 'answer' }>, { asked, outcomes, outcomeTitle }: Builder): string {
  if (when.question === OUTCOME) {
    const outcome = outcomes.find(({ id }) => id === when.is)
    return `when “${outcomeTitle ?? 'how it came out'}” is “${outcome?.title ?? when.is}”`
  }
  const question = asked.find(({ id }) => id === when.question)
  const plain = when.is === 'yes' ? 'Yes' : when.is === 'no' ? 'No' : when.is
  return `when “${question?.title ?? when.question}” is “${question?.options.get(when.is) ?? plain}”`
}
