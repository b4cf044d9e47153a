import { sql } from 'kysely'
import { type Day, formatDay } from '../../engine/calendar/day.ts'
import type { Child, Fact } from '../../engine/facts/fact.ts'
import { type Bound, unbound } from '../transaction.ts'
import type { Report } from './history.ts'

/** Why two may be one child, or one identifier may be two children. */
export type Doubt = 'identifiers-alike' | 'same-family' | 'same-fact' | 'birth-dates-differ' | 'entered-by-hand'

/** Somebody of whom the record knows. */
export interface KnownChild {
  readonly childId: string
  readonly identifier: string
  /** As the last import that spoke of them describes them. */
  readonly child: Omit<Child, 'id'>
  /** First days of protection plans and legal statuses: "protection-plan 2024-05-01". */
  readonly plans: readonly string[]
  /** Made by the import that is being kept: no other of its children is the same. */
  readonly isNew: boolean
  /** A person entered them, and no import has spoken of them: nothing but the birth date can tell that they are one. */
  readonly isEntered: boolean
}

/** Everybody the record knows, found by identifier, and by birth date and sex. */
export class KnownChildren {
  readonly #byIdentifier = new Map<string, KnownChild[]>()
  readonly #byPlain = new Map<string, KnownChild[]>()
  readonly #byBirth = new Map<string, KnownChild[]>()
  readonly #named: ReadonlySet<string>

  /** @param named the identifiers that the import names: whom it names itself is nobody else */
  constructor(named: ReadonlySet<string>) {
    this.#named = named
  }

