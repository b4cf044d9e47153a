import { sayRole } from '../../../documents/pathway/titles.ts'
import type { Choices } from '../../../record/people/choices.ts'
import type { ReadPerson } from '../../../record/people/read-people.ts'
import type { Body, Option, Question, Typed } from '../../asking/questions.ts'
import type { Task } from '../../asking/task.ts'
import { phone } from './ask-phone.ts'

// What the forms ask by which people, roles and places are administered.

type Asks = Pick<Task, 'title' | 'questions' | 'button'> & Partial<Task>

const day = (name: string, label: string, hint: string, missing?: string): Question => ({
  name,
  label,
  hint,
  ...(missing === undefined ? {} : { missing }),
  as: { kind: 'day' },
})

const UNTIL = 'The first day on which it no longer holds. Leave it empty where no end is known.'

export const because: Question = {
  name: 'because',
  label: 'Why',
  hint: 'It is kept in the log.',
  missing: 'Say why',
  as: { kind: 'lines' },
}

export function todayBody(name: string, today: { day: number; month: number; year: number }): Body {
  return {
    [`${name}-day`]: String(today.day),
    [`${name}-month`]: String(today.month),
    [`${name}-year`]: String(today.year),
  }
}

export function personOptions({ persons }: Choices, but: readonly string[]): readonly Option[] {
  return persons
    .filter(({ person }) => !but.includes(person))
    .map(({ person, name, agencyTitle }) => ({ value: person, text: `${name}, ${agencyTitle}` }))
}

function agencyOptions({ agencies }: Choices): readonly Option[] {
  return agencies.map(({ agency, title }) => ({ value: agency, text: title }))
}

function teamOptions({ teams, agencies }: Choices): readonly Option[] {
  const titles = new Map(agencies.map(({ agency, title }) => [agency, title]))
  return teams.map(({ team, title, agency }) => ({ value: team, text: `${title}, ${titles.get(agency) ?? agency}` }))
}

/** Who somebody is and where they work. */
export function particulars(choices: Choices, of: string | null): readonly Question[] {
  return [
    { name: 'name', label: 'Name', hint: 'As colleagues know them', missing: 'Enter their name', as: { kind: 'line' } },
    {
      name: 'agency',
      label: 'Agency',
      missing: 'Choose their agency',
      as: { kind: 'pick', options: agencyOptions(choices) },
    },
    { name: 'team', label: 'Team', as: { kind: 'pick', options: teamOptions(choices) } },
    {
      name: 'manager',
      label: 'Manager',
      hint: 'Their manager sees what their team owes, and may hand it over.',
      as: { kind: 'pick', options: personOptions(choices, of === null ? [] : [of]) },
    },
    {
      name: 'staff',
      label: 'Staff number',
      hint: 'By which the authority’s own lists name them',
      as: { kind: 'line' },
    },
    {
      name: 'email',
      label: 'Work e-mail address',
      hint: 'A message says only that something waits',
      as: { kind: 'line' },
    },
    phone('phone', 'Work telephone', 'Shown where somebody must ring them'),
  ]
}

export function emailFault(typed: Typed) {
  const email = typed.text('email')
  const isOne = email === '' || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)
  return isOne ? [] : [{ field: 'email', text: 'Enter an e-mail address in the correct format, like name@example.com' }]
}

export function particularsOf(typed: Typed) {
  const orNull = (name: string): string | null => (typed.text(name) === '' ? null : typed.text(name))
  return {
    name: typed.text('name'),
    email: orNull('email'),
    phone: orNull('phone'),
    staffId: orNull('staff'),
    agency: typed.text('agency'),
    team: orNull('team'),
    manager: orNull('manager'),
  }
}

export function beginsAs({ name, agency, team, manager, staffId, email, phone: number }: ReadPerson): Body {
  return {
    name,
    agency,
    team: team ?? '',
    manager: manager ?? '',
    staff: staffId ?? '',
    email: email ?? '',
    phone: number ?? '',
  }
}

/** Roles that any authority has, beside those that its protocols name. */
const OWN_ROLES: readonly Option[] = [
  { value: 'administrator', text: 'Administrator: keeps the list of people, and sees no case' },
  { value: 'privacy-officer', text: 'Privacy officer: reviews emergency access, and sees who has seen what' },
  { value: 'record-keeper', text: 'Record keeper: brings data in, and decides which records are one child' },
  { value: 'board-representative', text: 'Board representative of an agency' },
  { value: 'safeguarding-lead', text: 'Safeguarding lead of an agency' },
  { value: 'outside-adviser', text: 'Outside adviser of an agency' },
]

/** @param named the roles that the adopted protocols name, with their titles */
function roleOptions(named: ReadonlyMap<string, string>): readonly Option[] {
  return [...OWN_ROLES, ...rolesOfProtocols(named)]
}

