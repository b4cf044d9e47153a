import { addDays, type Day } from '../../../engine/calendar/day.ts'
import { sayDay } from '../../../engine/calendar/words.ts'
import type { CaseAccess } from '../../../record/access/case-access.ts'
import { type Action, COMPARTMENTS, type Compartment } from '../../../record/access/rule.ts'
import type { Choices } from '../../../record/people/choices.ts'
import type { Option, Question, Typed } from '../../asking/questions.ts'
import type { Task } from '../../asking/task.ts'
import { followsOfExcluding, type OwedSaid } from './owed-there.ts'
import { COMPARTMENT_TITLES } from './words.ts'

// What the forms ask that decide who may know of a case.

/** What one of the forms asks. */
export type Asks = Pick<Task, 'title' | 'questions' | 'button'> & Partial<Task>

/** The longest time for which something stays without being looked at again, in days. */
const LONGEST = 183

export const because = (label: string, hint = 'Whoever looks at it again reads this.'): Question => ({
  name: 'because',
  label,
  hint,
  missing: 'Say why',
  as: { kind: 'lines' },
})

export const review = (today: Day): Question => ({
  name: 'review',
  label: 'When is it looked at again?',
  hint: `Within six months: by ${sayDay(addDays(today, LONGEST))}`,
  missing: 'Enter the day on which it is looked at again',
  as: { kind: 'day' },
})

export const lateReview = (typed: Typed, today: Day) => {
  const on = typed.day('review')
  if (on === null) return []
  if (on <= today)
    return [{ field: 'review-day', text: 'The day on which it is looked at again must be in the future' }]
  return on > addDays(today, LONGEST)
    ? [{ field: 'review-day', text: 'The day on which it is looked at again must be within six months' }]
    : []
}

/** How much of a case may be known. */
export function sensitivity({ sensitivity: now, contact }: CaseAccess, today: Day): Asks {
  return {
    title: 'How much of this case may be known',
    questions: [
      {
        name: 'to',
        label: 'The case is',
        missing: 'Choose how much of the case may be known',
        as: {
          kind: 'one',
          options: [
            { value: 'standard', text: 'Open to those who work with the child', hint: 'As every case is at first' },
            {
              value: 'restricted',
              text: 'Restricted',
              hint: 'The same people see it. Who has no way in and asks for it is told whom to ask',
            },
            {
              value: 'sealed',
              text: 'Sealed',
              hint: 'Only people let in by name see it. To all others it looks as if it did not exist, even in an emergency',
            },
          ],
        },
      },
      {
        name: 'contact',
        label: 'Whom to ask, where it is restricted',
        hint: 'A name and a telephone number that is answered',
        asked: 'sometimes',
        as: { kind: 'line' },
      },
      because('Why'),
      {
        name: 'review',
        label: 'When is it looked at again?',
        hint: `Within six months: by ${sayDay(addDays(today, LONGEST))}. Not needed where it is open`,
        asked: 'sometimes',
        as: { kind: 'day' },
      },
    ],
    begins: { to: now, contact: contact ?? '' },
    button: 'Change it',
    faults: (typed) => [
      ...(typed.text('to') === 'restricted' && typed.text('contact') === ''
        ? [{ field: 'contact', text: 'Enter whom to ask' }]
        : []),
      ...(typed.text('to') !== 'standard' && typed.day('review') === null
        ? [{ field: 'review-day', text: 'Enter the day on which it is looked at again' }]
        : []),
      ...lateReview(typed, today),
    ],
    follows: (typed) => FOLLOWS[typed.text('to')] ?? [],
  }
}

const FOLLOWS: Readonly<Record<string, readonly string[]>> = {
  standard: ['The case is seen by those who work with the child, their managers and whom a protocol names.'],
  restricted: ['Whoever comes to the case without a way in is told whom to ask, and may open it in an emergency.'],
  sealed: [
    'Everybody who is not let in by name loses sight of it now, their lists included.',
    'Whoever owes something in it and loses sight of it is named next.',
  ],
}

