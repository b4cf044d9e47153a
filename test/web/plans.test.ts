// What is written anew again and again: versions beside each other, adopted agency by agency, and shown wherever the case is.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { Scene } from '../record/authority.ts'
import { type TestDatabase, testDatabase } from '../record/database.ts'
import { hiddenIn, saysOf, type TestFace, testFace, Visitor } from './face.ts'
import { askedForParts, broughtUp, layOutPanel, revisedPlan, type Told } from './shared-plan.ts'

let database: TestDatabase
let scene: Scene
let face: TestFace
let told: Told
let caseId: string
let asked: Told
let panel: Told

before(async () => {
  database = await testDatabase()
  scene = await layOutPanel(database)
  ;({ told, caseId } = await revisedPlan(scene))
  ;({ told: asked } = await askedForParts(scene))
  panel = await broughtUp(scene)
  face = await testFace(database)
})
after(async () => {
  await face.close()
  await database.close()
})

async function read(name: string, path: string): Promise<string> {
  const visitor = new Visitor(face)
  await visitor.signIn(scene.person(name))
  return saysOf((await visitor.get(path)).body)
}

describe('a plan in versions', () => {
  it('stands on the page of its pathway with who wrote the latest, and which agency adopted which', async () => {
    const page = await read('Sal', `/pathways/${told.pathway}`)
    assert.match(page, /Version 2 of 2, recorded at 14:00 on Wednesday 11 November 2026 by Sal, as Chair/)
    assert.match(
      page,
      /hospital Refused Why not\? The weekly visits are not staffed\. Version 1 Version 2 has come since. Overdue: due Wednesday 18 November 2026 Nan/,
    )
    assert.match(
      page,
      /police Adopted Version 1 Version 2 has come since. Overdue: due Wednesday 18 November 2026 Otto/,
    )
  })

  it('is read beside the one before, question by question, in words that are heard as well as seen', async () => {
    const page = await read('Sal', `/pathways/${told.pathway}/versions/shared-plan`)
    assert.match(page, /Shared risk management plan, version 2 of 2/)
    assert.match(page, /4 answers of 21 changed since version 1/)
    assert.match(page, /agreed\? Changed \[taken out: Very high \] \[added: High \]/)
    assert.match(page, /Weekly, by the lead \[taken out: agency\. \] \[added: agency and the police\. \]/)
    assert.match(page, /Added What is the risk\? Sleeps at a friend/)
  })

  it('is read as it was, and is not there in a version that was never written', async () => {
    const first = await read('Sal', `/pathways/${told.pathway}/versions/shared-plan?version=1&since=0`)
    assert.match(first, /version 1 of 2.*A later version has come since/)
    assert.doesNotMatch(first, /Sleeps at a friend|\[added/)
    for (const path of ['?version=3', '?version=0', '?version=2&since=9']) {
      assert.match(await read('Sal', `/pathways/${told.pathway}/versions/shared-plan${path}`), /Page not found/)
    }
    assert.match(await read('Rae', `/pathways/${told.pathway}/versions/shared-plan`), /Page not found/)
  })

  it('begins the next with the latest, and says so', async () => {
    const visitor = new Visitor(face)
    await visitor.signIn(scene.person('Sal'))
    const { body } = await visitor.get(`/pathways/${told.pathway}/steps/revise-shared-plan`)
    assert.match(body, /Filled in with version 2 of/)
    assert.match(body, />Weekly, by the lead agency and the police\.<\/textarea>/)
    assert.match(body, /name="a\.risks\.rows"[^>]*value="2"/)
  })

  it('shows how high the risk is from entry on, as a picture and in words', async () => {
    const page = await read('Sal', `/pathways/${told.pathway}`)
    assert.match(
      page,
      /At entry, 14 October 2026 Agree the shared plan[^.]* Very high For 28 days Not said At a review, 11 November 2026 Revise/,
    )
    assert.match(await read('Sal', `/cases/${caseId}`), /Level of risk: High; at entry Very high/)
    const visitor = new Visitor(face)
    await visitor.signIn(scene.person('Sal'))
    const drawn = await visitor.get(`/pathways/${told.pathway}/levels/risk/drawing.svg?width=300`)
    assert.match(
      drawn.body,
      /^<svg [^>]*width="300".*Level of risk over time\. At entry, 14 October 2026: Very high\./s,
    )
    assert.equal((await visitor.get(`/pathways/${told.pathway}/levels/harm/drawing.svg`)).statusCode, 404)
  })

  it('shows who leads and who is accountable wherever the case is', async () => {
    for (const path of [`/pathways/${told.pathway}`, `/cases/${caseId}`, '/lists/complex-cases']) {
      const page = await read('Sal', path)
      assert.match(page, /Lead agency:? [^.]*council/, path)
      assert.match(page, /Accountable manager:? [^.]*Sal/, path)
    }
    const visitor = new Visitor(face)
    await visitor.signIn(scene.person('Sal'))
    const { body } = await visitor.get('/lists/complex-cases/list.csv')
    assert.match(
      body,
      /next due,lead agency,accountable manager,level of risk\r?\n.*,council,Sal \(council\),"High; at entry Very high"/,
    )
  })
})

describe('an analysis to which agencies write their own parts', () => {
  it('takes two parts sent at one moment, each whole and under its own name', async () => {
    const writers = await Promise.all(
      [
        ['Otto', 'Three calls to the house since May.'],
        ['Nan', 'Two missed appointments; weight on the second centile.'],
      ].map(async ([name = '', part = '']) => {
        const visitor = new Visitor(face)
        await visitor.signIn(scene.person(name))
        const at = `/pathways/${asked.pathway}/steps/contribute-part`
        const fields = hiddenIn((await visitor.get(`${at}?role=core-group`)).body)
        const check = await visitor.post(at, { ...fields, 'a.own-part': part, do: 'continue' })
        return { visitor, check: String(check.headers.location) }
      }),
    )
    const forms = await Promise.all(
      writers.map(async ({ visitor, check }) => hiddenIn((await visitor.get(check)).body)),
    )
    const sent = await Promise.all(
      writers.map(({ visitor, check }, i) => visitor.post(check.replace('/check', '/record'), forms[i] ?? {})),
    )
    for (const { statusCode, headers, body } of sent) {
      assert.equal(statusCode, 303, saysOf(body))
      assert.match(String(headers.location), /\/recorded\//)
    }
    const page = await read('Rae', `/pathways/${asked.pathway}/versions/enhanced-risk-analysis/parts`)
    assert.match(page, /hospital Nan, [^.]*history\? Two missed appointments; weight on the second centile\./)
    assert.match(page, /police Otto, [^.]*history\? Three calls to the house since May\./)
    assert.equal(page.match(/Written Friday 20 November 2026\. Late/g)?.length, 2)
  })

  it('puts the parts, and what the record tells, before whoever agrees it', async () => {
    const page = await read('Rae', `/pathways/${asked.pathway}/steps/agree-analysis?role=conference-chair`)
    assert.match(page, /What each agency wrote (hospital|police): (Nan|Otto), /)
    assert.match(
      page,
      /What the record tells of it : What came of earlier child protection plans\? No file tells of an earlier/,
    )
  })
})

describe('what a series of meetings has brought up', () => {
  it('stands in a register with its age and its answer, apart from any child', async () => {
    const at = `/pathways/${panel.pathway}/registers/brought-up`
    const page = await read('Sal', at)
    assert.match(
      page,
      /3\. Recommendation [^.]*A shared list of outreach workers\. .*Waits for an answer Open for 9 days\. Due/,
    )
    assert.match(page, /2\. Gap in provision .*Waits, and is late Open for 100 days\. Was due/)
    assert.match(
      page,
      /1\. Recommendation .*Answered, and goes on Open for [^.]*\. Due .*Taken up .*The police lead on it\./,
    )
    assert.doesNotMatch(page, /Plainly Invented/)
    assert.match(await read('Sal', `${at}?state=late`), /2\. Gap(?!.*Recommendation \d)/)
    assert.match(await read('Otto', at), /Page not found/)
  })

  it('is kept as a file, with nothing in it that a spreadsheet would run', async () => {
    const visitor = new Visitor(face)
    await visitor.signIn(scene.person('Sal'))
    const { body } = await visitor.get(`/pathways/${panel.pathway}/registers/brought-up/list.csv?kind=record-a-gap`)
    assert.match(body, /Gap in provision/)
    assert.doesNotMatch(body, /outreach workers/)
  })

  it('begins the report of the year with counts that tell of nobody, and with what stands in the register', async () => {
    const page = await read('Ade', `/pathways/${panel.pathway}/steps/report-on-the-year`)
    assert.match(page, /Cases between 21 November 2025 and 20 November 2026: fewer than five\./)
    assert.match(page, /Level of risk at entry: Very high fewer than five\./)
    assert.match(page, /Recommendation 1, 8 July 2026: One number for every agency at night\./)
    assert.match(page, /Gap in provision 2, 12 August 2026: =No bed for a night The board No answer yet\./)
    assert.match(page, /Nothing of the kind was recorded in the year\./)
  })
})
