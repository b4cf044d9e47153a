import { type Fault, MOST_FAULTS } from './fault.ts'
import type { Path, Places } from './place.ts'
import type { Protocol } from './protocol.ts'
import { closest } from './sentences/reader.ts'
import type { Who } from './sentences/sentence.ts'
import type { Unread } from './unread.ts'

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
  /** Kinds of which an unknown name was met: it may be the very one that seems unused. */
  readonly unknownKinds = new Set<string>()
  readonly #places: Places

  constructor(protocol: Protocol, places: Places, unread: Unread) {
    this.protocol = protocol
    this.unread = unread
    this.#places = places
    this.triggers = new Set(protocol.triggers.map(({ id }) => id))
    this.steps = new Set(protocol.steps.map(({ id }) => id))
    this.duties = new Set(protocol.duties.map(({ id }) => id))
  }

  role(path: Path, who: Who): void {
    if (!('role' in who)) return
    this.usedRoles.add(who.role)
    if (!this.protocol.roles.has(who.role)) this.unknown(path, 'role', who.role, this.protocol.roles.keys(), ['roles'])
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

  /** A name that nothing bears, unless what bears it could not be read. */
  unknown(path: Path, what: string, given: string, known: Iterable<string>, groups: readonly string[]): void {
    const { names, misnamed } = this.unread
    if (names.has(given) || closest(given, misnamed) !== undefined) return
    if (groups.some((group) => this.unread.groups.has(group))) return
    this.unknownKinds.add(what)
    const list = [...known]
    const meant = closest(given, list)
    const remedy = meant === undefined ? `Known: ${list.join(', ') || 'none'}.` : `Did you mean "${meant}"?`
    this.fault(path, `there is no ${what} "${given}"`, remedy)
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
