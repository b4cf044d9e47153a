import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { layOutTeam, ledCase, raisedIn, type Team } from '../record/access/team.ts'
import { AUTHORITY, record } from '../record/authority.ts'
import { nextId, type TestDatabase, testDatabase } from '../record/database.ts'
import { type TestFace, testFace, Visitor } from './face.ts'
import { addedDirectly, onTheList } from './on-the-list.ts'

let database: TestDatabase
let team: Team
let face: TestFace
const LIST = '/lists/cases-of-most-concern'

before(async () => {
  database = await testDatabase()
  team = await layOutTeam(database)
  face = await testFace(database)
  for (const name of ['Zoë Invented', '=Ann Invented', 'Bo O’Invented']) await listed(name)
})
after(async () => {
  await face.close()
  await database.close()
})

/** A child of this name whose case was raised and put on the list. */
async function listed(name: string): Promise<{ readonly caseId: string; readonly pathway: string }> {
  const caseId = await ledCase(team)
  await team.root.query(
    `update sightline.children set name = $1
     where child_id = (select child_id from sightline.cases where case_id = $2)`,
    [name, caseId],
  )
  return { caseId, pathway: await raisedIn(team, caseId) }
}

const visitor = (name: string): Promise<Visitor> => Visitor.signedIn(face, team.person(name))

async function asked(name: string, path: string) {
  return (await visitor(name)).get(path)
}

/** Names of children in the order of a page's rows. */
function rowsOf(body: string): readonly string[] {
  return [...body.matchAll(/<th scope="row"[^>]*>(?:<a[^>]*>)?([^<]+)/g)].map(([, name = '']) => name)
}