  add(known: KnownChild): void {
    push(this.#byIdentifier, known.identifier, known)
    push(this.#byPlain, plain(known.identifier), known)
    if (known.child.born !== null) push(this.#byBirth, birthOf(known.child), known)
  }

  ofIdentifier(identifier: string): readonly KnownChild[] {
    return this.#byIdentifier.get(identifier) ?? []
  }

  /** Those of other identifiers, not named by this import, who may be the same. */
  others({ id, ...child }: Child): readonly KnownChild[] {
    const alike = this.#byPlain.get(plain(id)) ?? []
    // Whoever entered a child by hand did not say the sex.
    const births = [birthOf(child), birthOf({ born: child.born, sex: 'unknown' })]
    const born = child.born === null ? [] : births.flatMap((birth) => this.#byBirth.get(birth) ?? [])
    return [...new Set([...alike, ...born])].filter((each) => {
      return each.identifier !== id && !each.isNew && !this.#named.has(each.identifier)
    })
  }
}

function push(map: Map<string, KnownChild[]>, key: string, known: KnownChild): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [known])
  else list.push(known)
}

/** Spreadsheets take zeros away, and people write small letters. */
function plain(identifier: string): string {
  return identifier.toUpperCase().replace(/^0+(?=.)/, '')
}

function birthOf({ born, sex }: Pick<Child, 'born' | 'sex'>): string {
  return `${born} ${sex}`
}

export type Match =
  | { readonly kind: 'known'; readonly childId: string }
  | { readonly kind: 'new'; readonly doubts: readonly { readonly candidate: string; readonly why: Doubt }[] }

/**
 * Whom an import means by an identifier. The authority's identifier decides, unless what is said under it now cannot be of
 * that child: then a child of its own is made, and a person decides. One of an unknown identifier is a new child, and a person
 * decides where somebody is known who is much like it and whom the import does not name.
 */
export function matchChild(
  child: Child,
  sources: readonly { readonly facts: readonly Fact[] }[],
  known: KnownChildren,
): Match {
  const named = known.ofIdentifier(child.id)
  const fitting = named.filter((each) => mayBeOne(each.child, child))
  const [first] = fitting.toSorted((a, b) => distance(a.child, child) - distance(b.child, child))
  if (first !== undefined) return { kind: 'known', childId: first.childId }
  const doubts: { candidate: string; why: Doubt }[] = named.map(({ childId }) => {
    return { candidate: childId, why: 'birth-dates-differ' as const }
  })
  const facts = new Set(sources.flatMap((source) => tellingFacts(source.facts)))
  for (const other of known.others(child)) {
    const why = whyAlike(child, facts, other)
    if (why !== null) doubts.push({ candidate: other.childId, why })
  }
  return { kind: 'new', doubts }
}

function whyAlike(child: Child, facts: ReadonlySet<string>, other: KnownChild): Doubt | null {
  if (plain(other.identifier) === plain(child.id) && mayBeOne(other.child, child)) return 'identifiers-alike'
  if (other.isEntered && other.child.born === child.born) return 'entered-by-hand'
  if (other.child.born !== child.born || other.child.sex !== child.sex) return null
  if (child.family !== '' && other.child.family === child.family) return 'same-family'
  return other.plans.some((each) => facts.has(each)) ? 'same-fact' : null
}

/** What two children seldom share to the day, beside the day they were born. */
function tellingFacts(facts: readonly Pick<Fact, 'kind' | 'from'>[]): readonly string[] {
  return facts.flatMap(({ kind, from }) => {
    return kind === 'protection-plan' || kind === 'legal-status' ? [`${kind} ${formatDay(from)}`] : []
  })
}

type Who = Pick<Child, 'born' | 'sex'>

/** A birth date with one digit wrong, or day and month turned round, is a slip; more is another child until somebody says so. */
function mayBeOne(known: Who, said: Who): boolean {
  const far = distance(known, said)
  const sexes = known.sex !== 'unknown' && said.sex !== 'unknown' && known.sex !== said.sex
  return far === 0 || (far === 1 && !sexes)
}

/** 0 where the birth dates are one, or are not both known; 1 for a slip; 2 for more. */
function distance(known: Who, said: Who): 0 | 1 | 2 {
  if (known.born === null || said.born === null || known.born === said.born) return 0
  return isSlip(known.born, said.born) ? 1 : 2
}

function isSlip(a: Day, b: Day): boolean {
  const [one, other] = [formatDay(a), formatDay(b)]
  const [year, month, dayOfMonth] = one.split('-')
  if (other === `${year}-${dayOfMonth}-${month}`) return true
  return [...one].filter((digit, at) => digit !== other[at]).length <= 1
}

/** Everybody the record knows, as the latest imports describe them. */
export async function knownChildren(
  bound: Bound,
  importId: string,
  named: ReadonlySet<string>,
): Promise<KnownChildren> {
  const known = new KnownChildren(named)
  const { rows } = await unbound(bound, () => {
    return sql<Known>`
      select c.child_id, coalesce(c.identifier, '') as identifier, c.born, latest.report, latest.own,
        c.entered is not null and latest.report is null as entered
      from sightline.children c
      left join lateral (
        select r.report, i.import_id = ${importId}::uuid as own
        from sightline.reported d
        join sightline.imports i on i.authority = d.authority and i.import_id = d.import_id
          and (i.state = 'taken' or i.import_id = ${importId}::uuid)
        join sightline.reports r on r.authority = d.authority and r.child_id = d.child_id and r.hash = d.hash
        where d.authority = c.authority and d.child_id = c.child_id
        order by i.taken desc nulls last, d.source
        limit 1
      ) latest on true
      where c.authority = ${bound.principal.authority} and (c.identifier is not null or c.entered is not null)`.execute(
      bound.tx,
    )
  })
  for (const { child_id: childId, identifier, born, report, own, entered } of rows) {
    const { id: _id, ...child } = report?.child ?? { id: '', ...NOBODY, born }
    known.add({
      childId,
      identifier,
      child,
      plans: tellingFacts(report?.facts ?? []),
      isNew: own === true,
      isEntered: entered,
    })
  }
  return known
}

interface Known {
  readonly child_id: string
  readonly identifier: string
  readonly born: Day | null
  readonly report: Report | null
  readonly own: boolean | null
  readonly entered: boolean
}

const NOBODY: Omit<Child, 'id'> = { born: null, expected: null, died: null, sex: 'unknown', ethnicity: '', family: '' }
