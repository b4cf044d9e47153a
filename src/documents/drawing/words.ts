import type { Duty, Protocol } from '../../engine/protocol/protocol.ts'
import { ORDINALS } from '../../engine/protocol/sentences/parse.ts'
import type { By, Each, Happening, Length, Moment, Name, Who } from '../../engine/protocol/sentences/sentence.ts'
import { sayOwedBy } from '../scan/words/protocols.ts'

/** Who may record a step: "Social worker or Team Manager of the case". */
export function sayBy({ anyOf }: By, protocol: Protocol): string {
  return anyOf.map((who) => sayWho(who, protocol)).join(' or ')
}

/** Who owes something or is told: "Service Manager of the case, else Director". */
export function sayFirstOf(anyOf: readonly Who[], protocol: Protocol): string {
  return anyOf.map((who) => sayWho(who, protocol)).join(', else ')
}

/** What a role's title adds after a comma is left to the list of roles where a relation follows and no other role begins so. */
function sayWho(who: Who, protocol: Protocol): string {
  const briefly = (role: Name): string => {
    const title = protocol.roles.get(role) ?? role
    const [brief = title] = title.split(', ')
    const isClear = [...protocol.roles.values()].filter((each) => each.split(', ')[0] === brief).length === 1
    return isClear ? brief : title
  }
  switch (who.kind) {
    case 'of-child':
      return `${briefly(who.role)} of the child`
    case 'of-case':
      return `${briefly(who.role)} of the case`
    case 'every-holder':
      return `every ${briefly(who.role)}`
    case 'every-other-holder':
      return `every other ${briefly(who.role)}`
    case 'managers-of':
      return `line manager of each ${briefly(who.role)}`
    case 'raisers-own':
      return `${briefly(who.role)} (the raiser's own)`
    case 'chosen':
      return `those chosen in “${titleOf(protocol, who.step)}”`
    default:
      return sayOwedBy({ anyOf: [who] }, protocol)
  }
}

/** Where an arrow begins: at a stage, at what the duty is owed for, or nowhere in sight. */
export type Arrow = { readonly stage: Name } | 'it' | null

/**
 * By when a duty is due, as an arrow has room for it: "within 5 working days". What it counts from is left out where that is
 * the way into the stage that the arrow leaves.
 */
export function sayDeadline(duty: Duty, protocol: Protocol, arrow: Arrow): string {
  const { first, again } = duty.due
  const from = new Origins(duty, protocol, arrow)
  const start = sayMoment(first, from)
  const only = from.condition === null ? '' : `, ${from.condition}`
  switch (again.kind) {
    case 'never':
      return start + only
    case 'every':
      return `${start}, then every ${sayLength(again.length)}${only}`
    case 'every-or-from-last':
      return `${start}, then every ${sayLength(again.length)} or from the last, whichever is first${only}`
    case 'again':
      return `${start}, then ${sayMoment(again.moment, from)}${only}`
    default:
      return again satisfies never
  }
}

function sayLength({ count, unit }: Length): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

function sayMoment(moment: Moment, from: Origins): string {
  switch (moment.kind) {
    case 'by':
      return `by ${from.say(moment.event) ?? 'that day'}`
    case 'shifted': {
      const event = from.say(moment.event)
      const length = sayLength(moment.length)
      if (moment.direction === 'before') return `${length} before ${event ?? 'then'}`
      return event === null ? `within ${length}` : `within ${length} of ${event}`
    }
    case 'same-working-day': {
      const event = from.say(moment.event)
      return `the same working day as ${event ?? 'this is reached'}`
    }
    case 'next': {
      const meetings = moment.meetings.map((meeting) => from.meeting(meeting)).join(' or ')
      return `at the next ${meetings}${moment.meetings.length > 1 ? ', whichever is first' : ''}`
    }
    case 'earlier-of':
    case 'later-of':
      return `${sayMoment(moment.parts[0], from)} or ${sayMoment(moment.parts[1], from)}, ${WHICHEVER[moment.kind]}`
    default:
      return moment satisfies never
  }
}

const WHICHEVER = { 'earlier-of': 'whichever is earlier', 'later-of': 'whichever is later' } as const

/** What the sentences of one duty count from, in the titles of its protocol. */
class Origins {
  readonly #duty: Duty
  readonly #protocol: Protocol
  readonly #stage: Name | null
  readonly #isFromIt: boolean

  constructor(duty: Duty, protocol: Protocol, arrow: Arrow) {
    this.#duty = duty
    this.#protocol = protocol
    this.#stage = arrow === null || arrow === 'it' ? null : arrow.stage
    this.#isFromIt = arrow === 'it'
  }

