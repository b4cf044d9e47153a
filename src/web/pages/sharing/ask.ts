import { createHash } from 'node:crypto'
import { paperText } from '../../../documents/papers/paper-text.ts'
import { type NameInText, takeOut, thirdPartiesIn } from '../../../documents/papers/third-parties.ts'
import { addDays, type Day } from '../../../engine/calendar/day.ts'
import type { Instant } from '../../../engine/calendar/instant.ts'
import { sayDay } from '../../../engine/calendar/words.ts'
import { choicesOf } from '../../../record/people/choices.ts'
import { rosterOf } from '../../../record/people/roster.ts'
import { BASES, type Basis, LONGEST_SHARE, type Sharing } from '../../../record/sharing/shares.ts'
import type { Withheld } from '../../../record/sharing/whereabouts.ts'
import type { Bound } from '../../../record/transaction.ts'
import { type Body, type Question, readTyped, type Typed } from '../../asking/questions.ts'
import { paperOfCase } from '../../paper-of-case.ts'
import type { FormError } from '../../route.ts'
import { BASIS_TITLES } from './words.ts'

/** Which paper or entry is to be shared. */
export interface Wanted {
  readonly case: string
  readonly pathway: string
  /** Null where what was recorded in one entry is shared. */
  readonly document: string | null
  readonly of: string | null
}

/** What is asked before a paper goes to somebody. */
export async function questionsFor(bound: Bound): Promise<readonly Question[]> {
  const { persons } = await choicesOf(bound)
  const options = persons
    .filter(({ person }) => person !== bound.principal.person)
    .map(({ person, name, agencyTitle }) => ({ value: person, text: `${name}, ${agencyTitle}` }))
  return [
    {
      name: 'person',
      label: 'With whom?',
      hint: 'One person at a time: each gets a copy of their own.',
      missing: 'Choose with whom it is shared',
      as: { kind: 'pick', options },
    },
    {
      name: 'basis',
      label: 'Why is that lawful?',
      missing: 'Choose why it is lawful',
      as: { kind: 'one', options: BASES.map((value) => ({ value, ...BASIS_TITLES[value] })) },
    },
    {
      name: 'purpose',
      label: 'What is it for?',
      hint: 'What they will do with it. They read this.',
      missing: 'Say what it is for',
      as: { kind: 'lines' },
    },
    {
      name: 'until',
      label: 'Until when is it open to them?',
      hint: `Within a year: by ${sayDay(addDays(bound.today, LONGEST_SHARE - 1))}`,
      missing: 'Enter the last day on which it is open to them',
      as: { kind: 'day' },
    },
  ]
}

/** What was typed, and what is wrong with it. */
export function readAsked(questions: readonly Question[], body: Body, today: Day) {
  const { typed, errors } = readTyped(questions, body)
  const until = typed.day('until')
  const late: readonly FormError[] =
    until !== null && (until <= today || until - today >= LONGEST_SHARE)
      ? [{ field: 'until-day', text: 'The last day must be after today and within a year' }]
      : []
  return { typed, errors: [...errors, ...late] }
}

/** A copy as its recipient would read it. */
export interface Copy {
  readonly sharing: Sharing
  /** Of exactly what is shown: nothing goes that was not seen. */
  readonly seen: string
  readonly names: readonly (NameInText & { readonly out: boolean })[]
  readonly withheld: readonly Withheld[]
  /** Whether an address would go to somebody who must not learn where somebody is. */
  readonly tellsThem: boolean
}

/** Makes the very text that somebody would get; null where there is no such paper. */
export async function copyFor(
  bound: Bound,
  { case: caseId, pathway, document, of }: Wanted,
  asked: {
    /** Of what goes, should it go: the same form sent twice shares once. */
    readonly id: string
    readonly typed: Typed
    /** Null where nobody has chosen yet: then addresses are taken out wherever whereabouts are withheld. */
    readonly out: readonly string[] | null
    readonly because: string
    readonly made: Instant
  },
): Promise<Copy | null> {
  const { id, typed, because, made } = asked
  const person = typed.text('person')
  const found = await paperOfCase(bound, { pathway, document, of, madeFor: person, made })
  if (found === null || found.read.caseId !== caseId) return null
  const { paper, read, siblings, withheld } = found
  const { persons, agencies } = await rosterOf(bound)
  const subject = read.childName ?? ''
  const staff = [...persons.values()].map(({ name }) => name)
  const names = thirdPartiesIn(paper, { subject, staff, family: siblings, titles: [...agencies.values()] })
  const isOut = ({ name, as }: NameInText): boolean => {
    return asked.out === null ? as === 'address' && withheld.length > 0 : asked.out.includes(name)
  }
  const out = names.filter(isOut)
  const takenOut = out.map(({ name }) => name)
  const content = takeOut(paperText(paper), out)
  const until = typed.day('until') ?? bound.today
  const sharing: Sharing = {
    id,
    caseId: read.caseId,
    pathway,
    person,
    title: paper.title,
    content,
    takenOut,
    takenOutBecause: because,
    basis: BASES.find((each) => each === typed.text('basis')) ?? ('public-task' satisfies Basis),
    purpose: typed.text('purpose'),
    // The day that was typed is the last on which it is open.
    until: addDays(until, 1),
  }
  const seen = createHash('sha256').update(`${person}\n${content}`).digest('hex')
  const agency = (await choicesOf(bound)).persons.find((each) => each.person === person)?.agency ?? ''
  const isTheirs = withheld.some(({ scope }) => scope === `person:${person}` || scope === `agency:${agency}`)
  return {
    sharing,
    seen,
    names: names.map((each) => ({ ...each, out: isOut(each) })),
    withheld,
    tellsThem: isTheirs && names.some((each) => each.as === 'address' && !isOut(each)),
  }
}
