import type { Day } from '../../engine/calendar/day.ts'
import { type Instant, LONDON } from '../../engine/calendar/instant.ts'
import { sayCount, sayDay, sayHours, sayInstant, saySkipped, sayTimeRefusal } from '../../engine/calendar/words.ts'
import { dayOf, isHourUntold } from '../../engine/pathway/days.ts'
import type { DueDerivation, NoDueDay } from '../../engine/pathway/derivation.ts'
import type { PathwayDuty } from '../../engine/pathway/view.ts'
import { printHappening } from '../../engine/protocol/sentences/print.ts'
import type { Happening } from '../../engine/protocol/sentences/sentence.ts'
import { capital, FACT_KIND_WORDS, sayList, sayNoDay } from '../scan/words.ts'
import { sayLifeEvent } from './life-events.ts'
import type { Shown } from './shown.ts'
import { type Titles, titlesOf } from './titles.ts'

/** What a day is put into words with, and the title of the trigger that it is owed for; null or left out where it is for none. */
type Setting = Shown & { readonly trigger?: string | null }

/** How a due day came about, one sentence after another from what happened to the day. */
function derivationSentences(derivation: DueDerivation, shown: Setting): readonly string[] {
  switch (derivation.kind) {
    case 'event':
    case 'recorded':
    case 'sitting':
    case 'owed':
    case 'lived':
      return [`${capital(sayBasis(derivation, shown))}.`]
    case 'counted':
      return [...derivationSentences(derivation.from, shown), `${capital(sayCount(derivation.count))}.`]
    case 'hours': {
      const { from, since, count } = derivation
      const said = derivationSentences(from, shown)
      // What it is counted from tells already that its hours are.
      const how = since === 'moment' || from.kind === 'hours' ? [] : [UNTOLD]
      return [...said, ...how, `${capital(sayHours(count))}.`]
    }
    case 'working-day': {
      const { from, skipped, result } = derivation
      const how =
        from.result === result
          ? `The same working day: ${sayDay(result)}.`
          : `That is no working day, so the next is taken, not counting ${saySkipped(skipped)}: ${sayDay(result)}.`
      return [...derivationSentences(from, shown), how]
    }
    case 'earlier-of':
    case 'later-of': {
      const which = derivation.kind === 'earlier-of' ? 'earlier' : 'later'
      const { chosen, other } = derivation
      const first = derivationSentences(chosen, shown)
      if (other === undefined) {
        return [...first, `The ${which} of two days is asked for. The other has no day yet, so this one is taken.`]
      }
      const said =
        other.result === chosen.result
          ? `Both fall on ${sayDay(chosen.result)}.`
          : `The ${which} of the two is taken, ${sayDay(chosen.result)}; ${sayDay(other.result)} is passed over.`
      return [...first, ...derivationSentences(other, shown), said]
    }
    default:
      return derivation satisfies never
  }
}

const UNTOLD = 'The hour was not told, so the hours are counted from the start of that day.'

type Basis = Extract<DueDerivation, { readonly kind: 'event' | 'recorded' | 'sitting' | 'owed' | 'lived' }>

/** What a derivation starts from: "the Tier 1 review was asked for at 15:00 on Monday 23 March 2026". */
export function sayBasis(basis: Basis, shown: Setting): string {
  const titles = titlesOf(shown.protocol)
  const on = `on ${sayDay(basis.result)}`
  switch (basis.kind) {
    case 'recorded':
      return sayRecorded(basis.event, basis.entry, basis.at, shown)
    case 'sitting': {
      const which = basis.after === null ? 'the sitting' : `the next sitting after ${sayDay(basis.after)}`
      return `${which} of ${titles.meeting(basis.meeting)} is ${on}`
    }
    case 'owed': {
      const duty = shown.view.duties.find(({ id }) => id === basis.duty)
      const title = titles.duty(duty?.duty.id ?? basis.duty)
      return duty?.standing.kind === 'met' ? `${title} was met ${on}` : `${title} is due ${on}`
    }
    case 'lived': {
      const known = basis.on === basis.result ? '' : `, and was recorded on ${sayDay(basis.result)}`
      return `${lowered(sayLifeEvent(basis.event))}, as of ${sayDay(basis.on)}${known}`
    }
    case 'event': {
      const { event, fact } = basis
      const what = fact === null ? 'it' : `the ${FACT_KIND_WORDS[fact.kind].one}`
      switch (event.kind) {
        case 'its-start':
          return `${what} began ${on}`
        case 'its-end':
          return `${what} ended ${on}${whyEnded(basis.result, shown)}`
        case 'its-day':
          return `its own day is ${sayDay(basis.result)}`
        case 'trigger-met':
          return `the trigger was met ${on}`
        case 'trigger-noticed':
          return `the trigger is taken as noticed ${on}, since nobody has recorded that it was noticed`
        case 'its-conference':
          return fact?.kind === 'conference'
            ? `the initial conference was held ${on}`
            : `the initial conference is to be held by ${sayDay(basis.result)}`
        case 'its-review':
          return `its review conference no. ${event.ordinal} was held ${on}`
        default:
          if (shown.trigger != null) {
            // It is met by something, and on a day of its own: seldom the one on which that began.
            const by =
              fact === null || fact.from === basis.result ? '' : `, by ${what} that began on ${sayDay(fact.from)}`
            return `"${shown.trigger}" was met ${on}${by}`
          }
          return fact === null ? `it began ${on}` : `${what} is of ${sayDay(basis.result)}`
      }
    }
    default:
      return basis satisfies never
  }
}

