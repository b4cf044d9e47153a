import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, it } from 'node:test'
import { sightlineOn } from './said.test-data.ts'

// A canary in every place where a file may hold what people are called or what somebody wrote (decision 0006).
const CANARY = 'Quetzalcanary'

const TABLES: Readonly<Record<string, readonly string[]>> = {
  person: [
    'pers_person_id,pers_forename,pers_surname,pers_sex,pers_ethnicity,pers_dob,pers_expected_dob,pers_death_date',
    `TEST1,${CANARY},${CANARY},F,WBRI,2018-06-01,,`,
    // A comma too many, as a name such as "Smith, Jane" brings: every later cell stands one column too far.
    `TEST2,${CANARY}, ${CANARY},Surname,F,WBRI,2018-06-01,,`,
    // A name where a date belongs.
    `TEST3,a,b,F,WBRI,${CANARY} ${CANARY},,`,
  ],
  plans: [
    'cppl_cp_plan_id,cppl_referral_id,cppl_icpc_id,cppl_person_id,cppl_cp_plan_start_date,cppl_cp_plan_end_date,cppl_cp_plan_initial_category,cppl_cp_plan_latest_category',
    'P1,R1,C1,TEST1,2025-01-10,,NEG,NEG',
    `P2,R2,C2,TEST2,2025-01-10,,${CANARY} hit the child,${CANARY}`,
    `P3,R3,C3,TEST3,${CANARY},,NEG,NEG`,
  ],
  professionals: [
    'prof_professional_id,prof_staff_id,prof_professional_name,prof_professional_job_title,prof_professional_department',
    `W1,S1,${CANARY},Social Worker,North`,
  ],
  involvements: [
    'invo_involvements_id,invo_professional_id,invo_professional_role_id,invo_professional_team,invo_involvement_start_date,invo_involvement_end_date,invo_worker_change_reason,invo_person_id',
    `I1,W1,Social Worker,North,2025-01-10,,${CANARY} left,TEST1`,
  ],
}

let folder = ''
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'sightline-names-'))
})
after(() => rmSync(folder, { recursive: true, force: true }))

for (const format of ['table', 'json', 'csv', 'html']) {
  it(`writes no name that a file holds: ${format}`, async () => {
    const files = Object.entries(TABLES).map(([name, lines]) => {
      const path = join(folder, `${name}.csv`)
      writeFileSync(path, `${lines.join('\n')}\n`)
      return path
    })
    const output = join(folder, `result.${format}`)
    const findings = join(folder, 'findings.csv')
    const scan = ['scan', ...files, '--format', format, '--output', output, '--findings', findings]
    const { out, err } = await sightlineOn('2026-05-01', ...scan)
    const written = out + err + readFileSync(output, 'utf8') + readFileSync(findings, 'utf8')
    assert.match(written, /TEST1/)
    assert.doesNotMatch(written, new RegExp(CANARY, 'i'))
  })
}
