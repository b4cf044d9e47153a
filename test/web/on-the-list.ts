import type { Answers } from '../../src/engine/pathway/entry.ts'
import { keepCaseScopes } from '../../src/record/access/case-scopes.ts'
import { unbound } from '../../src/record/transaction.ts'
import { by, type Team } from '../record/access/team.ts'
import { addCase, record } from '../record/authority.ts'
import { nextId } from '../record/database.ts'

const CATEGORIES: Answers = {
  category: ['category-a'],
  'risks-to-the-child': ['exploitation'],
  'outside-the-home': true,
  'usual-methods-fail': true,
}

const formOf = (words: string): Answers => ({
  ...CATEGORIES,
  'case-id': 'INVENTED-2',
  names: `Plainly Invented ${words}`,
  born: '2011-05-04',
  ethnicity: 'Not recorded',
  'health-and-care-plan': false,
  'case-status': 'Child protection plan',
  'presenting-risks': `An invented danger. ${words}`,
  team: `An invented team ${words}`,
  'risk-plan': `An invented plan of the agencies. ${words}`,
  'if-not-managed': `An invented harm. ${words}`,
})

/** A child of this name who was raised, talked over and put on the list, with these words in what was written; gives the pathway. */
export async function onTheList(team: Team, name: string, words = 'Invented'): Promise<string> {
  const present = { 'social-worker': 'present', supervisor: 'present', 'team-manager': 'present' }
  const talk = { 'took-part': present, discussion: words, reasons: words }
  return recorded(team, name, [
    ['Wyn', 'social-worker', 'raise-the-child', { circumstances: words, 'not-reducing': words }],
    ['Tam', 'team-manager', 'discuss-the-case', talk, 'met'],
    ['Wyn', 'social-worker', 'complete-the-form', formOf(words)],
    ['Sal', 'service-manager', 'receive-the-form', {}],
  ])
}

/** A child of this name whom the Director put on the list with a reason and nothing else. */
export async function addedDirectly(team: Team, name: string): Promise<string> {
  const answers = { 'why-added': 'Invented', ...CATEGORIES }
  return recorded(team, name, [['Dot', 'director', 'add-directly', answers]])
}

type Step = readonly [string, string, string, Answers, string?]

async function recorded(team: Team, name: string, steps: readonly Step[]): Promise<string> {
  const own = {
    'social-worker': 'Wyn',
    'team-manager': 'Tam',
    supervisor: 'Teo',
    'service-manager': 'Sal',
    director: 'Dot',
  }
  const caseId = await addCase(team, own)
  await team.root.query(`update sightline.cases set lead_team = 'north' where case_id = $1`, [caseId])
  await team.root.query(
    `update sightline.children set name = $1
     where child_id = (select child_id from sightline.cases where case_id = $2)`,
    [name, caseId],
  )
  await by(team, 'service', (bound) => unbound(bound, () => keepCaseScopes(bound, [caseId])))
  const pathway = nextId()
  for (const [version, [who, role, step, answers, outcome]] of steps.entries()) {
    const on = version === 0 ? { opens: { protocol: 'cases-of-most-concern', caseId, pathway } } : { pathway, version }
    const given = { step, role, answers, ...(outcome === undefined ? {} : { outcome }) }
    const made = await record(team, who, on, given, `2026-11-20T09:0${version}:00Z`)
    if (!('ok' in made && made.ok)) throw new Error(JSON.stringify(made))
  }
  return pathway
}
