// The words in which a walk tells a protocol's own story: given people and sittings, when somebody records something on a day,
// then what stands, what is owed by whom and by when, who was told, and what is refused because of which clause.
import assert from 'node:assert/strict'
import type { WorkingCalendar } from '../../src/engine/calendar/calendar.ts'
import { day, formatDay } from '../../src/engine/calendar/day.ts'
import { type Instant, instantAt, LONDON } from '../../src/engine/calendar/instant.ts'
import type { History } from '../../src/engine/facts/fact.ts'
import { decide } from '../../src/engine/pathway/decide.ts'
import type { Answers, Entry } from '../../src/engine/pathway/entry.ts'
import { evaluate } from '../../src/engine/pathway/evaluate.ts'
import type { People } from '../../src/engine/pathway/people.ts'
import type { Command, Decision, Effect, PathwayDuty, Refusal, View } from '../../src/engine/pathway/view.ts'
import type { Protocol } from '../../src/engine/protocol/protocol.ts'

/** Who takes part, by first name. `own`: the child's and the case's own; `others` hold their role for somebody else. */
export interface Cast {
  readonly agencies: Readonly<Record<string, string>>
  readonly own: Readonly<Record<string, string>>
  readonly others: Readonly<Record<string, string>>
  readonly pools?: Readonly<Record<string, readonly string[]>>
  readonly coreGroup?: readonly string[]
  /** Each person's own line manager. */
  readonly managers?: Readonly<Record<string, string>>
}

/** A walk: which clauses it proves, in which words, and the story itself, told of any version of the protocol. */
export interface Walk {
  readonly rows: readonly string[]
  readonly title: string
  readonly tell: (story: Story) => void
}

export function walk(rows: string, title: string, tell: (story: Story) => void): Walk {
  return { rows: rows.split(', '), title, tell }
}

/** "2026-03-02 10:00" by the clock on the wall in London. */
export function at(when: string): Instant {
  const [date = '', time = '12:00'] = when.split(' ')
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  const found = instantAt({ day: day(date), hour, minute }, LONDON)
  if (!found.ok) throw new Error(`${when}: ${found.refusal.kind}`)
  return found.value
}

export class Story {
  readonly #protocol: Protocol
  readonly #calendar: WorkingCalendar
  readonly #roles = new Map<string, string>()
  readonly #holdings: (readonly [person: string, role: string])[] = []
  readonly #sittings: { readonly meeting: string; readonly id: string; readonly on: ReturnType<typeof day> }[] = []
  readonly #entries: Entry[] = []
  #effects: readonly Effect[] = []
  #cast: Cast
  #facts: History
  #now: Instant = at('2026-03-02 09:00')

  constructor(protocol: Protocol, calendar: WorkingCalendar, cast: Cast, facts: History) {
    this.#protocol = protocol
    this.#calendar = calendar
    this.#cast = cast
    this.#facts = facts
    for (const [person, role] of Object.entries({ ...cast.own, ...cast.others })) this.acts(person, role)
  }

  get protocol(): Protocol {
    return this.#protocol
  }

  // Given

  /** What the source systems say of the child. */
  facts(history: History): this {
    this.#facts = history
    return this
  }

  /** Nobody is known to be the child's or the case's own holder of this role. */
  nobodyIs(role: string): this {
    const own = Object.fromEntries(Object.entries(this.#cast.own).filter(([, held]) => held !== role))
    this.#cast = { ...this.#cast, own }
    return this
  }

  /** Somebody acts in this role from now on, beside any other that they hold. */
  acts(person: string, role: string): this {
    this.#roles.set(person, role)
    this.#holdings.push([person, role])
    return this
  }

  sitting(meeting: string, ...days: readonly string[]): this {
    for (const on of days) this.#sittings.push({ meeting, id: `${meeting} ${on}`, on: day(on) })
    return this
  }

  // When

  on(when: string): this {
    this.#now = at(when)
    return this
  }

  records(person: string, step: string, answers: Answers = {}, outcome: string | null = null): this {
    const decision = this.#decide(person, step, answers, outcome)
    assert.ok(decision.ok, decision.ok ? '' : `${person} may not ${step}: ${JSON.stringify(decision.refusals)}`)
    this.#entries.push(decision.entry)
    this.#effects = decision.effects
    return this
  }

  /** A trigger that was met on this day opens the pathway by itself, noticed now. */
  startsByItself(trigger: string, met: string): this {
    this.#entries.push({
      id: `entry-${this.#entries.length + 1}`,
      step: null,
      outcome: null,
      by: 'sightline',
      role: 'sightline',
      happened: this.#now,
      recorded: this.#now,
      answers: {},
      about: null,
      supersedes: null,
      because: null,
      trigger: { id: trigger, met },
    })
    return this
  }

