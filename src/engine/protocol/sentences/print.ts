import { ORDINALS } from './parse.ts'
import type {
  Asked,
  By,
  CountWithin,
  Due,
  Each,
  Happening,
  Held,
  IfOverdue,
  Lapses,
  Length,
  Moment,
  OwedBy,
  Threshold,
  While,
  Who,
} from './sentence.ts'

// The other direction of parse.ts: what a sentence says, written as the grammar writes it. `parse(print(s))` is `s`.

export function printLength({ count, unit }: Length): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

export function printThreshold({ length, moreThan }: Threshold): string {
  return `${moreThan ? 'more than ' : ''}${printLength(length)}`
}

export function printCountWithin({ count, window }: CountWithin): string {
  return `${count} within ${printLength(window)}`
}

export function printDue({ first, again }: Due): string {
  switch (again.kind) {
    case 'never':
      return printMoment(first)
    case 'every':
      return `${printMoment(first)}, then every ${printLength(again.length)}`
    case 'every-or-from-last':
      return `${printMoment(first)}, then every ${printLength(again.length)} or from the last, whichever is first`
    case 'again':
      return `${printMoment(first)}, and again ${printAgain(again.moment, first)}`
    default:
      return again satisfies never
  }
}

/** A length that stays the same is said once. */
function printAgain(moment: Moment, first: Moment): string {
  const same =
    moment.kind === 'shifted' &&
    first.kind === 'shifted' &&
    moment.direction === first.direction &&
    printLength(moment.length) === printLength(first.length)
  return same ? `${moment.direction} ${printHappening(moment.event)}` : printMoment(moment)
}

export function printMoment(moment: Moment): string {
  switch (moment.kind) {
    case 'by':
      return `by ${printHappening(moment.event)}`
    case 'shifted':
      return `${printLength(moment.length)} ${moment.direction} ${printHappening(moment.event)}`
    case 'same-working-day':
      return `the same working day as ${printHappening(moment.event)}`
    case 'next':
      return `at the next ${moment.meetings.join(' or ')}${moment.meetings.length > 1 ? ', whichever is first' : ''}`
    case 'earlier-of':
      return `the earlier of ${printMoment(moment.parts[0])} and ${printMoment(moment.parts[1])}`
    case 'later-of':
      return `the later of ${printMoment(moment.parts[0])} and ${printMoment(moment.parts[1])}`
    default:
      return moment satisfies never
  }
}

export function printHappening(event: Happening): string {
  switch (event.kind) {
    case 'it':
      return 'it'
    case 'its-start':
      return 'its start'
    case 'its-end':
      return 'its end'
    case 'its-day':
      return 'its day'
    case 'its-conference':
      return 'its conference'
    case 'its-review':
      return `its ${ORDINALS[event.ordinal - 1] ?? event.ordinal} review conference`
    case 'trigger-met':
      return 'the trigger being met'
    case 'trigger-noticed':
      return 'the trigger being noticed'
    case 'entering':
      return `entering ${event.stage}`
    case 'leaving':
      return `leaving ${event.stage}`
    case 'each':
      return `each ${event.name}`
    case 'named':
      return event.name
    case 'earlier-of':
      return `the earlier of ${printHappening(event.parts[0])} and ${printHappening(event.parts[1])}`
    case 'later-of':
      return `the later of ${printHappening(event.parts[0])} and ${printHappening(event.parts[1])}`
    default:
      return event satisfies never
  }
}

export function printEach({ of, where }: Each): string {
  return `${printEachThing(of)}${where === null ? '' : ` where ${printAnswered(where)}`}`
}

function printAnswered({ question, is, includes }: NonNullable<Each['where']>): string {
  return `${question} ${includes ? 'includes' : 'is'} ${is}`
}

function printEachThing(of: Each['of']): string {
  switch (of.kind) {
    case 'fact':
      return of.thing
    case 'named':
      return `${[of.name, ...of.or].join(' or ')}${of.from > 1 ? ` from the ${ORDINALS[of.from - 1] ?? of.from}` : ''}`
    case 'entering':
      return `entering ${of.stage}`
    case 'sitting':
      return `sitting of ${of.meeting}`
    case 'agency-with-flag':
      return 'agency with a flag'
    case 'life-event':
      return 'life event'
    case 'sibling':
      return 'sibling'
    case 'recipient':
      return `recipient of ${of.notice}`
    case 'item':
      return `item of ${of.question} in ${of.step}`
    default:
      return of satisfies never
  }
}

export function printWhile({ stages }: While): string {
  return stages.join(' or ')
}

export function printOwedBy({ anyOf }: OwedBy): string {
  return anyOf.map(printWho).join(', else ')
}

export function printBy({ anyOf }: By): string {
  return anyOf.map(printWho).join(' or ')
}

export function printWho(who: Who): string {
  switch (who.kind) {
    case 'role':
      return who.role
    case 'of-child':
      return `the child's ${who.role}`
    case 'of-case':
      return `the case's ${who.role}`
    case 'raisers-own':
      return `the raiser's own ${who.role}`
    case 'every-holder':
      return `every holder of ${who.role}`
    case 'every-other-holder':
      return `every other holder of ${who.role}`
    case 'managers-of':
      return `the line manager of each ${who.role}`
    case 'raiser':
      return 'the raiser'
    case 'whoever-recorded-it':
      return 'whoever recorded it'
    case 'that-agency':
      return who.tied ? 'that agency with a tie to the case' : 'that agency'
    case 'chosen':
      return `those chosen in ${who.step}`
    case 'that-person':
      return 'that person'
    case 'each-agency-with-flag':
      return 'each agency with a flag'
    case 'chair-of-last-meeting':
      return 'the chair of the last meeting'
    case 'tied-holder':
      return `${who.role} with a tie to the case`
    case 'anyone-independent':
      return 'anyone independent of the case'
    default:
      return who satisfies never
  }
}

export function printLapses(lapses: Lapses): string {
  switch (lapses.kind) {
    case 'duty-met':
      return `when ${lapses.duty} is met${lapses.sameThing ? ' for the same review' : ''}`
    case 'recorded':
      return `when ${lapses.step} is recorded`
    case 'leaving':
      return `when leaving ${lapses.stage}`
    case 'plan-ends':
      return 'when the plan ends'
    default:
      return lapses satisfies never
  }
}

export function printIfOverdue({ tell, after }: IfOverdue): string {
  return `tell ${tell.map(printWho).join(', else ')}${after === null ? '' : ` after ${printLength(after)}`}`
}

export function printShown(asked: Asked): string {
  switch (asked.kind) {
    case 'always':
      return 'yes'
    case 'never':
      return 'no'
    case 'answer':
      return `when ${printAnswered(asked)}`
    case 'too-late':
      return `when ${asked.question ?? 'it'} is too late for ${asked.steps.join(' or ')}`
    default:
      return asked satisfies never
  }
}

export function printHeld({ everyMonths }: Held): string {
  return everyMonths === null ? 'when called' : `every ${everyMonths} month${everyMonths === 1 ? '' : 's'}`
}