function compartmentOption(value: Compartment): Option {
  const option = { value, text: COMPARTMENT_TITLES[value] }
  if (value !== 'agency-private') return option
  return {
    ...option,
    hint: 'With what its protocols keep within the agency that leads the case, such as its own lists',
  }
}

/** Whom to let in by name. */
export function letIn({ persons }: Choices, asker: string, today: Day): Asks {
  const others = persons.filter(({ person }) => person !== asker)
  return {
    title: 'Let somebody in by name',
    questions: [
      {
        name: 'person',
        label: 'Whom',
        missing: 'Choose whom to let in',
        as: {
          kind: 'pick',
          options: others.map(({ person, name, agencyTitle }) => ({ value: person, text: `${name}, ${agencyTitle}` })),
        },
      },
      {
        name: 'actions',
        label: 'What may they do?',
        missing: 'Choose what they may do',
        as: {
          kind: 'one',
          options: [
            { value: 'read', text: 'See it' },
            { value: 'record', text: 'See it and record in it' },
            { value: 'manage', text: 'See it, record in it, and manage who may see it' },
          ],
        },
      },
      {
        name: 'compartments',
        label: 'What of it?',
        hint: 'No more than they need for what they do.',
        missing: 'Choose what of it they may see',
        as: { kind: 'some', options: COMPARTMENTS.map(compartmentOption) },
      },
      { name: 'reason', label: 'Why do they need it?', missing: 'Say why they need it', as: { kind: 'lines' } },
      {
        name: 'basis',
        label: 'Lawful basis',
        missing: 'Choose the lawful basis',
        as: { kind: 'one', options: BASES },
      },
      {
        name: 'until',
        label: 'Until when?',
        hint: `The first day on which they see it no more, within six months: by ${sayDay(addDays(today, LONGEST))}`,
        missing: 'Enter until when',
        as: { kind: 'day' },
      },
    ],
    begins: { compartments: 'shared' },
    button: 'Let them in',
    faults: (typed) => {
      const until = typed.day('until')
      if (until === null) return []
      if (until <= today) return [{ field: 'until-day', text: 'The day until which they see it must be in the future' }]
      return until > addDays(today, LONGEST)
        ? [{ field: 'until-day', text: 'The day until which they see it must be within six months' }]
        : []
    },
    follows: () => [
      'They see it from now on.',
      'It ends by itself on that day, and stands on the list of reviews four weeks before.',
    ],
  }
}

const BASES: readonly Option[] = [
  { value: 'legal-obligation', text: 'Legal obligation', hint: 'Article 6(1)(c) UK GDPR: a law or a court demands it' },
  {
    value: 'public-task',
    text: 'Public task: safeguarding a child',
    hint: 'Article 6(1)(e) UK GDPR, with Schedule 1, paragraph 18 of the Data Protection Act 2018',
  },
  { value: 'vital-interests', text: 'Vital interests', hint: 'Article 6(1)(d) UK GDPR: to protect a life' },
]

export function basisOf(typed: Typed): string {
  return BASES.find(({ value }) => value === typed.text('basis'))?.text ?? ''
}

export function actionsOf(most: string): readonly Action[] {
  if (most === 'manage') return ['read', 'record', 'manage']
  return most === 'record' ? ['read', 'record'] : ['read']
}

export function compartmentsOf(ticked: readonly string[]): readonly Compartment[] {
  return COMPARTMENTS.filter((each) => ticked.includes(each))
}

export function endMember(name: string): Asks {
  return {
    title: `End that ${name} is let in`,
    questions: [because('Why')],
    button: 'End it',
    follows: () => ['They see it no more by this from now on. What else lets them in stays.'],
  }
}

