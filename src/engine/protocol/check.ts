import type { Condition } from './condition.ts'
import { CONDITION_KEYS } from './condition.ts'
import type { Fault } from './fault.ts'
import type { Path, Places } from './place.ts'
import type { Protocol } from './protocol.ts'
import type { Surroundings } from './read.ts'
import { closest } from './sentences/reader.ts'
import type { Due, FactThing, Happening, Moment, Who } from './sentences/sentence.ts'
import { FACT_THINGS } from './sentences/sentence.ts'

/** Words of the sentence grammar that no name may take, since a sentence could then be read in two ways. */
const RESERVED = new Set([
  'it',
  'its',
  'the',
  'each',
  'every',
  'by',
  'entering',
  'leaving',
  'sitting',
  'whoever',
  'anyone',
  'that',
  ...FACT_THINGS,
])

/** Checks what no schema can: that every name is known, and that each sentence makes sense where it stands. */
export function checkProtocol(protocol: Protocol, surroundings: Surroundings, places: Places): readonly Fault[] {
  const check = new Check(protocol, places)
  check.surroundings(surroundings)
  check.names()
  check.triggers()
  check.steps()
  check.duties()
  check.unused()
  return check.faults
}

class Check {
  readonly faults: Fault[] = []
  readonly #protocol: Protocol
  readonly #places: Places
  readonly #triggers: ReadonlySet<string>
  readonly #steps: ReadonlySet<string>
  readonly #duties: ReadonlySet<string>
  readonly #usedRoles = new Set<string>()
  readonly #usedSteps = new Set<string>()
  readonly #usedStages = new Set<string>()

  constructor(protocol: Protocol, places: Places) {
    this.#protocol = protocol
    this.#places = places
    this.#triggers = new Set(protocol.triggers.map(({ id }) => id))
    this.#steps = new Set(protocol.steps.map(({ id }) => id))
    this.#duties = new Set(protocol.duties.map(({ id }) => id))
  }