describe('lists', () => {
  it('names what each protocol has, and the list that it keeps', async () => {
    const page = await asked('Tam', '/lists')
    assert.equal(page.statusCode, 200, page.body)
    assert.match(page.body, /href="\/lists\/cases-of-most-concern\/kept"/)
    assert.match(page.body, /href="\/lists\/challenging-cases\?order=stage"/)
    const names = [...page.body.matchAll(/<a class="govuk-link" href="\/lists\/[^"]+">(.*?)<\/a>/g)].map(
      ([, name]) => name,
    )
    assert.equal(new Set(names).size, names.length, 'each link says where it leads')
  })

  it('show each child in the order asked for, at one stage or at all, and to nobody who need not know', async () => {
    const byName = await asked('Tam', `${LIST}?order=child`)
    assert.equal(byName.statusCode, 200, byName.body)
    assert.deepEqual(rowsOf(byName.body), ['=Ann Invented', 'Bo O’Invented', 'Zoë Invented'])
    const [stage = ''] = /<option value="([a-z-]+)"/.exec(byName.body)?.slice(1) ?? []
    const one = await asked('Tam', `${LIST}?stage=${stage}&order=stage`)
    assert.deepEqual([...rowsOf(one.body)].sort(), [...rowsOf(byName.body)].sort())
    assert.match(one.body, /<caption[^>]*>[^<]+\(3\)<\/caption>/)
    assert.deepEqual(rowsOf((await asked('Otto', LIST)).body), [])
    for (const path of [`${LIST}?stage=nowhere`, '/lists/unknown', '/lists/unknown/kept', `${LIST}/kept.csv?day=x`]) {
      assert.equal((await asked('Tam', path)).statusCode, 404, path)
    }
  })

  it('go back to a past day, when nothing was there, and to no day to come', async () => {
    const past = await asked('Tam', `${LIST}?day=2026-11-01`)
    assert.match(past.body, /Sunday 1 November 2026, as it was known at its end/)
    assert.deepEqual(rowsOf(past.body), [])
    assert.equal((await asked('Tam', `${LIST}?day=2031-01-01`)).statusCode, 400)
  })

  it('show on a later day what an earlier one was, with what has ended since', async () => {
    const { pathway } = await listed('Cy Invented')
    const withdrawal = { 'what-has-changed': 'mistake', 'what-shows-it': 'An invented reason' }
    const withdrawn = await record(
      team,
      'Wyn',
      { pathway, version: 1 },
      { step: 'withdraw-the-raise', role: 'social-worker', answers: withdrawal },
      '2026-11-23T10:00:00Z',
    )
    assert.ok('ok' in withdrawn && withdrawn.ok, JSON.stringify(withdrawn))
    face.setNow('2026-11-25T10:00:00Z')
    const then = await asked('Tam', `${LIST}?day=2026-11-20&order=child`)
    assert.ok(rowsOf(then.body).includes('Cy Invented'))
    const links = [...then.body.matchAll(/href="(\/pathways\/[^"]+)"/g)].map(([, at = '']) => at)
    assert.ok(links.length > 0 && links.every((at) => at.endsWith('?day=2026-11-20')), links.join(' '))
    for (const path of [LIST, `${LIST}?day=2026-11-24`]) {
      assert.ok(!rowsOf((await asked('Tam', `${path}`)).body).includes('Cy Invented'), path)
    }
    face.setNow('2026-11-20T10:00:00Z')
  })

  it('say how many are not shown to whoever manages, and not which', async () => {
    const { caseId } = await listed('Di Invented')
    await team.root.query(`update sightline.cases set sensitivity = 'sealed' where case_id = $1`, [caseId])
    const page = await asked('Sal', LIST)
    assert.match(page.body, /Fewer than five cases are not shown to you/)
    assert.doesNotMatch(page.body, /Di Invented/)
  })

  it('are read a page at a time, each child once, by addresses with nothing but random identifiers', async () => {
    for (let i = 0; i < 50; i++) await listed('Many Invented')
    const who = await visitor('Tam')
    const seen: string[] = []
    for (const order of ['due', 'since', 'child', 'stage']) {
      const before = seen.length
      for (let path = `${LIST}?order=${order}`; path !== ''; ) {
        const { body } = await who.get(path)
        seen.push(
          ...[...body.matchAll(/<th scope="row"[^>]*><a class="govuk-link" href="([^"]+)/g)].map(([, at = '']) => at),
        )
        path = (/href="([^"]+)" rel="next"/.exec(body)?.[1] ?? '').replaceAll('&amp;', '&')
        assert.match(path, /^$|^\/lists\/cases-of-most-concern\?order=[a-z]+&after=[0-9a-f-]{36}$/)
      }
      const page = seen.slice(before)
      assert.ok(page.length >= 53, order)
      assert.equal(new Set(page).size, page.length, order)
    }
  })

  it('come as CSV and as a spreadsheet in which no cell is a formula', async () => {
    const csv = await asked('Tam', `${LIST}/list.csv?order=child`)
    assert.match(
      String(csv.headers['content-disposition']),
      /^attachment; filename="cases-of-most-concern-2026-11-20.csv"$/,
    )
    assert.match(csv.body, /^\uFEFFchild,stage,there since,next due\r\n/)
    assert.match(csv.body, /'=Ann Invented/)
    const sheet = await asked('Tam', `${LIST}/list.xlsx`)
    assert.equal(sheet.rawPayload.subarray(0, 2).toString(), 'PK')
    assert.match((await asked('Tam', `${LIST}/kept.csv`)).body, /^\uFEFFchild,stage,on the list since,/)
    assert.equal((await asked('Tam', `${LIST}/kept.xlsx`)).rawPayload.subarray(0, 2).toString(), 'PK')
  })
})

