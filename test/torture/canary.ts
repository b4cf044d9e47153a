import { DEMONSTRATION_ROUTES } from '../../src/web/routes.ts'
import { testDatabase } from '../record/database.ts'
import { seekMarks } from '../web/every/canary.ts'
import { layOutEvery, RELATION_NAMES, rolesFor } from '../web/every/relations.ts'
import type { Proof } from './proof.ts'

export const proof: Proof = {
  title: 'Whoever is shown anything of a child is in the record of it.',
  proves:
    'Three children, one of them restricted and one sealed, bear marks in their names, their identifiers and every text that was ' +
    'written of them. Every page and file is asked for by GET in the name of somebody of every role in every relation, for each of ' +
    'the three. An answer that holds a mark (spreadsheets and documents are opened) must go to somebody who may know of that child, ' +
    'by a rule that is written apart from the program, and the audit record must hold of that very moment that this person was shown ' +
    'that case. No header, address or line of the log may hold a mark. `npm test` shows beside that nothing is shown while nothing ' +
    'can be noted.',
  run: async (share, tell) => {
    const roles = rolesFor(DEMONSTRATION_ROUTES)
    const relations = RELATION_NAMES.slice(0, Math.max(2, Math.ceil(RELATION_NAMES.length * share)))
    const database = await testDatabase()
    const world = await layOutEvery(database, roles, relations)
    tell(`${world.principals.length} people are laid out`)
    const { requests, holding, wrong } = await seekMarks(world, DEMONSTRATION_ROUTES, () => Object.values(world.cases))
    await database.close()
    return [
      {
        what: 'answers with a mark that is not theirs, not noted or told in passing, and answers without their headers',
        measured: `${wrong.length} of ${requests} answers, ${holding.length} of which held a mark${wrong.length === 0 ? '' : `: ${wrong.slice(0, 5).join('; ')}`}`,
        bar: '0',
        met: wrong.length === 0 && holding.length > 0,
      },
    ]
  },
}