/** The roles of protocols, without those that the program has of itself. */
export function rolesOfProtocols(named: ReadonlyMap<string, string>): readonly Option[] {
  const own = new Set(OWN_ROLES.map(({ value }) => value))
  return [...named]
    .filter(([role]) => !own.has(role))
    .map(([value, text]) => ({ value, text }))
    .sort((a, b) => a.text.localeCompare(b.text, 'en-GB'))
}

/** @param named the roles that the adopted protocols name, with their titles */
export function roles(choices: Choices, named: ReadonlyMap<string, string>): Asks {
  return {
    title: 'Give a role',
    intro: ['A role decides what somebody may record, what they owe and what protocols show them.'],
    questions: [
      {
        name: 'role',
        label: 'Role',
        missing: 'Choose the role',
        as: { kind: 'pick', options: roleOptions(named) },
      },
      {
        name: 'agency',
        label: 'Of one agency',
        hint: 'Where it is not of the whole authority',
        as: { kind: 'pick', options: agencyOptions(choices) },
      },
      {
        name: 'team',
        label: 'Of one team',
        hint: 'A manager of a team sees and manages the cases that it leads',
        as: { kind: 'pick', options: teamOptions(choices) },
      },
      day('since', 'From', 'The first day on which it holds', 'Enter from when'),
      day('until', 'Until', UNTIL),
    ],
    button: 'Give the role',
  }
}

/** @param lists the lists that protocols draw on, and those that somebody is on */
export function pool(lists: readonly string[]): Asks {
  const options = lists.map((value) => ({ value, text: sayRole(value) }))
  return {
    title: 'Put on a list',
    intro: ['Protocols draw on lists of people: a panel’s members, facilitators.'],
    questions: [
      {
        name: 'pool',
        label: 'List',
        missing: 'Choose the list',
        as: { kind: 'pick', options: options.sort((a, b) => a.text.localeCompare(b.text, 'en-GB')) },
      },
      day('since', 'From', 'The first day on which it holds', 'Enter from when'),
      day('until', 'Until', UNTIL),
    ],
    button: 'Put on the list',
  }
}

const KINDS: readonly Option[] = [
  { value: 'council', text: 'Council' },
  { value: 'police', text: 'Police' },
  { value: 'health', text: 'Health' },
  { value: 'education', text: 'Education' },
  { value: 'youth-justice', text: 'Youth justice' },
  { value: 'probation', text: 'Probation' },
  { value: 'voluntary', text: 'Voluntary' },
  { value: 'other', text: 'Other' },
]

export const agency: Asks = {
  title: 'Add an agency',
  questions: [
    { name: 'title', label: 'Name', missing: 'Enter its name', as: { kind: 'line' } },
    {
      name: 'key',
      label: 'Short name',
      hint: 'Small letters and hyphens, such as school-nurses. It cannot be changed',
      missing: 'Enter its short name',
      as: { kind: 'line' },
    },
    { name: 'kind', label: 'What it is', missing: 'Choose what it is', as: { kind: 'one', options: KINDS } },
    day('since', 'Linked from', 'Before that day nobody of it sees anything', 'Enter from when'),
  ],
  button: 'Add the agency',
}

export function team(choices: Choices): Asks {
  return {
    title: 'Add a team',
    questions: [
      { name: 'title', label: 'Name', missing: 'Enter its name', as: { kind: 'line' } },
      {
        name: 'key',
        label: 'Short name',
        hint: 'Small letters and hyphens, such as north-west. It cannot be changed',
        missing: 'Enter its short name',
        as: { kind: 'line' },
      },
      {
        name: 'agency',
        label: 'Agency',
        missing: 'Choose its agency',
        as: { kind: 'pick', options: agencyOptions(choices) },
      },
    ],
    button: 'Add the team',
  }
}

/** Who stands in for somebody, and when. */
export function cover(choices: Choices, of: string, asker: string): Asks {
  return {
    title: 'Let somebody stand in',
    intro: ['They hold what the other holds, see what the other sees and owe what the other owes, beside them.'],
    questions: [
      {
        name: 'person',
        label: 'Who stands in',
        hint: 'Somebody of their agency who has their team or one of their roles, their manager, or who may take over their cases',
        missing: 'Choose who stands in',
        as: { kind: 'pick', options: personOptions(choices, [of]) },
      },
      day('since', 'From', 'The first day', 'Enter from when'),
      day('until', 'Until', 'The first day on which they no longer stand in', 'Enter until when'),
      because,
    ],
    button: 'Let them stand in',
    follows: (typed) => [
      ...(typed.text('person') === asker ? ['You will stand in yourself.'] : []),
      'From that day they see the cases of the other, but for those that are sealed or that they are excluded from.',
    ],
  }
}