  /** When it is owed, where that is not each time and the arrow does not say it. */
  get condition(): string | null {
    const { forEach } = this.#duty
    if (forEach === null || this.#isWayIn(forEach)) return null
    if (forEach.where !== null) return `if ${sayAnswer(forEach, this.#protocol)}`
    return this.#isFromIt && forEach.of.kind === 'named' && forEach.of.from > 1
      ? `from the ${ORDINALS[forEach.of.from - 1] ?? forEach.of.from} on`
      : null
  }

  /** Null for the way into the stage. */
  say(event: Happening): string | null {
    switch (event.kind) {
      case 'it':
        return this.#it()
      case 'its-start':
        return `the start of ${this.#thing()}`
      case 'its-end':
        return `the end of ${this.#thing()}`
      case 'its-day':
        return this.#duty.forEach?.of.kind === 'item' ? 'its own day' : `the day of ${this.#thing()}`
      case 'its-conference':
        return `the conference of ${this.#thing()}`
      case 'its-review':
        return `review conference ${event.ordinal} of ${this.#thing()}`
      case 'trigger-met':
        return 'the trigger being met'
      case 'trigger-noticed':
        return 'the trigger being noticed'
      case 'entering':
        return event.stage === this.#stage ? null : `reaching “${titleOf(this.#protocol, event.stage)}”`
      case 'leaving':
        return `leaving “${titleOf(this.#protocol, event.stage)}”`
      case 'each':
        return this.#isMetBy(event.name) ? 'the last time' : `each “${titleOf(this.#protocol, event.name)}”`
      case 'named':
        return `“${titleOf(this.#protocol, event.name)}”`
      case 'earlier-of':
      case 'later-of':
        return this.#either(event.parts, WHICHEVER[event.kind])
      default:
        return event satisfies never
    }
  }

  meeting(id: Name): string {
    return this.#protocol.meetings.find((meeting) => meeting.id === id)?.title ?? id
  }

  #either([a, b]: readonly [Happening, Happening], whichever: string): string {
    if (a.kind === 'trigger-met' && b.kind === 'trigger-noticed') {
      return `the trigger being met or noticed, ${whichever}`
    }
    return `${this.say(a) ?? 'then'} or ${this.say(b) ?? 'then'}, ${whichever}`
  }

  #it(): string | null {
    const { forEach } = this.#duty
    if (forEach === null) return 'then'
    return this.#isFromIt || this.#isWayIn(forEach) ? null : sayEach(forEach, this.#protocol)
  }

  #thing(): string {
    const { forEach } = this.#duty
    if (forEach === null) return 'it'
    if (forEach.of.kind === 'fact') return `the ${forEach.of.thing}`
    const { of } = forEach
    const trigger = this.#protocol.triggers.find(({ id }) => of.kind === 'named' && id === of.name)
    return trigger?.forEach.of.kind === 'fact' ? `the ${trigger.forEach.of.thing}` : 'it'
  }

  #isMetBy(step: Name): boolean {
    const { metBy } = this.#duty
    return metBy.kind === 'step' && metBy.step === step
  }

  #isWayIn({ of, where }: Each): boolean {
    const stage = this.#stage
    if (stage === null) return false
    if (of.kind === 'entering') return where === null && of.stage === stage
    if (of.kind !== 'named' || of.from > 1) return false
    return [of.name, ...of.or].every((name) => leadsOnlyTo(this.#protocol, name, where, stage))
  }
}

function leadsOnlyTo({ steps, triggers }: Protocol, name: Name, where: Each['where'], stage: Name): boolean {
  const trigger = triggers.find(({ id }) => id === name)
  if (trigger !== undefined) return where === null && trigger.opens === stage
  const step = steps.find(({ id }) => id === name)
  if (step === undefined || (where !== null && where.question !== 'outcome')) return false
  const outcomes = step.outcomes.filter(({ id }) => where === null || id === where.is)
  return outcomes.length > 0 && outcomes.every(({ to }) => to === stage)
}

/** What something is owed for: "each protection plan", "“Record the review”". */
export function sayEach({ of }: Each, protocol: Protocol): string {
  const quoted = (name: Name): string => `“${titleOf(protocol, name)}”`
  switch (of.kind) {
    case 'fact':
      return `each ${of.thing}`
    case 'named': {
      const names = [of.name, ...of.or].map(quoted).join(' or ')
      return of.from > 1 ? `${names}, from the ${ORDINALS[of.from - 1] ?? of.from} on` : names
    }
    case 'entering':
      return `reaching ${quoted(of.stage)}`
    case 'sitting':
      return `each sitting of the ${protocol.meetings.find(({ id }) => id === of.meeting)?.title ?? of.meeting}`
    case 'agency-with-flag':
      return 'each agency with a flag'
    case 'life-event':
      return 'what changes in the child’s life'
    case 'sibling':
      return 'each sibling'
    case 'recipient':
      return `each who is sent ${quoted(of.notice)}`
    case 'item':
      return `each of those named in ${quoted(of.step)}`
    default:
      return of satisfies never
  }
}

export function sayAnswer({ of, where }: Each, protocol: Protocol): string {
  if (where === null || (of.kind !== 'named' && of.kind !== 'agency-with-flag')) return ''
  // A flag is asked of each item of some step's answer, so that its agency is looked at in the parts of any.
  const steps =
    of.kind === 'named' ? protocol.steps.filter(({ id }) => [of.name, ...of.or].includes(id)) : protocol.steps
  const outcome = steps.flatMap(({ outcomes }) => outcomes).find(({ id }) => id === where.is)
  if (where.question === 'outcome' && outcome !== undefined) return `the outcome is “${outcome.title}”`
  const questions = steps.flatMap(({ asks }) => asks).flatMap((each) => [each, ...each.parts])
  const question = questions.find(({ id }) => id === where.question)
  const answer = question?.options.get(where.is) ?? where.is
  return `“${question?.title ?? where.question}” ${where.includes ? 'includes' : 'is'} “${answer}”`
}

/** The title of a stage, step, duty, trigger or notice; its name where there is none. */
export function titleOf(protocol: Protocol, name: Name): string {
  const { stages, steps, duties, triggers, notices } = protocol
  const found = [...steps, ...triggers, ...duties, ...notices].find(({ id }) => id === name)
  return stages.get(name)?.title ?? found?.title ?? name
}
