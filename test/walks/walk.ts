// The words in which a walk tells a protocol's own story: given people and sittings, when somebody records something on a day,
// then what stands, what is owed by whom and by when, who was told, and what is refused because of which clause.
import assert from 'node:assert/strict'
import type { Answers } from '../../src/engine/pathway/entry.ts'
import type { PathwayDuty, Refusal } from '../../src/engine/pathway/view.ts'
import { dayOf } from './happening.ts'
import { at } from './scene.ts'
import { Written } from './written.ts'

export type { Cast } from './scene.ts'

/** A walk: which clauses it proves, in which words, and the story itself, told of any version of the protocol. */
export interface Walk {
  readonly rows: readonly string[]
  readonly title: string
  readonly tell: (story: Story) => void
}

export function walk(rows: string, title: string, tell: (story: Story) => void): Walk {
  return { rows: rows.split(', '), title, tell }
}

/** A story as it goes on: what happens in it, and then what stands. */
export class Story extends Written {
  stands(stage: string | null): this {
    assert.equal(this.view.stage?.id ?? null, stage)
    return this
  }

  /** Owed now, by exactly these and by this day ("2026-03-09"); null for no day yet. */
  owes(who: string | readonly string[], duty: string, due: string | null): this {
    const open = this.scene.duties(duty).filter(isOpen)
    const found = open.map((each) => ({ by: [...each.owedBy].sort(), due: dayOf(each) }))
    const wanted = { by: [who].flat().sort(), due }
    const here = found.some((each) => JSON.stringify(each) === JSON.stringify(wanted))
    assert.ok(here, `${duty} is not owed as ${JSON.stringify(wanted)}; owed: ${JSON.stringify(found)}`)
    return this
  }

  /** Owed now by this person, and by this moment rather than by the end of a day. */
  owesAt(who: string, duty: string, when: string): this {
    const found = this.scene.duties(duty).filter((each) => isOpen(each) && each.owedBy.includes(who))
    const moments = found.map(({ due }) => ('at' in due ? due.at : null))
    assert.ok(moments.includes(at(when)), `${who} does not owe ${duty} by ${when}`)
    return this
  }

  /** How the flag of each agency stands. */
  flagged(wanted: Readonly<Record<string, string>>): this {
    const found = this.view.flags.map(({ agency, state }) => [agency, state])
    assert.deepEqual(Object.fromEntries(found), wanted)
    return this
  }

  /** Nothing of this name is open that was due before a day ("2026-03-09"). */
  owesNothingBefore(duty: string, due: string): this {
    const before = this.scene.duties(duty).filter((each) => isOpen(each) && (dayOf(each) ?? '') < due)
    assert.deepEqual(before.map(dayOf), [], `${duty} is still owed`)
    return this
  }

  /** Nothing of this name is open. */
  owesNo(duty: string): this {
    assert.deepEqual(this.scene.duties(duty).filter(isOpen).map(dayOf), [], `${duty} is still owed`)
    return this
  }

  /** Nothing at all is open. */
  owesNothing(): this {
    assert.deepEqual(
      this.view.duties.filter(isOpen).map(({ id }) => id),
      [],
    )
    return this
  }

  /** Nothing is open but duties of these names, each of which may be. */
  owesNothingBut(...duties: readonly string[]): this {
    const open = this.view.duties.filter(isOpen).map(({ id }) => id.split(':')[0] ?? id)
    assert.deepEqual(
      open.filter((duty) => !duties.includes(duty)),
      [],
    )
    return this
  }

  /** Overdue now, and these are told. */
  overdue(duty: string, tells: string | readonly string[]): this {
    const late = this.scene.duties(duty).filter(({ standing }) => standing.kind === 'overdue')
    assert.ok(late.length > 0, `${duty} is not overdue`)
    for (const each of late) assert.deepEqual([...each.tell].sort(), [tells].flat().sort(), `${duty}: who is told`)
    return this
  }