  surroundings({ clauses, calendars }: Surroundings): void {
    const { calendar, source } = this.#protocol
    if (!calendars.has(calendar)) this.#unknown(['calendar'], 'calendar', calendar, calendars)
    const register = clauses(source.clauses)
    if (register === undefined) {
      const remedy = `Write protocols/clauses/${source.clauses}.yaml, or correct the name.`
      this.#fault(['source', 'clauses'], `there is no register of clauses "${source.clauses}"`, remedy)
      return
    }
    const check = (path: Path, cites: readonly string[]): void => {
      cites.forEach((clause, i) => {
        if (!register.has(clause)) this.#unknown([...path, 'cites', i], 'clause', clause, register.keys())
      })
    }
    this.#protocol.readings.forEach(({ cites }, i) => check(['readings', i], cites))
    for (const each of this.#protocol.triggers) check(['triggers', each.id], each.cites)
    for (const each of this.#protocol.steps) check(['steps', each.id], each.cites)
    for (const each of this.#protocol.duties) check(['duties', each.id], each.cites)
  }

  /** Names may not clash with the grammar's words, nor a step, duty and trigger share one. */
  names(): void {
    const seen = new Map<string, string>()
    const each = (group: string, id: string): void => {
      if (RESERVED.has(id)) {
        this.#faultAtKey([group, id], `"${id}" is a word of the language`, 'Choose another name.')
      }
      const before = seen.get(id)
      if (before !== undefined && group !== 'roles' && group !== 'stages') {
        this.#faultAtKey([group, id], `"${id}" is also the name of one of the ${before}`, 'Give each its own name.')
      }
      if (group !== 'roles' && group !== 'stages') seen.set(id, group)
    }
    for (const id of this.#protocol.roles.keys()) each('roles', id)
    for (const id of this.#protocol.stages.keys()) each('stages', id)
    for (const id of this.#triggers) each('triggers', id)
    for (const id of this.#steps) each('steps', id)
    for (const id of this.#duties) each('duties', id)
  }

  triggers(): void {
    for (const trigger of this.#protocol.triggers) {
      const path = ['triggers', trigger.id]
      const { of, where } = trigger.forEach
      if (of.kind !== 'fact' || of.thing === 'review conference' || of.thing === 'initial conference') {
        const remedy = `Write one of: ${TRIGGER_THINGS.join(', ')}.`
        this.#fault([...path, 'for each'], 'a trigger is met for something that the files tell of', remedy)
      } else {
        this.#conditions([...path, 'met'], trigger.met, of.thing)
      }
      if (where !== null) {
        this.#fault([...path, 'for each'], 'a trigger has no answers to look at', 'Take "where ..." away; use "met".')
      }
      if (trigger.opens !== null) this.#stage([...path, 'opens'], trigger.opens)
      if (trigger.opens === null && trigger.suggests === null && !this.#opensADuty(trigger.id)) {
        const remedy = 'Say what it "opens" or "suggests", or write a duty "for each" of it.'
        this.#faultAtKey(path, `nothing follows from "${trigger.id}"`, remedy)
      }
    }
  }

  steps(): void {
    this.#whos(['if overdue'], this.#protocol.ifOverdue.tell)
    for (const step of this.#protocol.steps) this.#whos(['steps', step.id, 'by'], step.by.anyOf)
  }

  duties(): void {
    for (const duty of this.#protocol.duties) {
      const path = ['duties', duty.id]
      this.#whos([...path, 'owed by'], duty.owedBy.anyOf)
      this.#whos([...path, 'if overdue'], duty.ifOverdue.tell)
      for (const stage of duty.while?.stages ?? []) this.#stage([...path, 'while'], stage)
      const of = duty.forEach?.of
      if (of?.kind === 'named') {
        const known = [...this.#steps, ...this.#triggers, ...this.#duties]
        if (!known.includes(of.name)) {
          this.#unknown([...path, 'for each'], 'step, duty or trigger', of.name, [...known, ...FACT_THINGS])
        } else if (of.name === duty.id) {
          this.#fault([...path, 'for each'], 'a duty cannot be owed for each of itself', 'Name what opens it.')
        }
      }
      if (of?.kind === 'entering') this.#stage([...path, 'for each'], of.stage)
      this.#due([...path, 'due'], duty.due, duty.forEach !== null)
      if (duty.metBy.kind === 'step') {
        this.#usedSteps.add(duty.metBy.step)
        if (!this.#steps.has(duty.metBy.step)) {
          this.#unknown([...path, 'met by'], 'step', duty.metBy.step, [...this.#steps, 'review conference'])
        }
      }
      const lapses = duty.lapses
      if (lapses?.kind === 'duty-met' && !this.#duties.has(lapses.duty)) {
        this.#unknown([...path, 'lapses'], 'duty', lapses.duty, this.#duties)
      }
      if (lapses?.kind === 'recorded') this.#step([...path, 'lapses'], lapses.step)
      if (lapses?.kind === 'leaving') this.#stage([...path, 'lapses'], lapses.stage)
    }
  }

  /** A role, step or stage that nothing uses is a slip of the pen, or a clause forgotten. */
  unused(): void {
    for (const role of this.#protocol.roles.keys()) {
      if (!this.#usedRoles.has(role)) {
        this.#faultAtKey(['roles', role], `nobody is asked for as "${role}"`, 'Use the role, or take it away.')
      }
    }
    for (const step of this.#steps) {
      if (!this.#usedSteps.has(step)) {
        this.#faultAtKey(
          ['steps', step],
          `nothing leads to the step "${step}"`,
          'Let a duty be "met by" it, or take it away.',
        )
      }
    }
    for (const stage of this.#protocol.stages.keys()) {
      if (!this.#usedStages.has(stage)) {
        this.#faultAtKey(
          ['stages', stage],
          `the stage "${stage}" is never reached`,
          'Let something lead to it, or take it away.',
        )
      }
    }
  }

  #opensADuty(trigger: string): boolean {
    return this.#protocol.duties.some(({ forEach }) => forEach?.of.kind === 'named' && forEach.of.name === trigger)
  }

  /** Each condition must make sense for what the trigger is met for. */
  #conditions(path: Path, condition: Condition, thing: FactThing): void {
    switch (condition.kind) {
      case 'earliest-of':
      case 'all-of': {
        const key = condition.kind === 'all-of' ? 'all of' : 'earliest of'
        condition.parts.forEach((part, i) => {
          this.#conditions([...path, key, i], part, thing)
        })
        return
      }
      case 'not':
        return this.#conditions([...path, 'not'], condition.part, thing)
      case 'another-child':
        return this.#conditions([...path, 'another child of the family'], condition.condition, 'protection plan')
      default: {
        const key = CONDITION_WORDS[condition.kind] ?? condition.kind
        const under = Object.entries(CONDITION_KEYS).find(([word]) => word === key)?.[1].under
        if (under !== undefined && !under.includes(thing)) {
          const remedy = `It needs "for each: ${under.join('" or "for each: ')}".`
          this.#fault(path, `"${key}" says nothing of a ${thing}`, remedy)
        }
      }
    }
  }

  #due(path: Path, due: Due, hasIt: boolean): void {
    this.#moment(path, due.first, hasIt)
    if (due.again.kind === 'again') this.#moment(path, due.again.moment, hasIt)
  }

  #moment(path: Path, moment: Moment, hasIt: boolean): void {
    switch (moment.kind) {
      case 'next':
        return
      case 'earlier-of':
      case 'later-of':
        for (const part of moment.parts) this.#moment(path, part, hasIt)
        return
      case 'by':
      case 'same-working-day':
      case 'shifted':
        return this.#happening(path, moment.event, hasIt)
      default:
        return moment satisfies never
    }
  }

  #happening(path: Path, event: Happening, hasIt: boolean): void {
    switch (event.kind) {
      case 'entering':
      case 'leaving':
        return this.#stage(path, event.stage)
      case 'each':
      case 'named':
        return this.#step(path, event.name)
      case 'earlier-of':
      case 'later-of':
        for (const part of event.parts) this.#happening(path, part, hasIt)
        return
      case 'it':
      case 'its-start':
      case 'its-end':
      case 'its-conference':
      case 'its-review':
        if (!hasIt) this.#fault(path, '"it" stands for nothing', 'Add "for each: ..." or name the event.')
        return
      case 'trigger-met':
      case 'trigger-noticed':
        return
      default:
        return event satisfies never
    }
  }

  #whos(path: Path, list: readonly Who[]): void {
    for (const who of list) {
      if (!('role' in who)) continue
      this.#usedRoles.add(who.role)
      if (!this.#protocol.roles.has(who.role)) this.#unknown(path, 'role', who.role, this.#protocol.roles.keys())
    }
  }

  #stage(path: Path, stage: string): void {
    this.#usedStages.add(stage)
    if (!this.#protocol.stages.has(stage)) this.#unknown(path, 'stage', stage, this.#protocol.stages.keys())
  }

  #step(path: Path, step: string): void {
    this.#usedSteps.add(step)
    if (!this.#steps.has(step)) this.#unknown(path, 'step', step, this.#steps)
  }

  #unknown(path: Path, what: string, given: string, known: Iterable<string>): void {
    const list = [...known]
    const meant = closest(given, list)
    const remedy = meant === undefined ? `Known: ${list.join(', ') || 'none'}.` : `Did you mean "${meant}"?`
    this.#fault(path, `there is no ${what} "${given}"`, remedy)
  }

  #fault(path: Path, message: string, remedy: string): void {
    this.faults.push(this.#places.fault(path, message, remedy))
  }

  #faultAtKey(path: Path, message: string, remedy: string): void {
    this.faults.push(this.#places.faultAtKey(path, message, remedy))
  }
}

const TRIGGER_THINGS = FACT_THINGS.filter((thing) => thing !== 'review conference' && thing !== 'initial conference')

/** The word under which each kind of condition is written. */
const CONDITION_WORDS: Readonly<Partial<Record<Condition['kind'], string>>> = {
  lasting: 'lasting for',
  reviews: 'review conferences held',
  category: 'latest category',
  'plans-of-child': 'plans of the child',
  'earlier-plans': 'earlier plans at least',
  'earlier-episodes': 'earlier plan episodes of the family at least',
  'family-episodes': 'plan episodes of the family',
  'placed-beyond': 'miles from home over',
  'age-at-start': 'age at its start under',
  'conference-asked-for': 'conference asked for',
}
