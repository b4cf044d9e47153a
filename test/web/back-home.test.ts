// docs/how-to/write-a-protocol.md, done as it says: a protocol of a council's own is checked, drawn, tried on files, walked, adopted
// in an authority that runs, and raised by its pages. No file of the program knows of it.
import assert from 'node:assert/strict'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { ROOT } from '../../scripts/step.ts'
import { adoptAll } from '../../src/cases/set-up/set-up.ts'
import { chooseProtocols } from '../../src/cli/choose-protocols.ts'
import { sightlineOn } from '../../src/cli/said.test-data.ts'
import { census, england, given } from '../../src/engine/watch/given.test-data.ts'
import { layOutTeam, ledCase, type Team } from '../record/access/team.ts'
import { AUTHORITY, moment } from '../record/authority.ts'
import { nextId, type TestDatabase, testDatabase } from '../record/database.ts'
import { helpedWalks } from '../walks/helped.ts'
import { lifeWalks } from '../walks/life-events.ts'
import { type Cast, Scene } from '../walks/scene.ts'
import { elementsOf } from '../walks/taken-away.ts'
import { Story } from '../walks/walk.ts'
import { hiddenIn, type TestFace, testFace, Visitor } from './face.ts'

const FILE = 'docs/how-to/back-home/back-home.yaml'
const PAGE = readFileSync(join(ROOT, 'docs/how-to/write-a-protocol.md'), 'utf8')

const library = chooseProtocols([join(ROOT, FILE)])
const [shelved] = library.protocols
assert.ok(shelved !== undefined)
const { protocol } = shelved

describe('the page on writing a protocol', () => {
  it('names commands that do what it says', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sightline-back-home-'))
    const commands = [...PAGE.matchAll(/^ {4}sightline (.+)$/gm)].map(([, words = '']) => words.split(' '))
    assert.deepEqual(
      commands.map(([name]) => name),
      ['check', 'draw', 'scan', 'set-up'],
    )
    await sightlineOn('2026-04-01', 'demo', '--children', '60', '--folder', folder)
    const [files = ''] = globSync(join(folder, '*.xml'))
    for (const [name = '', ...words] of commands.slice(0, 3)) {
      const args = words.map((word) => {
        if (word === FILE) return join(ROOT, FILE)
        if (word.endsWith('.html')) return join(folder, word)
        return word === 'census.xml' ? files : word
      })
      const said = await sightlineOn('2026-04-01', name, ...args)
      assert.equal(said.status, 0, said.err)
      if (name === 'check') assert.match(said.out, /no faults/)
    }
    for (const made of ['back-home.html', 'tried.html']) {
      assert.match(readFileSync(join(folder, made), 'utf8'), /Back home, and listened to/)
    }
    rmSync(folder, { recursive: true, force: true })
  })

  it('asks for no change of the program', () => {
    const named = globSync('{src,bin,migrations}/**/*.{ts,mjs,sql,njk}', { cwd: ROOT }).filter((file) => {
      return !file.endsWith('.test.ts') && /back-home|BKH-/.test(readFileSync(join(ROOT, file), 'utf8'))
    })
    assert.deepEqual(named, [])
  })
})

const CAST: Cast = {
  agencies: { yana: 'youth-service', yuri: 'youth-service' },
  own: { sasha: 'social-worker', tamar: 'team-manager' },
  others: { yana: 'youth-worker', yuri: 'youth-worker', selma: 'service-manager' },
}
const BACK = { 'back-since': '2026-03-01T21:00:00+00:00', 'how-long': 'Two nights.' }
const SAID = { 'own-words': 'Nobody asked me why.', 'keeps-them-safe': 'A lift home.', pressed: 'not-pressed' }
const WHY = { 'plan-because': 'He is fetched on Fridays.' }

const back = (story: Story): Story => story.on('2026-03-02 09:00').records('sasha', 'say-who-is-back', BACK)
const declined = (story: Story): Story =>
  back(story).on('2026-03-03 09:00').records('yana', 'record-declined', { 'how-offered': 'By telephone.' })
const heard = (story: Story): Story => back(story).on('2026-03-04 16:00').records('yuri', 'listen', SAID)

const LIFE = lifeWalks({
  owing: ['transfer out', 'turned 18', 'death'],
  others: ['transfer in', 'plan ended', 'case closed', 'became looked after', 'no longer looked after'],
  soFar: back,
  by: 'tamar',
  told: 'selma',
  may: ['tamar'],
  closes: 'overtaken',
})

const HELPED = helpedWalks({ entry: ['say-who-is-back'], review: ['listen'], exit: ['decide-on-the-plan'] })