  notOverdue(duty: string): this {
    assert.ok(
      this.scene.duties(duty).every(({ standing }) => standing.kind !== 'overdue'),
      `${duty} is overdue`,
    )
    return this
  }

  met(duty: string, how: 'in time' | 'late' = 'in time'): this {
    const met = this.scene.duties(duty).flatMap(({ standing }) => (standing.kind === 'met' ? [standing.late] : []))
    assert.ok(
      met.includes(how === 'late'),
      `${duty} is not met ${how}: ${JSON.stringify(this.scene.duties(duty).map((d) => d.standing))}`,
    )
    return this
  }

  lapsed(duty: string, why: string): this {
    const lapsed = this.scene.duties(duty).flatMap(({ standing }) => (standing.kind === 'lapsed' ? [standing.why] : []))
    assert.ok(
      lapsed.some((each) => each === why),
      `${duty} has not lapsed by ${why}: ${lapsed.join()}`,
    )
    return this
  }

  /** Refused for this reason, which names this clause; with `says`, what to do instead is said so. */
  refuses(
    person: string,
    step: string,
    kind: Refusal['kind'],
    clause: string | null,
    answers: Answers = {},
    outcome: string | null = null,
  ): this {
    const decision = this.tries(person, step, answers, outcome)
    assert.ok(!decision.ok, `${person} may ${step}`)
    const found = decision.refusals.filter((each) => each.kind === kind)
    assert.ok(found.length > 0, `not ${kind} but ${JSON.stringify(decision.refusals)}`)
    if (clause !== null)
      assert.ok(
        found.some(({ cites }) => cites.includes(clause)),
        `${kind} does not name ${clause}`,
      )
    return this
  }

  /** Refused for this reason as the answer to the duty that is due on this day. */
  refusesToAnswer(duty: string, due: string, person: string, step: string, kind: Refusal['kind']): this {
    const about = this.scene.duties(duty).find((each) => dayOf(each) === due)?.id ?? null
    const decision = this.scene.decide(person, step, {}, null, { about })
    assert.deepEqual(decision.ok ? [] : decision.refusals.map((each) => each.kind), [kind])
    return this
  }

  /** What a refusal says to do instead. */
  says(person: string, step: string, answers: Answers, instead: RegExp, outcome: string | null = null): this {
    const decision = this.tries(person, step, answers, outcome)
    assert.ok(!decision.ok, `${person} may ${step}`)
    assert.match(decision.refusals.map((each) => each.instead ?? '').join('\n'), instead)
    return this
  }

  /** Refused because this was not recorded before, by this clause. */
  needsFirst(
    earlier: string,
    person: string,
    step: string,
    clause: string,
    answers: Answers = {},
    outcome: string | null = null,
  ): this {
    const decision = this.tries(person, step, answers, outcome)
    assert.ok(!decision.ok, `${person} may ${step}`)
    const missing = decision.refusals.find((each) => each.kind === 'needs-earlier' && each.step === earlier)
    assert.ok(missing?.cites.includes(clause), `not for want of ${earlier}: ${JSON.stringify(decision.refusals)}`)
    return this
  }

  /** Of everybody in the story exactly these may record it. */
  onlyBy(persons: readonly string[], step: string, answers: Answers = {}, outcome: string | null = null): this {
    const may = [...this.scene.everybody].filter((person) => this.tries(person, step, answers, outcome).ok)
    assert.deepEqual(may.sort(), [...persons].sort(), `who may ${step}`)
    const takers = this.view.offers.find((offer) => offer.step.id === step)?.takers ?? []
    const offered = new Set(
      takers.filter(({ person, role }) => this.scene.isActing(person, role)).map(({ person }) => person),
    )
    assert.deepEqual([...offered].sort(), [...persons].sort(), `to whom ${step} is offered`)
    return this
  }

