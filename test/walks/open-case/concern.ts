import type { Answers } from '../../../src/engine/pathway/entry.ts'
import { type Story, type Walk, walk } from '../walk.ts'
import { CONCERN, INCIDENT } from './given.ts'

// What is asked of a concern, wherever it is asked.

const NOT_KNOWN: Answers = { ...CONCERN, 'concern-kind': 'incident', 'incident-known': 'not-known' }
const PERIOD: Answers = { ...NOT_KNOWN, 'incident-known': 'period', 'incident-period': 'Over half term.' }

const SOURCES = [
  'the-child',
  'parent',
  'relative',
  'additional-worker',
  'professional',
  'public',
  'own-work',
  'not-named',
]

/** @param rest - the answers that the step asks beside those of the concern */
export function concernWalks(
  begin: (story: Story) => Story,
  step: string,
  by: string,
  rest: Answers,
  rows: string,
): readonly Walk[] {
  return [
    walk(rows, 'what the concern is, who told it, and whether it is an incident or goes on', (story) => {
      begin(story)
        .hasOptions(step, 'source', ...SOURCES)
        .hasOptions(step, 'concern-kind', 'incident', 'continuing', 'increasing')
        .hasOptions(step, 'incident-known', 'day', 'period', 'not-known')
        .needsEach(by, step, { ...rest, ...CONCERN })
        .refuses(by, step, 'unanswered', 'OPN-05', { ...rest, ...CONCERN, 'concern-kind': 'incident' })
        .refuses(by, step, 'not-asked', 'OPN-05', { ...rest, ...CONCERN, 'incident-known': 'not-known' })
        .records(by, step, { ...rest, ...CONCERN })
    }),

    walk(rows, 'a date that is not known never stops a contact; one that is known is told', (story) => {
      const whole = { ...rest, ...INCIDENT }
      const { 'incident-day': _day, ...noDay } = whole
      const { 'incident-period': _period, ...noPeriod } = { ...rest, ...PERIOD }
      begin(story)
        .refuses(by, step, 'unanswered', 'OPN-05', noDay)
        .refuses(by, step, 'unanswered', 'OPN-05', noPeriod)
        .refuses(by, step, 'not-asked', 'OPN-05', { ...rest, ...PERIOD, 'incident-day': '2026-02-27' })
        .refuses(by, step, 'not-asked', 'OPN-05', { ...whole, 'incident-period': 'Over half term.' })
        .records(by, step, { ...rest, ...NOT_KNOWN })
    }),

    walk(rows, 'and a known day or period is told', (story) => {
      begin(story).records(by, step, { ...rest, ...PERIOD })
    }),

    walk(`OPN-06, ${rows}`, 'an additional worker who noticed it is named, with how to reach them', (story) => {
      const whole = { ...rest, ...INCIDENT }
      const { 'worker-name': _name, ...nameless } = whole
      const { 'worker-details': _details, ...unreachable } = whole
      const otherwise = { ...rest, ...CONCERN }
      begin(story)
        .refuses(by, step, 'unanswered', 'OPN-06', nameless)
        .refuses(by, step, 'unanswered', 'OPN-06', unreachable)
        .refuses(by, step, 'not-asked', 'OPN-06', { ...otherwise, 'worker-name': 'Addy Example' })
        .refuses(by, step, 'not-asked', 'OPN-06', { ...otherwise, 'worker-details': 'By telephone.' })
        .records(by, step, whole)
    }),
  ]
}
