import type { WorkingCalendar } from '../../../engine/calendar/calendar.ts'
import type { Day } from '../../../engine/calendar/day.ts'
import { limitOn } from '../../../engine/calendar/limit.ts'
import { sayCount, sayDay, sayRefusal } from '../../../engine/calendar/words.ts'
import type { Protocol } from '../../../engine/protocol/protocol.ts'
import { printHappening } from '../../../engine/protocol/sentences/print.ts'
import type { Happening } from '../../../engine/protocol/sentences/sentence.ts'
import type { Derivation, NoDay } from '../../../engine/watch/due.ts'
import type { Owed } from '../../../engine/watch/duties.ts'
import { standingOf } from '../../../engine/watch/occasions.ts'
import { capital } from './days.ts'
import type { SayPlace } from './facts.ts'
import { FACT_KIND_WORDS } from './gaps.ts'

/** What a derivation is worded with. */
export interface DerivationSetting {
  readonly protocol: Protocol
  readonly asOf: Day
  readonly sayPlace: SayPlace
}

/**
 * How a due day came about, one sentence after another from the event to the result: "The trigger was met on Monday 4
 * December 2023." "10 working days after Monday 4 December 2023, not counting 2 weekends: Monday 18 December 2023."
 */
export function derivationSentences(owed: Owed, setting: DerivationSetting): readonly string[] {
  return sentences(owed.derivation, owed, setting)
}

/** The same as one text. */
export function sayDerivation(owed: Owed, setting: DerivationSetting): string {
  return derivationSentences(owed, setting).join(' ')
}

function sentences(derivation: Derivation, owed: Owed, setting: DerivationSetting): readonly string[] {
  switch (derivation.kind) {
    case 'event':
      return [`${capital(sayEvent(derivation, owed, setting))}.`]
    case 'counted':
      return [...sentences(derivation.from, owed, setting), `${capital(sayCount(derivation.count))}.`]
    case 'earlier-of':
    case 'later-of': {
      const which = derivation.kind === 'earlier-of' ? 'earlier' : 'later'
      const { chosen, other } = derivation
      const both = sentences(chosen, owed, setting)
      if (other === undefined) {
        return [...both, `The ${which} of two days is asked for. The other has no day yet, so this one is taken.`]
      }
      const taken = sayDay(chosen.result)
      const said =
        other.result === chosen.result
          ? `Both fall on ${taken}.`
          : `The ${which} of the two is taken, ${taken}; ${sayDay(other.result)} is passed over.`
      return [...both, ...sentences(other, owed, setting), said]
    }
    default:
      return derivation satisfies never
  }
}

/** A day that something happened, as a derivation starts from it. */
type Event = Extract<Derivation, { readonly kind: 'event' }>

/** "the protection plan began on Tuesday 3 March 2026 (census.xml, line 120)". */
export function sayEvent({ event, fact, result }: Event, owed: Owed, setting: DerivationSetting): string {
  const on = `on ${sayDay(result)}`
  const place = fact === null ? '' : ` (${setting.sayPlace(fact.origin)})`
  const tense = (was: string, willBe: string): string => (result <= setting.asOf ? was : willBe)
  switch (event.kind) {
    case 'it':
      return sayIt(owed, setting, on, place)
    case 'its-start':
      return `${sayAnchor(owed)} ${tense('began', 'will begin')} ${on}${place}`
    case 'its-end':
      return `${sayAnchor(owed)} ${tense('ended', 'will end')} ${on}${place}`
    case 'its-conference':
      return fact?.kind === 'conference'
        ? `the initial conference was held ${on}${place}`
        : `the initial conference is to be held by ${sayDay(result)}${place}`
    case 'its-review':
      return `its review conference no. ${event.ordinal} was held ${on}${place}`
    case 'trigger-met':
      return sayTriggerMet(owed, setting, on)
    case 'trigger-noticed':
      return result === setting.asOf
        ? `the trigger is taken as noticed ${on}, the day of this scan`
        : `the trigger is taken as noticed ${on}, the day it is met`
    case 'its-day':
    case 'entering':
    case 'leaving':
    case 'each':
    case 'named':
    case 'earlier-of':
    case 'later-of':
      return `${printHappening(event)} ${on}${place}`
    default:
      return event satisfies never
  }
}

/** What "it" stands for is told by the duty's "for each": a fact, a trigger, or another duty. */
function sayIt(owed: Owed, setting: DerivationSetting, on: string, place: string): string {
  const of = owed.duty.forEach?.of
  if (of?.kind !== 'named') return `${sayAnchor(owed)} began ${on}${place}`
  const duty = setting.protocol.duties.find(({ id }) => id === of.name)
  if (duty === undefined) return sayTriggerMet(owed, setting, on)
  return `"${duty.title}" no. ${owed.number} falls ${on}`
}

function sayTriggerMet({ occasion, duty }: Owed, { protocol, asOf }: DerivationSetting, on: string): string {
  const of = duty.forEach?.of
  const trigger = of?.kind === 'named' ? protocol.triggers.find(({ id }) => id === of.name) : occasion?.trigger
  const title = trigger === undefined ? 'the trigger' : `the trigger "${trigger.title}"`
  if (occasion === null) return `${title} was met ${on}`
  const standing = standingOf(occasion, asOf)
  switch (standing) {
    case 'met':
    case 'over':
      return occasion.possible === occasion.certain ? `${title} was met ${on}` : `${title} was met ${on} at the latest`
    case 'to-come':
      return `${title} will be met ${on}`
    case 'may-be-met':
      return occasion.certain === null ? `${title} may have been met ${on}` : `${title} will be met ${on} at the latest`
    case 'may-come':
      return `${title} may be met ${on}`
    default:
      return standing satisfies never
  }
}

function sayAnchor({ anchor }: Owed): string {
  return anchor === null ? 'it' : `the ${FACT_KIND_WORDS[anchor.kind].one}`
}

/** Why a duty has no day here, and what would give it one. */
export function sayNoDay(why: NoDay): string {
  switch (why.kind) {
    case 'not-yet':
      return `It is counted from ${sayAwaited(why.event)}, and no file gives that day.`
    case 'not-in-the-files':
      return `It is counted from ${UNTOLD[why.what] ?? why.what}, which no file holds.`
    case 'calendar':
      return sayRefusal(why.refusal)
    default:
      return why satisfies never
  }
}

const UNTOLD: Readonly<Record<string, string>> = {
  'same-working-day': 'what happens in the course of a working day',
  next: 'the next meeting',
}

function sayAwaited(event: Happening): string {
  switch (event.kind) {
    case 'it':
      return 'what it is owed for'
    case 'its-start':
      return 'its start'
    case 'its-end':
      return 'its end'
    case 'its-conference':
      return 'the conference that the enquiry leads to'
    case 'its-review':
      return `review conference no. ${event.ordinal} of the plan`
    default:
      return printHappening(event)
  }
}

/**
 * The last working day on or before a due day, where that is another day; null where the due day is a working day itself,
 * or lies outside the calendar. A due day never moves: whether a protocol's own limit rolls forward is in no source.
 */
export function lastWorkingDay(due: Day, calendar: WorkingCalendar): Day | null {
  const limit = limitOn(due, calendar)
  return limit.ok && limit.value.rest !== null ? limit.value.lastWorkingDay : null
}
