import { type Day, formatDay, parseDay } from '../../../src/engine/calendar/day.ts'
import { type Instant, parseInstant } from '../../../src/engine/calendar/instant.ts'
import { type Action, COMPARTMENTS, type Compartment, type KeptWithin } from '../../../src/record/access/rule.ts'
import { Chance } from './chance.ts'

// An authority drawn from a seed, in which everything that bears on access lies at its edges: what begins or ends today or
// tomorrow, merged children, families, deputies, accounts and agencies that are not active.

interface Lasting {
  readonly since: string
  readonly until: string | null
}

export interface DrawnPerson extends Lasting {
  readonly id: string
  readonly agency: string
  readonly team: string | null
  readonly manager: string | null
  readonly service: boolean
}

export interface DrawnCase {
  readonly id: string
  readonly child: string | null
  readonly family: string | null
  readonly leadTeam: string | null
  readonly sensitivity: 'standard' | 'restricted' | 'sealed'
}

export interface DrawnPathway {
  readonly id: string
  readonly caseId: string
  readonly ended: boolean
  readonly nextDue: string | null
  readonly owedBy: string | null
  readonly keptWithin: KeptWithin | null
}

type Drawn<T> = readonly (Lasting & T)[]

export interface World {
  readonly authority: string
  readonly today: Day
  readonly moment: Instant
  readonly agencies: Drawn<{ readonly agency: string }>
  readonly teams: readonly { readonly team: string; readonly agency: string }[]
  readonly persons: readonly DrawnPerson[]
  readonly roles: Drawn<{
    readonly person: string
    readonly role: string
    readonly agency: string | null
    readonly team: string | null
  }>
  readonly deputies: Drawn<{ readonly absent: string; readonly person: string; readonly role: string | null }>
  readonly pools: Drawn<{ readonly pool: string; readonly person: string }>
  readonly children: readonly { readonly id: string; readonly mergedInto: string | null; readonly family: string }[]
  readonly cases: readonly DrawnCase[]
  readonly members: Drawn<{
    readonly id: string
    readonly caseId: string
    readonly person: string | null
    readonly team: string | null
    readonly actions: readonly Action[]
    readonly compartments: readonly Compartment[]
  }>
  readonly holdings: Drawn<{ readonly id: string; readonly caseId: string; readonly person: string }>
  readonly exclusions: Drawn<{
    readonly id: string
    readonly caseId: string | null
    readonly child: string | null
    readonly who: string
    /** Asked for and not agreed to, it holds. */
    readonly lift: 'not-asked' | 'asked' | 'lifted'
  }>
  readonly glass: readonly {
    readonly id: string
    readonly person: string
    readonly caseId: string
    readonly opened: Instant
    readonly expires: Instant
  }[]
  readonly pathways: readonly DrawnPathway[]
  /** One paper for one person: its way in opens nothing else. */
  readonly shares: Drawn<{
    readonly id: string
    readonly caseId: string
    readonly pathway: string
    readonly person: string
  }>
  readonly withheld: readonly { readonly id: string; readonly caseId: string; readonly child: string | null }[]
  /** What protocols grant: to persons, teams, roles, pools and agencies. */
  readonly granted: Drawn<{
    readonly scope: string
    readonly caseId: string
    readonly pathway: string | null
    readonly source: string
    readonly actions: readonly Action[]
    readonly compartments: readonly Compartment[]
    readonly named: boolean
  }>
}

const TODAY = parseDay('2026-11-20') ?? 0
const NOW = parseInstant('2026-11-20T10:00:00Z') ?? 0
/** The agency that leads every case. */
export const LEAD_AGENCY = 'council'
const KEEPERS: readonly (KeptWithin | null)[] = [
  null,
  null,
  'lead',
  'lead',
  'agency:council',
  'agency:police',
  'nobody',
]
const ACTIONS: readonly Action[] = ['read', 'record', 'manage']
const ROLES = ['team-manager', 'director', 'conference-chair', 'privacy-officer']
const HOUR = 3_600_000