describe('the list that a protocol keeps', () => {
  it('says so where nothing is on it, and is not there where the protocol keeps none', async () => {
    const page = await asked('Tam', `${LIST}/kept`)
    assert.equal(page.statusCode, 200, page.body)
    assert.match(page.body, /No case is on the list/)
    assert.equal((await asked('Tam', '/lists/challenging-cases/kept')).statusCode, 404)
  })

  it('shows each case with every heading, names what is missing, and is the same in a file', async () => {
    await onTheList(team, 'Eli Invented')
    await addedDirectly(team, 'Flo Invented')
    const page = await asked('Tam', `${LIST}/kept`)
    assert.match(page.body, /2 cases on it\./)
    assert.match(page.body, /Eli Invented/)
    assert.match(page.body, /An invented plan of the agencies/)
    assert.match(page.body, /<strong class="govuk-tag govuk-tag--red">Missing<\/strong>/)
    assert.match(page.body, /Flo Invented<br><span[^>]*>Nobody has answered it\. From this record<\/span>/)
    assert.match(page.body, /outside the home[^<]*\?<\/p>\s*<p[^>]*>Yes<\/p>/)
    const written = page.body.replace(/(href|src|action|value)="[^"]*"/g, '')
    assert.doesNotMatch(written, /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}/)
    assert.match(page.body, /href="\/pathways\/[0-9a-f-]{36}#why-1">Why that day/)
    const [href = ''] = /\/pathways\/[0-9a-f-]{36}(?=#why-1)/.exec(page.body) ?? []
    assert.match(
      (await asked('Tam', href)).body,
      /<div class="sl-why" id="why-1"><p[^>]*>(?!.*by itself).*was recorded as done/,
    )
    const csv = await asked('Tam', `${LIST}/kept.csv`)
    assert.match(csv.body, /Eli Invented,On the list,2026-11-20/)
    assert.doesNotMatch((await asked('Otto', `${LIST}/kept`)).body, /Eli/)
    assert.doesNotMatch((await asked('Tam', `${LIST}/kept?day=2026-11-19`)).body, /Eli/)
  })
})

describe('coming up', () => {
  it('shows what anybody owes of what one may see, under its week', async () => {
    const page = await asked('Wyn', '/coming-up?weeks=8')
    assert.equal(page.statusCode, 200, page.body)
    assert.match(page.body, /data-label="Owed by">Tam/)
    assert.deepEqual(rowsOf((await asked('Otto', '/coming-up')).body), [])
    assert.equal((await asked('Wyn', '/coming-up?weeks=1000')).statusCode, 400)
  })

  it('tells what was not done and is owed no more, to whoever may see it, and does not call it overdue', async () => {
    const { pathway } = await listed('Ida Invented')
    const { rows } = await team.root.query<{ duty: string }>(
      `update sightline.duties set lapsed = '2026-11-19T00:00:00Z', lapsed_why = 'followed', due_day = '2026-10-02'
       where pathway_id = $1 and met is null returning duty`,
      [pathway],
    )
    await team.root.query('delete from sightline.owed where pathway_id = $1', [pathway])
    const page = await asked('Wyn', '/coming-up?weeks=not-done')
    assert.equal(page.statusCode, 200, page.body)
    assert.equal(rowsOf(page.body).length, rows.length)
    assert.match(page.body, /Ida Invented/)
    assert.match(page.body, /Friday 2 October 2026/)
    assert.match(page.body, /of Thursday 19 November 2026/)
    assert.doesNotMatch((await asked('Wyn', '/coming-up?weeks=overdue')).body, /Ida Invented/)
    assert.match((await asked('Otto', '/coming-up?weeks=not-done')).body, /nothing of this in what you may see/)
  })
})

describe('finding a child', () => {
  async function found(name: string, written: string): Promise<readonly string[]> {
    const who = await visitor(name)
    await who.get('/lists')
    const page = await who.post('/lists/search', { name: written })
    assert.equal(page.statusCode, written.trim() === '' ? 400 : 200, page.body)
    return rowsOf(page.body)
  }

  it('reads capitals, marks and apostrophes as people write them', async () => {
    assert.deepEqual(await found('Tam', 'zoe'), ['Zoë Invented'])
    assert.deepEqual(await found('Tam', "o'inv BO"), ['Bo O’Invented'])
    assert.deepEqual(await found('Tam', 'nobody at all'), [])
    assert.deepEqual(await found('Tam', '%'), [])
  })

  it('asks for a name where none was written', async () => {
    assert.deepEqual(await found('Tam', '  '), [])
  })

  it('finds nobody of whom one need not know, and notes what was looked for', async () => {
    assert.deepEqual(await found('Otto', 'invented'), [])
    const { rows } = await team.root.query(
      `select p.payload from sightline.audit_envelopes e join sightline.audit_payloads p using (authority, envelope_id)
       where e.authority = $1 and e.action = 'search-children'`,
      [AUTHORITY],
    )
    assert.ok(rows.some(({ payload }) => JSON.stringify(payload).includes('invented')))
  })

  it('finds nobody with a forged identifier in an address', async () => {
    assert.deepEqual(rowsOf((await asked('Otto', `${LIST}?after=${nextId()}`)).body), [])
  })
})
