// A walk as a list of what happens in it, so that it can be played once more where nothing of the walk's own is at hand: through
// the record. What the pure engine made of each moment stands beside it.
import type { Instant } from '../../src/engine/calendar/instant.ts'
import type { History } from '../../src/engine/facts/fact.ts'
import type { Answers } from '../../src/engine/pathway/entry.ts'
import type { Command, Decision, View } from '../../src/engine/pathway/view.ts'
import { open, type Proof } from '../walks/proof.ts'
import { type Cast, Scene } from '../walks/scene.ts'
import type { Walk } from '../walks/walk.ts'

/** A change of who there is and what they hold, from then on. */
export type PeopleChange =
  | { readonly kind: 'acts'; readonly person: string; readonly role: string }
  | { readonly kind: 'also-own'; readonly person: string; readonly role: string }
  | { readonly kind: 'leaves'; readonly person: string; readonly role: string }
  | { readonly kind: 'hands-over'; readonly from: string; readonly to: string; readonly role: string }
  | { readonly kind: 'leaves-open'; readonly role: string }
  | { readonly kind: 'siblings'; readonly ids: readonly string[] }
  | { readonly kind: 'sitting'; readonly meeting: string; readonly on: string }

/** One thing that happens, with how everything stands after it by the engine alone. */
export type Happened =
  | PeopleChange
  | { readonly kind: 'facts'; readonly history: History }
  | { readonly kind: 'time'; readonly now: Instant; readonly view: View }
  /** Somebody tried, and it was not recorded: refused, or only asked about. */
  | { readonly kind: 'tries'; readonly command: Command; readonly decision: Decision }
  | { readonly kind: 'records'; readonly command: Command; readonly decision: Decision; readonly view: View }
  /** The files tell that a trigger was met, and the program looks at them. */
  | { readonly kind: 'starts'; readonly view: View }

/** A whole walk: who takes part, and what happens. */
export interface Script {
  readonly title: string
  readonly protocol: string
  readonly cast: Cast
  readonly happens: readonly Happened[]
}

/** A stage that keeps what happens on it. */
class KeptScene extends Scene {
  readonly #happened: Happened[] = []
  /** What was decided last, whose place in the list is kept until it is known whether it is recorded. */
  #last: { readonly decision: Decision; readonly command: Command; readonly at: number } | null = null

  get happened(): readonly Happened[] {
    return this.#happened
  }

  override setFacts(history: History): void {
    super.setFacts(history)
    this.#happened.push({ kind: 'facts', history })
  }

  override setNow(when: string): void {
    super.setNow(when)
    this.#happened.push({ kind: 'time', now: this.now, view: this.view })
  }

  override acts(person: string, role: string): void {
    super.acts(person, role)
    this.#happened.push({ kind: 'acts', person, role })
  }

  override alsoOwn(person: string, role: string): void {
    super.alsoOwn(person, role)
    this.#happened.push({ kind: 'also-own', person, role })
  }

  override leavesOpen(role: string): void {
    super.leavesOpen(role)
    this.#happened.push({ kind: 'leaves-open', role })
  }

  override hasSiblings(ids: readonly string[]): void {
    super.hasSiblings(ids)
    this.#happened.push({ kind: 'siblings', ids })
  }

  override leaves(person: string, role: string): void {
    super.leaves(person, role)
    this.#happened.push({ kind: 'leaves', person, role })
  }

  override handsOver(from: string, to: string, role: string): void {
    super.handsOver(from, to, role)
    // Leaving is a part of it.
    this.#happened.pop()
    this.#happened.push({ kind: 'hands-over', from, to, role })
  }

  override plans(meeting: string, on: string): void {
    super.plans(meeting, on)
    this.#happened.push({ kind: 'sitting', meeting, on })
  }

  override opensByItself(): void {
    // What the files tell of, and not the walk's own words for it: so the record comes to it.
    for (const { entry, derived } of this.view.entries) {
      if (derived) this.adds({ ...entry, recorded: this.now })
    }
    this.#happened.push({ kind: 'starts', view: this.view })
  }

  override decide(
    person: string,
    step: string,
    answers: Answers,
    outcome: string | null,
    own: Partial<Command> = {},
  ): Decision {
    const decision = super.decide(person, step, answers, outcome, own)
    const command = this.commandOf(person, step, answers, outcome, own)
    this.#last = { decision, command, at: this.#happened.length }
    this.#happened.push({ kind: 'tries', command, decision })
    return decision
  }

  override takes(decision: Decision, what: string): void {
    super.takes(decision, what)
    if (this.#last?.decision !== decision) throw new Error(`${what} was taken in without having been decided last`)
    const { command, at } = this.#last
    this.#happened[at] = { kind: 'records', command, decision, view: this.view }
  }
}

/** What happens in each walk of a proof. */
export function scriptsOf(proof: Proof): readonly Script[] {
  const { tellOn } = open(proof)
  return proof.walks.map((walk) => scriptOf(proof, walk, tellOn))
}

export function scriptOf({ protocol, cast }: Proof, walk: Walk, tellOn: ReturnType<typeof open>['tellOn']): Script {
  const { happened } = tellOn(walk, KeptScene)
  return { title: `${walk.rows.join(', ')}: ${walk.title}`, protocol, cast, happens: happened }
}