const WALKS: Readonly<Record<string, (story: Story) => void>> = {
  'an assessment that names it suggests to ask': ({ protocol: { triggers } }) => {
    assert.deepEqual(
      triggers.map(({ id, opens, suggests }) => [id, opens, suggests === null]),
      [['assessed-as-going-missing', null, false]],
    )
  },
  'who is back is listened to within three working days, by somebody else': (story) => {
    back(story)
      .stands('to-be-offered')
      .told('somebody-to-listen-to', 'yana', 'yuri')
      .sees('listens', 'yana', 'yuri')
      .owes(['yana', 'yuri'], 'listen-in-time', '2026-03-05')
      .onlyBy(['yana', 'yuri'], 'listen', SAID)
      .onlyBy(['yana', 'yuri'], 'record-declined', { 'how-offered': 'x' })
      .needsEach('yana', 'listen', { ...SAID, pressed: 'pressed', 'by-whom': 'A friend of his.' })
      .on('2026-03-06 09:00')
      .overdue('listen-in-time', 'tamar')
  },
  'what is decided is told to whoever said that they were back': (story) => {
    heard(story)
      .stands('listened-to')
      .made('what-they-said')
      .met('listen-in-time')
      .sees('listens')
      .owes('tamar', 'decide-in-time', '2026-03-11')
      .onlyBy(['tamar'], 'decide-on-the-plan', WHY, 'changed')
      .on('2026-03-12 09:00')
      .overdue('decide-in-time', 'selma')
      .records('tamar', 'decide-on-the-plan', WHY, 'unchanged')
      .stands('decided')
      .told('what-came-of-it', 'sasha')
  },
  'a talk that is declined is offered once more': (story) => {
    declined(story)
      .stands('declined')
      .lapsed('listen-in-time', 'left-stage')
      .owes(['yana', 'yuri'], 'offer-once-more', '2026-03-10')
      .on('2026-03-11 09:00')
      .overdue('offer-once-more', 'selma')
      .records('yuri', 'record-declined-again', { 'how-offered-again': 'At school.' })
      .stands('not-wanted')
  },
  'nobody listens who said that they were back': (story) => {
    back(story).acts('sasha', 'youth-worker').refuses('sasha', 'listen', 'same-person', null, SAID)
  },
  'and may be wanted then': (story) => {
    declined(story).records('yuri', 'listen', SAID).met('offer-once-more').stands('listened-to')
  },
  'or changes the plan': (story) => {
    heard(story).records('tamar', 'decide-on-the-plan', WHY, 'changed').stands('decided')
  },
  ...Object.fromEntries([...LIFE, ...HELPED].map(({ title, tell }) => [title, tell])),
  'nobody is sent to listen to somebody who has died': (story) => {
    back(story).on('2026-03-03 09:00').lives('death').owesNo('listen-in-time').lapsed('listen-in-time', 'life-event')
  },
  'has a reading': (story) => {
    assert.deepEqual(
      story.protocol.readings.map(({ cites }) => cites),
      [['BKH-01']],
    )
  },
}

describe('the protocol of the page', () => {
  const nothing = given(census('2026-03-31'), { facts: [] }).history(0)
  const tell = (title: string, of = protocol): void =>
    WALKS[title]?.(new Story(new Scene(of, england(), CAST, nothing)))
  for (const title of Object.keys(WALKS)) it(title, () => tell(title))

  it('has no part that its walks would not miss', () => {
    const unmissed = elementsOf(protocol).filter(({ without }) =>
      Object.keys(WALKS).every((title) => {
        try {
          tell(title, without)
          return true
        } catch (error) {
          if (error instanceof assert.AssertionError) return false
          throw error
        }
      }),
    )
    assert.deepEqual(
      unmissed.map(({ name }) => name),
      [],
    )
  })
})

