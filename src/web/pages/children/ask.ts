import type { Day } from '../../../engine/calendar/day.ts'
import { ageOn } from '../../../engine/calendar/months.ts'
import type { Choices } from '../../../record/people/choices.ts'
import type { Option, Question, Typed } from '../../asking/questions.ts'
import type { FormError } from '../../route.ts'

// What is asked of a child who is in no file, and of who works with a child.

export function aboutChild(roles: readonly Option[], { teams }: Pick<Choices, 'teams'>): readonly Question[] {
  return [
    { name: 'name', label: 'What is the child called?', missing: 'Enter the child’s name', as: { kind: 'line' } },
    {
      name: 'born',
      label: 'When was the child born?',
      hint: 'Leave it empty where nobody knows.',
      as: { kind: 'day' },
    },
    {
      name: 'identifier',
      label: 'The authority’s identifier',
      hint: 'As the council’s case system writes it, if you know it. With it the next files find the child by themselves.',
      as: { kind: 'line' },
    },
    {
      name: 'role',
      label: 'In which role do you work with the child?',
      missing: 'Choose your role',
      as: { kind: 'one', options: roles },
    },
    {
      name: 'team',
      label: 'Which team leads?',
      hint: 'Its managers see the case and decide who may. Leave it open only where you do not know: no manager sees it then, so tell one.',
      as: { kind: 'pick', options: teams.map(({ team, title }) => ({ value: team, text: title })) },
    },
  ]
}

/** Services for children go on for some, as for care leavers, until 25. */
const OLDEST = 25

export function bornFaults(typed: Typed, today: Day): readonly FormError[] {
  const born = typed.day('born')
  if (born !== null && ageOn(born, today) > OLDEST) {
    return [{ field: 'born-day', text: `Check the year: whoever was born then is older than ${OLDEST}` }]
  }
  return born !== null && born > today
    ? [{ field: 'born-day', text: 'The day on which the child was born must be in the past' }]
    : []
}

export function aboutWorker({ persons }: Choices, roles: readonly Option[]): readonly Question[] {
  return [
    {
      name: 'person',
      label: 'Who?',
      missing: 'Choose who works with the child',
      as: {
        kind: 'pick',
        options: persons.map(({ person, name, agencyTitle }) => ({ value: person, text: `${name}, ${agencyTitle}` })),
      },
    },
    {
      name: 'role',
      label: 'As what?',
      missing: 'Choose as what they work with the child',
      as: { kind: 'pick', options: roles },
    },
    { name: 'since', label: 'Since when?', missing: 'Enter the day since when', as: { kind: 'day' } },
  ]
}
