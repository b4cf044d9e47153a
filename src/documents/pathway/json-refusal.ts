import { formatDay } from '../../engine/calendar/day.ts'
import { formatInstant, LONDON } from '../../engine/calendar/instant.ts'
import type { Refusal } from '../../engine/pathway/view.ts'
import type { Step } from '../../engine/protocol/pathway-parts.ts'
import { printWho } from '../../engine/protocol/sentences/print.ts'
import type { RefusalJson } from './json-schema.ts'
import { sayRefusal } from './refusals.ts'
import type { Shown } from './shown.ts'

/** A refusal with its words; those that it is made of lie within it. */
export function refusalJson(
  refusal: Refusal,
  step: Step | undefined,
  shown: Pick<Shown, 'protocol' | 'clause'>,
): RefusalJson {
  const { says, instead } = sayRefusal(refusal, step, shown.protocol, shown.clause)
  const parts =
    'refusals' in refusal ? { refusals: refusal.refusals.map((each) => refusalJson(each, step, shown)) } : {}
  return { kind: refusal.kind, about: aboutOf(refusal), says, instead, cites: [...refusal.cites], ...parts }
}

/** What a refusal is about, by the names of the protocol and the history. */
function aboutOf(refusal: Refusal): RefusalJson['about'] {
  switch (refusal.kind) {
    case 'no-sitting':
      return { meetings: [...refusal.meetings], ...(refusal.on === null ? {} : { on: formatDay(refusal.on) }) }
    case 'before-day':
    case 'after-day':
      return {
        step: refusal.step,
        question: refusal.question,
        on: formatDay(refusal.on),
        asked: formatDay(refusal.asked),
      }
    case 'unknown-step':
    case 'same-person':
      return { step: refusal.step }
    case 'wrong-stage':
      return { at: refusal.at, wanted: [...refusal.wanted] }
    case 'wrong-role':
      return { role: refusal.role, wanted: refusal.wanted.map(printWho) }
    case 'role-not-held':
      return { role: refusal.role }
    case 'agency-not-theirs':
      return { role: refusal.role, agency: refusal.agency }
    case 'agency-needed':
      return { role: refusal.role, agencies: [...refusal.agencies] }
    case 'not-the-own':
      return { wanted: [printWho(refusal.wanted)], ...(refusal.own === null ? {} : { own: refusal.own }) }
    case 'unanswered':
    case 'not-asked':
    case 'chose-themselves':
      return { question: refusal.question }
    case 'agency-not-named':
      return { role: refusal.role, question: refusal.question, agencies: [...refusal.agencies] }
    case 'bad-answer':
      return { question: refusal.question, why: refusal.why }
    case 'nobody-named':
      return { question: refusal.question, post: refusal.post }
    case 'not-their-post':
    case 'kept-out':
      return { question: refusal.question, post: refusal.post, person: refusal.person }
    case 'no-outcome':
    case 'unknown-outcome':
      return { outcomes: [...refusal.outcomes] }
    case 'needs-earlier':
      return { step: refusal.step, ...(refusal.outcome === null ? {} : { outcome: refusal.outcome }) }
    case 'needs-answer':
      return { question: refusal.question, is: refusal.is }
    case 'absent':
      return { meeting: refusal.meeting, posts: [...refusal.posts] }
    case 'not-independent':
      return { person: refusal.person, ties: refusal.ties.map(({ kind, of }) => `${kind} ${of}`) }
    case 'no-tie':
      return { person: refusal.person, role: refusal.role }
    case 'trigger-not-met':
      return { trigger: refusal.trigger }
    case 'duty-open':
      return { duty: refusal.duty, count: refusal.count }
    case 'not-overdue':
      return { duty: refusal.duty }
    case 'about-unknown':
    case 'about-needed':
    case 'about-done':
      return refusal.about === null ? {} : { duty: refusal.about }
    case 'about-early':
      return { duty: refusal.about, on: formatDay(refusal.from) }
    case 'in-the-future':
      return { happened: formatInstant(refusal.happened, LONDON) }
    case 'nothing-to-supersede':
    case 'already-recorded':
    case 'recorded-ahead':
    case 'later-would-not-stand':
      return { entry: refusal.entry }
    case 'not-in-version':
      return { step: refusal.step, version: refusal.version }
    case 'moved-already':
      return { version: refusal.version }
    case 'move-unsaid':
      return { from: refusal.from, version: refusal.version }
    case 'no-place':
      return { [refusal.what]: refusal.name, version: refusal.version }
    case 'question-reused':
      return { question: refusal.question, version: refusal.version }
    case 'not-open':
    case 'already-open':
    case 'ended':
    case 'not-on-plan':
    case 'on-plan':
    case 'none-of':
    case 'no-reason':
    case 'no-moment':
      return {}
    default:
      return refusal satisfies never
  }
}
