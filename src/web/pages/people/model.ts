import { sayRole } from '../../../documents/pathway/titles.ts'
import { sayCounted, sayDate, sayList } from '../../../documents/scan/words.ts'
import type { Day } from '../../../engine/calendar/day.ts'
import type { AwayRow } from '../../../record/people/away.ts'
import type { Named, Places } from '../../../record/people/places.ts'
import type { PersonRow, ReadPerson } from '../../../record/people/read-people.ts'
import type { TeamMember } from '../../../record/people/team.ts'
import type { AsCalled } from '../../as-called.ts'
import { cell, type Table, table } from '../../table.ts'
import { saySpell } from './words.ts'

/** People by name. */
export function peopleTable(rows: readonly PersonRow[], today: Day, called: AsCalled): Table {
  return table(
    'People',
    ['Name', 'Agency and team', 'Roles'],
    rows.map(({ person, name, agency, team, roles, until }) => [
      cell(name, { href: `/people/${person}`, hint: until !== null && until <= today ? 'Has left' : '' }),
      cell(agency, { hint: team ?? '' }),
      cell(roles.length === 0 ? 'None' : sayList(roles.map(called.role))),
    ]),
  )
}

interface Line {
  readonly text: string
  readonly hint: string
  readonly act: string
  readonly href: string
  /** What the link is about, for whoever hears it alone. */
  readonly about: string
}

/** A person as whoever keeps the list sees them. */
export interface PersonPage {
  readonly left: string
  readonly rows: readonly { readonly key: string; readonly lines: readonly string[] }[]
  readonly change: string
  readonly roles: readonly Line[]
  readonly past: readonly string[]
  readonly give: string
  readonly deputies: readonly Line[]
  readonly cover: string
  readonly pools: readonly Line[]
  readonly pool: string
  readonly handOver: string
  readonly close: string
}

export function personPage(read: ReadPerson, today: Day, called: AsCalled): PersonPage {
  const here = `/people/${read.person}`
  const isGone = read.until !== null && read.until <= today
  const holds = ({ until }: { readonly until: Day | null }): boolean => until === null || until > today
  const rows: [string, string][] = [
    ['Agency', read.agencyTitle],
    ['Team', read.teamTitle ?? 'None'],
    ['Manager', read.managerName ?? 'None'],
    ['Staff number', read.staffId ?? 'None'],
    ['Where notices go', read.email ?? 'No e-mail address: notices wait in Sightline alone'],
    ['Telephone', read.phone ?? 'None'],
    ['Here', saySpell(read)],
    ['Signs in', saySignsIn(read)],
    ...read.away.map((each): [string, string] => ['Away', saySpell(each)]),
  ]
  return {
    left: isGone ? `This account is closed since ${sayDate(read.until)}.` : '',
    rows: rows.map(([key, said]) => ({ key, lines: [said] })),
    change: `${here}/change`,
    roles: read.roles.filter(holds).map((each) => ({
      text: `${called.role(each.role)}${each.of === null ? '' : `, ${each.of}`}`,
      hint: saySpell(each),
      act: 'End it',
      href: `${here}/roles/${each.holding}/end`,
      about: called.role(each.role),
    })),
    past: read.roles.filter((each) => !holds(each)).map((each) => `${called.role(each.role)}: ${saySpell(each)}`),
    give: `${here}/roles/give`,
    deputies: read.deputies.map((each) => ({
      text: each.way === 'covers-them' ? `${each.name} stands in for them` : `They stand in for ${each.name}`,
      hint: `${saySpell(each)}, ${each.role === null ? 'in everything' : `as ${called.role(each.role)}`}: ${each.reason}`,
      act: 'End it',
      href: `${here}/deputies/${each.id}/end`,
      about: each.name,
    })),
    cover: `/team/${read.person}/cover`,
    pools: read.pools.map((each) => ({
      text: sayRole(each.pool),
      hint: saySpell(each),
      act: 'Take off',
      href: `${here}/pools/${each.pool}/end`,
      about: sayRole(each.pool),
    })),
    pool: `${here}/pools/add`,
    handOver: `/team/${read.person}/hand-over`,
    close: isGone ? '' : `${here}/close`,
  }
}

