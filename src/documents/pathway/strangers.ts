import { closest } from '../../engine/protocol/sentences/reader.ts'
import type { Shown } from './shown.ts'

/**
 * What a history says of people in names that the protocol does not have. A role that is written wrongly would otherwise show
 * only as somebody who is not there.
 */
export function strangersIn({ protocol, people }: Pick<Shown, 'protocol' | 'people'>): readonly string[] {
  const said: string[] = []
  const look = (path: string, what: string, given: string, known: Iterable<string>): void => {
    const names = [...known]
    if (names.includes(given)) return
    const meant = closest(given, names)
    const hint = meant === undefined ? 'It changes nothing.' : `Did you mean "${meant}"?`
    said.push(`${path}: the protocol has no ${what} "${given}". ${hint}`)
  }
  for (const list of ['holdings', 'own'] as const) {
    people[list].forEach(({ role }, i) => {
      look(`people.${list}[${i}].role`, 'role', role, protocol.roles.keys())
    })
  }
  people.sittings.forEach(({ meeting }, i) => {
    look(
      `people.sittings[${i}].meeting`,
      'meeting',
      meeting,
      protocol.meetings.map(({ id }) => id),
    )
  })
  for (const pool of Object.keys(people.pools)) {
    look(`people.pools.${pool}`, 'pool', pool, protocol.pools.keys())
  }
  return said
}
