import { LAST_DAY } from '../../engine/calendar/day.ts'
import { sayDay } from '../../engine/calendar/words.ts'
import { dayOf, startOf } from '../../engine/pathway/days.ts'
import { explainTrigger } from '../../engine/pathway/explain.ts'
import type { Obligation, TriggerView } from '../../engine/pathway/view.ts'
import type { Because } from '../../engine/watch/explain.ts'
import { type ReasonLine, reasonLines, sayDays, sayStanding } from '../scan/words.ts'
import type { Shown } from './shown.ts'
import { sayPersons, titlesOf } from './titles.ts'

/** What nobody was told to do and somebody must, and on what it waits. */
export function sayObligation(obligation: Obligation, shown: Shown): string {
  const { owedBy, due } = obligation
  const day = due === null ? '' : due < dayOf(shown.asOf) ? `; it was due on ${sayDay(due)}` : `, by ${sayDay(due)}`
  return `${sayWhat(obligation, shown)} To be settled by ${owedBy.length === 0 ? 'nobody yet' : sayPersons(owedBy)}${day}.`
}

function sayWhat(obligation: Obligation, { protocol, view, asOf }: Shown): string {
  const titles = titlesOf(protocol)
  switch (obligation.kind) {
    case 'find-who': {
      const who = titles.who([obligation.who])
      if (obligation.for === 'silence') {
        return (
          `Find out who hears if it is not done, for nobody else than who owes it is known to be: ${who}. Waiting for it: ` +
          `${titleOfDuty(obligation.of, view, titles)}.`
        )
      }
      const waits =
        obligation.for === 'duty' ? titleOfDuty(obligation.of, view, titles) : titleOfNotice(obligation.of, protocol)
      return `Find out who this is, for nobody is known to be: ${who}. Waiting for it: ${waits}.`
    }
    case 'confirm-or-close': {
      const title = protocol.triggers.find(({ id }) => id === obligation.trigger)?.title ?? obligation.trigger
      return (
        `Confirm that it goes on, or close it: it was opened by "${title}" (entry ${obligation.entry}), which does not hold ` +
        'by what is known now.'
      )
    }
    case 'open': {
      const title = protocol.triggers.find(({ id }) => id === obligation.trigger)?.title ?? obligation.trigger
      const ago = sayDays(dayOf(asOf) - obligation.met)
      const how =
        view.stage === null ? 'Open it now.' : 'This ended before. Open it anew, with a history that begins there.'
      return `"${title}" was met on ${sayDay(obligation.met)}, ${ago} ago, and has opened nothing. ${how}`
    }
    case 'confirm-plan': {
      const taken = obligation.on ? 'on a protection plan' : 'on no protection plan'
      const said =
        obligation.files === 'silent' ? 'no file tells of that day' : 'the files say the contrary of that day'
      return (
        `Confirm from the files, or correct it: entry ${obligation.entry} was recorded as of a child ${taken}, and ` +
        `${said}.`
      )
    }
    case 'plan-sitting':
      return `Plan the next sitting of ${titles.meeting(obligation.meeting)}: none is planned in time.`
    default:
      return obligation satisfies never
  }
}

function titleOfDuty(id: string, { duties }: Shown['view'], titles: ReturnType<typeof titlesOf>): string {
  const found = duties.find((each) => each.id === id)
  return titles.duty(found?.duty.id ?? id)
}

/** A notice is known by its name and the record that sent it: "child-raised:e1". */
function titleOfNotice(of: string, { notices }: Shown['protocol']): string {
  const found = notices.find(({ id }) => of.startsWith(`${id}:`))
  return found === undefined ? `the notice ${of}` : `the notice "${found.title}"`
}

const DOES: Readonly<Record<TriggerView['does'], string>> = {
  opened: 'It opened this by itself.',
  'took-over': 'It took this over, and waited for nobody.',
  opens: 'Once met, it opens this by itself.',
  noted: 'This was open already, so it is only noted.',
  suggests: '',
}

/** How a trigger stands, what it does here, and what a person is asked to consider. */
export function sayTrigger({ occasion, standing, does }: TriggerView): string {
  const { suggests, asks } = occasion.trigger
  const parts = [
    `${sayStanding(occasion, standing)}.`,
    does === 'opens' && standing === 'met' ? 'It has opened nothing yet.' : DOES[does],
    ...(does === 'suggests' ? [suggests ?? '', ...asks] : []),
  ]
  return parts.filter((part) => part !== '').join(' ')
}

/** Why a trigger holds from the day it does, with everything that it rests on. */
export function becauseOf(trigger: TriggerView, { history, asOf, knownAt }: Shown): Because {
  return explainTrigger(trigger, history, { asOf, knownAt: knownAt ?? startOf(LAST_DAY) })
}

/** The same in lines, one for each condition and each fact: "lasting for: 15 months (from 16 March 2026)". */
export function reasonsOf(trigger: TriggerView, shown: Shown): readonly ReasonLine[] {
  return reasonLines(becauseOf(trigger, shown), ({ line }) => `fact ${line} of the history`)
}
