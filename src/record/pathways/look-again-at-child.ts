import { sql } from 'kysely'
import { staleAfter } from '../facts/take.ts'
import { type Bound, unbound } from '../transaction.ts'
import { workedOut } from './course.ts'
import { load } from './load.ts'
import { lockPathway } from './locking.ts'
import { keepReadModel, lastOf, readModelOf } from './read-models.ts'

/**
 * Works out anew each pathway that is open for a child, so that whoever owes something finds it at once; those of the rest of the
 * family wait for the next sweep, which tells people as well.
 */
export async function lookAgainAtChild(bound: Bound, child: string): Promise<void> {
  await unbound(bound, async () => {
    const { tx, principal, moment } = bound
    const { authority } = principal
    await staleAfter(bound, [child])
    const { rows } = await sql<{ pathway_id: string }>`
      select p.pathway_id from sightline.pathways p
      join sightline.cases c on c.authority = p.authority and c.case_id = p.case_id
      where p.authority = ${authority} and c.child_id = ${child} and p.ended is null
      order by p.pathway_id`.execute(tx)
    for (const { pathway_id: pathway } of rows) {
      const found = await lockPathway(bound, pathway)
      if (found === null) continue
      const loaded = await load(bound, found)
      if (lastOf(loaded.history.entries, moment) !== moment) continue
      const { view, rules } = workedOut(loaded, { asOf: moment, knownAt: moment })
      const model = readModelOf(pathway, view, rules)
      await keepReadModel(bound, pathway, found.caseId, { model, asOf: moment })
      await sql`select sightline.look_at_later(${authority}, ${pathway}, ${new Date(moment)}::timestamptz)`.execute(tx)
    }
  })
}
