import type { Day } from '../calendar/day.ts'
import { Children } from './children.ts'
import { Column, packed, unpacked, Words } from './columns.ts'
import { type Child, FACT_KINDS, type Fact, type FactKind, type FactOf, type History, type Source } from './fact.ts'
import { isKnown, settleVersions } from './versions.ts'

/** What is not given with a fact but worked out from its source. */
type WorkedOut = 'knownFrom' | 'knownUntil' | 'statedMayCountThis'

/** A fact as a source gives it. */
export type GivenFact = Fact extends infer F ? (F extends Fact ? Omit<F, WorkedOut> : never) : never

/** The most imports that one cohort takes: each child remembers its sources in one 32-bit number. */
export const MOST_SOURCES = 31

const SERVICES = ['unknown', 'yes', 'no'] as const
/** Ends each factor of an assessment in the one word they are kept as; no file can hold this character in a code. */
const UNIT_END = '\u001f'

/**
 * The facts of many children, held as columns of numbers: about 20 bytes a fact, so that a large authority's whole history
 * fits in little memory. Facts come in any order; `history` gives one child's as plain objects.
 */
export class Cohort {
  readonly #sources: Source[] = []
  readonly #words = new Words()
  readonly #children = new Children()

  #facts = 0
  readonly #kind = new Column()
  readonly #child = new Column()
  readonly #from = new Column()
  readonly #until = new Column()
  readonly #key = new Column()
  readonly #a = new Column()
  readonly #b = new Column()
  readonly #c = new Column()
  readonly #number = new Column()
  readonly #source = new Column()
  readonly #file = new Column()
  readonly #line = new Column()

  /** The facts' positions, child by child, and where each child's begin; made when first asked for. */
  #order: { readonly positions: Uint32Array; readonly starts: Uint32Array } | undefined

  /** How many children. */
  get size(): number {
    return this.#children.size
  }

  get factCount(): number {
    return this.#facts
  }

  get sources(): readonly Source[] {
    return this.#sources
  }

  /** Adds an import and gives its number. */
  addSource(source: Source): number {
    if (this.#sources.length >= MOST_SOURCES) {
      throw new RangeError(`one cohort takes ${MOST_SOURCES} imports at most`)
    }
    this.#sources.push(source)
    return this.#sources.length - 1
  }

  /** Completes what only the end of a file tells: its coverage, how it counts. */
  completeSource(source: number, complete: Source): void {
    this.#sources[source] = complete
  }

  /** The child of this identifier, if any source so far has named one. */
  find(id: string): number | undefined {
    return this.#children.find(id)
  }

  /** The number of the child of this identifier, made if need be, and remembered as covered by the source. */
  childOf(id: string, source: number): number {
    const index = this.#children.numberOf(id)
    this.#children.addSource(index, source)
    return index
  }

  child(index: number): Child {
    return this.#children.get(index)
  }

  /** The imports that speak of a child, one bit each. */
  sourcesOf(index: number): number {
    return this.#children.sourcesOf(index)
  }

  /** Replaces what is known of a child; the caller has settled any disagreement between sources. */
  describe(index: number, child: Child): void {
    this.#children.set(index, child)
  }

  /** Adds a fact of a child. Days, counts and lines are whole numbers; a distance is kept to the tenth of a mile. */
  add(index: number, fact: GivenFact): void {
    if (index >= this.size) throw new RangeError(`no child has the number ${index}`)
    const at = this.#facts
    this.#facts += 1
    this.#order = undefined
    this.#kind.set(at, FACT_KINDS.indexOf(fact.kind))
    this.#child.set(at, index)
    this.#from.set(at, fact.from)
    this.#until.set(at, packed(fact.until))
    this.#key.set(at, this.#words.number(fact.key))
    this.#source.set(at, fact.origin.source)
    this.#file.set(at, fact.origin.file)
    this.#line.set(at, fact.origin.line)
    this.#writeOwn(at, fact)
  }

