import { everyDoor } from '../../src/web/routes.ts'
import { testDatabase } from '../record/database.ts'
import { askEveryDoor } from '../web/every/matrix.ts'
import { layOutEvery, RELATION_NAMES, rolesFor } from '../web/every/relations.ts'
import type { Proof } from './proof.ts'

const DOORS = everyDoor()

export const proof: Proof = {
  title: 'Every route lets in whom it should, and nobody else.',
  proves:
    'Every route of the face is asked, by GET or by POST with its token, in the name of somebody of every role in every relation ' +
    'to a case: own worker, manager in line, another team, another agency, excluded, restricted, sealed, behind broken glass, of ' +
    'another authority, of a closed account, and nobody. The whole server answers but for the handlers, which say only that they ' +
    'were asked. Each cell is held to a rule that is written apart from the program (docs/reference/access.md), and what may not be ' +
    'known of must be told to the letter as what is not there.',
  run: async (share) => {
    const roles = rolesFor(DOORS)
    const relations = RELATION_NAMES.slice(0, Math.max(2, Math.ceil(RELATION_NAMES.length * share)))
    const database = await testDatabase()
    const world = await layOutEvery(database, roles, relations)
    const { cells, wrong } = await askEveryDoor(world, DOORS)
    await database.close()
    return [
      {
        what: `cells of ${DOORS.length} routes, ${roles.length} roles and ${relations.length} relations that are not as they should be`,
        measured: `${wrong.length} of ${cells}${wrong.length === 0 ? '' : `: ${wrong.slice(0, 5).join('; ')}`}`,
        bar: '0',
        met: wrong.length === 0,
      },
    ]
  },
}
