import { sayDay } from '../../engine/calendar/words.ts'
import type { Tie } from '../../engine/pathway/people.ts'
import type { Refusal } from '../../engine/pathway/view.ts'
import type { Step } from '../../engine/protocol/pathway-parts.ts'
import type { Clause, Protocol } from '../../engine/protocol/protocol.ts'
import { closest } from '../../engine/protocol/sentences/reader.ts'
import { sayClause, sayCounted, sayList } from '../scan/words.ts'
import { sayMoment, type Titles, titlesOf } from './titles.ts'

/** A refusal in words: why, by which clauses, and what to do instead. */
export interface RefusalWords {
  readonly says: string
  readonly instead: string
  /** Each clause with its place in the source and what it asks for. */
  readonly clauses: readonly string[]
}

/** The one place where refusals are put into words. `step` is the step that was refused. */
export function sayRefusal(
  refusal: Refusal,
  step: Step | undefined,
  protocol: Protocol,
  clause: (id: string) => Clause | undefined,
): RefusalWords {
  const words = wordsOf(refusal, { step, protocol, titles: titlesOf(protocol), clause })
  return {
    says: words.says,
    instead: remedyFor(refusal, words.remedy),
    clauses: refusal.cites.map((id) => sayClause(id, clause)),
  }
}

/**
 * What the protocol says to do instead is meant for its stages and guards. Where somebody filled it in wrongly, that is said
 * first.
 */
function remedyFor({ kind, instead }: Refusal, own: string): string {
  if (instead === null) return own
  if (OF_ANSWERS.has(kind)) return own
  return OF_FILLING_IN.has(kind) ? `${own} ${instead}` : instead
}

const OF_ANSWERS: ReadonlySet<Refusal['kind']> = new Set([
  ...(['unanswered', 'not-asked', 'bad-answer', 'nobody-named', 'not-their-post', 'kept-out'] as const),
])
const OF_FILLING_IN: ReadonlySet<Refusal['kind']> = new Set([
  ...(['wrong-role', 'role-not-held', 'agency-not-theirs', 'agency-needed', 'no-outcome'] as const),
  ...([
    'unknown-outcome',
    'about-unknown',
    'about-needed',
    'about-done',
    'about-early',
    'in-the-future',
    'no-moment',
  ] as const),
  ...([
    'nothing-to-supersede',
    'already-recorded',
    'recorded-ahead',
    'no-reason',
    'later-would-not-stand',
    'ended',
  ] as const),
])

interface Setting {
  readonly step: Step | undefined
  readonly protocol: Protocol
  readonly titles: Titles
  readonly clause: (id: string) => Clause | undefined
}

interface Words {
  readonly says: string
  /** What to do where the protocol itself does not say. */
  readonly remedy: string
}

