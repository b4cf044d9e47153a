// A walk as a list of what happens in it, so that it can be played once more where nothing of the walk's own is at hand: through
// the record. What the pure engine made of each moment stands beside it.

import type { Instant } from '../../src/engine/calendar/instant.ts'
import type { History } from '../../src/engine/facts/fact.ts'
import type { Answers } from '../../src/engine/pathway/entry.ts'
import type { Command, Decision, View } from '../../src/engine/pathway/view.ts'
import type { Protocol } from '../../src/engine/protocol/protocol.ts'
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

/** One thing that is done. */
export type Deed =
  | PeopleChange
  | { readonly kind: 'facts'; readonly history: History; readonly family: readonly History[] }
  | { readonly kind: 'time'; readonly now: Instant }
  /** It was recorded, as the entry of this name. */
  | { readonly kind: 'records'; readonly command: Command; readonly entry: string }
  /** The files tell that a trigger was met, and the program looks at them. */
  | { readonly kind: 'starts' }

/** One thing that happens. */
export type Happened =
  /** With how everything stands after it, by the engine alone; null where nobody looks. */
  | { readonly kind: 'done'; readonly deed: Deed; readonly view: View | null }
  /** Somebody tried, and it was not recorded: refused, or only asked about. */
  | { readonly kind: 'tried'; readonly command: Command; readonly decision: Decision }

/** A whole walk: who takes part, and what is done. */
export interface Script {
  readonly title: string
  readonly protocol: string
  readonly cast: Cast
  readonly deeds: readonly Deed[]
}

/** A walk with what is tried in it, and with how everything stands. */
export interface Whole extends Omit<Script, 'deeds'> {
  readonly shipped: Protocol
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

  override setFacts(history: History, family: readonly History[] | null): void {
    super.setFacts(history, family)
    this.#does({ kind: 'facts', history, family: family ?? [] })
  }

  override setNow(when: string): void {
    super.setNow(when)
    this.#does({ kind: 'time', now: this.now }, this.view)
  }

  override acts(person: string, role: string): void {
    super.acts(person, role)
    this.#does({ kind: 'acts', person, role })
  }

  override alsoOwn(person: string, role: string): void {
    super.alsoOwn(person, role)
    this.#does({ kind: 'also-own', person, role })
  }

  override leavesOpen(role: string): void {
    super.leavesOpen(role)
    this.#does({ kind: 'leaves-open', role })
  }

  override hasSiblings(ids: readonly string[]): void {
    super.hasSiblings(ids)
    this.#does({ kind: 'siblings', ids })
  }

  override leaves(person: string, role: string): void {
    super.leaves(person, role)
    this.#does({ kind: 'leaves', person, role })
  }

  override handsOver(from: string, to: string, role: string): void {
    super.handsOver(from, to, role)
    // Leaving is a part of it.
    this.#happened.pop()
    this.#does({ kind: 'hands-over', from, to, role })
  }

  override plans(meeting: string, on: string): void {
    super.plans(meeting, on)
    this.#does({ kind: 'sitting', meeting, on })
  }

  override opensByItself(): void {
    // What the files tell of, and not the walk's own words for it: so the record comes to it.
    for (const { entry, derived } of this.view.entries) {
      if (derived) this.adds({ ...entry, recorded: this.now })
    }
    this.#does({ kind: 'starts' }, this.view)
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
    this.#happened.push({ kind: 'tried', command, decision })
    return decision
  }

  override takes(decision: Decision, what: string): void {
    super.takes(decision, what)
    if (!decision.ok || this.#last?.decision !== decision) throw new Error(`${what} was not what was decided last`)
    const { command, at } = this.#last
    const deed = { kind: 'records', command, entry: decision.entry.id } as const
    this.#happened[at] = { kind: 'done', deed, view: this.view }
  }

  #does(deed: Deed, view: View | null = null): void {
    this.#happened.push({ kind: 'done', deed, view })
  }
}

/** What happens in each walk of a proof. */
export function scriptsOf(proof: Proof): readonly Whole[] {
  const opened = open(proof)
  return proof.walks.map((walk) => scriptOf(proof, walk, opened))
}

export function scriptOf(
  { protocol, cast }: Proof,
  walk: Walk,
  { tellOn, shipped }: Pick<ReturnType<typeof open>, 'tellOn' | 'shipped'>,
): Whole {
  const { happened } = tellOn(walk, KeptScene)
  return { title: `${walk.rows.join(', ')}: ${walk.title}`, protocol, cast, shipped, happens: happened }
}

/** What is done in a walk, and no more. */
export function deedsOf({ happens, shipped: _shipped, ...walk }: Whole): Script {
  return { ...walk, deeds: happens.flatMap((each) => (each.kind === 'done' ? [each.deed] : [])) }
}
