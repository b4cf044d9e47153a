import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Client } from 'pg'
import { ROOT } from '../../../scripts/step.ts'
import { kept } from '../../../src/record/pathways/shelf.ts'
import { textsOf } from '../authority.ts'
import { LEAD_AGENCY, type World } from './world.ts'

type Rows = readonly Readonly<Record<string, unknown>>[]

const BEFORE = '2020-01-01'
export const PROTOCOLS = ['cases-of-most-concern', 'challenging-cases'] as const

/** Lays a world out as imports, people and protocols would leave it; `case_scopes` of memberships are left to be kept. */
export async function lay(root: Client, world: World): Promise<void> {
  const { authority } = world
  const put = async (table: string, rows: Rows): Promise<void> => {
    const [first] = rows
    if (first === undefined) return
    const columns = ['authority', ...Object.keys(first)].join(', ')
    await root.query(
      `insert into sightline.${table} (${columns}) select ${columns} from jsonb_populate_recordset(null::sightline.${table}, $1)`,
      [JSON.stringify(rows.map((row) => ({ authority, ...row })))],
    )
  }
  await put('authorities', [{ title: 'Drawn from a seed', demonstration: true }])
  await layPeople(world, put)
  await layCases(world, put)
  await layPathways(world, put)
  await layDisclosure(world, put)
}

type Put = (table: string, rows: Rows) => Promise<void>

async function layPeople(world: World, put: Put): Promise<void> {
  await put(
    'agencies',
    world.agencies.map((each) => ({ ...each, title: each.agency, kind: 'other' })),
  )
  await put(
    'teams',
    world.teams.map((each) => ({ ...each, title: each.team })),
  )
  await put(
    'persons',
    world.persons.map(({ id, manager, ...each }) => ({
      ...each,
      person_id: id,
      pseudonym: id,
      name: `Invented ${id.slice(0, 4)}`,
      manager_id: manager,
    })),
  )
  await put(
    'role_holdings',
    world.roles.map(({ person, ...each }, number) => ({ ...each, person_id: person, holding_id: numbered(number) })),
  )
  await put(
    'deputies',
    world.deputies.map(({ absent, person, ...each }, number) => ({
      ...each,
      for_person_id: absent,
      person_id: person,
      deputy_id: numbered(number),
      reason: 'Invented leave',
    })),
  )
  await put(
    'pool_members',
    world.pools.map(({ person, ...each }) => ({ ...each, person_id: person })),
  )
}

async function layCases(world: World, put: Put): Promise<void> {
  await put(
    'children',
    world.children.map(({ id, mergedInto }) => ({ child_id: id, name: `Child ${id}`, merged_into: mergedInto })),
  )
  await put(
    'reports',
    world.children.map(({ id, family }) => ({
      child_id: id,
      hash: HASH,
      report: { child: { id, family }, facts: [] },
    })),
  )
  await put(
    'cases',
    world.cases.map(({ id, child, family, leadTeam, sensitivity }) => ({
      case_id: id,
      subject: child === null ? 'family' : 'child',
      child_id: child,
      family,
      lead_agency: LEAD_AGENCY,
      lead_team: leadTeam,
      sensitivity,
      version: 1,
    })),
  )
  await put(
    'case_members',
    world.members.map(({ id, caseId, person, ...each }) => ({
      ...each,
      member_id: id,
      case_id: caseId,
      person_id: person,
      case_role: 'core-group',
      reason: 'Invented',
      basis: 'Invented',
    })),
  )
  await put(
    'case_holdings',
    world.holdings.map(({ id, caseId, person, ...each }) => ({
      ...each,
      holding_id: id,
      case_id: caseId,
      person_id: person,
      role: 'social-worker',
    })),
  )
  const [anybody, other] = world.persons.map(({ id }) => id)
  await put(
    'exclusions',
    world.exclusions.map(({ id, caseId, child, lift, ...each }) => ({
      ...each,
      exclusion_id: id,
      case_id: caseId,
      child_id: child,
      reason: 'Invented',
      set_by: anybody,
      lift_asked_by: lift === 'not-asked' ? null : anybody,
      lift_asked: lift === 'not-asked' ? null : BEFORE,
      lift_because: lift === 'not-asked' ? null : 'Invented',
      lifted_by: lift === 'lifted' ? other : null,
      lifted: lift === 'lifted' ? BEFORE : null,
    })),
  )
  await put(
    'break_glass',
    world.glass.map(({ id, person, caseId, opened, expires }) => ({
      break_glass_id: id,
      case_id: caseId,
      person_id: person,
      reason_code: 'invented',
      reason: 'Invented',
      opened: new Date(opened).toISOString(),
      expires: new Date(expires).toISOString(),
    })),
  )
  await put(
    'glass_alerts',
    world.glass.map(({ id, caseId, person }) => ({
      break_glass_id: id,
      case_id: caseId,
      person_id: world.persons.find((each) => each.id !== person)?.id,
      told_as: 'owner',
      told: BEFORE,
    })),
  )
  await put(
    'case_scopes',
    world.granted.map(({ caseId, pathway, ...each }) => ({ ...each, case_id: caseId, pathway_id: pathway })),
  )
}