function wordsOf(refusal: Refusal, setting: Setting): Words {
  const { step, protocol, titles } = setting
  switch (refusal.kind) {
    case 'unknown-step': {
      const meant = closest(
        refusal.step,
        protocol.steps.map(({ id }) => id),
      )
      return {
        says: refusal.step === '' ? 'No step is named.' : `The protocol has no step "${refusal.step}".`,
        remedy: meant === undefined ? 'Name one of its steps.' : `Did you mean "${meant}"?`,
      }
    }
    case 'not-open':
      return { says: 'Nothing has been opened yet.', remedy: `Begin with ${sayStarts(protocol)}.` }
    case 'already-open':
      return {
        says: 'It has been opened already, and is opened only once.',
        remedy: 'Go on with the steps that can be taken now.',
      }
    case 'ended':
      return {
        says: 'It has ended, and nothing more is recorded in it.',
        remedy: 'Where it begins anew, it is a pathway of its own, with a history of its own.',
      }
    case 'wrong-stage': {
      const wanted = refusal.wanted.map(titles.stage)
      return {
        says: `It stands at ${titles.stage(refusal.at)}; this belongs to ${either(wanted)}.`,
        remedy: 'Take the steps that lead there first, where it is to come there.',
      }
    }
    case 'wrong-role':
      return {
        says: `It is not for the role "${titles.role(refusal.role)}".`,
        remedy: `It is for: ${titles.who(refusal.wanted)}.`,
      }
    case 'role-not-held':
      return {
        says: `The person does not hold the role "${titles.role(refusal.role)}" on that day.`,
        remedy: 'Record it in a role that the person held then, or correct who held which role.',
      }
    case 'agency-not-theirs':
      return {
        says: `The person does not hold the role "${titles.role(refusal.role)}" for ${refusal.agency} on that day.`,
        remedy: 'Record it for an agency for which the person held the role then, or correct who held which role.',
      }
    case 'agency-needed':
      return {
        says: `The person holds the role "${titles.role(refusal.role)}" for several agencies: ${sayList(refusal.agencies)}.`,
        remedy: 'Say for which of them it is recorded.',
      }
    case 'not-the-own': {
      const wanted = titles.who([refusal.wanted])
      return refusal.own === null
        ? {
            says: `It is for this: ${wanted}. Nobody is known to be that.`,
            remedy: 'Find out who it is, and record that first.',
          }
        : { says: `It is for this: ${wanted}. That is ${refusal.own}.`, remedy: `Ask ${refusal.own}.` }
    }
    case 'unanswered':
      return { says: `The question ${titles.question(step, refusal.question)} is not answered.`, remedy: 'Answer it.' }
    case 'not-asked':
      return {
        says: `The question ${titles.question(step, refusal.question)} is not asked here, of this role or after these answers.`,
        remedy: 'Leave its answer out.',
      }
    case 'bad-answer':
      return {
        says: `The answer to ${titles.question(step, refusal.question)} cannot be taken.`,
        remedy: `What can be: ${refusal.why}.`,
      }
    case 'nobody-named':
      return {
        says: `The ${titles.role(refusal.post)} was present, and nobody is named.`,
        remedy: 'Name who was there for it. If it was nobody, say that it was absent.',
      }
    case 'not-their-post':
      return {
        says: `Whoever is named for the ${titles.role(refusal.post)} is not known to hold that post: ${refusal.person}.`,
        remedy: 'Say in whose place they were there, and why.',
      }
    case 'kept-out':
      return {
        says: `Whoever is named for the ${titles.role(refusal.post)} is kept from this case: ${refusal.person}.`,
        remedy:
          'Name somebody else or say that the post was absent. If they were there, tell whoever manages the case.',
      }
    case 'no-outcome':
      return { says: 'How it came out is not said.', remedy: `Name one of: ${sayOutcomes(refusal.outcomes, step)}.` }
    case 'unknown-outcome':
      return {
        says: 'It cannot come out in that way.',
        remedy:
          refusal.outcomes.length === 0 ? 'Name no outcome.' : `Name one of: ${sayOutcomes(refusal.outcomes, step)}.`,
      }
    case 'needs-earlier': {
      const earlier = titles.stepOf(refusal.step)
      const outcome = earlier?.outcomes.find(({ id }) => id === refusal.outcome)
      const how = refusal.outcome === null ? '' : ` with the outcome "${outcome?.title ?? refusal.outcome}"`
      return {
        says: `${titles.step(refusal.step)} has not been recorded${how}, and must be first.`,
        remedy: 'Record that first.',
      }
    }
    case 'needs-answer': {
      const asked = step?.asks.find(({ id }) => id === refusal.question)
      const is = asked?.options.get(refusal.is) ?? refusal.is
      return {
        says: `It can be recorded only where the answer to ${titles.question(step, refusal.question)} is "${is}".`,
        remedy: 'Do not record it where the answer is another.',
      }
    }
    case 'absent':
      return {
        says: `${titles.meeting(refusal.meeting)} needs everybody of its posts, and not marked as present: ${sayList(refusal.posts.map(titles.role))}.`,
        remedy: 'Hold it again with everybody, or mark as not involved a post that has no part in the case.',
      }
    case 'not-independent':
      return {
        says: `Somebody independent of the case is needed, and ${refusal.person} is not: ${sayList(refusal.ties.map((tie) => sayTie(tie, titles)))}.`,
        remedy: 'Choose somebody who has nothing to do with the case.',
      }
    case 'no-tie':
      return {
        says: `This is for those who have part in the case, and ${refusal.person} has none, nor has their agency.`,
        remedy: 'Ask somebody who works with the child or family, or have it put right who does.',
      }
    case 'chose-themselves':
      return {
        says: `Whoever records it has named themselves in answer to ${titles.question(step, refusal.question)}.`,
        remedy: 'Name somebody else.',
      }
    case 'agency-not-named': {
      const agencies = refusal.agencies.join(' or ')
      return {
        says: `${titles.question(step, refusal.question)} does not name ${agencies} (${titles.role(refusal.role)}).`,
        remedy: 'Name it there.',
      }
    }
    case 'duty-open':
      return {
        says: `${titles.duty(refusal.duty)} is still owed${refusal.count > 1 ? `, ${refusal.count} times` : ''}.`,
        remedy: 'Do that first.',
      }
    case 'not-overdue':
      return { says: `${titles.duty(refusal.duty)} is not overdue.`, remedy: 'Wait for whoever owes it until it is.' }
    case 'not-on-plan':
      return {
        says: 'The child is on no protection plan on that day.',
        remedy: 'Use the procedures for children who are not.',
      }
    case 'on-plan':
      return { says: 'The child is on a protection plan on that day.', remedy: 'Record it once the plan has ended.' }
    case 'trigger-not-met': {
      const title = protocol.triggers.find(({ id }) => id === refusal.trigger)?.title ?? refusal.trigger
      return { says: `By what the files tell, this is not met on that day: ${title}.`, remedy: 'Wait until it is met.' }
    }
    case 'no-sitting': {
      const near = [
        ...(refusal.before === null ? [] : [`the last before it was on ${sayDay(refusal.before)}`]),
        ...(refusal.after === null ? [] : [`the next is on ${sayDay(refusal.after)}`]),
      ]
      const known = near.length === 0 ? 'none is known' : near.join('; ')
      return {
        says: `There is no sitting of ${sayList(refusal.meetings.map(titles.meeting))} ${refusal.on === null ? 'so far' : `on ${sayDay(refusal.on)}`}: ${known}.`,
        remedy: 'Record it with the day on which it sat; where that sitting is missing here, add it to the sittings.',
      }
    }
    case 'before-day':
    case 'after-day': {
      const other = protocol.steps.find(({ id }) => id === refusal.step)
      const said = `${titles.question(other, refusal.question)} of ${titles.step(refusal.step)} says ${sayDay(refusal.asked)}`
      return {
        says: `It cannot have happened on ${sayDay(refusal.on)}: ${said}.`,
        remedy: 'Correct the day, or correct what was said there first.',
      }
    }
    case 'same-person':
      return {
        says: `Whoever recorded ${titles.step(refusal.step)} may not record this as well.`,
        remedy: 'Somebody else must record it.',
      }
    case 'none-of':
      return {
        says: `One of these must hold, and none does. ${nested(refusal.refusals, setting)}`,
        remedy: 'See that one of them holds.',
      }
    case 'about-unknown':
      return {
        says: `It is said to answer "${refusal.about ?? ''}", which is nothing that this step can answer.`,
        remedy: 'Name a duty that is open by the identifier that evaluate gives it, or none.',
      }
    case 'about-needed':
      return {
        says: 'Several duties are open that this could answer.',
        remedy: 'Say under "about" which one it answers, by the identifier that evaluate gives it.',
      }
    case 'about-done':
      return {
        says: `"${refusal.about ?? ''}" is no longer owed.`,
        remedy: 'Leave "about" out, or name one that is open.',
      }
    case 'about-early':
      return {
        says: `"${refusal.about}" can be met from ${sayDay(refusal.from)} on, and this was before.`,
        remedy: 'Leave "about" out, or record it anew from that day on.',
      }
    case 'in-the-future':
      return {
        says: `It is said to have happened ${sayMoment(refusal.happened)}, which is still to come.`,
        remedy: 'Record it once it has happened.',
      }
    case 'nothing-to-supersede':
      return {
        says: `The entry "${refusal.entry}" is not there to be corrected, or has been corrected already.`,
        remedy: 'Name the entry that stands now.',
      }
    case 'already-recorded':
      return {
        says: `The identifier "${refusal.entry}" is borne by another entry.`,
        remedy: 'Give it an identifier of its own.',
      }
    case 'recorded-ahead':
      return {
        says: `The entry "${refusal.entry}" is said to be recorded ${sayMoment(refusal.recorded)}, which is more than a day ahead.`,
        remedy: 'Correct when that entry was recorded, so that what is recorded now can come after it.',
      }
    case 'no-moment':
      return {
        says: 'The time at which it is said to have happened is no moment.',
        remedy: 'Write the day, the time and the offset, as in 2026-03-31T09:30:00+01:00.',
      }
    case 'no-reason':
      return {
        says: 'A correction says why, and this one does not.',
        remedy: 'Say under "because" why the earlier entry was wrong.',
      }
    case 'later-would-not-stand':
      return {
        says: `The entry "${refusal.entry}", which comes after it, would no longer stand. ${nested(refusal.refusals, setting)}`,
        remedy: `Correct or take back "${refusal.entry}" first.`,
      }
    case 'not-in-version':
      return {
        says: `On that day it ran by version ${refusal.version} of its protocol, which has no step "${refusal.step}".`,
        remedy: 'Record what happened by the steps of that version, or say a day after the case was moved.',
      }
    case 'moved-already':
      return {
        says: `It runs by version ${refusal.version} already.`,
        remedy: 'Nothing is left to do here.',
      }
    case 'move-unsaid':
      return {
        says: `Version ${refusal.version} does not say how a case of version ${refusal.from} goes on by it.`,
        remedy: `Write "moves from: { '${refusal.from}': {} }" in the new version, with what is called otherwise there, and adopt that.`,
      }
    case 'no-place':
      return {
        says: `It has the ${refusal.what} "${refusal.title}" (${refusal.name}), which has no place in version ${refusal.version}.`,
        remedy: PLACE[refusal.what](refusal.name),
      }
    case 'question-reused':
      return {
        says: `Version ${refusal.version} uses "${refusal.question}" for a question that is answered otherwise than before.`,
        remedy: 'Give the new question a name that none had before, and adopt that.',
      }
    default:
      return refusal satisfies never
  }
}

