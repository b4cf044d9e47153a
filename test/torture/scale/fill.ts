import type { Client } from 'pg'
import { AUTHORITY } from '../../record/authority.ts'

/** Cases of each worker. */
export const CASELOAD = 200
/** Workers of each team. */
const TEAM = 10

/** The identifier of something by its number: scattered over the index, as random ones are, and the same in every run. */
export function idOf(kind: string, number: string): string {
  return `md5('${kind}' || ${number})::uuid`
}

/**
 * Fills a record as years of use leave it, by statements over sets: teams of ten workers with 200 cases each under a manager, one
 * pathway a case, of three in five open, each open one with a duty that its worker owes, and every open one seen by the directors.
 * Entries are left out: no list reads them.
 */
export async function fill(root: Client, pathways: number): Promise<void> {
  const workers = Math.ceil(pathways / CASELOAD)
  const worker = `((n - 1) / ${CASELOAD} + 1)`
  const team = `(${worker} - 1) / ${TEAM} + 1`
  const isOpen = 'n % 5 > 1'
  const due = `case when n % 20 = 7 then null else date '2026-11-22' + ((n::bigint * 7919) % 90 - 20)::integer end`
  const from = `from generate_series(1, ${pathways}) n`
  // The rows are right by their making: looking each reference up again would take most of the time.
  await root.query(`set session_replication_role = replica`)
  for (const statement of [
    `insert into sightline.teams (authority, team, agency, title)
     select '${AUTHORITY}', 'team-' || n, 'council', 'Team ' || n from generate_series(1, ${Math.ceil(workers / TEAM)}) n`,
    `insert into sightline.persons (authority, person_id, pseudonym, name, agency, team, since)
     select '${AUTHORITY}', ${idOf('worker', 'n')}, ${idOf('pseudonym', 'n')}, 'Worker ' || n, 'council',
       'team-' || ((n - 1) / ${TEAM} + 1), '2020-01-01'
     from generate_series(1, ${workers}) n`,
    `insert into sightline.role_holdings (authority, holding_id, person_id, role, since)
     select '${AUTHORITY}', ${idOf('holding', 'n')}, ${idOf('worker', 'n')}, 'social-worker', '2020-01-01'
     from generate_series(1, ${workers}) n`,
    `insert into sightline.children (authority, child_id, identifier, name)
     select '${AUTHORITY}', ${idOf('child', 'n')}, 'C-' || n, 'Plainly Invented ' || n ${from}`,
    `insert into sightline.cases (authority, case_id, subject, child_id, lead_agency, lead_team)
     select '${AUTHORITY}', ${idOf('case', 'n')}, 'child', ${idOf('child', 'n')}, 'council', 'team-' || (${team}) ${from}`,
    `insert into sightline.pathways (
       authority, pathway_id, case_id, protocol, protocol_hash, calendar_hash, opened, version, stage, since, ended, next_due,
       evaluated)
     select '${AUTHORITY}', ${idOf('pathway', 'n')}, ${idOf('case', 'n')}, a.protocol, a.protocol_hash, a.calendar_hash,
       '2026-01-05', 1, case when ${isOpen} then 'listed' else 'removed' end, '2026-01-05',
       case when ${isOpen} then null else timestamptz '2026-06-01' end, case when ${isOpen} then ${due} end, '2026-11-01'
     ${from} join (select row_number() over (order by protocol) - 1 as number, a.* from sightline.adoptions a) a
       on a.number = n % 2`,
    `insert into sightline.duties (authority, pathway_id, duty_id, case_id, duty, opened, due_day, tell)
     select '${AUTHORITY}', ${idOf('pathway', 'n')}, 'duty-1', ${idOf('case', 'n')}, 'an-invented-duty', '2026-01-05', ${due}, '{}'
     ${from} where ${isOpen}`,
    `insert into sightline.owed (authority, pathway_id, duty_id, case_id, person_id, due_day)
     select '${AUTHORITY}', ${idOf('pathway', 'n')}, 'duty-1', ${idOf('case', 'n')}, ${idOf('worker', worker)}, ${due}
     ${from} where ${isOpen}`,
    ...[
      [
        `'person:' || ${idOf('worker', worker)}`,
        `'own:' || ${idOf('holding', 'n')}`,
        'null::uuid',
        '{read,record}',
        'true',
      ],
      [`'managers:team-' || (${team})`, `'lead'`, 'null::uuid', '{read,record,manage}', 'true'],
      [`'person:' || ${idOf('worker', worker)}`, `'owes:' || n`, idOf('pathway', 'n'), '{read,record}', isOpen],
      [`'role:director'`, `'sees:' || n || ':leaders'`, idOf('pathway', 'n'), '{read}', isOpen],
    ].map(
      ([scope, source, pathway, actions, where]) =>
        `insert into sightline.case_scopes (authority, scope, case_id, source, pathway_id, actions, compartments, named, since)
         select '${AUTHORITY}', ${scope}, ${idOf('case', 'n')}, ${source}, ${pathway}, '${actions}', '{shared}', false, '2026-01-05'
         ${from} where ${where}`,
    ),
  ]) {
    await root.query(statement)
  }
  await root.query(`set session_replication_role = origin`)
  await root.query('vacuum analyze')
}
