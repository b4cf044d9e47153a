import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { AUTHORITY, addCase, layOut, type Scene } from '../record/authority.ts'
import { nextId, type TestDatabase, testDatabase } from '../record/database.ts'
import { hiddenIn, type TestFace, testFace, Visitor } from './face.ts'

let database: TestDatabase
let scene: Scene
let face: TestFace

before(async () => {
  database = await testDatabase()
  scene = await layOut(database.root, database.store)
  // One person alone is a supervisor: whoever took part for the post need not be named.
  await database.root.query(
    `insert into sightline.role_holdings (authority, holding_id, person_id, role, since)
     values ($1, $2, $3, 'supervisor', '2020-01-01')`,
    [AUTHORITY, nextId(), scene.person('Rae')],
  )
  face = await testFace(database)
})
after(async () => {
  await face.close()
  await database.close()
})

const TEAM = { 'social-worker': 'Wyn', 'team-manager': 'Tam' }

const signedIn = (name: string): Promise<Visitor> => Visitor.signedIn(face, scene.person(name))

const RAISED = { 'a.circumstances': 'An invented worry', 'a.not-reducing': 'An invented reason', happened: 'now' }
const START = 'raise/cases-of-most-concern/raise-the-child'

interface Begun {
  readonly visitor: Visitor
  readonly at: string
  readonly fields: Record<string, string>
}

/** Somebody opens a form. */
async function begin(visitor: Visitor, at: string, role = ''): Promise<Begun> {
  const form = await visitor.get(role === '' ? at : `${at}?role=${role}`)
  assert.equal(form.statusCode, 200, form.body)
  return { visitor, at, fields: hiddenIn(form.body) }
}

/** Sends a form whole, and gives the address of its check. */
async function send({ visitor, at, fields }: Begun, typed: Record<string, string>): Promise<string> {
  const sent = await visitor.post(at, { ...fields, ...typed })
  assert.equal(sent.statusCode, 303, sent.body)
  return String(sent.headers.location)
}

/** Records what a check shows, and gives the address of the entry. */
async function confirm(visitor: Visitor, check: string): Promise<string> {
  const shown = await visitor.get(check)
  assert.equal(shown.statusCode, 200, shown.body)
  const recorded = await visitor.post(check.replace('/check', '/record'), hiddenIn(shown.body))
  assert.equal(recorded.statusCode, 303, recorded.body)
  return String(recorded.headers.location)
}

/** A child whom Wyn raised: the pathway. */
async function raised(): Promise<string> {
  const caseId = await addCase(scene, TEAM)
  const begun = await begin(await signedIn('Wyn'), `/cases/${caseId}/${START}`, 'social-worker')
  const entry = await confirm(begun.visitor, await send(begun, RAISED))
  return entry.split('/')[2] ?? ''
}

async function entriesOf(pathway: string): Promise<number> {
  const { rows } = await database.root.query(
    'select count(*)::int as count from sightline.entries where pathway_id = $1',
    [pathway],
  )
  return rows[0].count
}

const TALKED = {
  'a.took-part.social-worker.is': 'present',
  'a.took-part.supervisor.is': 'present',
  'a.took-part.team-manager.is': 'present',
  'a.discussion': 'An invented talk',
  'a.reasons': 'Invented reasons',
  outcome: 'met',
  happened: 'now',
}