/** What is shared, and whose whereabouts are withheld. */
async function layDisclosure({ persons, shares, withheld }: World, put: Put): Promise<void> {
  const by = persons[1]?.id
  await put(
    'shares',
    shares.map(({ id, caseId, pathway, person, until }) => ({
      share_id: id,
      case_id: caseId,
      pathway_id: pathway,
      person_id: person,
      title: 'Invented',
      content: 'Invented',
      taken_out: [],
      basis: 'public-task',
      purpose: 'Invented',
      shared_by: by,
      shared: BEFORE,
      until,
    })),
  )
  await put(
    'whereabouts',
    withheld.map(({ id, caseId, child }) => ({
      withholding_id: id,
      case_id: caseId,
      child_id: child,
      whose: 'child',
      carer: '',
      withheld_from: 'family',
      named: '',
      because: 'Invented',
      set_at: BEFORE,
      set_by: by,
      review_on: '2027-01-01',
    })),
  )
}

async function layPathways(world: World, put: Put): Promise<void> {
  const calendar = kept(CALENDAR)
  const texts = PROTOCOLS.map((name) => ({ name, kind: 'protocol', ...PROTOCOL_TEXTS[name] }))
  await put(
    'texts',
    [...texts, { name: 'england-and-wales', kind: 'calendar', ...calendar }].map((each) => ({
      ...each,
      hash: hex(each.hash),
      adopted: BEFORE,
    })),
  )
  const seen = new Set<string>()
  const each = world.pathways.map((pathway) => {
    const protocol = seen.has(pathway.caseId) ? PROTOCOLS[1] : PROTOCOLS[0]
    seen.add(pathway.caseId)
    const key = { pathway_id: pathway.id, case_id: pathway.caseId }
    const rules = { protocol_hash: hex(PROTOCOL_TEXTS[protocol].hash), calendar_hash: hex(calendar.hash) }
    return { ...pathway, protocol, key, rules, duty: { ...key, duty_id: 'a-duty' } }
  })
  await put(
    'pathways',
    each.map(({ key, rules, protocol, ended, nextDue, keptWithin }) => ({
      ...key,
      ...rules,
      protocol,
      opened: BEFORE,
      version: 1,
      stage: ended ? 'removed' : 'raised',
      ended: ended ? BEFORE : null,
      next_due: nextDue,
      kept_within: keptWithin,
      evaluated: BEFORE,
      stale: false,
    })),
  )
  const raised = each.filter(({ protocol }) => protocol === PROTOCOLS[0])
  const recorded = '2026-11-02T10:00:00Z'
  await put(
    'entries',
    raised.map(({ key, rules, id }) => ({
      ...key,
      ...rules,
      entry_id: id,
      number: 1,
      step: 'raise-the-child',
      person_id: world.persons[1]?.id,
      role: 'social-worker',
      happened: recorded,
      recorded,
      before_sightline: false,
    })),
  )
  await put(
    'answers',
    raised.flatMap(({ key, id }) =>
      ['shared', 'police-sensitive', 'legal-privileged'].map((compartment) => ({
        ...key,
        entry_id: id,
        compartment,
        answers: { [`of-${compartment}`]: id },
      })),
    ),
  )
  await put(
    'duties',
    each.map(({ duty }) => ({ ...duty, duty: 'a-duty', opened: BEFORE, due_day: '2026-11-25', tell: [] })),
  )
  const owed = each
    .filter(({ ended }) => !ended)
    .map(({ duty, owedBy }) => ({ ...duty, person_id: owedBy, due_day: '2026-11-25' }))
  await put('owed', owed)
  await put(
    'notices',
    each.map(({ key }) => ({ ...key, notice_id: 'n', notice: 'n', told: BEFORE })),
  )
  await put(
    'told',
    each.map(({ key, id }) => ({
      ...key,
      told_id: id,
      about: 'n',
      kind: 'notice',
      person_id: world.persons[1]?.id,
      told: BEFORE,
      words: {},
      mail: 'to-send',
    })),
  )
  await put(
    'flags',
    each.map(({ key }) => ({ ...key, flag: 'f', agency: 'police', state: 'asked', since: BEFORE, asked: BEFORE })),
  )
  await put(
    'obligations',
    each.map(({ key }) => ({ ...key, obligation_id: 'o', kind: 'find-who', owed_by: [], noticed: BEFORE })),
  )
  await put(
    'agreed',
    each.map(({ key, id }) => ({
      ...key,
      agreed_id: 'a',
      protocol: 'cases-of-most-concern',
      kind: 'action',
      entry_id: id,
      step: 'invented',
      meetings: [],
      owners: [],
      agreed_on: '2026-11-01',
    })),
  )
  await put(
    'disposals',
    each.map(({ key, id }) => ({
      ...key,
      disposal_id: id,
      entries: [],
      disposed: BEFORE,
      by_person: id,
      because: 'Invented',
    })),
  )
  await put(
    'noticed',
    each.map(({ key, protocol }) => ({
      ...key,
      protocol,
      trigger_id: 't',
      occasion: 'o',
      met: BEFORE,
      noticed: BEFORE,
      does: 'noted',
    })),
  )
}

const hex = (bytes: Buffer): string => `\\x${bytes.toString('hex')}`
const HASH = `\\x${'00'.repeat(32)}`

function numbered(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
}

const CALENDAR = readFileSync(join(ROOT, 'data', 'calendars', 'england-and-wales.json'), 'utf8')
const PROTOCOL_TEXTS = {
  'cases-of-most-concern': textsOf('cases-of-most-concern', 'wokingham'),
  'challenging-cases': textsOf('challenging-cases', 'cwm-taf'),
}
