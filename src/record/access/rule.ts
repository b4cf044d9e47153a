import type { Day } from '../../engine/calendar/day.ts'
import type { Instant } from '../../engine/calendar/instant.ts'

/** What a part of a record is kept apart as. */
export const COMPARTMENTS = [
  'shared',
  'agency-private',
  'legal-privileged',
  'informant',
  'police-sensitive',
  'health-sensitive',
] as const
export type Compartment = (typeof COMPARTMENTS)[number]

/** Breaking the glass never opens what a lawyer was told or who informed. */
const BEHIND_GLASS: readonly Compartment[] = ['shared', 'agency-private', 'police-sensitive', 'health-sensitive']

export type Action = 'read' | 'record' | 'manage'

/**
 * Within what a protocol keeps a pathway: `lead` for whichever agency leads the case, `nobody` where whoever raised it is not
 * known to be of any.
 */
export type KeptWithin = 'lead' | 'nobody' | `agency:${string}`

/** Days from the first up to, and not on, the last. */
interface Lasting {
  readonly since: Day
  readonly until: Day | null
}

/** Who asks: null scopes for whoever's account, or whose agency's link, is not active. */
export interface Asker {
  readonly person: string
  readonly scopes: readonly string[] | null
  readonly today: Day
  readonly moment: Instant
}

/** Everything that bears on who may see one case. */
export interface Guarded {
  readonly sensitivity: 'standard' | 'restricted' | 'sealed'
  readonly leadAgency: string
  /** Its pathways that are kept within an agency; any other is open to whoever sees the case. */
  readonly kept: ReadonlyMap<string, KeptWithin>
  readonly ways: readonly (Lasting & {
    readonly scope: string
    readonly actions: readonly Action[]
    readonly compartments: readonly Compartment[]
    /** The one pathway that it opens; null for the whole case. */
    readonly pathway: string | null
    /** Whether it is a membership of one named person: the only way into a sealed case. */
    readonly named: boolean
    /** Whether it is that of one of the case's own workers. */
    readonly own: boolean
  })[]
  /** Of the case, and of each child whom it is about, under whatever identifier. */
  readonly exclusions: readonly (Lasting & { readonly who: string; readonly lifted: boolean })[]
  readonly brokenGlass: readonly { readonly person: string; readonly opened: Instant; readonly expires: Instant }[]
}

/**
 * The compartments of a case, or of one pathway of it, that somebody may see by an action; null where they may not at all. Said
 * a second time in SQL, as `sightline.sees` of migrations/0003-cases.sql: a test holds the two to each other.
 */
export function compartmentsOpen(
  asker: Asker,
  action: Action,
  pathway: string | null,
  { sensitivity, leadAgency, kept, ways, exclusions, brokenGlass }: Guarded,
): readonly Compartment[] | null {
  const { scopes, today, moment, person } = asker
  if (scopes === null) return null
  const holds = ({ since, until }: Lasting): boolean => since <= today && (until === null || until > today)
  // The program acting by itself sees what it works on.
  if (scopes.includes('service')) return [...COMPARTMENTS].sort()
  // An exclusion beats everything, the broken glass included.
  if (exclusions.some((each) => !each.lifted && holds(each) && scopes.includes(each.who))) return null
  const open = new Set<Compartment>()
  for (const way of ways) {
    if (!scopes.includes(way.scope) || !way.actions.includes(action) || !holds(way)) continue
    if (way.pathway !== null && way.pathway !== pathway) continue
    const within = pathway === null ? undefined : kept.get(pathway)
    if (way.pathway === null && within !== undefined && !opensKept(way, within, leadAgency, scopes)) continue
    // Who stands in for a member is no member.
    if (sensitivity === 'sealed' && !(way.named && way.scope === `person:${person}`)) continue
    for (const compartment of way.compartments) open.add(compartment)
  }
  const broke = brokenGlass.some((each) => each.person === person && each.opened <= moment && each.expires > moment)
  if (broke && action === 'read' && sensitivity !== 'sealed') for (const each of BEHIND_GLASS) open.add(each)
  return open.size === 0 ? null : [...open].sort()
}

/**
 * Whether a way into a whole case opens what is kept within an agency. Who manages a case may grant what is private to the agency
 * that leads it, to whomever; nothing but belonging to another agency opens what that one keeps.
 */
function opensKept(
  { compartments, own }: Guarded['ways'][number],
  within: KeptWithin,
  leadAgency: string,
  scopes: readonly string[],
): boolean {
  const isPrivate = compartments.includes('agency-private')
  if (within === 'lead' && isPrivate) return true
  return (isPrivate || own) && scopes.includes(within === 'lead' ? `agency:${leadAgency}` : within)
}

/**
 * Whether one thing that was shared with somebody is open to them: theirs alone, while it lasts, whatever else lets them in or does
 * not. Said a second time in SQL, as `sightline.shared_with` of migrations/0031-shares.sql: a test holds the two to each other.
 */
export function shareOpen(
  { scopes, today, person }: Asker,
  share: Lasting & { readonly person: string },
  { sensitivity, exclusions }: Pick<Guarded, 'sensitivity' | 'exclusions'>,
): boolean {
  if (scopes === null || share.person !== person || sensitivity === 'sealed') return false
  const holds = ({ since, until }: Lasting): boolean => since <= today && (until === null || until > today)
  return holds(share) && !exclusions.some((each) => !each.lifted && holds(each) && scopes.includes(each.who))
}
