import { formatDay, parseDay } from '../../../src/engine/calendar/day.ts'
import type { Asker, Guarded } from '../../../src/record/access/rule.ts'
import { type DrawnCase, type DrawnPerson, LEAD_AGENCY, type World } from './world.ts'

// Who is what, and what bears on each case, worked out from the world itself: it shares nothing with the SQL.

/** In force on the world's day, from the first day up to and not on the last. */
function holds({ today }: World, { since, until }: { readonly since: string; readonly until: string | null }): boolean {
  const day = formatDay(today)
  return since <= day && (until === null || until > day)
}

/** What somebody is and holds; null where their account or their agency's link is not active. */
export function scopesOf(world: World, person: DrawnPerson): readonly string[] | null {
  const agency = world.agencies.find((each) => each.agency === person.agency)
  if (agency === undefined || !holds(world, agency) || !holds(world, person)) return null
  const covered = world.deputies.filter((each) => each.person === person.id && holds(world, each))
  const held = world.roles.filter((each) => {
    const covers = covered.some(({ absent, role }) => absent === each.person && (role === null || role === each.role))
    return holds(world, each) && isLinked(world, each.agency) && (each.person === person.id || covers)
  })
  const scopes = new Set<string>([`agency:${person.agency}`])
  // Who sits for another agency is of that one too; who stands in for them is not.
  for (const { person: holder, agency: of } of held) if (holder === person.id && of !== null) scopes.add(`agency:${of}`)
  scopes.add(person.service ? 'service' : `person:${person.id}`)
  for (const { absent, role } of covered) if (role === null) scopes.add(`person:${absent}`)
  const wholly = world.persons.filter((each) => covered.some(({ absent, role }) => absent === each.id && role === null))
  for (const each of [person, ...wholly]) {
    if (each.team !== null) scopes.add(`team:${each.team}`)
    for (const below of lineUnder(world, each.id)) if (below.team !== null) scopes.add(`managers:${below.team}`)
    for (const { person: member, pool, ...lasting } of world.pools) {
      if (member === each.id && holds(world, lasting)) scopes.add(`pool:${pool}`)
    }
  }
  for (const { role, agency: of, team } of held) {
    scopes.add(`role:${role}`)
    if (of !== null) scopes.add(`role:${role}@${of}`)
    if (team !== null && role.includes('manager')) scopes.add(`managers:${team}`)
  }
  return [...scopes]
}

/** Whether an agency's link is active; what is held for none needs none. */
function isLinked(world: World, agency: string | null): boolean {
  return agency === null || world.agencies.some((each) => each.agency === agency && holds(world, each))
}

function lineUnder(world: World, manager: string): readonly DrawnPerson[] {
  const own = world.persons.filter((each) => each.manager === manager)
  return [...own, ...own.flatMap(({ id }) => lineUnder(world, id))]
}

export function askerOf(world: World, person: DrawnPerson): Asker {
  return { person: person.id, scopes: scopesOf(world, person), today: world.today, moment: world.moment }
}

/** The child under every identifier: what was merged into it, and what it was merged into. */
function sameChild(world: World, child: string): ReadonlySet<string> {
  const known = new Set([child])
  for (let size = 0; size !== known.size; ) {
    size = known.size
    for (const { id, mergedInto } of world.children) {
      if (mergedInto !== null && (known.has(id) || known.has(mergedInto))) known.add(id).add(mergedInto)
    }
  }
  return known
}

function isAbout(world: World, { child, family }: DrawnCase, excluded: string): boolean {
  const same = sameChild(world, excluded)
  if (child !== null) return same.has(child)
  return world.children.some((each) => same.has(each.id) && each.family === family)
}

const dayOf = (text: string) => parseDay(text) ?? 0
export const daysOf = ({ since, until }: { readonly since: string; readonly until: string | null }) =>
  ({ since: dayOf(since), until: until === null ? null : dayOf(until) }) as Pick<
    Guarded['ways'][number],
    'since' | 'until'
  >

/** Everything that bears on one case. */
export function guardedOf(world: World, of: DrawnCase): Guarded {
  const members = world.members
    .filter(({ caseId }) => caseId === of.id)
    .map((each) => ({
      ...daysOf(each),
      scope: each.person === null ? `team:${each.team}` : `person:${each.person}`,
      actions: each.actions,
      compartments: each.compartments,
      pathway: null,
      named: each.person !== null,
      own: false,
    }))
  const holdings = world.holdings
    .filter(({ caseId }) => caseId === of.id)
    .map((each) => ({
      ...daysOf(each),
      scope: `person:${each.person}`,
      actions: ['read', 'record'] as const,
      compartments: ['shared'] as const,
      pathway: null,
      named: false,
      own: true,
    }))
  const lead = {
    ...daysOf({ since: '1970-01-01', until: null }),
    scope: `managers:${of.leadTeam}`,
    actions: ['read', 'record', 'manage'] as const,
    compartments: ['shared', 'agency-private'] as const,
    pathway: null,
    named: false,
    own: false,
  }
  const granted = world.granted
    .filter(({ caseId }) => caseId === of.id)
    .map((each) => ({ ...each, ...daysOf(each), own: false }))
  const kept = world.pathways.flatMap(({ id, caseId, keptWithin }) => {
    return caseId === of.id && keptWithin !== null ? [[id, keptWithin] as const] : []
  })
  return {
    sensitivity: of.sensitivity,
    leadAgency: LEAD_AGENCY,
    kept: new Map(kept),
    ways: [...members, ...holdings, ...(of.leadTeam === null ? [] : [lead]), ...granted],
    exclusions: world.exclusions
      .filter(({ caseId, child }) => (child === null ? caseId === of.id : isAbout(world, of, child)))
      .map((each) => ({ ...daysOf(each), who: each.who, lifted: each.lift === 'lifted' })),
    brokenGlass: world.glass.filter(({ caseId }) => caseId === of.id),
  }
}
