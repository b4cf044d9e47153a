import type { Answers } from '../../../src/engine/pathway/entry.ts'
import { only } from '../only.ts'
import { type Story, type Walk, walk } from '../walk.ts'

export const HISTORY: Answers = {
  'current-plan': 'Four reviews, little change.',
  'earlier-plans': 'Ended after a year.',
  'earlier-need-plans': 'One, stepped up.',
  'other-help': 'Early help, not taken up.',
}
export const ANALYSIS: Answers = {
  ...HISTORY,
  chronology: 'File 3.',
  'chronology-by': 'by-core-group',
  'lasting-change': 'Poor.',
  'likely-future': 'More of the same.',
  'care-now': 'Hardly.',
  'further-action': 'Legal advice.',
}
const CALLED: Answers = { 'asked-agencies': ['school', 'health'] }
const PART: Answers = { 'own-part': 'He came on two days of five.' }

/** The Enhanced Risk Analysis, written by several and agreed. */
export function analysisWalks(begin: (story: Story) => Story): readonly Walk[] {
  const called = (story: Story): Story =>
    begin(story).on('2026-03-03 09:00').records('iris', 'call-for-analysis', CALLED)
  return [
    only(
      'WAR-22, WAR-23',
      'the chair asks agencies of the core group for their parts',
      begin,
      'call-for-analysis',
      ['iris'],
      CALLED,
    ),

    walk('WAR-22', 'each owes its own, kept apart, and the analysis waits for all', (story) => {
      called(story)
        .owes('cari', 'write-own-part', '2026-03-17')
        .refuses('iris', 'agree-analysis', 'duty-open', 'WAR-22', ANALYSIS)
        .says('iris', 'agree-analysis', ANALYSIS, /not written its part/)
        .needsEach('cari', 'contribute-part', PART)
        .refuses('max', 'contribute-part', 'not-the-own', 'WAR-22', PART)
        .on('2026-03-18 09:00')
        .overdue('write-own-part', 'iris')
        .records('cari', 'contribute-part', PART)
        .records('nerys', 'contribute-part', { 'own-part': 'Two injuries.' })
        .met('write-own-part', 'late')
        .owesNo('write-own-part')
        .records('iris', 'agree-analysis', ANALYSIS)
    }),

    only(
      'WAR-20, WAR-21, WAR-22',
      'history, chronology and four questions are answered',
      begin,
      'agree-analysis',
      ['iris'],
      ANALYSIS,
    ),

    walk('WAR-20, WAR-21, WAR-22', 'dissent is recorded; the document has it all', (story) => {
      begin(story)
        .hasOptions('agree-analysis', 'chronology-by', 'by-core-group', 'by-social-worker')
        .records('iris', 'agree-analysis', {
          ...ANALYSIS,
          dissent: [{ 'who-disagrees': ['school'], 'why-disagrees': 'He is better at school.' }],
        })
        .made('enhanced-risk-analysis')
    }),
  ]
}
