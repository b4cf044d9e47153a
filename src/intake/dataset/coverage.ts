import { formatDay } from '../../engine/calendar/day.ts'
import type { Coverage } from '../../engine/facts/fact.ts'
import { type Dataset, KIND_NAMES } from './dataset.ts'
import { TABLES } from './tables/all.ts'

/** What the dataset holds whole: every kind whose table was given and has rows. */
export function coverageOf(dataset: Dataset): readonly Coverage[] {
  const newest = dataset.reach.newest
  if (newest === undefined) return []
  return TABLES.flatMap(({ name, holds }) =>
    holds !== null && dataset.given.has(name) ? [dataset.reach.coverage(holds, newest.day)] : [],
  )
}

/** What everything read from the dataset rests on: its day, how far back it reaches, and what was not given. */
export function sayReach(
  dataset: Dataset,
  coverage: readonly Coverage[],
): readonly { readonly rule: string; readonly message: string; readonly remedy: string }[] {
  const newest = dataset.reach.newest
  if (newest === undefined) {
    const message = 'No table has a day that has come; the dataset proves nothing of any child.'
    return [{ rule: 'reach-unknown', message, remedy: 'See that the tables are those of the whole authority.' }]
  }
  const limited = coverage.filter(({ from }) => from !== null)
  const absent = TABLES.filter(({ holds, name }) => holds !== null && !dataset.given.has(name))
  const kinds = (list: readonly { readonly name: string }[]): string => list.map(({ name }) => name).join(', ')
  return [
    {
      rule: 'reach',
      message: `The dataset does not say when it was made; its newest record, of ${formatDay(newest.day)}, is taken as its day.`,
      remedy: 'If it was made much later, what happened in between is not known here.',
    },
    ...limited.slice(0, 1).map(({ from }) => ({
      rule: 'six-years',
      message:
        `The dataset holds nothing that ended before ${from === null ? '' : formatDay(from)} of these: ` +
        `${limited.map(({ kind }) => KIND_NAMES[kind]).join(', ')}. Extracts leave out what ended more than six years ago; ` +
        'counts that reach further back are at least what is shown.',
      remedy: 'Make the extract with a longer time frame, where earlier plans matter.',
    })),
    ...(absent.length === 0
      ? []
      : [
          {
            rule: 'tables-not-given',
            message: `Not given, or empty: ${kinds(absent)}. What they would hold is not known.`,
            remedy: 'Give these tables too, for the rules that need them.',
          },
        ]),
  ]
}
