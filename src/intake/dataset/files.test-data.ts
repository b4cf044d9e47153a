import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Day, day, formatDay } from '../../engine/calendar/day.ts'
import { Cohort } from '../../engine/facts/cohort.ts'
import type { Child, Fact, FactKind, FactOf } from '../../engine/facts/fact.ts'
import type { Finding } from '../finding.ts'
import { readDataset } from './read-dataset.ts'

/** The day on which the tests read their files. */
export const TODAY: Day = day('2026-11-21')

/** What a test sees of a dataset that was read. */
export interface Told {
  readonly cohort: Cohort
  readonly findings: readonly Finding[]
  readonly child: (id: string) => Child
  readonly facts: <K extends FactKind>(id: string, kind: K) => readonly FactOf<K>[]
  /** The findings of a rule, as "weight file:line child". */
  readonly places: (rule: string) => readonly string[]
}

/** Reads tables made of lines, each in a file of its own name, in a folder that is gone afterwards. */
export async function read(tables: Readonly<Record<string, string | Uint8Array | readonly string[]>>): Promise<Told> {
  const folder = mkdtempSync(join(tmpdir(), 'dataset-'))
  const cohort = new Cohort()
  const findings: Finding[] = []
  try {
    const paths = Object.entries(tables).map(([name, content]) => {
      const path = join(folder, name)
      writeFileSync(path, typeof content === 'string' || content instanceof Uint8Array ? content : content.join('\n'))
      return path
    })
    const report = (finding: Finding): void => {
      findings.push({ ...finding, file: finding.file.replace(`${folder}/`, '') })
    }
    await readDataset(paths, { cohort, report, today: TODAY })
  } finally {
    rmSync(folder, { recursive: true })
  }
  return {
    cohort,
    findings,
    child: (id) => cohort.child(numberOf(cohort, id)),
    facts: (id, kind) => cohort.history(numberOf(cohort, id)).facts.filter((fact) => isOf(fact, kind)),
    places: (rule) =>
      findings
        .filter((finding) => finding.rule === rule)
        .map(({ weight, file, line, child }) => `${weight} ${file}:${line ?? '-'} ${child ?? '-'}`),
  }
}

/** A fact's days as they are written. */
export function days({ from, until }: Fact): string {
  return `${formatDay(from)}..${until === null ? '' : formatDay(until)}`
}

function numberOf(cohort: Cohort, id: string): number {
  const number = cohort.find(id)
  if (number === undefined) throw new Error(`no file names the child ${id}`)
  return number
}

function isOf<K extends FactKind>(fact: Fact, kind: K): fact is FactOf<K> {
  return fact.kind === kind
}