function saySignsIn({ signIns, lastSignedIn }: ReadPerson): string {
  const last = lastSignedIn === null ? 'Never signed in' : `Last signed in on ${sayDate(lastSignedIn)}`
  return signIns === 0 ? `${last}. No identity provider’s name for them is on the list` : last
}

/** Agencies, teams and lists. */
export interface PlacesPage {
  readonly agencies: readonly {
    readonly title: string
    readonly kind: string
    readonly people: string
    readonly until: string
    readonly ends: string
    readonly telephones: string
    readonly teams: readonly string[]
    readonly officers: readonly Line[]
  }[]
  readonly pools: readonly { readonly title: string; readonly members: readonly Line[] }[]
}

export function placesPage({ agencies, teams, officers, pools }: Places, today: Day, called: AsCalled): PlacesPage {
  const lists = [...new Set(pools.map(({ of }) => of))]
  return {
    agencies: agencies.map(({ agency, title, kind, people, until, successor, fallsTo }) => ({
      title,
      kind: sayRole(kind),
      people: sayPeople(people),
      until:
        until === null
          ? ''
          : `${until > today ? `Linked to ${sayDate(until)}` : `Not linked since ${sayDate(until)}`}${sayPassing(successor, fallsTo, called)}`,
      telephones: `/places/agencies/${agency}/telephones`,
      ends: `/places/agencies/${agency}/end`,
      teams: teams.filter((each) => each.agency === agency).map((each) => `${each.title}: ${sayPeople(each.people)}`),
      officers: officers.filter(({ of }) => of === agency).map((each) => nameLine(each, called.role(each.as))),
    })),
    pools: lists.map((pool) => ({
      title: sayRole(pool),
      members: pools.filter(({ of }) => of === pool).map((each) => nameLine(each, '')),
    })),
  }
}

/** Who answers for an agency once it has ended. */
function sayPassing(successor: string | null, fallsTo: string | null, called: AsCalled): string {
  if (successor !== null) return `. What it owes passes to ${successor}`
  if (fallsTo !== null) return `. What it owes falls to the lead agency’s ${called.role(fallsTo)}`
  return '. What it owes passes to nobody: say who takes its place'
}

/** @param as what they are there; '' where the heading says it */
function nameLine({ person, name, until }: Named, as: string): Line {
  const hint = [as, until === null ? '' : `to ${sayDate(until)}`].filter((text) => text !== '').join(', ')
  return { text: name, hint, act: '', href: `/people/${person}`, about: '' }
}

function sayPeople(count: number): string {
  return count === 1 ? '1 person' : `${count} people`
}

/** Whom a manager answers for. */
export function teamTable(rows: readonly TeamMember[]): Table {
  return table(
    'Your people',
    ['Name', 'What is theirs', 'Away', 'To hand over', 'Led by no team'],
    rows.map(({ person, name, team, cases, unled, owed, away, left }) => [
      cell(name, { hint: left ? 'Has left' : (team ?? '') }),
      cell(`${cases === 1 ? '1 case' : `${cases} cases`}, ${owed} owed`),
      away === null
        ? cell('Let somebody stand in', { href: `/team/${person}/cover`, hint: 'Not away' })
        : cell(saySpell(away), { hint: away.cover === null ? 'Nobody covers them' : `${away.cover} covers them` }),
      cases === 0 ? cell('Nothing') : cell(`What is ${name}’s`, { href: `/team/${person}/hand-over` }),
      unled === 0
        ? cell('None')
        : cell(`Give a team to ${sayCounted(unled, 'case', 'cases')}`, { href: `/team/${person}/lead` }),
    ]),
  )
}

/** When somebody is away. */
export function awayLines(rows: readonly AwayRow[]) {
  return rows.map(({ id, since, until, cover }) => ({
    text: `From ${sayDate(since)}, back on ${sayDate(until)}`,
    hint: cover === null ? 'Nobody covers you' : `${cover} covers you`,
    back: `/away/${id}/back`,
  }))
}
