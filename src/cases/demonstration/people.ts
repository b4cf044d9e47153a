import type { PeopleList } from '../../record/people/keep-people.ts'

// Who there is in the demonstration. Everybody is invented, and is called so.

/** The authority's own name in every key, and what it is called. */
export const DEMONSTRATION = {
  authority: 'nowhere',
  title: 'Nowhere Safeguarding Partnership',
  demonstration: true,
} as const

const SINCE = '2020-01-06'

const COUNCILS = [
  { council: 'nowhere', title: 'Nowhere Council' },
  { council: 'elsewhere', title: 'Elsewhere Council' },
]

const AGENCIES = [
  { agency: 'council', title: 'Nowhere Council', kind: 'council', council: 'nowhere' },
  { agency: 'elsewhere', title: 'Elsewhere Council', kind: 'council', council: 'elsewhere' },
  { agency: 'health', title: 'Nowhere Health Board', kind: 'health', council: null },
  { agency: 'police', title: 'Nowhere Police', kind: 'police', council: null },
  { agency: 'school', title: 'Nowhere Academy', kind: 'education', council: null },
  { agency: 'mental-health', title: 'Nowhere Mental Health Trust', kind: 'health', council: null },
  { agency: 'youth-offending', title: 'Nowhere Youth Offending Service', kind: 'youth-justice', council: null },
  { agency: 'out-of-hours', title: 'Nowhere Out of Hours', kind: 'other', council: null },
  { agency: 'probation', title: 'Nowhere Probation', kind: 'probation', council: null },
]

const TEAMS = [
  { team: 'north', title: 'North team', agency: 'council' },
  { team: 'south', title: 'South team', agency: 'council' },
]

interface Invented {
  readonly id: string
  readonly name: string
  readonly agency: string
  readonly team?: string
  readonly manager?: string
  readonly roles: readonly string[]
}

const PEOPLE: readonly Invented[] = [
  { id: 'sunil', name: 'Sunil Invented', agency: 'council', team: 'north', manager: 'priya', roles: ['social-worker'] },
  { id: 'megan', name: 'Megan Madeup', agency: 'council', team: 'north', manager: 'priya', roles: ['social-worker'] },
  { id: 'tomos', name: 'Tomos Pretend', agency: 'council', team: 'south', manager: 'teo', roles: ['social-worker'] },
  { id: 'priya', name: 'Priya Imaginary', agency: 'council', team: 'north', manager: 'tamar', roles: ['supervisor'] },
  { id: 'tamar', name: 'Tamar Notreal', agency: 'council', team: 'north', manager: 'lena', roles: ['team-manager'] },
  {
    id: 'teo',
    name: 'Teo Fictional',
    agency: 'council',
    team: 'south',
    manager: 'lena',
    roles: ['team-manager', 'disabled-team-manager'],
  },
  {
    id: 'asha',
    name: 'Asha Allegory',
    agency: 'council',
    manager: 'lena',
    roles: ['assessment-manager', 'duty-manager', 'escalation-panel-member'],
  },
  {
    id: 'dilys',
    name: 'Dilys Daydreamt',
    agency: 'council',
    manager: 'lena',
    roles: ['central-duty', 'hub-social-worker', 'childrens-services-practitioner'],
  },
  {
    id: 'omar',
    name: 'Omar Openbook',
    agency: 'council',
    manager: 'lena',
    roles: ['operations-manager', 'area-manager', 'panel-social-care'],
  },
  { id: 'lena', name: 'Lena Storybook', agency: 'council', manager: 'ada', roles: ['service-manager'] },
  {
    id: 'ada',
    name: 'Ada Fable',
    agency: 'council',
    manager: 'dora',
    roles: ['assistant-director', 'head-of-service', 'panel-chair', 'escalation-panel-chair'],
  },
  { id: 'dora', name: 'Dora Legend', agency: 'council', roles: ['director', 'partnership-chair'] },
  {
    id: 'iris',
    name: 'Iris Makebelieve',
    agency: 'council',
    roles: ['reviewing-officer', 'conference-chair', 'reviewing-service'],
  },
  {
    id: 'quin',
    name: 'Quin Example',
    agency: 'council',
    roles: [
      'quality-assurance',
      'standards-manager',
      'reviewing-manager',
      'escalation-panel-member',
      'privacy-officer',
    ],
  },
  { id: 'ade', name: 'Ade Sample', agency: 'council', roles: ['administrator', 'record-keeper', 'performance-team'] },
  { id: 'bethan', name: 'Bethan Unreal', agency: 'council', roles: ['business-unit', 'quality-group-chair'] },
  {
    id: 'alun',
    name: 'Alun Whimsy',
    agency: 'council',
    roles: ['adult-care-manager', 'legal-representative', 'panel-legal'],
  },
  { id: 'fflur', name: 'Fflur Daydream', agency: 'elsewhere', roles: ['facilitator'] },
  {
    id: 'nerys',
    name: 'Nerys Mirage',
    agency: 'health',
    manager: 'hana',
    roles: ['practitioner', 'occupational-therapist'],
  },
  {
    id: 'hywel',
    name: 'Hywel Mythical',
    agency: 'health',
    roles: [
      'safeguarding-lead',
      'designated-officer',
      'health-visiting-supervisor',
      'adult-health-manager',
      'panel-health',
      'designated-doctor',
    ],
  },
  {
    id: 'hana',
    name: 'Hana Hypothetical',
    agency: 'health',
    roles: ['line-manager', 'therapy-manager', 'board-representative', 'panel-deputy'],
  },
  {
    id: 'mina',
    name: 'Mina Mirrorland',
    agency: 'mental-health',
    roles: ['practitioner', 'safeguarding-lead', 'designated-officer'],
  },
  {
    id: 'paul',
    name: 'Paul Phantom',
    agency: 'police',
    roles: [
      'practitioner',
      'police-sergeant',
      'police-inspector',
      'police-representative',
      'panel-police',
      'designated-officer',
      'board-representative',
    ],
  },
  {
    id: 'cari',
    name: 'Cari Charade',
    agency: 'school',
    roles: ['practitioner', 'school-lead', 'safeguarding-lead', 'panel-education', 'board-representative'],
  },
  {
    id: 'yorath',
    name: 'Yorath Yarn',
    agency: 'youth-offending',
    roles: ['practitioner', 'additional-worker', 'panel-youth-offending'],
  },
  {
    id: 'odette',
    name: 'Odette Overnight',
    agency: 'out-of-hours',
    roles: ['practitioner', 'out-of-hours', 'emergency-duty'],
  },
  { id: 'prue', name: "Prue O'Fiction", agency: 'probation', roles: ['probation-manager', 'rehabilitation-manager'] },
]