  /** Recorded as the answer to that very duty of several: the one that is due on this day. */
  answers(duty: string, due: string, person: string, step: string, answers: Answers = {}): this {
    const about = this.#duties(duty).find((each) => dayOf(each) === due)?.id
    assert.ok(about !== undefined, `no ${duty} is due on ${due}`)
    const decision = this.#decide(person, step, answers, null, { about })
    assert.ok(decision.ok, decision.ok ? '' : JSON.stringify(decision.refusals))
    this.#entries.push(decision.entry)
    this.#effects = decision.effects
    return this
  }

  /** Recorded now of what happened earlier. */
  recordsLate(happened: string, person: string, step: string, answers: Answers = {}): this {
    const decision = this.#decide(person, step, answers, null, { happened: at(happened) })
    assert.ok(decision.ok, decision.ok ? '' : JSON.stringify(decision.refusals))
    this.#entries.push(decision.entry)
    this.#effects = decision.effects
    return this
  }

  // Then

  get view(): View {
    return evaluate(this.#protocol, this.#history(), this.#people(), this.#calendar, {
      asOf: this.#now,
      knownAt: this.#now,
    })
  }

  stands(stage: string | null): this {
    assert.equal(this.view.stage?.id ?? null, stage)
    return this
  }

  /** Owed now, by exactly these and by this day ("2026-03-09"); null for no day yet. */
  owes(who: string | readonly string[], duty: string, due: string | null): this {
    const open = this.#duties(duty).filter(isOpen)
    const found = open.map((each) => ({ by: [...each.owedBy].sort(), due: dayOf(each) }))
    const wanted = { by: [who].flat().sort(), due }
    const here = found.some((each) => JSON.stringify(each) === JSON.stringify(wanted))
    assert.ok(here, `${duty} is not owed as ${JSON.stringify(wanted)}; owed: ${JSON.stringify(found)}`)
    return this
  }

  /** Nothing of this name is open. */
  owesNo(duty: string): this {
    assert.deepEqual(this.#duties(duty).filter(isOpen).map(dayOf), [], `${duty} is still owed`)
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

  /** Overdue now, and these are told. */
  overdue(duty: string, tells: string | readonly string[]): this {
    const late = this.#duties(duty).filter(({ standing }) => standing.kind === 'overdue')
    assert.ok(late.length > 0, `${duty} is not overdue`)
    for (const each of late) assert.deepEqual([...each.tell].sort(), [tells].flat().sort(), `${duty}: who is told`)
    return this
  }

  notOverdue(duty: string): this {
    assert.ok(
      this.#duties(duty).every(({ standing }) => standing.kind !== 'overdue'),
      `${duty} is overdue`,
    )
    return this
  }

  met(duty: string, how: 'in time' | 'late' = 'in time'): this {
    const met = this.#duties(duty).flatMap(({ standing }) => (standing.kind === 'met' ? [standing.late] : []))
    assert.ok(
      met.includes(how === 'late'),
      `${duty} is not met ${how}: ${JSON.stringify(this.#duties(duty).map((d) => d.standing))}`,
    )
    return this
  }

  lapsed(duty: string, why: string): this {
    const lapsed = this.#duties(duty).flatMap(({ standing }) => (standing.kind === 'lapsed' ? [standing.why] : []))
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
    const decision = this.#decide(person, step, answers, outcome)
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

  /** What a refusal says to do instead. */
  says(person: string, step: string, answers: Answers, instead: RegExp, outcome: string | null = null): this {
    const decision = this.#decide(person, step, answers, outcome)
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
    const decision = this.#decide(person, step, answers, outcome)
    assert.ok(!decision.ok, `${person} may ${step}`)
    const missing = decision.refusals.find((each) => each.kind === 'needs-earlier' && each.step === earlier)
    assert.ok(missing?.cites.includes(clause), `not for want of ${earlier}: ${JSON.stringify(decision.refusals)}`)
    return this
  }

  /** Of everybody in the story exactly these may record it. */
  onlyBy(persons: readonly string[], step: string, answers: Answers = {}, outcome: string | null = null): this {
    const may = [...this.#roles.keys()].filter((person) => this.#decide(person, step, answers, outcome).ok)
    assert.deepEqual(may.sort(), [...persons].sort(), `who may ${step}`)
    return this
  }

  /** It may be recorded so, and not with any one of the answers left out. */
  needsEach(person: string, step: string, answers: Answers, outcome: string | null = null): this {
    const whole = this.#decide(person, step, answers, outcome)
    assert.ok(whole.ok, whole.ok ? '' : JSON.stringify(whole.refusals))
    for (const question of Object.keys(answers)) {
      const { [question]: left, ...rest } = answers
      const decision = this.#decide(person, step, rest, outcome)
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

  /** What was recorded last puts the case on the agenda of this sitting by itself; null where none is planned. */
  isTabledAt(meeting: string, on: string | null): this {
    const sitting = on === null ? null : `${meeting} ${on}`
    const tabled = this.#effects.filter((effect) => effect.kind === 'agenda' && effect.meeting === meeting)
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

  made(document: string): this {
    assert.ok(
      this.view.documents.some(({ id }) => id === document),
      `no ${document}`,
    )
    return this
  }

  /** The latest answer to a question, whichever step asked it: what lists and filters look at. */
  holds(question: string): Answers[string] | undefined {
    const answered = this.view.entries.filter(({ entry }) => entry.answers[question] !== undefined)
    return answered.at(-1)?.entry.answers[question]
  }

  /** How many kinds a question offers to choose from. */
  hasOptions(step: string, question: string, count: number): this {
    const asked = this.view.offers.find((offer) => offer.step.id === step)?.asks.find(({ id }) => id === question)
    assert.equal(asked?.options.size, count, `${step} asks ${question}`)
    return this
  }

  /** A document has a heading for this, and something under it. */
  shows(document: string, question: string): this {
    const headings = this.#headingsOf(document).filter(({ from }) => from.includes(question))
    assert.ok(headings.length > 0 && this.#tellsOf(question), `${document} does not show ${question}`)
    return this
  }

  /** The headings of a document that have nothing under them yet, by their titles. */
  missingIn(document: string): readonly string[] {
    const empty = this.#headingsOf(document).filter(({ from }) => !from.some((source) => this.#tellsOf(source)))
    return empty.map(({ title }) => title)
  }

  #headingsOf(document: string): Protocol['documents'][number]['headings'] {
    const made = this.#protocol.documents.find(({ id }) => id === document)
    assert.ok(made !== undefined, `no document ${document}`)
    return made.headings
  }

  #tellsOf(source: string): boolean {
    if (source === 'happened' || source === 'outcome') return true
    if (!source.startsWith('entering ')) return this.holds(source) !== undefined
    return this.view.entries.some(({ to }) => to === source.slice('entering '.length))
  }

  tries(person: string, step: string, answers: Answers = {}, outcome: string | null = null): Decision {
    return this.#decide(person, step, answers, outcome)
  }

  #isOffered(step: string): boolean {
    return this.view.offers.some((offer) => offer.step.id === step)
  }

  #duties(id: string): readonly PathwayDuty[] {
    return this.view.duties.filter(({ duty }) => duty.id === id)
  }

  #decide(
    person: string,
    step: string,
    answers: Answers,
    outcome: string | null,
    own: Partial<Command> = {},
  ): Decision {
    const role = this.#roles.get(person)
    if (role === undefined) throw new Error(`nobody is called ${person}`)
    const command: Command = {
      step,
      outcome,
      by: person,
      role,
      happened: this.#now,
      answers,
      about: null,
      supersedes: null,
      because: null,
      ...own,
    }
    return decide(this.#protocol, this.#history(), this.#people(), this.#calendar, command, {
      now: this.#now,
      newId: `entry-${this.#entries.length + 1}`,
    })
  }

  #history() {
    return { facts: this.#facts, entries: this.#entries }
  }

  #people(): People {
    const always = { from: day('2020-01-01'), until: null }
    const holding = ([person, role]: readonly [string, string]) => ({ person, role, ...always })
    return {
      persons: [...this.#roles.keys()].map((id) => ({
        id,
        agency: this.#cast.agencies[id] ?? 'council',
        manager: this.#cast.managers?.[id] ?? null,
      })),
      holdings: this.#holdings.map(holding),
      own: Object.entries(this.#cast.own).map(holding),
      coreGroup: this.#cast.coreGroup ?? [],
      agencies: [...new Set(['council', ...Object.values(this.#cast.agencies)])],
      pools: this.#cast.pools ?? {},
      sittings: this.#sittings,
    }
  }
}

function isOpen({ standing }: PathwayDuty): boolean {
  return standing.kind === 'open' || standing.kind === 'overdue'
}

/** Whether a refusal is for want of an answer to this question. */
function isAbout(each: Refusal, question: string): boolean {
  return each.kind === 'unanswered' && each.question === question
}

function dayOf({ due }: PathwayDuty): string | null {
  return 'day' in due ? formatDay(due.day) : null
}
