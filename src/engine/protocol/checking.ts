import { type Fault, MOST_FAULTS } from './fault.ts'
import { stepsThatAsk } from './helped.ts'
import type { Question, Step } from './pathway-parts.ts'
import type { Path, Places } from './place.ts'
import { type Protocol, runsPathways } from './protocol.ts'
import { closest, isReserved } from './sentences/reader.ts'
import type { Name, Who } from './sentences/sentence.ts'
import type { Unread } from './unread.ts'

/** How many names are told where none is near to the one that was given. */
const MOST_KNOWN = 30

/** One run of the checker over a protocol: what it knows, what it has seen used, and what it found. */
export class Checking {
  readonly faults: Fault[] = []
  readonly protocol: Protocol
  readonly unread: Unread
  readonly triggers: ReadonlySet<string>
  readonly steps: ReadonlySet<string>
  readonly duties: ReadonlySet<string>
  readonly usedRoles = new Set<string>()
  readonly usedSteps = new Set<string>()
  readonly usedStages = new Set<string>()
  readonly usedForms = new Set<string>()
  readonly usedPools = new Set<string>()
  /** The forms whose questions each step asks, where it asks none of its own. */
  readonly formsOf: ReadonlyMap<Name, readonly Name[]>
  /** Whether pathways are run by this protocol; otherwise cases are only watched. */
  readonly runs: boolean
  /** Kinds of which an unknown name was met: it may be the very one that seems unused. */
  readonly unknownKinds = new Set<string>()
  readonly #places: Places

  constructor(protocol: Protocol, places: Places, unread: Unread, formsOf: ReadonlyMap<Name, readonly Name[]>) {
    this.protocol = protocol
    this.formsOf = formsOf
    this.runs = runsPathways(protocol)
    this.unread = unread
    this.#places = places
    this.triggers = new Set(protocol.triggers.map(({ id }) => id))
    this.steps = new Set(protocol.steps.map(({ id }) => id))
    this.duties = new Set(protocol.duties.map(({ id }) => id))
  }

  /** The steps that ask a form, of themselves or because it is asked whether it helped. */
  askingForm(form: Name): readonly Step[] {
    const { helped, steps } = this.protocol
    const last = helped?.forms.includes(form) === true ? stepsThatAsk(helped) : new Set<Name>()
    return steps.filter(({ id }) => last.has(id) || this.formsOf.get(id)?.includes(form) === true)
  }

  /** What a step asks of itself, without what it asks because it is asked whether it helped. */
  ownOf({ id, asks }: Step): readonly Question[] {
    const { helped } = this.protocol
    if (helped === null || !stepsThatAsk(helped).has(id)) return asks
    return asks.slice(0, asks.length - helped.questions.length)
  }

  role(path: Path, who: Who): void {
    if (who.kind === 'chosen') return this.#chosen(path, who.step)
    if (!('role' in who)) return
    this.usedRoles.add(who.role)
    if (!this.protocol.roles.has(who.role)) this.unknown(path, 'role', who.role, this.protocol.roles.keys(), ['roles'])
  }

  /** A step in which people are chosen. */
  #chosen(path: Path, name: Name): void {
    this.step(path, name)
    const step = this.protocol.steps.find(({ id }) => id === name)
    if (step === undefined || step.asks.some((each) => this.#choosesPeople(each))) return
    if (this.unread.groups.has('forms')) return
    this.fault(path, `nobody is chosen in "${name}"`, 'Ask there for a person or for people.')
  }

  /** Whether people are named in it, or posts that they hold. */
  #choosesPeople({ id, type }: Question): boolean {
    const isOfPosts = this.protocol.meetings.some(({ chosenIn }) => chosenIn.includes(id))
    return type === 'person' || type === 'people' || isOfPosts
  }

  stage(path: Path, stage: string): void {
    this.usedStages.add(stage)
    const { stages } = this.protocol
    if (!stages.has(stage)) this.unknown(path, 'stage', stage, stages.keys(), ['stages'])
  }

  step(path: Path, step: string): void {
    this.usedSteps.add(step)
    if (!this.steps.has(step)) this.unknown(path, 'step', step, this.steps, ['steps'])
  }

  duty(path: Path, duty: string): void {
    if (!this.duties.has(duty)) this.unknown(path, 'duty', duty, this.duties, ['duties'])
  }

  meeting(path: Path, meeting: string): void {
    const known = this.protocol.meetings.map(({ id }) => id)
    if (!known.includes(meeting)) this.unknown(path, 'meeting', meeting, known, ['meetings'])
  }

  notice(path: Path, notice: string): void {
    const known = this.protocol.notices.map(({ id }) => id)
    if (!known.includes(notice)) this.unknown(path, 'notice', notice, known, ['notices'])
  }

  /** A name that nothing bears, unless what bears it could not be read. */
  unknown(path: Path, what: string, given: string, known: Iterable<string>, groups: readonly string[]): void {
    const { names, misnamed } = this.unread
    if (names.has(given) || closest(given, misnamed) !== undefined) return
    if (groups.some((group) => this.unread.groups.has(group))) return
    this.unknownKinds.add(what)
    const list = [...known]
    const meant = closest(given, list)
    const first = list.slice(0, MOST_KNOWN).join(', ')
    const more = list.length > MOST_KNOWN ? ` and ${list.length - MOST_KNOWN} more` : ''
    const remedy = meant === undefined ? `Known: ${first || 'none'}${more}.` : `Did you mean "${meant}"?`
    this.fault(path, `there is no ${what} "${given}"`, remedy)
  }

  /** No name may be a word of the grammar: a sentence could then be read in two ways. */
  notReserved(path: Path, name: Name): void {
    if (isReserved(name)) this.faultAtKey(path, `"${name}" is a word of the language`, 'Choose another name.')
  }

  /** A path and one step further, where the file goes that far. */
  deeper(path: Path, key: string | number): Path {
    const further = [...path, key]
    return this.#places.has(further) ? further : path
  }

  fault(path: Path, message: string, remedy: string): void {
    if (this.faults.length > MOST_FAULTS) return
    this.faults.push(this.#places.fault(path, message, remedy))
  }

  faultAtKey(path: Path, message: string, remedy: string): void {
    if (this.faults.length > MOST_FAULTS) return
    this.faults.push(this.#places.faultAtKey(path, message, remedy))
  }
}
