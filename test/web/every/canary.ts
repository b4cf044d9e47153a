import type { LightMyRequestResponse } from 'fastify'
import { unzipped } from '../../../src/documents/unzipped.test-data.ts'
import { formatInstant, type Instant, LONDON } from '../../../src/engine/calendar/instant.ts'
import type { Route } from '../../../src/web/route.ts'
import { WHEN } from '../../record/access/team.ts'
import { moment } from '../../record/authority.ts'
import { testFace } from '../face.ts'
import { addressesOf, valuesFor } from './addresses.ts'
import { ask, headerFaults } from './browser.ts'
import { caseOf, type EveryWorld, expectedAt, type MarkedCase, type Principal, RELATIONS } from './relations.ts'

/** What was found of the marks of children. */
export interface Marked {
  readonly requests: number
  /** Answers that held a mark, each with its route. */
  readonly holding: readonly { readonly path: string; readonly url: string; readonly principal: Principal }[]
  readonly wrong: readonly string[]
}

/**
 * Asks for every page in the name of every principal, of each of their cases, and holds each answer that has a child's mark in it
 * to the audit record of that very moment.
 */
export async function seekMarks(
  { team, principals, cases }: EveryWorld,
  routes: readonly Route[],
  casesFor: (principal: Principal) => readonly MarkedCase[],
): Promise<Marked> {
  const face = await testFace(team.database, { routes }, WHEN)
  const holding: Marked['holding'][number][] = []
  const wrong: string[] = []
  let requests = 0
  let now: number = moment(WHEN)
  const gets = routes.filter(({ method }) => method === 'GET')
  const all = Object.values(cases)
  for (const principal of principals) {
    for (const about of casesFor(principal)) {
      const values = await valuesFor(team.root, gets, about)
      for (const { path } of gets) {
        for (const url of addressesOf(path, values)) {
          now += 1000
          const at = formatInstant(now as Instant, LONDON)
          face.setNow(at)
          requests += 1
          const answer = await ask(face.server, principal.token, { method: 'GET', url })
          const cell = `GET ${url}, ${principal.role}, ${principal.relation}`
          wrong.push(...headerFaults(answer).map((fault) => `${cell}: ${fault}`))
          if (answer.statusCode >= 500) wrong.push(`${cell}: ${answer.statusCode}`)
          wrong.push(...marksInPassing(answer, all).map((where) => `${cell}: a mark ${where}`))
          for (const held of all.filter(({ mark }) => textOf(answer).includes(mark))) {
            holding.push({ path, url, principal })
            if (!mayKnow(principal, held, cases)) wrong.push(`${cell}: holds ${held.mark}`)
            if (textOf(answer).includes(`${held.mark}words`) && !mayRead(principal, held, cases)) {
              wrong.push(`${cell}: holds the words of ${held.mark}`)
            }
            if (!(await isNoted(team.root, principal, held.caseId, at))) {
              wrong.push(`${cell}: ${held.mark}, not noted`)
            }
          }
        }
      }
    }
  }
  const written = JSON.stringify(face.lines)
  for (const { mark, caseId, pathway } of all) {
    for (const each of [mark, caseId, pathway]) if (written.includes(each)) wrong.push(`the log holds ${each}`)
  }
  await face.close()
  return { requests, holding, wrong }
}

/** Whether somebody may know of a case, by the rule that is written apart from the program. */
function mayKnow({ role, relation }: Principal, held: MarkedCase, cases: EveryWorld['cases']): boolean {
  const knows = { permission: { kind: 'knows' } } as const
  if (caseOf(relation, cases) === held) return expectedAt(knows, role, relation) === 'in'
  if (held === cases.sealed || ['left', 'other-authority'].includes(relation)) return false
  // The other cases have the same own worker and the same lead team.
  if (relation === 'stands-in' || relation === 'manager-in-line') return true
  return expectedAt(knows, role, 'other-team') === 'in' && RELATIONS['other-team'].shown
}

/** Whether somebody may read the pathway of a case of which they know, by the same. */
function mayRead(principal: Principal, held: MarkedCase, cases: EveryWorld['cases']): boolean {
  if (caseOf(principal.relation, cases) !== held) return mayKnow(principal, held, cases)
  const reads = { permission: { kind: 'may', of: 'pathway', action: 'read' } } as const
  return expectedAt(reads, principal.role, principal.relation) === 'in'
}

/** Whether the record of that moment says that this person was shown something of that case. */
async function isNoted(
  root: EveryWorld['team']['root'],
  { person }: Principal,
  caseId: string,
  at: string,
): Promise<boolean> {
  const { rows } = await root.query<{ noted: boolean }>(
    `select exists (
       select from sightline.audit_envelopes e
       join sightline.persons p on p.authority = e.authority and p.pseudonym = e.actor
       where p.person_id = $1 and e.at = $3 and e.decision = 'allowed' and (e.case_id = $2 or exists (
         select from sightline.audit_listed l
         where l.authority = e.authority and l.envelope_id = e.envelope_id and l.case_id = $2))) as noted`,
    [person, caseId, at],
  )
  return rows[0]?.noted === true
}

/** Where a mark stands that others than the reader come to see: in a header, or in an address. */
function marksInPassing(answer: LightMyRequestResponse, all: readonly MarkedCase[]): readonly string[] {
  const headers = JSON.stringify(answer.headers)
  const addresses = [...answer.body.matchAll(/(?:href|src|action|formaction)="([^"]*)"/g)]
    .map(([, url]) => url)
    .join(' ')
  return all.flatMap(({ mark }) => [
    ...(headers.includes(mark) ? ['in a header'] : []),
    ...(addresses.includes(mark) ? ['in an address'] : []),
  ])
}

/** All that an answer says: of what is packed, what lies in it. What PDF says was made from what DOCX says. */
export function textOf({ headers, body, rawPayload }: LightMyRequestResponse): string {
  const type = String(headers['content-type'] ?? '')
  return type.includes('openxmlformats') ? [...unzipped(rawPayload).values()].join('\n') : body
}