  /** One child's history. `knownAt` leaves out what was not known on that day, and brings back what was withdrawn since. */
  history(index: number, knownAt?: Day): History {
    const { positions, starts } = this.#ordered()
    const facts: Fact[] = []
    for (let i = starts[index] ?? 0; i < (starts[index + 1] ?? 0); i++) facts.push(this.#read(positions[i] ?? 0))
    const mask = this.#children.sourcesOf(index)
    const mine = this.#sources.filter((_, number) => (mask & (1 << number)) !== 0)
    const settled = mine.length > 1 ? settleVersions(facts, this.#sources, mask) : facts
    const known = settled.filter((fact) => isKnown(fact, knownAt))
    const coverage = mine
      .filter(({ writtenOn }) => knownAt === undefined || (writtenOn ?? knownAt) <= knownAt)
      .flatMap((source) => source.coverage)
    return { child: this.child(index), facts: known.sort(inOrder), coverage }
  }

  /** The facts of one kind as each import gives them, in which one may stand several times and differently. */
  told<K extends FactKind>(index: number, kind: K): readonly FactOf<K>[] {
    const { positions, starts } = this.#ordered()
    const facts: FactOf<K>[] = []
    for (let i = starts[index] ?? 0; i < (starts[index + 1] ?? 0); i++) {
      const at = positions[i] ?? 0
      if (this.#kind.get(at) !== FACT_KINDS.indexOf(kind)) continue
      const fact = this.#read(at)
      if (isOf(fact, kind)) facts.push(fact)
    }
    return facts
  }

  /** The numbers of all children of a family, in the order in which they were met. */
  family(name: string): readonly number[] {
    return this.#children.family(name)
  }

  #ordered(): { readonly positions: Uint32Array; readonly starts: Uint32Array } {
    if (this.#order !== undefined) return this.#order
    const starts = new Uint32Array(this.size + 2)
    for (let at = 0; at < this.#facts; at++) {
      const next = this.#child.get(at) + 2
      starts[next] = (starts[next] ?? 0) + 1
    }
    for (let i = 2; i < starts.length; i++) starts[i] = (starts[i] ?? 0) + (starts[i - 1] ?? 0)
    const positions = new Uint32Array(this.#facts)
    for (let at = 0; at < this.#facts; at++) {
      const slot = this.#child.get(at) + 1
      const place = starts[slot] ?? 0
      positions[place] = at
      starts[slot] = place + 1
    }
    this.#order = { positions, starts }
    return this.#order
  }

  #writeOwn(at: number, fact: GivenFact): void {
    const own = (a: string, b = '', c = '', number: number | null = null): void => {
      this.#a.set(at, this.#words.number(a))
      this.#b.set(at, this.#words.number(b))
      this.#c.set(at, this.#words.number(c))
      this.#number.set(at, packed(number))
    }
    switch (fact.kind) {
      case 'referral':
        return own(fact.need, '', '', fact.noFurtherAction ? 1 : 0)
      case 'assessment':
        return own(
          fact.factors.map((factor) => factor + UNIT_END).join(''),
          fact.referral,
          '',
          SERVICES.indexOf(fact.service),
        )
      case 'enquiry':
        return own(fact.conferenceNotRequired ? 'not required' : '', '', '', fact.conferenceTarget)
      case 'conference':
        return own(fact.meeting, '', '', fact.target)
      case 'child-in-need-plan':
        return own('')
      case 'protection-plan':
        return own(fact.initialCategory, fact.latestCategory, fact.conference, fact.statedPrevious)
      case 'review':
        return own(fact.plan, '', '', fact.due)
      case 'legal-status':
        return own(fact.code)
      case 'placement':
        return own(fact.code, '', '', fact.distance === null ? null : Math.round(fact.distance * 10))
      case 'pre-proceedings':
        return own(fact.outcome)
      case 'involvement':
        return own(fact.role, fact.professional, fact.team)
      default:
        return fact satisfies never
    }
  }

  #read(at: number): Fact {
    const kind = FACT_KINDS[this.#kind.get(at)] as FactKind
    const source = this.#source.get(at)
    const number = unpacked(this.#number.get(at))
    const dated = {
      from: this.#from.get(at) as Day,
      until: unpacked(this.#until.get(at)) as Day | null,
      key: this.#words.word(this.#key.get(at)),
      origin: { source, file: this.#file.get(at), line: this.#line.get(at) },
      knownFrom: this.#sources[source]?.writtenOn ?? null,
      knownUntil: null,
    }
    const a = this.#words.word(this.#a.get(at))
    const b = this.#words.word(this.#b.get(at))
    const c = this.#words.word(this.#c.get(at))
    const dayOrNull = number as Day | null
    switch (kind) {
      case 'referral':
        return { kind, ...dated, need: a, noFurtherAction: number === 1 }
      case 'assessment':
        return {
          kind,
          ...dated,
          factors: a.split(UNIT_END).slice(0, -1),
          referral: b,
          service: SERVICES[number ?? 0] ?? 'unknown',
        }
      case 'enquiry':
        return { kind, ...dated, conferenceTarget: dayOrNull, conferenceNotRequired: a !== '' }
      case 'conference':
        return { kind, ...dated, target: dayOrNull, meeting: a }
      case 'child-in-need-plan':
        return { kind, ...dated }
      case 'protection-plan':
        return {
          kind,
          ...dated,
          initialCategory: a,
          latestCategory: b,
          conference: c,
          statedPrevious: number,
          statedMayCountThis: this.#sources[source]?.previousPlans === 'unknown',
        }
      case 'review':
        return { kind, ...dated, plan: a, due: dayOrNull }
      case 'legal-status':
        return { kind, ...dated, code: a }
      case 'placement':
        return { kind, ...dated, code: a, distance: number === null ? null : number / 10 }
      case 'pre-proceedings':
        return { kind, ...dated, outcome: a }
      case 'involvement':
        return { kind, ...dated, role: a, professional: b, team: c }
      default:
        return kind satisfies never
    }
  }
}

function isOf<K extends FactKind>(fact: Fact, kind: K): fact is FactOf<K> {
  return fact.kind === kind
}

/** By first day, then kind; what is left equal stands as its source has it, whatever the order of adding. */
function inOrder(x: Fact, y: Fact): number {
  return (
    x.from - y.from ||
    FACT_KINDS.indexOf(x.kind) - FACT_KINDS.indexOf(y.kind) ||
    x.origin.source - y.origin.source ||
    x.origin.file - y.origin.file ||
    x.origin.line - y.origin.line
  )
}
