import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { day } from '../../src/engine/calendar/day.ts'
import { Cohort } from '../../src/engine/facts/cohort.ts'
import type { FactKind } from '../../src/engine/facts/fact.ts'
import { generateAuthority, windowOf } from '../../src/intake/demonstration/authority.ts'
import type { TableName } from '../../src/intake/demonstration/tables.ts'
import type { DemonstrationChild } from '../../src/intake/demonstration/truth.ts'
import { writeDemonstration } from '../../src/intake/demonstration/write.ts'
import type { Library } from '../../src/intake/library.ts'
import { readFiles } from '../../src/intake/read-files.ts'
import { dateOf, type IsoDate } from './dates.ts'
import type { Authority } from './evaluation.ts'
import { type Covered, type Shown, shownByCensus, shownByDataset } from './shown.ts'

/** Which files of an authority are given: all, its census alone, or its dataset alone, perhaps without some tables. */
export type Given = 'dataset and census' | 'census' | 'dataset' | { readonly without: TableName }

/** A demonstration authority: what happened in it, and its files as they are read. */
export class Demonstrated {
  readonly happened: readonly DemonstrationChild[]
  readonly #written: IsoDate
  readonly #folder = mkdtempSync(join(tmpdir(), 'sightline-independent-'))
  #files: { readonly census: string; readonly dataset: readonly string[] } = { census: '', dataset: [] }

  private constructor(written: IsoDate, happened: readonly DemonstrationChild[]) {
    this.#written = written
    this.happened = happened
  }

  static async make(
    library: Library,
    { children, seed, written }: { readonly children: number; readonly seed: number; readonly written: IsoDate },
  ): Promise<Demonstrated> {
    const calendar = library.protocols[0]?.calendar
    if (calendar === undefined) throw new Error('there is no protocol')
    const options = { children, seed, asOf: day(written), calendar }
    const made = new Demonstrated(written, [...generateAuthority(options)])
    made.#files = await writeDemonstration({ ...options, folder: made.#folder })
    return made
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }

  /** The files as they are read, and what they show, which is taken from what happened. */
  async give(given: Given): Promise<{ readonly cohort: Cohort; readonly authority: Authority }> {
    const today = day(this.#written)
    const cohort = new Cohort()
    const { census, dataset } = this.#files
    const without = typeof given === 'object' ? given.without : null
    const tables = dataset.filter((file) => basename(file) !== `${without}.csv`)
    const files = given === 'census' ? [census] : given === 'dataset and census' ? [census, ...dataset] : tables
    await readFiles(files, { cohort, report: () => undefined, today })
    const window = windowOf(today)
    const children = this.happened.flatMap((child) => {
      const shown = given === 'census' ? shownByCensus(child, window) : shownByDataset(child, today)
      return shown === null ? [] : [without === null ? shown : (BLANK[without]?.(shown) ?? shown)]
    })
    // The dataset is read last. It tells of everything that the census tells of, and of all days that it tells of.
    const source = cohort.sources.at(-1)
    const covered = new Map<FactKind, Covered>()
    for (const { kind, from, until } of source?.coverage ?? []) {
      covered.set(kind, { from: from === null ? null : dateOf(from), until: dateOf(until) })
    }
    return {
      cohort,
      authority: { children, covered, writtenOn: dateOf(source?.writtenOn ?? today) },
    }
  }
}

/** What a child's record lacks where a table is not given. */
export const BLANK: Readonly<Partial<Record<TableName, (child: Shown) => Shown>>> = {
  ssd_person: (child) => ({ ...child, born: null, expected: null, died: null }),
  ssd_family: (child) => ({ ...child, family: '' }),
  ssd_cin_episodes: (child) => ({
    ...child,
    referrals: [],
    enquiries: child.enquiries.map((each) => ({ ...each, caseClosed: null })),
  }),
  ssd_cin_assessments: (child) => ({ ...child, assessments: [] }),
  ssd_cin_plans: (child) => ({ ...child, needPlans: [] }),
  ssd_s47_enquiry: (child) => ({ ...child, enquiries: [] }),
  ssd_initial_cp_conference: (child) => ({
    ...child,
    enquiries: child.enquiries.map((each) => ({ ...each, target: null, held: null })),
    plans: child.plans.map((each) => ({ ...each, sitting: '' })),
  }),
  ssd_cp_plans: (child) => ({ ...child, plans: [] }),
  ssd_cp_reviews: (child) => ({ ...child, plans: child.plans.map((plan) => ({ ...plan, reviews: [] })) }),
  ssd_legal_status: (child) => ({ ...child, statuses: [] }),
  ssd_cla_placement: (child) => ({ ...child, placements: [] }),
}