export function drawWorld(seed: number, authority: string): World {
  const chance = new Chance(seed)
  const today = TODAY as Day
  const moment = NOW as Instant
  const day = (offset: number): string => formatDay((today + offset) as Day)
  /** Mostly in force; else it begins or ends at the edge of today. */
  const lasting = (): Lasting => {
    const since = day(chance.of([-400, -1, -1, 0, 0, -7, chance.oneIn(3) ? 1 : -30]))
    const until = chance.of([null, null, null, day(1), day(30), chance.oneIn(3) ? day(0) : null])
    return { since, until: until !== null && until < since ? null : until }
  }
  const maybe = <T>(values: readonly T[]): T | null => (chance.oneIn(2) ? chance.of(values) : null)

  const agencies = ['council', 'police', 'hospital'].map((agency) => ({ agency, ...lasting() }))
  const teams = ['north', 'south', 'east'].map((team) => ({ team, agency: chance.of(agencies).agency }))
  const persons: DrawnPerson[] = []
  for (let number = 0; number < 12; number += 1) {
    persons.push({
      id: chance.id(),
      agency: chance.of(agencies).agency,
      team: maybe(teams)?.team ?? null,
      manager: maybe([...persons, null])?.id ?? null,
      service: number === 0,
      ...lasting(),
    })
  }
  const person = (): string => chance.of(persons).id
  const several = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make)
  const roles = several(12, () => ({
    person: person(),
    role: chance.of(ROLES),
    agency: maybe(agencies)?.agency ?? null,
    team: maybe(teams)?.team ?? null,
    ...lasting(),
  }))
  const deputies = several(5, () => ({ absent: person(), person: person(), role: maybe(ROLES), ...lasting() }))
  const drawnPools = several(4, () => ({ pool: chance.of(['facilitators', 'panel']), person: person(), ...lasting() }))
  // One row for a pool, a person and a first day.
  const pools = [...new Map(drawnPools.map((each) => [each.pool + each.person + each.since, each])).values()]

  const children = several(6, () => ({ id: chance.id(), mergedInto: null, family: chance.of(['', 'F1', 'F2']) }))
  const [first, second, third] = children.map(({ id }) => id)
  const merged = children.map((child) => {
    if (child.id === first && chance.oneIn(2)) return { ...child, mergedInto: second ?? null }
    if (child.id === second && chance.oneIn(2)) return { ...child, mergedInto: third ?? null }
    return child
  })
  const about = [
    ...children.slice(0, 5).map(({ id }) => ({ child: id, family: null })),
    { child: null, family: 'F1' },
    { child: null, family: 'F2' },
  ]
  const cases = about.map((subject) => ({
    id: chance.id(),
    ...subject,
    leadTeam: maybe(teams)?.team ?? null,
    sensitivity: chance.of(['standard', 'standard', 'restricted', 'sealed'] as const),
  }))
  const caseId = (): string => chance.of(cases).id
  const members = several(14, () => {
    const team = chance.oneIn(3) ? chance.of(teams).team : null
    return {
      id: chance.id(),
      caseId: caseId(),
      person: team === null ? person() : null,
      team,
      actions: chance.some(ACTIONS),
      compartments: chance.some(COMPARTMENTS),
      ...lasting(),
    }
  })
  const holdings = several(8, () => ({ id: chance.id(), caseId: caseId(), person: person(), ...lasting() }))
  const exclusions = several(6, () => {
    const ofChild = chance.oneIn(2)
    return {
      id: chance.id(),
      caseId: ofChild ? null : caseId(),
      child: ofChild ? chance.of(children).id : null,
      who: chance.of([`person:${person()}`, `person:${person()}`, 'team:north', 'agency:police', 'agency:hospital']),
      lift: chance.of(['not-asked', 'not-asked', 'asked', 'lifted'] as const),
      ...lasting(),
    }
  })
  const glass = several(10, () => {
    const opened = (moment + chance.of([-4 * HOUR, -HOUR, -1, 0, 1])) as Instant
    const expires = chance.of([opened + 1, opened + 4 * HOUR, moment > opened ? moment : opened + HOUR]) as Instant
    return { id: chance.id(), person: person(), caseId: caseId(), opened, expires }
  })
  const pathways = cases.flatMap(({ id }) =>
    several(chance.of([1, 2]), () => ({
      id: chance.id(),
      caseId: id,
      ended: chance.oneIn(4),
      nextDue: chance.of([null, day(-3), day(2), day(2)]),
      owedBy: chance.oneIn(4) ? null : person(),
      keptWithin: chance.of(KEEPERS),
    })),
  )
  const granted = several(25, () => {
    const pathway = chance.of(pathways)
    const source = chance.of(['sees', 'owes', 'raised'])
    return {
      scope: chance.of([
        `person:${person()}`,
        `person:${person()}`,
        `team:${chance.of(teams).team}`,
        `role:${chance.of(ROLES)}`,
        `role:${chance.of(ROLES)}@${chance.of(agencies).agency}`,
        'pool:panel',
        `agency:${chance.of(agencies).agency}`,
        'managers:north',
      ]),
      caseId: pathway.caseId,
      pathway: chance.oneIn(4) ? null : pathway.id,
      source: `${source}:${pathway.id}:${chance.id()}`,
      actions: chance.some(ACTIONS),
      compartments: chance.some(COMPARTMENTS),
      named: chance.oneIn(3),
      ...lasting(),
    }
  })
  const shares = several(6, () => {
    const { id: pathway, caseId: of } = chance.of(pathways)
    const { since, until } = lasting()
    return { id: chance.id(), caseId: of, pathway, person: person(), since, until: until ?? day(30) }
  })
  const waysOfShares = shares.map(({ id, person: to, caseId: of, pathway, since, until }) => ({
    scope: `person:${to}`,
    caseId: of,
    pathway,
    source: `share:${id}`,
    actions: [],
    compartments: [],
    named: false,
    since,
    until,
  }))
  const withheld = several(3, () => {
    const { id: of, child } = chance.of(cases)
    return { id: chance.id(), caseId: of, child }
  })
  return {
    authority,
    today,
    moment,
    agencies,
    teams,
    persons,
    roles,
    deputies: deputies.filter((each) => each.absent !== each.person && each.until !== null),
    pools,
    children: merged,
    cases,
    members,
    holdings,
    exclusions,
    glass,
    pathways,
    shares,
    withheld,
    granted: [...granted, ...waysOfShares],
  }
}
