import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Client } from 'pg'
import { startServer } from '../../src/record/embedded/server.ts'
import { type OpenRecord, openRecord } from '../../src/record/opening/open.ts'
import { rebuildPathway } from '../../src/record/pathways/rebuild.ts'
import { within } from '../../src/record/transaction.ts'
import { AUTHORITY, layOut, moment, type Scene } from '../record/authority.ts'
import { signIn } from '../record/database.ts'
import { given, temporaryFolder } from '../record/folders.ts'
import { killOne, VICTIMS } from './crash/kill.ts'
import { type Acknowledged, Writing } from './crash/writing.ts'
import type { Finding, Proof } from './proof.ts'

const KILLS = 200
/** Cases that a writer is given: more than it can record in before it is killed. */
const CASES_AT_ONCE = 2_000
/** A server that was killed is back within this, or the record was not opened again. */
const LONGEST_RETURN_MS = 60_000
const SYNCED = 100

export const proof: Proof = {
  title: 'Kills at any moment.',
  proves:
    'A program records steps through the repository, four at a time, and says each that was acknowledged. In turn the database ' +
    'with all its processes, the program, the server process alone, one session of the database, and database and program ' +
    'together are killed (SIGKILL), each after a different time under load; the program sends again under the same key what it ' +
    'had no answer to. At the end every acknowledged entry is looked for, with its answers and its audit envelope, every pathway is ' +
    'counted, and a sample is folded again. Then one writer alone records with no kills, and the WAL syncs of the server are ' +
    "counted. A kill is not a power cut: that what was synced survives one is the disk's promise.",
  run: async (share, tell) => {
    const data = join(temporaryFolder(), 'data')
    const kills = Math.max(3, Math.round(KILLS * share))
    const person = await layOutCases(data, kills)
    const found = await killOften(data, person, kills, tell)
    return [...(await findingsOf(data, found)), await syncsOf(data, person)]
  },
}

async function opened(data: string): Promise<OpenRecord> {
  const result = await openRecord({ kind: 'folder', data }, given())
  if (!result.ok) throw new Error(JSON.stringify(result.refusal))
  return result.record
}

async function rootOf({ server }: OpenRecord): Promise<Client> {
  if (server === null) throw new Error('the record is kept elsewhere')
  return signIn(server.host, 'sightline')
}

/** An authority with as many cases as are needed; gives who records in them. */
async function layOutCases(data: string, kills: number): Promise<string> {
  const record = await opened(data)
  const root = await rootOf(record)
  const scene: Scene = await layOut(root, record.store)
  const person = scene.person('Wyn')
  await root.query(
    `with made as materialized (
       select gen_random_uuid() as child_id, gen_random_uuid() as case_id from generate_series(1, $2)
     ), children as (
       insert into sightline.children (authority, child_id, name) select $1, child_id, 'Plainly Invented' from made
     ), cases as (
       insert into sightline.cases (authority, case_id, subject, child_id, lead_agency)
       select $1, case_id, 'child', child_id, 'council' from made
     ), holdings as (
       insert into sightline.case_holdings (authority, case_id, holding_id, person_id, role, since)
       select $1, case_id, gen_random_uuid(), $3, 'social-worker', '2020-01-01' from made
     )
     insert into sightline.case_scopes (authority, scope, case_id, source, actions, compartments, named, since)
     select $1, s.scope, made.case_id, s.source, s.actions, s.compartments, true, '2020-01-01'
     from made, (values
       ('service', 'service', '{read,record,manage}'::text[],
         '{shared,agency-private,legal-privileged,informant,police-sensitive,health-sensitive}'::text[]),
       ('person:' || $3::text, 'member:social-worker', '{read,record}', '{shared}')
     ) as s (scope, source, actions, compartments)`,
    [AUTHORITY, Math.max(2_000, kills * 150), person],
  )
  await root.end()
  await record.close()
  return person
}

interface Found {
  readonly acknowledged: Acknowledged
  readonly kills: ReadonlyMap<string, number>
  readonly reopened: number
  readonly failed: readonly string[]
  readonly longest: number
}

async function killOften(data: string, person: string, kills: number, tell: (line: string) => void): Promise<Found> {
  const acknowledged: Acknowledged = new Map()
  const failed: string[] = []
  const counts = new Map<string, number>()
  let reopened = 0
  let longest = 0
  const begin = async (): Promise<Writing> =>
    new Writing([data, person, '4', (await casesLeft(data)).join(',')], acknowledged, failed)
  let writing = await begin()
  await writing.untilAcknowledged(1)
  for (let kill = 0; kill < kills; kill++) {
    const victim = VICTIMS[kill % VICTIMS.length] ?? 'the program'
    // A different time each, spread evenly over what a few steps take.
    await wait((kill * 37) % 150)
    await killOne(victim, data, writing)
    counts.set(victim, (counts.get(victim) ?? 0) + 1)
    const began = performance.now()
    // A writer that has nearly used up its cases is begun anew before its turn.
    if (!writing.isRunning) writing = await begin()
    const isBack = await Promise.race([writing.untilAcknowledged(5), wait(LONGEST_RETURN_MS, false, { ref: false })])
    longest = Math.max(longest, performance.now() - began)
    if (isBack) reopened += 1
    else failed.push(`after kill ${kill + 1} of ${victim} nothing was acknowledged`)
    if (!isBack) {
      await writing.kill()
      writing = await begin()
    }
    if ((kill + 1) % 20 === 0) tell(`${kill + 1} of ${kills} kills, ${acknowledged.size} entries acknowledged`)
    if ((kill + 1) % 10 === 0) {
      await writing.kill()
      writing = await begin()
      await writing.untilAcknowledged(1)
    }
  }
  await writing.kill()
  return { acknowledged, kills: counts, reopened, failed, longest }
}