/** What a version must say of something that is live. */
const PLACE = {
  stage: (name: string) =>
    `Say under "moves from" at which stage such a case goes on ("stages: { ${name}: ... }"), or end or move on the case first.`,
  duty: (name: string) =>
    `Say under "moves from" which duty it becomes, or that it ends ("duties: { ${name}: ... }"), or meet it first.`,
  flag: (name: string) => `Keep a flag "${name}" in the new version, or have it taken off first.`,
} as const

function nested(refusals: readonly Refusal[], setting: Setting): string {
  return refusals.map((each) => wordsOf(each, setting).says).join(' ')
}

function sayOutcomes(outcomes: readonly string[], step: Step | undefined): string {
  return outcomes.map((id) => `${id} (${step?.outcomes.find((each) => each.id === id)?.title ?? id})`).join('; ')
}

function sayStarts({ steps, stages }: Protocol): string {
  const starts = steps.filter(({ at }) => at.kind === 'start').map(({ title }) => `"${title}"`)
  return starts.length === 0
    ? `a trigger that opens one of ${sayCounted(stages.size, 'stage', 'stages')}`
    : either(starts)
}

function either(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} or ${parts.at(-1) ?? ''}`
}

function sayTie({ kind, of }: Tie, titles: Titles): string {
  switch (kind) {
    case 'allocated':
      return `they are its ${titles.role(of)}`
    case 'core-group':
      return 'they belong to the core group'
    case 'raised':
      return 'they raised it'
    case 'attended':
      return `they took part in ${titles.step(of)}`
    case 'manages':
      return `they manage ${of}, who is tied to it`
    default:
      return kind satisfies never
  }
}