describe('raising a child', () => {
  it('opens with what to do in immediate danger, and goes from form to check to what follows', async () => {
    const caseId = await addCase(scene, TEAM)
    const wyn = await signedIn('Wyn')
    for (const page of ['/raise', `/${START}`, `/cases/${caseId}/${START}?role=social-worker`]) {
      assert.match((await wyn.get(page)).body, /call 999/, page)
    }
    const check = await send(await begin(wyn, `/cases/${caseId}/${START}`, 'social-worker'), RAISED)
    assert.match((await wyn.get(check)).body, /An invented worry/)
    const page = await wyn.get(await confirm(wyn, check))
    assert.match(page.body, /Raised, to be talked through/)
    assert.match(page.body, /Friday 27 November 2026/)
  })

  it('asks in which role, where somebody has several', async () => {
    const caseId = await addCase(scene, TEAM)
    const wyn = await signedIn('Wyn')
    assert.match((await wyn.get(`/cases/${caseId}/${START}`)).body, /In which of your roles/)
  })

  it('finds only children in whose cases the person may record', async () => {
    const own = await addCase(scene, TEAM)
    const other = await addCase(scene, { 'social-worker': 'Rae' })
    const wyn = await signedIn('Wyn')
    await wyn.get(`/${START}`)
    const found = await wyn.post(`/${START}`, { words: 'invented plainly' })
    assert.ok(found.body.includes(own))
    assert.ok(!found.body.includes(other))
    assert.match((await wyn.post(`/${START}`, { words: 'nobody of that name' })).body, /No child you work with/)
    assert.equal((await wyn.get(`/cases/${other}/${START}`)).statusCode, 404)
  })
})

describe('a step', () => {
  it('is decided by whom it is for, and leads on', async () => {
    const pathway = await raised()
    const tam = await signedIn('Tam')
    const at = `/pathways/${pathway}/steps/discuss-the-case`
    const entry = await confirm(tam, await send(await begin(tam, at), TALKED))
    assert.match((await tam.get(entry)).body, /Criteria met, form to be completed/)
  })

  it('says by which clause it is refused, and what to do instead', async () => {
    const tam = await signedIn('Tam')
    const refused = await tam.get(`/pathways/${await raised()}/steps/complete-the-form`)
    assert.equal(refused.statusCode, 403)
    assert.match(refused.body, /WOK-14/)
    assert.match(refused.body, /The form opens once the Team Manager has recorded/)
  })

  it('keeps what was typed where it is refused, and leads to the field', async () => {
    const pathway = await raised()
    const tam = await signedIn('Tam')
    const begun = await begin(tam, `/pathways/${pathway}/steps/discuss-the-case`)
    const typed = "  O'Neill <b>&amp;\r\n\r\n\u2022\tfrom Word  "
    const sent = await tam.post(begun.at, { ...begun.fields, ...TALKED, 'a.discussion': typed, 'a.reasons': '' })
    assert.equal(sent.statusCode, 400)
    assert.match(sent.body, /href="#a_reasons"/)
    assert.ok(sent.body.includes('  O&#39;Neill &lt;b&gt;&amp;amp;\r\n\r\n\u2022\tfrom Word  </textarea>'))
  })

  it('names the limit of a text that is too long', async () => {
    const tam = await signedIn('Tam')
    const begun = await begin(tam, `/pathways/${await raised()}/steps/discuss-the-case`)
    const sent = await tam.post(begun.at, { ...begun.fields, ...TALKED, 'a.discussion': 'x'.repeat(100_001) })
    assert.equal(sent.statusCode, 400)
    assert.match(sent.body, /100,001 characters and can have 100,000 at most/)
  })
})