async function casesLeft(data: string): Promise<readonly string[]> {
  const started = await startServer(data)
  if (!started.ok) throw new Error(JSON.stringify(started.refusal))
  const root = await signIn(started.server.host, 'sightline')
  const { rows } = await root.query<{ case_id: string }>(
    `select c.case_id from sightline.cases c
     where not exists (select from sightline.pathways p where p.authority = c.authority and p.case_id = c.case_id)
     order by c.case_id limit ${CASES_AT_ONCE}`,
  )
  await root.end()
  // It runs on for the writer, which adopts it.
  started.server.release()
  return rows.map(({ case_id }) => case_id)
}

async function findingsOf(data: string, found: Found): Promise<readonly Finding[]> {
  const record = await opened(data)
  const root = await rootOf(record)
  const lost = await countOf(
    root,
    `select count(*)::int as count from unnest($1::uuid[], $2::uuid[]) as told (entry_id, key)
     where not exists (
       select from sightline.entries e join sightline.answers a using (authority, pathway_id, entry_id)
       where e.entry_id = told.entry_id and a.answers ->> 'circumstances' = 'An invented worry, ' || told.key::text
     )`,
    [[...found.acknowledged.keys()], [...found.acknowledged.values()]],
  )
  const entries = await countOf(root, 'select count(*)::int as count from sightline.entries')
  const gaps = await countOf(
    root,
    `select count(*)::int as count from sightline.entries e
     where not exists (
       select from sightline.audit_envelopes a join sightline.audit_payloads p using (authority, envelope_id)
       where a.object_kind = 'entry' and a.object_id = e.entry_id
     )`,
  )
  const halves = await countOf(
    root,
    `select count(*)::int as count from sightline.pathways p
     where p.version <> (select count(*) from sightline.entries e where e.pathway_id = p.pathway_id)
       or not exists (select from sightline.answers a where a.pathway_id = p.pathway_id)
       or not exists (select from sightline.duties d where d.pathway_id = p.pathway_id)
       or (select count(*) from sightline.submissions s where s.pathway_id = p.pathway_id) <> 1`,
  )
  const different = await differing(record, root)
  await root.end()
  await record.close()
  const kills = [...found.kills.values()].reduce((sum, each) => sum + each, 0)
  const none = (what: string, count: number, of: string): Finding => ({
    what,
    measured: `${count} ${of}`,
    bar: '0',
    met: count === 0,
  })
  const told = [...found.kills].map(([victim, count]) => `${victim} ${count}`).join(', ')
  return [
    { what: 'kills under load', measured: `${kills}: ${told}`, bar: null, met: true },
    none('acknowledged writes lost', lost, `of ${found.acknowledged.size}`),
    none('entries without their audit envelope', gaps, `of ${entries}`),
    none('pathways of which only a part was kept, or that were opened twice', halves, `of ${entries}`),
    none('read models that differ from a fold of the entries', different.different, `of ${different.looked}`),
    { ...none('failed reopenings', found.failed.length, `of ${kills}`), ...because(found.failed) },
    {
      what: 'longest time from a kill to the fifth write after it',
      measured: `${(found.longest / 1_000).toFixed(1)} s`,
      bar: null,
      met: true,
    },
  ]
}

function because(failed: readonly string[]): Partial<Finding> {
  const [first] = failed
  return first === undefined ? {} : { measured: `${failed.length}: ${first}` }
}

async function countOf(root: Client, text: string, values: readonly unknown[] = []): Promise<number> {
  const { rows } = await root.query<{ count: number }>(text, [...values])
  return rows[0]?.count ?? 0
}

async function differing(
  record: OpenRecord,
  root: Client,
): Promise<{ readonly looked: number; readonly different: number }> {
  const { rows } = await root.query<{ pathway: string; person: string }>(
    `select p.pathway_id as pathway, s.person_id as person from sightline.pathways p
     join sightline.persons s on s.authority = p.authority and s.service order by p.pathway_id limit 100`,
  )
  let different = 0
  for (const { pathway, person } of rows) {
    const now = moment('2026-11-21T10:00:00Z')
    const rebuilt = await within(record.store, { authority: AUTHORITY, person }, now, (bound) =>
      rebuildPathway(bound, pathway, false),
    )
    if (rebuilt === null || 'kind' in rebuilt || rebuilt.different.length > 0) different += 1
  }
  return { looked: rows.length, different }
}

/** How often the log was synced while one writer recorded one step after the other. */
async function syncsOf(data: string, person: string): Promise<Finding> {
  const record = await opened(data)
  const root = await rootOf(record)
  const before = await walSyncs(root)
  const acknowledged: Acknowledged = new Map()
  const cases = (await casesLeft(data)).slice(0, SYNCED)
  const writing = new Writing([data, person, '1', cases.join(',')], acknowledged, [])
  await writing.untilAcknowledged(cases.length)
  await writing.kill()
  // The server's sessions tell of themselves when they end, and at the latest after a second.
  await wait(2_000)
  const syncs = (await walSyncs(root)) - before
  const { rows } = await root.query<{ server_version: string }>('show server_version')
  await root.end()
  await record.close()
  return {
    what: `WAL syncs of PostgreSQL ${rows[0]?.server_version} while one writer recorded ${acknowledged.size} steps`,
    measured: `${syncs}`,
    bar: 'one a step or more',
    met: acknowledged.size === cases.length && syncs >= acknowledged.size,
  }
}

async function walSyncs(root: Client): Promise<number> {
  return countOf(root, `select coalesce(sum(fsyncs), 0)::int as count from pg_stat_io where object = 'wal'`)
}
