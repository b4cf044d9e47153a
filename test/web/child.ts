import { ledCase, type Team } from '../record/access/team.ts'
import { tables, take } from '../record/importing.ts'

/** A case that the team leads, of a child of whom files tell: two plans with their reviews, and a brother or sister. */
export async function toldCase(team: Team): Promise<{ readonly caseId: string; readonly sibling: string }> {
  const caseId = await ledCase(team)
  const sibling = await ledCase(team)
  const child = await identified(team, caseId, 'T-1', 'Plainly Invented')
  const other = await identified(team, sibling, 'T-2', 'Sunil Invented')
  const files = tables({
    person: [`${child},F,2013-05-20`, `${other},M,2016-02-02`],
    family: [`f1,F1,${child}`, `f2,F1,${other}`],
    cp_plans: [`p1,${child},2019-03-04,2020-02-10,EMO,EMO`, `p2,${child},2025-09-15,,NEG,NEG`],
    cp_reviews: [
      `r1,${child},p1,2019-06-01`,
      `r2,${child},p1,2019-11-20`,
      `r3,${child},p2,2025-12-10`,
      `r4,${child},p2,2026-05-28`,
    ],
  })
  const taken = await take(team, files, '2026-11-19T09:00:00Z')
  if (taken.kind !== 'imported') throw new Error(JSON.stringify(taken))
  return { caseId, sibling }
}

/** Names the case's child as a source system would. */
async function identified({ root }: Team, caseId: string, identifier: string, name: string): Promise<string> {
  await root.query(
    `update sightline.children set identifier = $1, name = $2
     where child_id = (select child_id from sightline.cases where case_id = $3)`,
    [identifier, name, caseId],
  )
  return identifier
}
