import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { LIST_ORDERS, type ListAsked, type ListedPathway, listedPathways } from '../../src/record/pathways/listed.ts'
import { hiddenFrom } from '../../src/record/pathways/lists.ts'
import type { Page } from '../../src/record/pathways/pages.ts'
import { fill, idOf } from '../torture/scale/fill.ts'
import { by, LISTING, layOutTeam, type Team } from './access/team.ts'
import { AUTHORITY } from './authority.ts'
import { type TestDatabase, testDatabase } from './database.ts'

// The Director sees more than a thousand pathways and is shown them by walking; Wyn sees two hundred, and is shown them from the ways in.

let database: TestDatabase
let team: Team
const STAGES = ['removal-proposed', 'listed']

before(async () => {
  database = await testDatabase()
  team = await layOutTeam(database)
  await fill(team.root, 2_000)
  await team.root.query(`
    update sightline.pathways set stage = 'removal-proposed' where stage = 'listed' and md5(pathway_id::text) < '3';
    update sightline.pathways set stage = 'not-there-any-more' where stage = 'listed' and md5(pathway_id::text) < '4';
    update sightline.pathways set stage = null where stage = 'listed' and md5(pathway_id::text) < '5';
    update sightline.pathways set since = since + interval '1 day' where md5(pathway_id::text) > '9';
    update sightline.cases set sensitivity = 'sealed' where case_id in (select ${idOf('case', 'n * 5 + 2')} from generate_series(1, 20) n);
    update sightline.case_scopes set scope = 'person:' || '${team.person('Wyn')}' where scope = 'person:' || ${idOf('worker', '3')}`)
  await team.root.query(
    `insert into sightline.exclusions (authority, exclusion_id, case_id, who, reason, since, set_by)
     select $1, gen_random_uuid(), p.case_id, 'person:' || $2::text, 'Invented', '2026-01-01', $3
     from sightline.pathways p where p.stage = 'listed' and md5(p.pathway_id::text) > 'f8'`,
    [AUTHORITY, team.person('Wyn'), team.person('Tam')],
  )
  await team.root.query('analyze')
})
after(() => database.close())

async function everyPage(name: string, asked: Omit<ListAsked, 'after' | 'most'>): Promise<readonly string[]> {
  const found: string[] = []
  for (let after: string | null = null; ; ) {
    const page: Page<ListedPathway, string> = await by(team, name, (bound) =>
      listedPathways(bound, { ...asked, after, most: name === 'Dot' ? 500 : 120 }),
    )
    found.push(...page.rows.map(({ pathway }) => pathway))
    if (page.next === null) return found
    after = page.next
  }
}

/** What should be listed, asked of the tables as the superuser. */
async function expected(name: string, stage: string | null, order: string): Promise<readonly string[]> {
  const keys: Readonly<Record<string, string>> = {
    due: `coalesce(p.next_due, 'infinity')`,
    since: `coalesce(p.since, 'infinity')`,
    stage: `coalesce(array_position('{${STAGES}}', p.stage), 99), coalesce(p.next_due, 'infinity')`,
    child: `sightline.searched(k.name) collate "und-x-icu"`,
  }
  const scope = name === 'Dot' ? 'role:director' : `person:${team.person(name)}`
  const { rows } = await team.root.query<{ id: string }>(
    `select p.pathway_id as id
     from sightline.pathways p join sightline.cases c using (authority, case_id) join sightline.children k using (authority, child_id)
     where p.protocol = 'cases-of-most-concern' and p.ended is null and p.stage is not null and c.sensitivity <> 'sealed'
       and ($1::text is null or p.stage = $1)
       and exists (select from sightline.case_scopes s where s.case_id = p.case_id and s.scope = $2)
       and not exists (select from sightline.exclusions e where e.case_id = p.case_id and e.who = $2)
     order by ${keys[order]}, p.pathway_id`,
    [stage, scope],
  )
  return rows.map(({ id }) => id)
}

describe('a list', () => {
  for (const name of ['Dot', 'Wyn']) {
    for (const order of LIST_ORDERS) {
      it(`holds what ${name} may see, page after page, in the order of ${order}`, async () => {
        const stages = name === 'Wyn' ? [null, 'removal-proposed'] : [order === 'due' ? null : 'removal-proposed']
        for (const stage of stages) {
          const found = await everyPage(name, { protocol: LISTING.protocol, stage, order, stages: STAGES })
          assert.deepEqual(found, await expected(name, stage, order))
          assert.ok(found.length > (name === 'Dot' ? 50 : 5), `${found.length} pathways`)
        }
      })
    }
  }

  it('says how many are hidden, where they are so many that nobody is told by it', async () => {
    const { rows } = await team.root.query(
      `select count(*)::int as count from sightline.pathways p join sightline.cases c using (authority, case_id)
       where c.sensitivity = 'sealed' and p.protocol = 'cases-of-most-concern' and p.ended is null and p.stage is not null`,
    )
    assert.ok(rows[0].count > 5)
    assert.equal(await by(team, 'Dot', (bound) => hiddenFrom(bound, LISTING.protocol)), rows[0].count)
  })
})
