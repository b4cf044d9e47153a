import type { InventedCase } from '../../record/people/demonstration.ts'
import type { Running } from './teller.ts'

/** A case with the name of its child. */
export interface Named extends InventedCase {
  readonly name: string
  readonly bornText: string
  /** Whether people of other agencies work with the child. */
  readonly meets: boolean
}

/** A pathway that a trigger opened by itself. */
export interface Opened {
  readonly each: Named
  readonly running: Running & { readonly trigger: string | null }
}

/** What a story asks of the case that it is told about. */
export interface Wanted {
  /** Nobody of another agency works with the child, or somebody does. */
  readonly meets?: boolean
  /** Somebody whose case it is, by role. */
  readonly own?: Readonly<Record<string, string>>
  /** Its child is at least, and at most, so many years old; years of birth alone are looked at. */
  readonly bornFrom?: number
  readonly bornUntil?: number
}

/** The cases of the demonstration, each of which one story takes. */
export class Cases {
  readonly all: readonly Named[]
  readonly #taken = new Set<Named>()

  constructor(all: readonly Named[]) {
    this.all = all.filter(({ own }) => own['team-manager'] !== undefined && own['social-worker'] !== undefined)
  }

  /** A case in which nothing has begun by itself. */
  take({ meets = true, own = {}, bornFrom = 0, bornUntil = Number.POSITIVE_INFINITY }: Wanted = {}): Named {
    return this.#first((each) => {
      const year = Number(each.bornText.slice(0, 4))
      const isOwn = Object.entries(own).every(([role, person]) => each.own[role] === person)
      return (
        Object.keys(each.pathways).length === 0 &&
        each.meets === meets &&
        isOwn &&
        bornFrom <= year &&
        year <= bornUntil
      )
    })
  }

  /** Pathways of a protocol that a trigger opened, in the order of their cases. */
  opened(protocol: string): readonly Opened[] {
    return this.all.flatMap((each) => {
      const { [protocol]: running } = each.pathways
      return running === undefined ? [] : [{ each, running: { caseId: each.caseId, ...running } }]
    })
  }

  #first(fits: (each: Named) => boolean): Named {
    const found = this.all.find((each) => !this.#taken.has(each) && fits(each))
    if (found === undefined) throw new Error('there are fewer cases than stories')
    this.#taken.add(found)
    return found
  }
}