  /** It may be recorded so, and not with any one of the answers left out. */
  needsEach(person: string, step: string, answers: Answers, outcome: string | null = null): this {
    const whole = this.tries(person, step, answers, outcome)
    assert.ok(whole.ok, whole.ok ? '' : JSON.stringify(whole.refusals))
    for (const question of Object.keys(answers)) {
      const { [question]: left, ...rest } = answers
      const decision = this.tries(person, step, rest, outcome)
      const missing = !decision.ok && decision.refusals.some((each) => isAbout(each, question))
      assert.ok(missing, `${step} does not need ${question}`)
    }
    return this
  }

  /** Offered to whoever is asked, and as `decide` then allows. */
  offers(step: string): this {
    assert.ok(this.#isOffered(step), `${step} is not offered`)
    return this
  }

  doesNotOffer(step: string): this {
    assert.ok(!this.#isOffered(step), `${step} is offered`)
    return this
  }

  told(notice: string, ...persons: readonly string[]): this {
    const sent = this.view.notices.filter(({ id }) => id === notice)
    assert.ok(sent.length > 0, `${notice} was not sent`)
    assert.deepEqual([...(sent.at(-1)?.to ?? [])].sort(), [...persons].sort())
    return this
  }

  notTold(notice: string): this {
    assert.deepEqual(
      this.view.notices.filter(({ id }) => id === notice),
      [],
    )
    return this
  }

  toldMailbox(notice: string, mailbox: string): this {
    const sent = this.view.notices.find(({ id }) => id === notice)
    assert.equal(sent?.mailbox, mailbox)
    return this
  }

  /** The notice has nobody to go to, which is an open obligation. */
  nobodyFor(notice: string, ...roles: readonly string[]): this {
    const sent = this.view.notices.find(({ id }) => id === notice)
    assert.deepEqual(sent?.to, [])
    const wanted = sent.nobody.flatMap((who) => ('role' in who ? [who.role] : []))
    for (const role of roles) assert.ok(wanted.includes(role), `${notice} does not look for a ${role}`)
    return this
  }

  /** Whether somebody is still to be found for this role. */
  looksFor(role: string, isLookedFor = true): this {
    const wanted = this.view.obligations.flatMap((each) => (each.kind === 'find-who' ? [each.who] : []))
    const found = wanted.some((who) => 'role' in who && who.role === role)
    assert.equal(found, isLookedFor, `${role} is ${isLookedFor ? 'not ' : ''}looked for`)
    return this
  }

  /** What was recorded last puts the case on the agenda of this sitting by itself; null where none is planned. */
  isTabledAt(meeting: string, on: string | null): this {
    const sitting = on === null ? null : `${meeting} ${on}`
    const tabled = this.scene.effects.filter((effect) => effect.kind === 'agenda' && effect.meeting === meeting)
    assert.deepEqual(
      tabled.map((effect) => (effect.kind === 'agenda' ? effect.sitting : '')),
      [sitting],
    )
    return this
  }

  sees(grant: string, ...persons: readonly string[]): this {
    const found = this.view.grants.find(({ id }) => id === grant)
    assert.deepEqual([...(found?.persons ?? [])].sort(), [...persons].sort())
    return this
  }

  /** Within which agency it is kept: an agency's own name, or "lead" for whichever leads the case. */
  keptWithin(agency: string): this {
    const { kept } = this.view
    assert.equal(kept?.kind === 'agency' ? kept.agency : kept?.kind, agency)
    return this
  }

  #isOffered(step: string): boolean {
    return this.view.offers.some((offer) => offer.step.id === step)
  }
}

function isOpen({ standing }: PathwayDuty): boolean {
  return standing.kind === 'open' || standing.kind === 'overdue'
}

/** Whether a refusal is for want of an answer to this question. */
function isAbout(each: Refusal, question: string): boolean {
  return each.kind === 'unanswered' && each.question === question
}