describe('in an authority that runs', () => {
  let database: TestDatabase
  let team: Team
  let face: TestFace
  let raised: { readonly pathway: string; readonly nan: Visitor; readonly wyn: Visitor }

  before(async () => {
    database = await testDatabase()
    team = await layOutTeam(database)
    face = await testFace(database)
  })
  after(async () => {
    await face.close()
    await database.close()
  })

  const signedIn = async (name: string): Promise<Visitor> => {
    const visitor = new Visitor(face)
    await visitor.signIn(team.person(name))
    return visitor
  }

  it('is adopted, and then raised, answered and listed by pages that were there before', async () => {
    const caseId = await ledCase(team)
    const wyn = await signedIn('Wyn')
    const title = /Back home, and listened to/
    assert.doesNotMatch((await wyn.get('/raise')).body, title)
    const service = { authority: AUTHORITY, person: team.person('service') }
    assert.deepEqual(await adoptAll(team.store, service, library, moment('2026-11-20T09:00:00Z')), ['back-home'])
    assert.deepEqual(await adoptAll(team.store, service, library, moment('2026-11-20T09:00:00Z')), [])
    await team.root.query(
      `insert into sightline.role_holdings (authority, holding_id, person_id, role, since)
       values ($1, $2, $3, 'youth-worker', '2020-01-01')`,
      [AUTHORITY, nextId(), team.person('Nan')],
    )

    assert.match((await wyn.get('/raise')).body, title)
    const at = `/cases/${caseId}/raise/back-home/say-who-is-back`
    const form = await wyn.get(`${at}?role=social-worker`)
    assert.match(form.body, /is not a matter for this page\. Call the police/)
    const typed = {
      'a.back-since.day': '19',
      'a.back-since.month': '11',
      'a.back-since.year': '2026',
      'a.back-since.time': '21:00',
      'a.how-long': 'Two nights.',
      happened: 'now',
    }
    const sent = await wyn.post(at, { ...hiddenIn(form.body), ...typed })
    assert.equal(sent.statusCode, 303, sent.body)
    const check = String(sent.headers.location)
    const shown = await wyn.get(check)
    assert.match(shown.body, /Two nights\./)
    const recorded = await wyn.post(check.replace('/check', '/record'), hiddenIn(shown.body))
    assert.equal(recorded.statusCode, 303, recorded.body)
    const pathway = String(recorded.headers.location).split('/')[2] ?? ''

    const nan = await signedIn('Nan')
    const owed = (await nan.get('/my-work')).body
    assert.match(owed, /Offer the young person a talk, and listen/)
    assert.match(owed, /A young person is back, and to be listened to/)
    assert.equal((await nan.get(`/pathways/${pathway}/steps/listen`)).statusCode, 200)
    assert.match((await nan.get('/lists/back-home')).body, /Back home, to be listened to/)
    raised = { pathway, nan, wyn }
  })

  it('is changed, and what runs is moved to the new version by pages alone', async () => {
    const { pathway, nan, wyn } = raised
    const ade = await signedIn('Ade')
    const service = { authority: AUTHORITY, person: team.person('service') }
    const newer = chooseProtocols([join(ROOT, 'docs/how-to/back-home/back-home-2027.yaml')])
    await adoptAll(team.store, service, newer, moment('2026-11-20T09:30:00Z'))

    const news = (await wyn.get(`/pathways/${pathway}`)).body
    assert.match(
      news,
      /runs by version 2026\.1 of its protocol\. Version 2027\.1 was adopted on Friday 20 November 2026/,
    )
    assert.match(
      news,
      /Goes on: Offer the young person a talk, and listen, due Wednesday 25 November 2026, as promised/,
    )
    assert.match(news, /New: Ask whom they miss, and who misses them, due Friday 27 November 2026/)
    assert.doesNotMatch(news, /Move it to that version/)
    assert.equal((await wyn.get('/protocols/back-home')).statusCode, 403)

    assert.match((await ade.get('/protocols')).body, /1 case/)
    const page = (await ade.get('/protocols/back-home')).body
    assert.match(page, /A case that is not open to you/)
    assert.doesNotMatch(page, /Plainly Invented/)
    for (const at of ['/protocols/back-home/move', `/protocols/back-home/move/${pathway}`]) {
      assert.equal((await ade.get(at)).statusCode, 200)
    }
    const form = (await ade.get('/protocols/back-home/move')).body
    const check = await ade.post('/protocols/back-home/move', { ...hiddenIn(form), do: 'check', because: 'Adopted.' })
    assert.match(check.body, /Check before you go on/)
    const done = { ...hiddenIn(form), do: 'do', because: 'Adopted.' }
    assert.equal((await ade.post('/protocols/back-home/move', done)).statusCode, 303)
    assert.match((await ade.get('/protocols/back-home')).body, /every open case runs by version 2027\.1/)

    const moved = (await wyn.get(`/pathways/${pathway}`)).body
    assert.match(moved, /Moved to version 2027\.1 of the protocol/)
    assert.match(moved, /It runs by version 2027\.1/)
    assert.match((await nan.get(`/pathways/${pathway}/steps/listen`)).body, /in-their-words/)
    const back = `/protocols/back-home/back/${pathway}`
    assert.match((await ade.get(back)).body, /<span class="govuk-caption-l">A case that is not open to you<\/span>/)
    assert.equal(
      (await ade.post(back, { ...hiddenIn((await ade.get(back)).body), do: 'do', because: 'Too early.' })).statusCode,
      303,
    )
    assert.match((await ade.get('/protocols/back-home')).body, /Can move/)
  })
})