const CONFLICTS: readonly Option[] = [
  {
    value: 'Related to the child or family, or close to them',
    text: 'They are related to the child or family, or close to them',
  },
  { value: 'Themselves involved in what happened', text: 'They are themselves involved in what happened' },
  { value: 'A complaint or an inquiry about them', text: 'There is a complaint or an inquiry about them' },
  { value: 'The child or family asked for it', text: 'The child or family asked for it' },
  { value: 'Another reason', text: 'Another reason' },
]

/** Who shall see nothing. */
export function exclude(
  { persons, teams, agencies }: Choices,
  { childId }: CaseAccess,
  owed: readonly OwedSaid[],
  today: Day,
): Asks {
  const options = [
    ...persons.map(({ person, name, agencyTitle }) => ({ value: `person:${person}`, text: `${name}, ${agencyTitle}` })),
    ...teams.map(({ team, title }) => ({ value: `team:${team}`, text: `Everybody in ${title}` })),
    ...agencies.map(({ agency, title }) => ({ value: `agency:${agency}`, text: `Everybody of ${title}` })),
  ]
  const of: Question = {
    name: 'of',
    label: 'From what?',
    missing: 'Choose from what they are excluded',
    as: {
      kind: 'one',
      options: [
        { value: 'child', text: 'Everything about the child', hint: 'This case, and that of the family' },
        { value: 'case', text: 'This case alone' },
      ],
    },
  }
  return {
    title: 'Exclude somebody',
    intro: [
      'They see nothing of it, whatever else lets them in, and cannot open it in an emergency. Lifting it takes two people.',
    ],
    questions: [
      { name: 'who', label: 'Whom', missing: 'Choose whom to exclude', as: { kind: 'pick', options } },
      ...(childId === null ? [] : [of]),
      {
        name: 'conflict',
        label: 'What is in the way?',
        missing: 'Choose what is in the way',
        as: { kind: 'one', options: CONFLICTS },
      },
      {
        name: 'because',
        label: 'Say more',
        hint: 'Only who manages the case reads it.',
        missing: 'Say more',
        as: { kind: 'lines' },
      },
      { name: 'until', label: 'Until when?', hint: 'Leave it empty where no end is known.', as: { kind: 'day' } },
      review(today),
    ],
    button: 'Exclude them',
    faults: (typed) => {
      const until = typed.day('until')
      const over = until !== null && until <= today
      return [
        ...(over ? [{ field: 'until-day', text: 'The day until which they are excluded must be in the future' }] : []),
        ...lateReview(typed, today),
      ]
    },
    follows: (typed) => [
      'They lose sight of it now, their lists included.',
      ...followsOfExcluding(owed, typed.text('who')),
    ],
  }
}

export function conflictOf(typed: Typed): string {
  return `${typed.text('conflict')}: ${typed.text('because')}`
}

export function keep(who: string, today: Day): Asks {
  return {
    title: 'The exclusion stays',
    intro: [`${who} stays excluded.`],
    questions: [because('Why it is still needed'), review(today)],
    button: 'Keep it',
    faults: (typed) => lateReview(typed, today),
  }
}

export function askToLift(who: string): Asks {
  return {
    title: 'Ask to lift the exclusion',
    intro: [`${who} stays excluded until somebody else who manages the case has lifted it.`],
    questions: [because('Why it is no longer needed')],
    button: 'Ask for it',
    follows: () => ['It stands on the list of reviews of everybody who manages the case.'],
  }
}

export function lift(who: string, said: string): Asks {
  return {
    title: 'Lift the exclusion',
    intro: said === '' ? [] : [`It was asked for: ${said}`],
    questions: [
      {
        name: 'sure',
        label: `${who} sees the case again, where something else lets them in`,
        missing: 'Say that you have looked at it yourself',
        as: {
          kind: 'some',
          options: [{ value: 'yes', text: 'I have looked at it myself, and it is no longer needed' }],
        },
      },
    ],
    button: 'Lift it',
  }
}
