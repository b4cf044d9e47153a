import { DEMONSTRATION_ROUTES } from '../../src/web/routes.ts'
import { testDatabase } from '../record/database.ts'
import { layOutEvery } from '../web/every/relations.ts'
import { sendRequests } from '../web/every/send-requests.ts'
import type { Proof } from './proof.ts'

const REQUESTS = 20_000
const SEED = 1
const RELATIONS = [
  'own-worker',
  'manager-in-line',
  'other-team',
  'shared-with',
  'broke-the-glass',
  'other-authority',
] as const

export const proof: Proof = {
  title: 'No request brings the face down, or makes it say what it should not.',
  proves:
    'Requests are drawn from the routes’ own patterns and schemas: identifiers of other people’s records and none, words of ' +
    'protocols, days that there are not, huge texts, NUL and half pairs, broken escapes, repeated and forged fields and tokens, ' +
    'other methods, other kinds of content, broken forms with files, odd hosts, cookies and origins; two in three fields are what ' +
    'the schema takes, so that what lies behind it is asked too. Each is sent to the server in the name of somebody who is signed ' +
    'in. An answer of 500 or above is a fault, and so is a stack trace, a header of security that is missing, and a line of the log ' +
    'that holds an identifier, a token or a name. A request is drawn from a seed and its number: `REQUEST_SEED=1 REQUESTS=20000 ' +
    'npm test -- test/web/every/requests.test.ts` sends them again.',
  run: async (share, tell) => {
    const database = await testDatabase()
    const world = await layOutEvery(database, ['social-worker', 'director', 'administrator'], RELATIONS)
    const count = Math.round(REQUESTS * share)
    const sent = await sendRequests(world, DEMONSTRATION_ROUTES, { seed: SEED, count, tell })
    await database.close()
    const { requests, statuses, faults } = sent
    const said = [...statuses].sort(([a], [b]) => a - b).map(([status, times]) => `${status} ${times} times`)
    return [
      {
        what: 'requests that were answered by a fault, a trace or a line that names somebody',
        measured: `${faults.length} of ${requests}${faults.length === 0 ? '' : `: ${faults.slice(0, 5).join('; ')}`}`,
        bar: '0 of 20,000',
        met: faults.length === 0 && requests > count * 0.95,
      },
      { what: 'answers', measured: said.join(', '), bar: null, met: true },
    ]
  },
}
