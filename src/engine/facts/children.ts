import type { Day } from '../calendar/day.ts'
import { Column, packed, unpacked, Words } from './columns.ts'
import type { Child } from './fact.ts'
import { Identifiers } from './identifiers.ts'

const SEXES = ['unknown', 'male', 'female'] as const satisfies readonly Child['sex'][]

/** Who the children are, held as columns: an authority of 200,000 children would otherwise be 200,000 objects. */
export class Children {
  readonly #ids = new Identifiers()
  readonly #words = new Words()
  readonly #born = new Column()
  readonly #expected = new Column()
  readonly #died = new Column()
  readonly #sex = new Column()
  readonly #ethnicity = new Column()
  readonly #family = new Column()
  /** The sources that speak of the child, one bit each. */
  readonly #sources = new Column()
  /** The numbers of each family's children; made when first asked for. */
  #families: ReadonlyMap<number, readonly number[]> | undefined

  get size(): number {
    return this.#ids.size
  }

  find(id: string): number | undefined {
    return this.#ids.find(id)
  }

  /** The number of the child of this identifier, made if need be. */
  numberOf(id: string): number {
    const before = this.size
    const index = this.#ids.numberOf(id)
    if (index === before) {
      this.set(index, { id, born: null, expected: null, died: null, sex: 'unknown', ethnicity: '', family: '' })
    }
    return index
  }

  get(index: number): Child {
    return {
      id: this.#idOf(index),
      born: dayOrNull(this.#born.get(index)),
      expected: dayOrNull(this.#expected.get(index)),
      died: dayOrNull(this.#died.get(index)),
      sex: SEXES[this.#sex.get(index)] ?? 'unknown',
      ethnicity: this.#words.word(this.#ethnicity.get(index)),
      family: this.#words.word(this.#family.get(index)),
    }
  }

  set(index: number, child: Child): void {
    this.#mustBeKnown(index)
    this.#families = undefined
    this.#born.set(index, packed(child.born))
    this.#expected.set(index, packed(child.expected))
    this.#died.set(index, packed(child.died))
    this.#sex.set(index, SEXES.indexOf(child.sex))
    this.#ethnicity.set(index, this.#words.number(child.ethnicity))
    this.#family.set(index, this.#words.number(child.family))
  }

  sourcesOf(index: number): number {
    return this.#sources.get(index)
  }

  addSource(index: number, source: number): void {
    this.#sources.set(index, this.#sources.get(index) | (1 << source))
  }

  /** The numbers of all children of a family, in the order in which they were met. */
  family(name: string): readonly number[] {
    if (name === '') return []
    this.#families ??= this.#gatherFamilies()
    return this.#families.get(this.#words.number(name)) ?? []
  }

  #gatherFamilies(): ReadonlyMap<number, readonly number[]> {
    const families = new Map<number, number[]>()
    for (let index = 0; index < this.size; index++) {
      const family = this.#family.get(index)
      if (family === 0) continue
      const members = families.get(family)
      if (members === undefined) families.set(family, [index])
      else members.push(index)
    }
    return families
  }

  #idOf(index: number): string {
    this.#mustBeKnown(index)
    return this.#ids.text(index) ?? ''
  }

  #mustBeKnown(index: number): void {
    if (!(index >= 0 && index < this.size)) throw new RangeError(`no child has the number ${index}`)
  }
}

function dayOrNull(kept: number): Day | null {
  return unpacked(kept) as Day | null
}
