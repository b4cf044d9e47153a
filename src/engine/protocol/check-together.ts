import type { Checking } from './checking.ts'
import type { Guard, Question, Step } from './pathway-parts.ts'
import type { Path } from './place.ts'
import type { Name } from './sentences/sentence.ts'

// Whether all that a step needs can hold of one record: its answers can be given together by somebody who is asked them all,
// and whoever may record it is another person than it must not be.

/** Of more ways to meet what a step needs than these, some one is taken to be possible. */
const MOST_WAYS = 64

interface Needed {
  readonly guard: Guard
  readonly path: Path
}

interface Contrary {
  readonly path: Path
  readonly message: string
  readonly remedy: string
}

export function checkTogether(checking: Checking, step: Step): void {
  if (checking.unread.any) return
  const ways = waysOf(step.needs, ['steps', step.id, 'needs'])
  if (ways === undefined) return
  const contraries = ways.map((way) => contraryIn(checking, step, way))
  const [first] = contraries
  if (first === undefined || contraries.includes(undefined)) return
  checking.fault(first.path, first.message, first.remedy)
}

/** Every way in which guards hold: one of each "either". Undefined where they are too many. */
function waysOf(guards: readonly Guard[], path: Path): readonly (readonly Needed[])[] | undefined {
  let ways: readonly (readonly Needed[])[] = [[]]
  for (const [i, guard] of guards.entries()) {
    const here = [...path, i]
    const choices =
      guard.kind === 'either'
        ? guard.guards.map((each, k): Needed => ({ guard: each, path: [...here, 'either', k] }))
        : [{ guard, path: here }]
    ways = ways.flatMap((way) => choices.map((choice) => [...way, choice]))
    if (ways.length > MOST_WAYS) return undefined
  }
  return ways
}

/** The first of these guards that cannot hold together with those before it. */
function contraryIn(checking: Checking, step: Step, way: readonly Needed[]): Contrary | undefined {
  const record = new Imagined(step)
  for (const { guard, path } of way) {
    const found = record.take(guard) ?? whyNobodyElse(checking, step, guard)
    if (found !== undefined) return { path, ...found }
  }
  return undefined
}

type Why = Omit<Contrary, 'path'>

const TOGETHER: Why = {
  message: 'this and what is needed above it never hold together',
  remedy: 'Take one of them away.',
}

/** One record of a step, as far as guards say what it must be. */
class Imagined {
  readonly #step: Step
  readonly #answers = new Map<Name, string>()
  readonly #asked = new Set<Name>()
  #roles: ReadonlySet<string> | null
  #plan: boolean | null = null

  constructor(step: Step) {
    this.#step = step
    const roles = step.by.anyOf.map((who) => ('role' in who ? who.role : null))
    const known = roles.filter((role) => role !== null)
    // A relation that is no role may be held in any.
    this.#roles = known.length === roles.length ? new Set(known) : null
  }

  /** Why it cannot be so as well. */
  take(guard: Guard): Why | undefined {
    switch (guard.kind) {
      case 'on-plan': {
        const before = this.#plan
        this.#plan = guard.on
        return before === !guard.on ? TOGETHER : undefined
      }
      case 'answer':
        return this.#answer(guard.question, guard.is) ?? (guard.with === null ? undefined : this.#ask(guard.with))
      case 'present':
        return this.#ask(guard.question)
      case 'not-themselves':
      case 'agency-named':
        return this.#ask(guard.question)
      case 'earlier':
      case 'met':
      case 'overdue':
      case 'trigger-met':
      case 'sitting':
      case 'not-before':
      case 'not-after':
      case 'another-person':
      case 'either':
        return undefined
      default:
        return guard satisfies never
    }
  }

  #answer(name: Name, is: string): Why | undefined {
    const question = this.#question(name)
    if (question === undefined) return undefined
    const before = this.#answers.get(name)
    this.#answers.set(name, is)
    if (isOne(question) && before !== undefined && before !== is) return TOGETHER
    return this.#ask(name)
  }

  /** An answer that is given to what is not asked is refused, so that whatever shows the question must be so too. */
  #ask(name: Name): Why | undefined {
    const question = this.#question(name)
    if (question === undefined || this.#asked.has(name)) return undefined
    this.#asked.add(name)
    const { of, shown } = question
    if (of !== null) {
      const roles = this.#roles
      this.#roles = new Set(of.filter((role) => roles === null || roles.has(role)))
      if (this.#roles.size === 0) {
        const message = `nobody who may record this step is asked "${name}" and all else that it needs answered`
        return { message, remedy: 'Ask all of it of one role.' }
      }
    }
    // What comes late may come with any answers.
    if (shown.kind === 'always' || shown.kind === 'too-late') return undefined
    const remedy = `Show "${name}" whenever it is needed, or take one of the guards away.`
    if (shown.kind === 'never') return { message: `"${name}" is never asked`, remedy }
    if (this.#answer(shown.question, shown.is) === undefined) return undefined
    return { message: `"${name}" is asked only when ${shown.question} is ${shown.is}, which is not so here`, remedy }
  }

  #question(name: Name): Question | undefined {
    return this.#step.asks.find(({ id }) => id === name)
  }
}

/** Whether a question has one answer, so that another would be contrary to it. */
function isOne({ type }: Question): boolean {
  return type === 'yes or no' || type === 'choice'
}

/** Only one person may record a step, and they are who it must not be. */
function whyNobodyElse({ protocol }: Checking, step: Step, guard: Guard): Why | undefined {
  if (guard.kind !== 'another-person') return undefined
  const { steps, triggers, duties } = protocol
  const isAll = (kind: string): boolean => step.by.anyOf.every((who) => who.kind === kind)
  const openers = steps.filter(({ at }) => at.kind === 'start')
  const isOpener =
    openers.length === 1 && openers[0]?.id === guard.step && triggers.every(({ opens }) => opens === null)
  const met = duties.filter(({ metBy }) => metBy.kind === 'step' && metBy.step === step.id)
  const isOfStep = met.every(({ forEach }) => {
    return forEach?.of.kind === 'named' && [forEach.of.name, ...forEach.of.or].every((name) => name === guard.step)
  })
  const isSame = (isAll('raiser') && isOpener) || (isAll('whoever-recorded-it') && isOfStep)
  if (!isSame) return undefined
  const message = `only whoever recorded "${guard.step}" may record this step, and it must be another person`
  return { message, remedy: 'Name somebody else under "by", or take the guard away.' }
}
