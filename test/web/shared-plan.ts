import type { Answers } from '../../src/engine/pathway/entry.ts'
import { keepSeries } from '../../src/record/meetings/series.ts'
import { within } from '../../src/record/transaction.ts'
import { AUTHORITY, addCase, addWorker, adopt, layOut, moment, record, type Scene } from '../record/authority.ts'
import { nextId, type TestDatabase } from '../record/database.ts'
import { PLAN, REFERRAL, SAT } from '../walks/buckinghamshire/given.ts'

/** A panel's authority: Sal chairs, Wyn and Tam hold the case, Otto speaks for the police and Nan for the hospital. */
export async function layOutPanel(database: TestDatabase): Promise<Scene> {
  const { root, store } = database
  const scene = await layOut(root, store)
  for (const protocol of ['complex-cases', 'complex-case-panel']) {
    await adopt(root, protocol, 'buckinghamshire', scene.person('Quin'))
  }
  for (const protocol of ['plans-that-drift', 'repeat-plans']) {
    await adopt(root, protocol, 'warwickshire', scene.person('Quin'))
  }
  for (const [name, role] of [
    ['Sal', 'panel-chair'],
    ['Dot', 'panel-deputy'],
    ['Dot', 'partnership-chair'],
    ['Otto', 'panel-police'],
    ['Sal', 'panel-social-care'],
    ['Nan', 'panel-education'],
    ['Dot', 'panel-youth-offending'],
    ['Nan', 'panel-health'],
    ['Ade', 'business-unit'],
    ['Rae', 'reviewing-service'],
  ] as const) {
    await root.query(
      `insert into sightline.role_holdings (authority, holding_id, person_id, role, since)
       values ($1, $2, $3, $4, '2020-01-01')`,
      [AUTHORITY, nextId(), scene.person(name), role],
    )
  }
  for (const on of ['2026-10-14', '2026-11-11', '2026-11-18']) {
    await root.query(
      `insert into sightline.sittings (authority, meeting, sitting_id, sits_on) values ($1, 'panel', $2, $3)`,
      [AUTHORITY, nextId(), on],
    )
  }
  return scene
}

/** A pathway to which several add, each in turn. */
export class Told {
  readonly pathway = nextId()
  readonly scene: Scene
  #version = 0

  constructor(scene: Scene) {
    this.scene = scene
  }

  async opens(name: string, caseId: string, protocol: string, step: StepTold, when: string): Promise<void> {
    await this.#records(name, { opens: { protocol, caseId, pathway: this.pathway } }, step, when)
  }

  async adds(name: string, step: StepTold, when: string): Promise<void> {
    await this.#records(name, { pathway: this.pathway, version: this.#version }, step, when)
  }

  async #records(name: string, on: Parameters<typeof record>[2], step: StepTold, when: string): Promise<void> {
    const recorded = await record(this.scene, name, on, step, when)
    if (!('ok' in recorded) || !recorded.ok || !('version' in recorded)) throw new Error(JSON.stringify(recorded))
    this.#version = recorded.version
  }
}

/** Whoever works on a case brings their agency into it. */
const WORKERS = { 'social-worker': 'Wyn', 'team-manager': 'Tam', sergeant: 'Otto', 'school-nurse': 'Nan' }

type StepTold = Parameters<typeof record>[3]

function planOf(scene: Scene, more: Answers = {}): Answers {
  const contacts = [{ 'in-contact': ['hospital'], nature: 'The school nurse, weekly.' }]
  return { ...PLAN, 'lead-agency': ['council'], accountable: scene.person('Sal'), contacts, ...more }
}

