import type { Day } from '../../../engine/calendar/day.ts'
import type { WayInto } from '../../../record/access/ways-into.ts'
import type { Choices } from '../../../record/people/choices.ts'
import { WHOSE, type Whose, type WithheldFrom } from '../../../record/sharing/whereabouts.ts'
import type { Typed } from '../../asking/questions.ts'
import { type Asks, because, lateReview, review } from './ask-access.ts'

// What the forms ask by which it is said that where somebody is must not become known.

const WHOSE_TITLES: Readonly<Record<Whose, string>> = {
  child: 'The child’s',
  carer: 'A parent’s, or those of whoever else cares for the child',
  'child-and-carer': 'Both',
}

const TOLD = [
  'Every page of the case says so, and every paper and list that is made of it, on its first page.',
  'Addresses and postcodes that are found in a text are shown to whoever shares it, to be taken out.',
  'It holds until somebody lifts it. Where brothers or sisters live there as well, say it in each of their cases.',
]

/** Whose whereabouts, and from whom; those of them who may read the case are named before it is said. */
export function withhold(choices: Choices, ways: readonly WayInto[], today: Day): Asks {
  const { persons, agencies } = choices
  const options = [
    ...agencies.map(({ agency, title }) => ({ value: `agency:${agency}`, text: `Everybody of ${title}` })),
    ...persons.map(({ person, name, agencyTitle }) => ({ value: `person:${person}`, text: `${name}, ${agencyTitle}` })),
  ]
  return {
    title: 'Withhold where somebody is',
    intro: ['The address itself is not written here: say only whose it is, and who must not learn it.'],
    questions: [
      {
        name: 'whose',
        label: 'Whose whereabouts?',
        missing: 'Choose whose whereabouts are withheld',
        as: { kind: 'one', options: WHOSE.map((value) => ({ value, text: WHOSE_TITLES[value] })) },
      },
      {
        name: 'carer',
        label: 'Which parent or carer',
        hint: 'Where it is not the child’s alone. For example “the mother”',
        asked: 'sometimes',
        as: { kind: 'line' },
      },
      {
        name: 'from',
        label: 'Who must not learn them?',
        missing: 'Choose who must not learn them',
        as: {
          kind: 'one',
          options: [
            { value: 'family', text: 'The family, or some of it' },
            { value: 'somebody', text: 'Somebody else, who does not work here' },
            { value: 'here', text: 'Somebody who works here, or an agency' },
          ],
        },
      },
      {
        name: 'named',
        label: 'Which of the family, or who else',
        hint: 'For example “the father”. Leave it empty where it is the whole family',
        asked: 'sometimes',
        as: { kind: 'line' },
      },
      {
        name: 'here',
        label: 'Who of those who work here',
        asked: 'sometimes',
        as: { kind: 'pick', options },
      },
      because('Why'),
      review(today),
    ],
    button: 'Withhold it',
    faults: (typed) => [
      ...(typed.text('whose') !== 'child' && typed.text('whose') !== '' && typed.text('carer') === ''
        ? [{ field: 'carer', text: 'Enter which parent or carer' }]
        : []),
      ...(typed.text('from') === 'somebody' && typed.text('named') === ''
        ? [{ field: 'named', text: 'Enter who must not learn them' }]
        : []),
      ...(typed.text('from') === 'here' && typed.text('here') === ''
        ? [{ field: 'here', text: 'Choose who must not learn them' }]
        : []),
      ...lateReview(typed, today),
    ],
    follows: (typed) => [...openTo(fromOf(typed), choices, ways), ...TOLD],
  }
}

/** Who may read the case, of those who must not learn where somebody is: withholding closes nothing to them. */
function openTo(from: WithheldFrom, { persons, agencies }: Choices, ways: readonly WayInto[]): readonly string[] {
  const theirs = ways.filter(({ name, agency }) => {
    if (from.kind === 'agency') return agencies.some((each) => each.agency === from.agency && each.title === agency)
    if (from.kind !== 'person') return false
    return persons.some((each) => each.person === from.person && each.name === name && each.agencyTitle === agency)
  })
  const who = new Set(theirs.map(({ name, team }) => name ?? `whoever manages ${team}`))
  if (who.size === 0) return []
  return [
    `This closes nothing of the case. These may read it, with every address that is written there: ${[...who].join(', ')}. Exclude them where they must not, and write no address in it.`,
  ]
}

/** What was chosen. */
export function whoseOf(typed: Typed): Whose {
  return WHOSE.find((each) => each === typed.text('whose')) ?? 'child'
}

export function fromOf(typed: Typed): WithheldFrom {
  const named = typed.text('named')
  if (typed.text('from') !== 'here') return { kind: typed.text('from') === 'somebody' ? 'somebody' : 'family', named }
  const scope = typed.text('here')
  const id = scope.slice(scope.indexOf(':') + 1)
  return scope.startsWith('agency:') ? { kind: 'agency', agency: id } : { kind: 'person', person: id }
}

export function keepWithheld(what: string, today: Day): Asks {
  return {
    title: 'It stays withheld',
    intro: [what],
    questions: [because('Why it is still needed'), review(today)],
    button: 'Keep it',
    faults: (typed) => lateReview(typed, today),
  }
}

export function liftWithheld(what: string): Asks {
  return {
    title: 'Lift it: it need not be withheld any more',
    intro: [what],
    warning: 'An address that has become known cannot be taken back.',
    questions: [because('Why it is no longer needed', 'Whoever manages the case reads this.')],
    button: 'Lift it',
    follows: () => ['Pages and papers of the case say nothing of it from now on.'],
  }
}
