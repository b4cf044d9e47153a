import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Imported, importFiles } from '../../src/cases/import/import-files.ts'
import { day } from '../../src/engine/calendar/day.ts'
import type { Instant } from '../../src/engine/calendar/instant.ts'
import { writeDemonstration } from '../../src/intake/demonstration/write.ts'
import type { Principal } from '../../src/record/transaction.ts'
import { AUTHORITY, moment, type Scene } from './authority.ts'

// Files to import, and imports of them, for the tests of imports.

const made: string[] = []
process.once('exit', () => {
  for (const each of made) rmSync(each, { recursive: true, force: true })
})

/** A folder that goes with the run. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'sightline-import-'))
  made.push(path)
  return path
}

/** The files of an invented authority. */
export async function demonstration(children: number, asOf = '2026-11-20'): Promise<readonly string[]> {
  const { files } = await writeDemonstration({ children, seed: 7, asOf: day(asOf), folder: folder() })
  return files
}

const HEADS = {
  person: 'pers_person_id,pers_sex,pers_dob',
  family: 'fami_table_id,fami_family_id,fami_person_id',
  cp_plans:
    'cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date,cppl_cp_plan_end_date,cppl_cp_plan_initial_category,cppl_cp_plan_latest_category',
  cp_reviews: 'cppr_cp_review_id,cppr_person_id,cppr_cp_plan_id,cppr_cp_review_date',
  involvements:
    'invo_involvements_id,invo_professional_id,invo_professional_role_id,invo_professional_team,invo_involvement_start_date,invo_involvement_end_date,invo_person_id',
} as const

/** Tables of the dataset, from lines without their heads. */
export function tables(given: Partial<Record<keyof typeof HEADS, readonly string[]>>): readonly string[] {
  const into = folder()
  return Object.entries(HEADS).flatMap(([name, head]) => {
    const lines = given[name as keyof typeof HEADS]
    if (lines === undefined) return []
    const path = join(into, `ssd_${name}.csv`)
    writeFileSync(path, `${[head, ...lines].join('\n')}\n`)
    return [path]
  })
}

export function service({ person }: Scene): Principal {
  return { authority: AUTHORITY, person: person('service') }
}

/** Takes files at a moment, under the program's own name. */
export function take(scene: Scene, files: readonly string[], when: string, more: object = {}): Promise<Imported> {
  const now = (): Instant => moment(when)
  return importFiles({ store: scene.store, principal: service(scene), now, files, ...more })
}
