import type { Answers } from '../../../src/engine/pathway/entry.ts'
import { only } from '../only.ts'
import { type Story, type Walk, walk } from '../walk.ts'

const ANSWER_1: Answers = { 'first-answer': 'We see her weekly.' }
const WHY_2: Answers = { 'why-stage-2': 'She is not seen alone.' }
const ANSWER_2: Answers = { 'second-answer': 'She will be.' }
const WHY_3: Answers = { 'why-stage-3': 'She was not.' }
const FILE: Answers = { 'what-the-file-shows': 'Four visits, none alone.' }
const MET: Answers = { 'met-with': 'Lil, her manager.', 'outcome-of-meeting': 'Seen alone each week from now on.' }
const WHY_BOARD: Answers = { 'why-the-board': 'It did not happen.' }
const BOARD: Answers = { 'board-answer': 'The director has promised it.' }
const RESOLVED: Answers = { 'how-resolved': 'She is seen alone.' }
const CLOSED: Answers = { 'why-closed': 'Asked three times.' }
const ON_FILE: Answers = { 'on-file-at': 'Case note of 11 March.' }
const SIDE = ['nerys', 'lil', 'des']

/**
 * The three stages and the Board, whatever was raised.
 * @param raised - to where Nerys has raised it on Monday 2 March 2026
 */