/** A case on the panel whose plan was agreed on 14 October, adopted by the police and refused by the hospital, and then revised. */
export async function revisedPlan(scene: Scene): Promise<{ readonly caseId: string; readonly told: Told }> {
  const caseId = await addCase(scene, WORKERS)
  const told = new Told(scene)
  await told.opens(
    'Wyn',
    caseId,
    'complex-cases',
    { step: 'refer-to-the-panel', role: 'social-worker', answers: REFERRAL },
    '2026-10-05T10:00:00Z',
  )
  const agencies = [
    { which: ['police'], attended: true },
    { which: ['hospital'], attended: true },
  ]
  const answers = { ...SAT, ...planOf(scene), agencies }
  await told.adds('Sal', { step: 'agree-shared-plan', role: 'panel-chair', answers }, '2026-10-14T14:00:00Z')
  await told.adds(
    'Otto',
    { step: 'adopt-the-plan', role: 'panel-police', answers: { adopted: true } },
    '2026-10-15T09:00:00Z',
  )
  await told.adds(
    'Nan',
    {
      step: 'adopt-the-plan',
      role: 'panel-health',
      answers: { adopted: false, 'refused-because': 'The weekly visits are not staffed.' },
    },
    '2026-10-16T09:00:00Z',
  )
  const revised = planOf(scene, {
    'agreed-level': 'high',
    monitoring: 'Weekly, by the lead agency and the police.',
    risks: [
      { risk: 'Exploited by adults in a car, most weekends.', known: 'known-fact', 'told-by': ['police'] },
      { risk: 'Sleeps at a friend of whom nothing is known.', known: 'perception', 'told-by': ['hospital'] },
    ],
    'good-practice': ['honest', 'choices'],
  })
  await told.adds('Sal', { step: 'revise-shared-plan', role: 'panel-chair', answers: revised }, '2026-11-11T14:00:00Z')
  return { caseId, told }
}

/** A plan that Rae, who chairs its conferences, follows; the police and the hospital are asked for their parts of the analysis. */
export async function askedForParts(scene: Scene): Promise<{ readonly caseId: string; readonly told: Told }> {
  const caseId = await addCase(scene, { 'social-worker': 'Wyn', 'conference-chair': 'Rae', 'core-group': 'Otto' })
  await addWorker(scene, caseId, 'core-group', 'Nan')
  const told = new Told(scene)
  const role = 'conference-chair'
  await told.opens('Rae', caseId, 'plans-that-drift', { step: 'follow-the-plan', role }, '2026-11-02T10:00:00Z')
  const answers = { 'asked-agencies': ['police', 'hospital'] }
  await told.adds('Rae', { step: 'call-for-analysis', role, answers }, '2026-11-02T10:30:00Z')
  return { caseId, told }
}

/** The panel's own record: a recommendation that was answered, one that waits, and a gap that nobody has challenged in time. */
export async function broughtUp(scene: Scene): Promise<Told> {
  const service = { authority: AUTHORITY, person: scene.person('service') }
  await within(scene.store, service, moment('2026-06-01T08:00:00Z'), keepSeries)
  const { rows } = await scene.root.query(`select case_id from sightline.cases where series = 'complex-case-panel'`)
  const told = new Told(scene)
  const begin = { step: 'begin-the-panel', role: 'business-unit' }
  await told.opens('Ade', String(rows[0].case_id), 'complex-case-panel', begin, '2026-06-01T09:00:00Z')
  const recommend = (recommendation: string) => {
    const answers = { recommendation, 'recommended-because': 'Seen in several cases.' }
    return { step: 'recommend', role: 'panel-chair', answers }
  }
  await told.adds('Sal', recommend('One number for every agency at night.'), '2026-07-08T10:00:00Z')
  const gap = { gap: '=No bed for a night', commissioner: 'The board' }
  await told.adds('Sal', { step: 'record-a-gap', role: 'panel-chair', answers: gap }, '2026-08-12T10:00:00Z')
  const answers = { 'recommendation-is': 'taken-up', 'recommendation-why': 'The police lead on it.' }
  await told.adds(
    'Dot',
    { step: 'answer-a-recommendation', role: 'partnership-chair', answers },
    '2026-09-01T10:00:00Z',
  )
  await told.adds('Sal', recommend('A shared list of outreach workers.'), '2026-11-11T10:00:00Z')
  return told
}