/** Whom the files mean by the names of workers that they hold: "SW1-3" is the third worker of the first team. */
export function workerMeant(name: string): string {
  if (name.startsWith('TM')) return name === 'TM1' ? 'tamar' : 'teo'
  if (name.startsWith('RO')) return 'iris'
  if (!name.startsWith('SW1-')) return 'tomos'
  return Number(name.slice('SW1-'.length)) % 2 === 1 ? 'sunil' : 'megan'
}

type Post = readonly [person: string, role: string]

/** Who is every case's own beside those of whom files tell. */
export const POSTS: readonly Post[] = [
  ['priya', 'supervisor'],
  ['lena', 'service-manager'],
]

/** Who of other agencies belongs to a case about which they meet; of any other they see nothing. */
export const POSTS_AROUND: readonly Post[] = [
  ['cari', 'school-lead'],
  ['hywel', 'health-visiting-supervisor'],
  ['hywel', 'adult-health-manager'],
  ['alun', 'adult-care-manager'],
  ['paul', 'police-sergeant'],
  ['paul', 'police-inspector'],
  ['prue', 'probation-manager'],
  ['prue', 'rehabilitation-manager'],
  ['nerys', 'core-group'],
  ['cari', 'core-group'],
]

const POOLS: readonly (readonly [pool: string, person: string])[] = [
  ['experienced-facilitators', 'fflur'],
  ['designated-reviewers', 'fflur'],
  ['designated-reviewers', 'paul'],
  ['advisers', 'mina'],
  ['advisers', 'cari'],
]

/** A number of those that are kept for plays and films, and that nobody has. */
function invented(number: number): string {
  return `01632 960${number}`
}

/** Whom anybody rings about a child who needs help. */
export const HELP_LINES = { byDay: invented(990), byNight: invented(999) }

/** The lists of the authority, with the sittings that are planned. */
export function peopleList(sittings: PeopleList['sittings']): PeopleList {
  return {
    councils: COUNCILS,
    agencies: AGENCIES.map((each, place) => ({
      ...each,
      since: SINCE,
      until: null,
      phone: invented(900 + place),
      out_of_hours: invented(950 + place),
    })),
    teams: TEAMS,
    people: PEOPLE.map(({ id, name, agency, team, manager }, place) => ({
      staff_id: id,
      name,
      agency,
      team: team ?? null,
      manager: manager ?? null,
      email: null,
      phone: invented(100 + place),
      since: SINCE,
      until: null,
    })),
    roles: PEOPLE.flatMap(({ id, team, roles }) =>
      roles.map((role) => ({
        staff_id: id,
        role,
        agency: null,
        team: role === 'team-manager' ? (team ?? null) : null,
        since: SINCE,
        until: null,
      })),
    ),
    pools: POOLS.map(([pool, id]) => ({ pool, staff_id: id, since: SINCE, until: null })),
    sittings,
    signIns: [],
  }
}