export function stageWalks(raised: (story: Story) => Story): readonly Walk[] {
  const answered = (story: Story): Story =>
    raised(story).on('2026-03-03 09:00').records('sian', 'answer-at-stage-1', ANSWER_1)
  const stage2 = (story: Story): Story =>
    answered(story).on('2026-03-04 09:00').records('nerys', 'take-to-stage-2', WHY_2)
  const answered2 = (story: Story): Story =>
    stage2(story).on('2026-03-05 09:00').records('ola', 'answer-at-stage-2', ANSWER_2)
  const stage3 = (story: Story): Story =>
    answered2(story).on('2026-03-06 09:00').records('nerys', 'take-to-stage-3', WHY_3)
  const met = (story: Story): Story =>
    stage3(story)
      .on('2026-03-09 09:00')
      .records('ola', 'read-the-file', FILE)
      .records('ola', 'meet-the-professional', MET)
  const board = (story: Story): Story => met(story).records('nerys', 'take-to-the-board', WHY_BOARD)
  return [
    walk('WAR-02, WAR-07, WAR-08', 'it begins at the lowest stage, answered within two working days', (story) => {
      raised(story)
        .stands('stage-1')
        .sees('own-managers-take-it-on', 'des', 'lil')
        .owes('sian', 'answer-stage-1-in-time', '2026-03-04')
        .on('2026-03-05 09:00')
        .overdue('answer-stage-1-in-time', 'tegan')
    }),

    only(
      'WAR-07',
      'social worker, team manager or duty manager answers',
      raised,
      'answer-at-stage-1',
      ['sian', 'tegan', 'dan'],
      ANSWER_1,
    ),

    walk('WAR-02, WAR-04, WAR-07', 'whoever raised it hears, and replies', (story) => {
      answered(story)
        .met('answer-stage-1-in-time')
        .told('answered-at-stage-1', 'nerys')
        .owes('nerys', 'reply-at-stage-1', '2026-03-10')
        .refuses('ola', 'close-unanswered', 'none-of', 'WAR-02', CLOSED)
        .says('ola', 'close-unanswered', CLOSED, /five working days/)
        .on('2026-03-11 09:00')
        .overdue('reply-at-stage-1', 'ola')
        .onlyBy(['ola'], 'close-unanswered', CLOSED)
        .needsEach('ola', 'close-unanswered', CLOSED)
        .records('ola', 'close-unanswered', CLOSED)
        .stands('unresolved')
    }),

    only(
      'WAR-02, WAR-07, WAR-08, WAR-09',
      'and alone says that it is resolved',
      answered,
      'accept-the-answer',
      ['nerys'],
      RESOLVED,
    ),

    walk('WAR-02, WAR-07, WAR-08, WAR-09', 'resolved at stage 1', (story) => {
      answered(story).records('nerys', 'accept-the-answer', RESOLVED).met('reply-at-stage-1').stands('resolved')
    }),

    only(
      'WAR-08',
      'the professional, line manager or designated officer takes it on',
      answered,
      'take-to-stage-2',
      SIDE,
      WHY_2,
    ),

    walk('WAR-02, WAR-07, WAR-08', 'to the Operations Manager', (story) => {
      answered(story).sees('managers-who-resolve')
      story
        .on('2026-03-04 09:00')
        .records('des', 'take-to-stage-2', WHY_2)
        .stands('stage-2')
        .lapsed('reply-at-stage-1', 'left-stage')
        .told('at-stage-2', 'ola', 'des')
        .sees('own-managers-take-it-on')
        .sees('managers-who-resolve', 'ola', 'des', 'lil')
        .owes('ola', 'answer-stage-2-in-time', '2026-03-06')
        .on('2026-03-09 09:00')
        .overdue('answer-stage-2-in-time', 'max')
    }),

    walk('WAR-02, WAR-07', 'nothing waits for an answer that does not come', (story) => {
      raised(story).records('nerys', 'take-to-stage-2', WHY_2).lapsed('answer-stage-1-in-time', 'left-stage')
    }),

    only('WAR-08', 'who answers', stage2, 'answer-at-stage-2', ['ola'], ANSWER_2),

    walk('WAR-02, WAR-04, WAR-08', 'and is told of', (story) => {
      answered2(story)
        .met('answer-stage-2-in-time')
        .told('answered-at-stage-2', 'nerys')
        .owes('nerys', 'reply-at-stage-2', '2026-03-12')
        .on('2026-03-13 09:00')
        .overdue('reply-at-stage-2', 'ola')
        .records('ola', 'close-unanswered', CLOSED)
        .stands('unresolved')
    }),

    walk('WAR-02, WAR-07, WAR-08, WAR-09', 'resolved at stage 2', (story) => {
      answered2(story).records('nerys', 'accept-the-answer', RESOLVED).met('reply-at-stage-2').stands('resolved')
    }),

    only('WAR-09', 'or taken to stage 3', answered2, 'take-to-stage-3', SIDE, WHY_3),

    walk('WAR-02, WAR-08', 'from stage 2, answered or not', (story) => {
      stage2(story).records('nerys', 'take-to-stage-3', WHY_3).lapsed('answer-stage-2-in-time', 'left-stage')
      story.stands('stage-3')
    }),

    walk('WAR-02, WAR-08', 'where the reply is that it goes on', (story) => {
      stage3(story).lapsed('reply-at-stage-2', 'left-stage')
    }),

    walk('WAR-09', 'the file is read and reviewed, then the professional met: both, in that order', (story) => {
      stage3(story)
        .told('at-stage-3', 'ola')
        .owes('ola', 'file-to-be-read', '2026-03-10')
        .owes('ola', 'professional-to-be-met', '2026-03-13')
        .needsFirst('read-the-file', 'ola', 'meet-the-professional', 'WAR-09', MET)
        .says('ola', 'meet-the-professional', MET, /^Read the file/)
        .needsFirst('meet-the-professional', 'nerys', 'take-to-the-board', 'WAR-09', WHY_BOARD)
        .says('nerys', 'take-to-the-board', WHY_BOARD, /reads the file and meets you/)
        .onlyBy(['ola'], 'read-the-file', FILE)
        .needsEach('ola', 'read-the-file', FILE)
        .on('2026-03-11 09:00')
        .overdue('file-to-be-read', 'max')
        .records('ola', 'read-the-file', FILE)
        .onlyBy(['ola'], 'meet-the-professional', MET)
        .needsEach('ola', 'meet-the-professional', MET)
        .on('2026-03-16 09:00')
        .overdue('professional-to-be-met', 'max')
        .records('ola', 'meet-the-professional', MET)
        .met('professional-to-be-met', 'late')
        .made('disagreement-record')
    }),

    walk('WAR-09', 'what is resolved first is neither read nor met about', (story) => {
      stage3(story).records('nerys', 'accept-the-answer', RESOLVED).owesNo('file-to-be-read')
    }),

    walk('WAR-04, WAR-09', 'whoever raised it is told that the outcome is recorded', (story) => {
      met(story).told('answered-at-stage-3', 'nerys')
    }),

    walk('WAR-09', 'the outcome goes on the case file, though all be over', (story) => {
      met(story)
        .owes('ola', 'outcome-on-file', '2026-03-11')
        .on('2026-03-12 09:00')
        .overdue('outcome-on-file', 'max')
        .records('nerys', 'accept-the-answer', RESOLVED)
        .stands('resolved')
        .onlyBy(['ola'], 'confirm-on-file', ON_FILE)
        .needsEach('ola', 'confirm-on-file', ON_FILE)
        .records('ola', 'confirm-on-file', ON_FILE)
        .met('outcome-on-file', 'late')
    }),

    walk('WAR-09', 'and not before there is one', (story) => {
      stage3(story)
        .needsFirst('meet-the-professional', 'ola', 'confirm-on-file', 'WAR-09', ON_FILE)
        .says('ola', 'confirm-on-file', ON_FILE, /^Meet the professional/)
    }),

    walk('WAR-02, WAR-09', 'replied to within five working days', (story) => {
      met(story)
        .owes('nerys', 'reply-at-stage-3', '2026-03-16')
        .on('2026-03-17 09:00')
        .overdue('reply-at-stage-3', 'ola')
        .records('ola', 'close-unanswered', CLOSED)
        .stands('unresolved')
    }),

    walk('WAR-02, WAR-07, WAR-08, WAR-09', 'resolved at stage 3', (story) => {
      met(story).records('nerys', 'accept-the-answer', RESOLVED).met('reply-at-stage-3').stands('resolved')
    }),

    only(
      'WAR-09',
      'or raised with the Board member of that agency, which is offered and not owed',
      met,
      'take-to-the-board',
      SIDE,
      WHY_BOARD,
    ),

    walk('WAR-02, WAR-09', 'who is told, sees it and answers', (story) => {
      met(story).sees('board-member-resolves')
      story
        .records('nerys', 'take-to-the-board', WHY_BOARD)
        .stands('with-the-board')
        .lapsed('reply-at-stage-3', 'left-stage')
        .told('with-the-board-now', 'bo')
        .sees('board-member-resolves', 'bo', 'ola')
        .onlyBy(['bo'], 'record-the-board-answer', BOARD, 'settled')
        .needsEach('bo', 'record-the-board-answer', BOARD, 'settled')
    }),

    walk('WAR-04, WAR-09', 'that it is resolved', (story) => {
      board(story)
        .records('bo', 'record-the-board-answer', BOARD, 'settled')
        .stands('resolved')
        .told('board-answered', 'nerys', 'ola')
    }),

    walk('WAR-09', 'or is not', (story) => {
      board(story).records('bo', 'record-the-board-answer', BOARD, 'not-settled').stands('unresolved')
    }),
  ]
}