function lowered(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}

/** Where no file ended it, but death or the 18th birthday, on that very day. */
function whyEnded(on: Day, { view: { childhoodEnd } }: Shown): string {
  if (childhoodEnd === null || childhoodEnd.on !== on) return ''
  return childhoodEnd.by === 'death' ? ', when the child died' : ', when the child turned 18'
}

/** What was recorded, by the entry that stands now: an entry keeps the identity of the one that it corrects. */
function sayRecorded(event: Happening, root: string, at: Instant, { protocol, view }: Shown): string {
  const titles = titlesOf(protocol)
  const moment = isHourUntold(at) ? `on ${sayDay(dayOf(at))}` : `at ${sayInstant(at, LONDON)}`
  const entry = view.entries.find((each) => each.entry.id === root)?.entry
  if (entry?.movesTo !== undefined) return `the case was moved to a version that owes it ${moment}`
  if (event.kind === 'entering') return `${titles.stage(event.stage)} was reached ${moment}`
  if (event.kind === 'leaving') return `${titles.stage(event.stage)} was left ${moment}`
  if (event.kind === 'trigger-noticed') return `the trigger was noticed ${moment}`
  const step = event.kind === 'named' || event.kind === 'each' ? event.name : (entry?.step ?? null)
  if (step !== null) return `${titles.step(step)} was recorded as done ${moment}`
  const started = protocol.triggers.find(({ id }) => id === entry?.trigger?.id)
  return started === undefined ? `it opened by itself ${moment}` : `"${started.title}" started it by itself ${moment}`
}

/** How the day of a duty came about; nothing where it has none. */
export function whyThen({ duty, due, carried }: PathwayDuty, shown: Shown): readonly string[] {
  const of = (carried?.as ?? duty).forEach?.of
  const name = of?.kind === 'named' ? of.name : null
  const trigger = shown.protocol.triggers.find(({ id }) => id === name)?.title ?? null
  const days = 'derivation' in due ? derivationSentences(due.derivation, { ...shown, trigger }) : []
  if (carried === null) return days
  const moved = shown.view.entries.find(({ root }) => root === carried.by)?.entry
  const when = moved === undefined ? '' : ` at ${sayInstant(moved.happened, LONDON)}`
  return [...days, `It was owed as "${carried.as.title}" before the case was moved${when}.`]
}

/** Why a duty has no day yet, and what would give it one. */
export function sayNoDueDay(why: NoDueDay, { duty }: PathwayDuty, { protocol }: Pick<Shown, 'protocol'>): string {
  const titles = titlesOf(protocol)
  switch (why.kind) {
    case 'no-sitting':
      return `No sitting of ${sayList(why.meetings.map(titles.meeting))} is planned. Plan one, and it has a day.`
    case 'no-time':
      return sayTimeRefusal(why.refusal)
    case 'not-yet':
      return `It is counted from what has not happened yet: ${sayAwaited(why.event, duty, titles)}.`
    case 'not-in-the-files':
    case 'calendar':
      return sayNoDay(why)
    default:
      return why satisfies never
  }
}

function sayAwaited(event: Happening, { forEach }: PathwayDuty['duty'], titles: Titles): string {
  const thing = forEach?.of.kind === 'fact' ? `the ${forEach.of.thing}` : 'what it is owed for'
  switch (event.kind) {
    case 'it':
      return thing
    case 'its-start':
      return `the beginning of ${thing}`
    case 'its-end':
      return `the end of ${thing}`
    case 'entering':
      return `reaching ${titles.stage(event.stage)}`
    case 'leaving':
      return `leaving ${titles.stage(event.stage)}`
    case 'named':
    case 'each':
      return titles.step(event.name)
    default:
      return printHappening(event)
  }
}
