import { capital, sayCounted } from '../../../documents/scan/words.ts'
import type { Choices } from '../../../record/people/choices.ts'
import type { Hanging } from '../../../record/people/ended-agencies.ts'
import type { Question, Typed } from '../../asking/questions.ts'
import type { Task } from '../../asking/task.ts'
import { rolesOfProtocols } from './ask-people.ts'

type Asks = Pick<Task, 'title' | 'intro' | 'questions' | 'button' | 'faults' | 'follows'>

/**
 * That an agency ends, and who takes its place.
 * @param named the roles that the adopted protocols name and that whoever asks does not hold, with their titles
 */
export function ending(choices: Choices, agency: string, hanging: Hanging, named: ReadonlyMap<string, string>): Asks {
  const others = choices.agencies.filter((each) => each.agency !== agency)
  const questions: readonly Question[] = [
    {
      name: 'on',
      label: 'When does it end?',
      hint: 'The first day on which it is there no more',
      missing: 'Enter when it ends',
      as: { kind: 'day' },
    },
    {
      name: 'successor',
      label: 'Which agency takes its place?',
      hint: 'Leave it empty where none does',
      as: { kind: 'pick', options: others.map((each) => ({ value: each.agency, text: each.title })) },
    },
    {
      name: 'role',
      label: 'Else, to which role of the lead agency does what it owes fall?',
      hint: 'Whoever holds it for the agency that leads a case sees to what the agency left there',
      as: { kind: 'pick', options: rolesOfProtocols(named) },
    },
  ]
  return {
    title: 'Say that an agency ends',
    intro: [
      'From that day its people see nothing. What it owes, and the flags that it carries, pass to another.',
      `Today ${sayHanging(hanging)}.`,
    ],
    questions,
    button: 'End the agency',
    faults: (typed) =>
      isOne(typed) ? [] : [{ field: 'successor', text: 'Choose an agency, or a role, and not both' }],
    follows: () => [
      `${capital(sayHanging(hanging))}. From that day they see nothing more here.`,
      'What it has still to do is shown to those to whom it passes until one of them has done it.',
    ],
  }
}

/** "3 people work for it, on 98 cases, and 41 things are owed by them" */
function sayHanging({ people, cases, owed }: Hanging): string {
  if (people === 0) return 'nobody who is known here works for it'
  return `${sayCounted(people, 'person works', 'people work')} for it, on ${sayCounted(cases, 'case', 'cases')}, and ${sayCounted(owed, 'thing is', 'things are')} owed by them`
}

function isOne(typed: Typed): boolean {
  return (typed.text('successor') === '') !== (typed.text('role') === '')
}
