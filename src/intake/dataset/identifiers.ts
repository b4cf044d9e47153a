/**
 * Which identifiers a table has used for which child. Siblings may share one (an assessment of a whole family is one step in
 * some case systems); the same identifier twice for one child is the same thing told twice.
 */
export class Identifiers {
  readonly #first = new Map<string, number>()
  readonly #further = new Set<string>()

  /** Whether the identifier is new for the child; '' always is. */
  add(id: string, child: number): boolean {
    if (id === '') return true
    const first = this.#first.get(id)
    if (first === undefined) {
      this.#first.set(id, child)
      return true
    }
    if (first === child) return false
    const pair = `${child} ${id}`
    if (this.#further.has(pair)) return false
    this.#further.add(pair)
    return true
  }
}
