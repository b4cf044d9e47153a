import { addDays, type Day } from '../../engine/calendar/day.ts'
import type { Stream, Weighted } from './random.ts'
import type { Involvement, Referral } from './truth.ts'

/** Families that one team works with over the years that the files show; about 110 of its children are open at a time. */
const FAMILIES_OF_A_TEAM = 215
const WORKERS_OF_A_TEAM = 8
const TEAMS_OF_A_REVIEWING_SERVICE = 8
const OFFICERS_OF_A_REVIEWING_SERVICE = 5

/** The people around a family, chosen by the family's number alone: an authority that grows keeps the teams it had. */
export interface Team {
  readonly id: string
  readonly manager: string
  readonly workers: readonly [string, ...string[]]
  readonly reviewingTeam: string
  /** Reviewing officers, who chair the conferences too. */
  readonly officers: readonly [string, ...string[]]
}

export interface Professional {
  readonly id: string
  readonly name: string
  readonly title: string
  readonly department: string
}

export interface Department {
  readonly id: string
  readonly name: string
  readonly parent: string
  readonly parentName: string
}

const SERVICE: Department = { id: 'D1', name: "Demonstration Children's Services", parent: '', parentName: '' }

export function teamOf(family: number): Team {
  const team = Math.floor((family - 1) / FAMILIES_OF_A_TEAM) + 1
  const service = Math.floor((team - 1) / TEAMS_OF_A_REVIEWING_SERVICE) + 1
  return {
    id: `T${team}`,
    manager: managerOf(team),
    workers: workersOf(team),
    reviewingTeam: `S${service}`,
    officers: officersOf(service),
  }
}

/** A social worker's time with a family. */
interface Turn {
  readonly worker: string
  readonly from: Day
  /** Why the next took over. */
  readonly changeReason: string
}

/** Days that a social worker stays with a family. */
const STAYS = [25, 120, 230, 340, 520, 900]
const REASONS: Weighted<string> = [
  ['LEFTRL', 40],
  ['TSPROC', 25],
  ['MANAGE', 20],
  ['ABSENC', 10],
  ['ORGRST', 5],
]

/** Who was the family's social worker, from a day on. */
export function workersOver(draw: Stream, team: Team, from: Day, until: Day): readonly Turn[] {
  const turns: Turn[] = []
  let worker = draw.pick(team.workers)
  for (let on = from; on <= until; on = addDays(on, draw.spread(STAYS))) {
    turns.push({ worker, from: on, changeReason: draw.weighted(REASONS) })
    const others = team.workers.filter((other) => other !== worker)
    worker = others[draw.below(others.length)] ?? worker
  }
  return turns
}

/** Who worked with a child under a referral. One that goes no further has nobody. */
export function involvements(
  referral: Referral,
  given: { team: Team; workers: readonly Turn[]; officer: string; chaired: boolean },
): Involvement[] {
  if (referral.noFurtherAction) return []
  const { team, workers, officer } = given
  const found: Involvement[] = []
  const add = (
    role: string,
    who: { professional: string; team: string },
    from: Day,
    until: Day | null,
    reason = '',
  ): void => {
    const id = `${referral.id.replace('R', 'IN')}-${found.length + 1}`
    found.push({ id, role, ...who, from, until, changeReason: reason })
  }
  workers.forEach(({ worker, from, changeReason }, index) => {
    const next = workers[index + 1]?.from ?? null
    const begins = from > referral.on ? from : referral.on
    const stays = next === null || (referral.closed !== null && referral.closed <= next)
    const ends = stays ? referral.closed : next
    if (ends !== null && ends <= begins) return
    add('Social Worker', { professional: worker, team: team.id }, begins, ends, stays ? '' : changeReason)
  })
  add('Team Manager', { professional: team.manager, team: team.id }, referral.on, referral.closed)
  const reviewing = { professional: officer, team: team.reviewingTeam }
  // Some children have no chair on record: what a protocol owes to the chair has then nobody to go to.
  if (given.chaired) for (const plan of referral.plans) add('Child Protection Chair', reviewing, plan.from, plan.until)
  for (const care of referral.care) add('Independent Reviewing Officer', reviewing, care.from, care.until)
  return found
}

/** Every department and professional of an authority with so many families. */
export function staffOf(families: number): { departments: Department[]; professionals: Professional[] } {
  const departments: Department[] = [SERVICE]
  const professionals: Professional[] = []
  const teams = Math.ceil(families / FAMILIES_OF_A_TEAM)
  const add = (id: string, title: string, department: string): void => {
    professionals.push({ id, name: `Demonstration ${title} ${id}`, title, department })
  }
  for (let team = 1; team <= teams; team++) {
    const name = `Demonstration Social Work Team ${team}`
    departments.push({ id: `T${team}`, name, parent: SERVICE.id, parentName: SERVICE.name })
    add(managerOf(team), 'Team Manager', name)
    for (const worker of workersOf(team)) add(worker, 'Social Worker', name)
  }
  for (let service = 1; service <= Math.ceil(teams / TEAMS_OF_A_REVIEWING_SERVICE); service++) {
    const name = `Demonstration Reviewing Service ${service}`
    departments.push({ id: `S${service}`, name, parent: SERVICE.id, parentName: SERVICE.name })
    for (const officer of officersOf(service)) add(officer, 'Independent Reviewing Officer', name)
  }
  return { departments, professionals }
}

function managerOf(team: number): string {
  return `TM${team}`
}

function workersOf(team: number): [string, ...string[]] {
  const rest = Array.from({ length: WORKERS_OF_A_TEAM - 1 }, (_, i) => `SW${team}-${i + 2}`)
  return [`SW${team}-1`, ...rest]
}

function officersOf(service: number): [string, ...string[]] {
  const rest = Array.from({ length: OFFICERS_OF_A_REVIEWING_SERVICE - 1 }, (_, i) => `RO${service}-${i + 2}`)
  return [`RO${service}-1`, ...rest]
}