describe('a form sent more than once', () => {
  it('is one entry, however often it is confirmed', async () => {
    const pathway = await raised()
    const tam = await signedIn('Tam')
    const check = await send(await begin(tam, `/pathways/${pathway}/steps/discuss-the-case`), TALKED)
    const fields = hiddenIn((await tam.get(check)).body)
    const at = check.replace('/check', '/record')
    const [first, second] = await Promise.all([tam.post(at, fields), tam.post(at, fields)])
    const third = await tam.post(at, fields)
    assert.deepEqual([first.statusCode, second.statusCode, third.statusCode], [303, 303, 303])
    assert.equal(first.headers.location, second.headers.location)
    assert.equal(first.headers.location, third.headers.location)
    assert.equal(await entriesOf(pathway), 2)
    assert.equal((await tam.get(check)).headers.location, first.headers.location)
  })

  it('shows both texts to whoever comes second, who may go on with theirs', async () => {
    const pathway = await raised()
    const [tam, ash] = [await signedIn('Tam'), await signedIn('Tam')]
    const at = `/pathways/${pathway}/steps/discuss-the-case`
    const check = await send(await begin(ash, at), { ...TALKED, 'a.discussion': 'What came second' })
    await confirm(
      tam,
      await send(await begin(tam, at), { ...TALKED, outcome: 'not-met', 'a.discussion': 'What came first' }),
    )
    const changed = await ash.post(check.replace('/check', '/record'), { revision: '2' })
    assert.match(changed.body, /What came second/)
    const kept = await ash.get(check)
    assert.match(kept.body, /What came second/)
    assert.equal(await entriesOf(pathway), 2)
  })

  it('shows both texts where two people record it at the same moment, and where it stands by then', async () => {
    const pathway = await raised()
    const at = `/pathways/${pathway}/steps/discuss-the-case`
    const said = { met: 'An invented talk that it is met', 'not-met': 'An invented talk that it is not' } as const
    const both = await Promise.all(
      (['met', 'not-met'] as const).map(async (outcome) => {
        const visitor = await signedIn('Tam')
        const typed = {
          ...TALKED,
          outcome,
          'a.discussion': said[outcome],
          'a.took-part.supervisor.who': scene.person('Wyn'),
          'a.took-part.supervisor.instead': 'An invented reason',
        }
        const check = await send(await begin(visitor, at), typed)
        return { visitor, check, fields: hiddenIn((await visitor.get(check)).body), outcome }
      }),
    )
    await Promise.all(
      both.map(({ visitor, check, fields }) => visitor.post(check.replace('/check', '/record'), fields)),
    )
    assert.equal(await entriesOf(pathway), 2)
    const pages = await Promise.all(both.map(async (each) => ({ ...each, page: await each.visitor.get(each.check) })))
    const lost = pages.find(({ page }) => page.statusCode === 409)
    assert.ok(lost !== undefined)
    const { body } = lost.page
    const stands =
      lost.outcome === 'met'
        ? /It stands now at: <strong>Criteria found not to be met/
        : /It stands now at: <strong>Criteria met/
    assert.match(body, stands)
    const [theirs = '', mine = ''] = body.slice(body.indexOf('Recorded meanwhile')).split('What you wrote')
    assert.ok(theirs.includes(said[lost.outcome === 'met' ? 'not-met' : 'met']))
    assert.match(theirs, /How it came out/)
    assert.ok(mine.includes(said[lost.outcome]))
    const kept = await lost.visitor.get(lost.check.replace('/check', ''))
    for (const shown of [mine, kept.body]) {
      assert.match(shown, /How it came out/)
      assert.match(shown, /supervisor: present, Wyn/)
      assert.ok(!shown.includes(scene.person('Wyn')))
    }
  })

  it('shows what another page overwrote', async () => {
    const tam = await signedIn('Tam')
    const begun = await begin(tam, `/pathways/${await raised()}/steps/discuss-the-case`)
    await send(begun, { ...TALKED, 'a.discussion': 'From the first page' })
    const check = await send(begun, { ...TALKED, 'a.discussion': 'From the second page' })
    const shown = (await tam.get(check)).body
    assert.match(shown, /From the first page/)
    assert.match(shown, /From the second page/)
  })
})

describe('who took part', () => {
  it('is anybody whose post it is not only with words that say why, and these are shown', async () => {
    const tam = await signedIn('Tam')
    const begun = await begin(tam, `/pathways/${await raised()}/steps/discuss-the-case`)
    const typed = { ...TALKED, 'a.took-part.supervisor.who': scene.person('Wyn') }
    const refused = await tam.post(begun.at, { ...begun.fields, ...typed })
    assert.equal(refused.statusCode, 400)
    assert.match(refused.body, /href="#a_took-part_supervisor_instead"/)
    const check = await send(begun, { ...typed, 'a.took-part.supervisor.instead': 'An invented illness' })
    assert.match((await tam.get(check)).body, /Wyn.*, in place of the .*: An invented illness/)
  })
})

