import { type Day, formatDay } from '../../engine/calendar/day.ts'
import type { Fact, History } from '../../engine/facts/fact.ts'
import { dayOf } from '../../engine/pathway/days.ts'
import type { PathwayDuty, View } from '../../engine/pathway/view.ts'
import type { PROPOSALS } from '../../engine/protocol/pathway-parts.ts'
import { capital, sayBareFact, sayDate, sayDays, sayLegalStatus } from '../scan/words.ts'

/** What the record tells of a question: lines of text, and where they come from. */
export interface Proposed {
  /** Empty where nothing is known: nobody's answer begins with that. */
  readonly lines: readonly string[]
  /** What is told where nothing is known. */
  readonly none: string
  readonly source: string
  /** What is the whole answer; left out where the lines are only its beginning. */
  readonly answer?: string
}

/** What of a pathway the proposals look at. */
export interface ProposingFrom {
  readonly child: { readonly name: string | null; readonly identifier: string | null }
  readonly facts: History
  readonly view: Pick<View, 'duties'>
  readonly today: Day
}

type OfChild = Exclude<(typeof PROPOSALS)[number], 'earlier versions elsewhere'>

/** What files and duties tell of a child, as the beginning of an answer. */
export function proposeOfChild(what: OfChild, from: ProposingFrom): Proposed {
  const { facts, today, child } = from
  const known = facts.facts.filter((fact) => fact.from <= today)
  switch (what) {
    case 'the name':
      return whole(child.name, child.name, 'this record')
    case 'the identifier':
      return whole(child.identifier, child.identifier, sourceOf(known))
    case 'the birth': {
      const born = facts.child.born ?? facts.child.expected
      return born === null ? whole(null, null, '') : whole(sayDate(born), formatDay(born), sourceOf(known))
    }
    case 'the legal status': {
      const statuses = known.flatMap((fact) => (fact.kind === 'legal-status' && !isOver(fact, today) ? [fact] : []))
      const says = statuses.map(({ code }) => capital(sayLegalStatus(code)))
      const status = says.length === 0 ? null : says.join(', ')
      return whole(status, status, sourceOf(statuses))
    }
    case 'the current plan':
      return told(
        known.filter((fact) => fact.kind === 'protection-plan' && !isOver(fact, today)),
        today,
        'No file tells of a child protection plan that runs.',
      )
    case 'reviews of the current plan':
      return reviewsOf(known, from)
    case 'earlier plans':
      return told(
        known.filter((fact) => fact.kind === 'protection-plan' && isOver(fact, today)),
        today,
        'No file tells of an earlier child protection plan.',
      )
    case 'earlier child in need plans':
      return told(
        known.filter((fact) => fact.kind === 'child-in-need-plan' && isOver(fact, today)),
        today,
        'No file tells of an earlier child in need plan.',
      )
    case 'referrals and assessments':
      return told(
        known.filter(({ kind }) => kind === 'referral' || kind === 'assessment' || kind === 'enquiry'),
        today,
        'No file tells of a referral, an assessment or an enquiry.',
      )
    default:
      return what satisfies never
  }
}

function whole(says: string | null, answer: string | null, source: string): Proposed {
  const none = 'The record does not tell it.'
  return says === null || answer === null ? { lines: [], none, source } : { lines: [says], none, source, answer }
}

function isOver({ until }: Fact, today: Day): boolean {
  return until !== null && until <= today
}

function told(facts: readonly Fact[], today: Day, none: string): Proposed {
  const lines = facts.map((fact) => {
    const end = fact.until === null || fact.until > today ? today : fact.until
    const long = fact.kind === 'protection-plan' || fact.kind === 'child-in-need-plan'
    return `${capital(sayBareFact(fact))}${long ? ` (${sayDays(end - fact.from)})` : ''}.`
  })
  return { lines, none, source: sourceOf(facts) }
}

/** Each review that the plan owes, done, late or not yet; where no duty asks for them, those that files tell of. */
function reviewsOf(known: readonly Fact[], { view, today }: ProposingFrom): Proposed {
  const plan = known.findLast((fact) => fact.kind === 'protection-plan' && !isOver(fact, today))
  if (plan === undefined) {
    return { lines: [], none: 'No file tells of a child protection plan that runs.', source: sourceOf([]) }
  }
  const reviews = known.filter((fact) => fact.kind === 'review' && fact.from >= plan.from)
  const owed = view.duties.flatMap(({ duty: { metBy }, due, standing }) => {
    if (metBy.kind !== 'fact' || metBy.fact !== 'review conference' || !('day' in due)) return []
    return [`Review due by ${sayDate(due.day)}: ${sayHeld(standing)}.`]
  })
  const held = reviews.map(({ from }) => `Review conference held ${sayDate(from)}.`)
  const lines = owed.length > 0 ? owed : held
  return { lines, none: 'No file tells of a review conference.', source: sourceOf(reviews) }
}

function sayHeld(standing: PathwayDuty['standing']): string {
  switch (standing.kind) {
    case 'met':
      return `held ${sayDate(dayOf(standing.at))}, ${standing.late ? 'late' : 'in time'}`
    case 'open':
      return 'not yet'
    case 'overdue':
      return 'not held'
    case 'lapsed':
      return 'no longer owed'
    case 'not-known':
      return 'no file tells whether it was held'
    default:
      return standing satisfies never
  }
}

/** Where facts were read, by the day on which the latest of their files was written. */
function sourceOf(facts: readonly Fact[]): string {
  const latest = facts.reduce<Day | null>((day, { knownFrom }) => {
    return knownFrom !== null && (day === null || knownFrom > day) ? knownFrom : day
  }, null)
  return latest === null ? 'the files of the case system' : `the files of the case system, written ${sayDate(latest)}`
}

/** Proposals as the text of one answer, each with where it comes from; '' where nothing is known. */
export function writeProposals(all: readonly Proposed[]): string {
  return all
    .filter(({ lines }) => lines.length > 0)
    .map(({ lines, source }) => `${lines.join('\n')}\n[From ${source}]`)
    .join('\n\n')
}

/** What is known and what is not, to be read beside the question. */
export function tellProposals(all: readonly Proposed[]): string {
  return all.map((each) => (each.lines.length === 0 ? each.none : writeProposals([each]))).join('\n\n')
}
