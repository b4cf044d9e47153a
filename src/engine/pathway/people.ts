import type { Day } from '../calendar/day.ts'
import type { Name } from '../protocol/sentences/sentence.ts'

/** A role that somebody holds, from a day and up to, and not on, another. */
export interface Holding {
  readonly person: string
  readonly role: Name
  /** The agency for which it is held; left out or null where that is their own. */
  readonly agency?: string | null
  readonly from: Day
  readonly until: Day | null
}

/** A tie of a person to the case: why they are not independent of it (CWM-26, WAR-05). */
export interface Tie {
  readonly person: string
  readonly kind: 'allocated' | 'core-group' | 'raised' | 'attended' | 'manages'
  /** For whom, or which step: "manages P12", "attended hold-tier-1", "raised tell-the-lead". */
  readonly of: string
}

/** An agency that ends, and to whom passes what it owes. */
export interface EndedAgency {
  readonly agency: string
  /** The first day on which it is there no more. */
  readonly on: Day
  /** The agency that takes its place. */
  readonly successor: string | null
  /** Where none does: the role to whose holders it falls, and the agency for which they hold it; null where nobody is named. */
  readonly falls: { readonly role: Name; readonly agency: string } | null
}

/** Somebody who is kept from the case, from a day and up to, and not on, another. */
export interface Excluded {
  readonly person: string
  readonly from: Day
  readonly until: Day | null
}

/** Who there is, as far as one case needs it. Given to the engine; it looks nobody up. */
export interface People {
  readonly persons: readonly {
    readonly id: string
    readonly agency: string
    readonly manager: string | null
    /** The first day on which they are there no more; left out or null while they stay. */
    readonly until?: Day | null
    /** Somebody of the child's own family: in the core group, and never who a protocol means by it. */
    readonly family?: boolean
  }[]
  readonly holdings: readonly Holding[]
  /** The child's and the case's own: who is their social worker, team manager, reviewing officer, lead service manager. */
  readonly own: readonly Holding[]
  /** Members of this child's core group. The role `core-group` means those of them who are not of the family (CWM-10). */
  readonly coreGroup: readonly string[]
  /** The child's brothers and sisters, by the authority's identifiers; left out where none are known. */
  readonly siblings?: readonly string[]
  /** Who may see nothing of this case: nothing of it waits for them meanwhile. Left out where nobody is excluded. */
  readonly excluded?: readonly Excluded[]
  /** Agencies that are part of the case. */
  readonly agencies: readonly string[]
  /** Agencies that no longer exist, or will not; left out where every one goes on. */
  readonly ended?: readonly EndedAgency[]
  /** Pools and lists by name: facilitators, panel members. */
  readonly pools: Readonly<Record<Name, readonly string[]>>
  /** Sittings of each meeting, past and planned. */
  readonly sittings: readonly { readonly meeting: Name; readonly id: string; readonly on: Day }[]
}