describe('what is not finished', () => {
  it('is kept for its owner alone, and goes when it is recorded', async () => {
    const pathway = await raised()
    const tam = await signedIn('Tam')
    const begun = await begin(tam, `/pathways/${pathway}/steps/discuss-the-case`)
    const later = await tam.post(begun.at, { ...begun.fields, 'a.discussion': 'Half a sent', do: 'later' })
    assert.equal(later.headers.location, '/unfinished')
    const at = `/drafts/${begun.fields['draft']}`
    assert.ok((await tam.get('/unfinished')).body.includes(at))
    assert.match((await tam.get('/my-work')).body, /Unfinished: \d+ form/)
    assert.match((await tam.get(at)).body, /Half a sent/)
    assert.ok((await tam.get(begun.at)).body.includes(at))
    for (const name of ['Ash', 'Wyn', 'Ade']) assert.equal((await (await signedIn(name)).get(at)).statusCode, 404)
    await confirm(tam, await send({ ...begun, fields: hiddenIn((await tam.get(at)).body) }, TALKED))
    const { rows } = await database.root.query('select from sightline.drafts where draft_id = $1', [
      begun.fields['draft'],
    ])
    assert.equal(rows.length, 0)
  })

  it('is kept where the session ended meanwhile, for whoever typed it', async () => {
    const pathway = await raised()
    const own = await testFace(database)
    const tam = new Visitor(own)
    await tam.signIn(scene.person('Tam'))
    const begun = await begin(tam, `/pathways/${pathway}/steps/discuss-the-case`)
    own.setNow('2026-11-20T12:30:00Z')
    const late = await tam.post(begun.at, { ...begun.fields, ...TALKED, 'a.discussion': 'Typed over lunch' })
    const at = `/drafts/${begun.fields['draft']}`
    assert.equal(late.headers.location, `/sign-in?next=${encodeURIComponent(at)}`)
    await tam.signIn(scene.person('Tam'))
    assert.match((await tam.get(at)).body, /Typed over lunch/)
    assert.equal(await entriesOf(pathway), 1)
    const wyn = new Visitor(own)
    await wyn.signIn(scene.person('Wyn'))
    assert.equal((await wyn.get(at)).statusCode, 404)
    await own.close()
  })

  it('is kept where somebody signed in anew in another tab, and never for another person', async () => {
    const tam = await signedIn('Tam')
    const begun = await begin(tam, `/pathways/${await raised()}/steps/discuss-the-case`)
    const token = hiddenIn((await tam.get(begun.at)).body)['_csrf'] ?? ''
    await tam.signIn(scene.person('Tam'))
    const late = await tam.post(begun.at, { ...begun.fields, ...TALKED, _csrf: token })
    assert.equal(late.headers.location, `/drafts/${begun.fields['draft']}`)
    await tam.signIn(scene.person('Wyn'))
    assert.equal((await tam.post(begun.at, { ...begun.fields, ...TALKED, _csrf: token })).statusCode, 403)
  })
})

describe('a correction', () => {
  it('begins with what was recorded, asks why, and shows both', async () => {
    const pathway = await raised()
    const wyn = await signedIn('Wyn')
    const { rows } = await database.root.query('select entry_id from sightline.entries where pathway_id = $1', [
      pathway,
    ])
    const at = `/pathways/${pathway}/steps/raise-the-child?corrects=${rows[0].entry_id}`
    const begun = await begin(wyn, at)
    const corrected = { ...RAISED, 'a.circumstances': 'Another invented worry' }
    const unsaid = await wyn.post(begun.at, { ...begun.fields, ...corrected })
    assert.match(unsaid.body, /Say why what was recorded was wrong/)
    const check = await send(begun, { ...corrected, because: 'It was about another day' })
    const shown = (await wyn.get(check)).body
    assert.match(shown, /An invented worry/)
    assert.match(shown, /Another invented worry/)
    assert.match((await wyn.get(await confirm(wyn, check))).body, /It was about another day/)
    assert.equal(await entriesOf(pathway), 2)
  })
})
