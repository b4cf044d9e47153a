import { sql } from 'kysely'
import { note } from '../audit/audit.ts'
import { type Bound, unbound } from '../transaction.ts'

/** The nations whose law may bind an authority. */
export const NATION_NAMES = ['england', 'wales', 'scotland', 'northern-ireland'] as const
export type Nation = (typeof NATION_NAMES)[number]

/** Of which nation the authority is. It says nothing of a child, and is not noted. */
export async function nationOf({ tx, principal }: Bound): Promise<Nation> {
  const { rows } = await sql<{ nation: Nation }>`
    select nation from sightline.authorities where authority = ${principal.authority}`.execute(tx)
  return rows[0]?.nation ?? 'england'
}

/** Says of which nation it is, for who keeps the list of people. Whether they may. */
export async function setNation(bound: Bound, nation: Nation): Promise<boolean> {
  const { tx, principal } = bound
  const { rows } = await sql<{ administers: boolean }>`select sightline.administers() as administers`.execute(tx)
  const may = rows[0]?.administers === true
  if (may) {
    await unbound(bound, () =>
      sql`update sightline.authorities set nation = ${nation} where authority = ${principal.authority}`.execute(tx),
    )
  }
  await note(bound, {
    action: 'set-nation',
    object: { kind: 'authority', id: null },
    caseId: null,
    decision: may ? 'allowed' : 'refused',
    accessPath: null,
    compartments: [],
    payload: { nation },
  })
  return may
}
