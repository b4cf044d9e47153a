// The first half of a walk's words: given people, files and sittings, when somebody records something on a day.
import assert from 'node:assert/strict'
import { formatDay } from '../../src/engine/calendar/day.ts'
import type { History } from '../../src/engine/facts/fact.ts'
import type { LifeEventKind } from '../../src/engine/facts/life-event.ts'
import type { Answers } from '../../src/engine/pathway/entry.ts'
import type { Decision, PathwayDuty, View } from '../../src/engine/pathway/view.ts'
import type { Protocol } from '../../src/engine/protocol/protocol.ts'
import { at, type Scene } from './scene.ts'

export class Happening {
  protected readonly scene: Scene

  constructor(scene: Scene) {
    this.scene = scene
  }

  get protocol(): Protocol {
    return this.scene.protocol
  }

  get view(): View {
    return this.scene.view
  }

  // Given

  /** What the source systems say of the child, and of the other children of the family. */
  facts(history: History, family: readonly History[] | null = null): this {
    this.scene.setFacts(history, family)
    return this
  }

  /** Nobody is known to be the child's or the case's own holder of this role. */
  nobodyIs(role: string): this {
    this.scene.leavesOpen(role)
    return this
  }

  /** Somebody acts in this role from now on, beside any other that they hold. */
  acts(person: string, role: string): this {
    this.scene.acts(person, role)
    return this
  }

  /** One person leaves a role today, and another has it for the case from today. */
  handsOver(from: string, to: string, role: string): this {
    this.scene.handsOver(from, to, role)
    return this
  }

  /** The child's or the case's own holder of this role too, beside any other that they are. */
  isAlsoTheOwn(person: string, role: string): this {
    this.scene.alsoOwn(person, role)
    return this.acts(person, role)
  }

  siblings(...ids: readonly string[]): this {
    this.scene.hasSiblings(ids)
    return this
  }

  /** Somebody leaves a role today, and nobody follows. */
  leaves(person: string, role: string): this {
    this.scene.leaves(person, role)
    return this
  }

  /** Somebody records that this changed in the child's life today. */
  lives(event: LifeEventKind): this {
    this.scene.lives(event)
    return this
  }

  /** That was a mistake, and is taken back. */
  livesOn(event: LifeEventKind): this {
    this.scene.takesBack(event)
    return this
  }

  sitting(meeting: string, ...days: readonly string[]): this {
    for (const on of days) this.scene.plans(meeting, on)
    return this
  }

  // When

  on(when: string): this {
    this.scene.setNow(when)
    return this
  }

  records(person: string, step: string, answers: Answers = {}, outcome: string | null = null): this {
    const decision = this.tries(person, step, answers, outcome)
    // What may be recorded was offered, to that very person; so pages and decisions cannot differ.
    const offer = this.view.offers.find((each) => each.step.id === step)
    const isOffered = offer?.takers.some((taker) => taker.person === person) === true
    assert.equal(isOffered, decision.ok, `${step} is ${isOffered ? 'offered to' : 'kept from'} ${person}`)
    this.scene.takes(decision, `${person} may not ${step}`)
    return this
  }

  /** Recorded now of what happened earlier. */
  recordsLate(
    happened: string,
    person: string,
    step: string,
    answers: Answers = {},
    outcome: string | null = null,
  ): this {
    const decision = this.scene.decide(person, step, answers, outcome, { happened: at(happened) })
    this.scene.takes(decision, `${person} may not ${step}`)
    return this
  }

  /** Recorded now in place of the latest record of that step, as of when that happened. */
  corrects(person: string, step: string, answers: Answers = {}, outcome: string | null = null): this {
    this.scene.takes(this.triesToCorrect(person, step, answers, outcome), `${person} may not correct ${step}`)
    return this
  }

  triesToCorrect(person: string, step: string, answers: Answers = {}, outcome: string | null = null): Decision {
    const wrong = this.view.entries.findLast(({ entry, supersededBy }) => entry.step === step && supersededBy === null)
    assert.ok(wrong !== undefined, `${step} was not recorded`)
    const { id: supersedes, happened } = wrong.entry
    return this.scene.decide(person, step, answers, outcome, {
      supersedes,
      happened,
      because: 'It was recorded wrongly.',
    })
  }

  /** Recorded as the answer to that very duty of several: the one that is due on this day. */
  answers(duty: string, due: string, person: string, step: string, answers: Answers = {}): this {
    const about = this.scene.duties(duty).find((each) => dayOf(each) === due)?.id
    assert.ok(about !== undefined, `no ${duty} is due on ${due}`)
    this.scene.takes(this.scene.decide(person, step, answers, null, { about }), `${person} may not ${step}`)
    return this
  }

  /** A trigger that was met on this day opens the pathway by itself, noticed now. */
  startsByItself(trigger: string, met: string): this {
    this.scene.opensByItself(trigger, met)
    return this
  }

  /** What comes of it if somebody tries; nothing is recorded. */
  tries(person: string, step: string, answers: Answers = {}, outcome: string | null = null): Decision {
    return this.scene.decide(person, step, answers, outcome)
  }
}

export function dayOf({ due }: PathwayDuty): string | null {
  return 'day' in due ? formatDay(due.day) : null
}
