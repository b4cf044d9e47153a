import { civilDateOf, type Day, dayOf, formatDay } from '../../engine/calendar/day.ts'
import type { Coverage, FactKind, Source } from '../../engine/facts/fact.ts'
import { quotedValue } from '../quoted.ts'
import type { HeaderRecord } from './record.ts'
import type { Teller } from './teller.ts'

/** What the header settles for all that follows. */
export interface Settled {
  readonly authority: string | null
  readonly writtenOn: Day | null
  /** The collection's day; null where the header gives none, and then nothing is known of what the file holds whole. */
  readonly referenceDate: Day | null
  /** 1 April on or before the reference date: the collection's year begins. */
  readonly from: Day | null
}

/** The years whose collections have the structure that is read here. */
const FIRST_YEAR = 2020
const LAST_YEAR = 2026

/** From the collection of the year to 31 March 2026 on every authority returns its pre-proceedings. */
const PRE_PROCEEDINGS_FROM = 2026

const ALWAYS_HELD = [
  'referral',
  'assessment',
  'enquiry',
  'conference',
  'child-in-need-plan',
  'protection-plan',
  'review',
] as const satisfies readonly FactKind[]

/** Whether the header says that the file is another collection's. A header that does not say is no such header. */
export function ofAnotherCollection({ collection }: HeaderRecord): boolean {
  return collection !== null && !/^CIN\b/i.test(collection.value)
}

/** Settles what the header says, and tells what is wrong with it. */
export function settleHeader(header: HeaderRecord, teller: Teller): Settled {
  if (header.line === 0) {
    teller.tell(null, {
      weight: 'doubtful',
      rule: 'header-missing',
      message:
        'The census has no header before its children, so its year is unknown: that something is not in it shows nothing.',
      remedy: 'Export the census with its header.',
    })
  } else if (header.collection === null) {
    teller.tell(header.line, {
      weight: 'doubtful',
      rule: 'collection-missing',
      message: 'The header does not name its collection; the file is read as a Children in Need census.',
      remedy: 'Export the census with Collection CIN in its header.',
    })
  }
  const referenceDate = settleReferenceDate(header, teller)
  return {
    authority: settleAuthority(header, teller),
    writtenOn: header.writtenOn?.value ?? referenceDate,
    referenceDate,
    from: referenceDate === null ? null : firstOfApril(referenceDate),
  }
}

function settleReferenceDate({ line, year, referenceDate }: HeaderRecord, teller: Teller): Day | null {
  if (referenceDate === null) {
    if (year === null) {
      if (line > 0) {
        teller.tell(line, {
          weight: 'doubtful',
          rule: '100',
          message:
            'The header has no reference date and no year that can be read: that something is not in the census shows nothing.',
          remedy: 'Export the census with its ReferenceDate, 31 March of its year.',
        })
      }
      return null
    }
    const last = dayOf({ year: year.value, month: 3, date: 31 })
    teller.tell(year.line, {
      weight: 'doubtful',
      rule: '100',
      message: `The header has no reference date that can be read; ${formatDay(last)} is taken, from its year.`,
      remedy: 'Export the census with its ReferenceDate.',
    })
    return last
  }
  const { value, line: at } = referenceDate
  const civil = civilDateOf(value)
  const ends = collectionYear(value)
  if (civil.month !== 3 || civil.date !== 31) {
    teller.tell(at, {
      weight: 'doubtful',
      rule: '100',
      message:
        `The reference date is ${formatDay(value)} and not a 31 March. It is taken as it is: the census is read as ` +
        `holding ${formatDay(firstOfApril(value))} to that day.`,
      remedy: 'For a whole year, export the census with ReferenceDate 31 March.',
    })
  }
  if (year !== null && year.value !== civil.year) {
    teller.tell(year.line, {
      weight: 'doubtful',
      rule: 'year-disagrees',
      message: `The header's year is ${year.value} and its reference date ${formatDay(value)}; the reference date is taken.`,
      remedy: 'Correct the year in the header: it is the year in which the collection ends.',
    })
  }
  if (ends < FIRST_YEAR || ends > LAST_YEAR) {
    teller.tell(at, {
      weight: 'doubtful',
      rule: 'collection-year',
      message: `The census is of ${ends}; those of ${FIRST_YEAR} to ${LAST_YEAR} are known here. It is read as the nearest.`,
      remedy: 'See that the findings on unknown elements and codes leave nothing out that matters.',
    })
  }
  return value
}

function settleAuthority({ authorities }: HeaderRecord, teller: Teller): string | null {
  const valid = authorities.filter(({ value, line }) => {
    const fits = /^\d{3}$/.test(value)
    if (!fits) {
      teller.tell(line, {
        weight: 'refused',
        rule: 'authority-code',
        message: `LEA ${quotedValue(value)} is not the three digits of an authority; it is not taken.`,
        remedy: "Write the authority's number in the header.",
      })
    }
    return fits
  })
  const first = valid[0]
  const other = valid.find(({ value }) => value !== first?.value)
  if (first !== undefined && other !== undefined) {
    teller.tell(other.line, {
      weight: 'doubtful',
      rule: 'authorities-differ',
      message: `The header names authority ${other.value} beside ${first.value}; the file is taken as of ${first.value}.`,
      remedy: 'Export one file for each authority.',
    })
  }
  return first?.value ?? null
}

/** The import as the cohort is to know it once the whole file has been read. */
export function sourceOf(
  path: string,
  settled: Settled,
  met: { readonly preProceedings: boolean; readonly noPlanBefore: boolean },
): Source {
  const { referenceDate, from, writtenOn } = settled
  const until = referenceDate !== null && writtenOn !== null && writtenOn < referenceDate ? writtenOn : referenceDate
  const coverage: Coverage[] = []
  if (from !== null && until !== null && referenceDate !== null && from <= until) {
    for (const kind of ALWAYS_HELD) coverage.push({ kind, from, until })
    if (met.preProceedings || collectionYear(referenceDate) >= PRE_PROCEEDINGS_FROM) {
      coverage.push({ kind: 'pre-proceedings', from, until })
    }
  }
  return {
    name: referenceDate === null ? 'Children in Need census' : `Children in Need census to ${formatDay(referenceDate)}`,
    format: 'cin-census',
    files: [path],
    authority: settled.authority,
    writtenOn,
    coverage,
    previousPlans: met.noPlanBefore ? 'leaves-present-out' : 'unknown',
  }
}

/** The year in which the collection that a day lies in ends. */
function collectionYear(on: Day): number {
  const { year, month } = civilDateOf(on)
  return month > 3 ? year + 1 : year
}

function firstOfApril(onOrBefore: Day): Day {
  return dayOf({ year: collectionYear(onOrBefore) - 1, month: 4, date: 1 })
}
