import assert from 'node:assert/strict'
import { type Story, type Walk, walk } from '../walk.ts'

const TALK = { 'list-discussion': 'Three cases, two of them new.' }
const ENDED = { 'why-ended': 'Another procedure takes its place.' }

function kept(story: Story): Story {
  return story.on('2026-03-06 09:00').records('quin', 'begin-the-list').stands('kept')
}

/** What is owed once for the whole list, however many cases are on it. */
export const SERIES: readonly Walk[] = [
  walk('WOK-22', 'the list is begun by the team that prepares it, and ended by the Director with a reason', (story) => {
    story.on('2026-03-06 09:00').onlyBy(['quin'], 'begin-the-list')
    kept(story.sitting('smt', '2026-03-18'))
      .onlyBy(['dora'], 'end-the-list', ENDED)
      .needsEach('dora', 'end-the-list', ENDED)
      .records('dora', 'end-the-list', ENDED)
      .stands('no-longer-kept')
      .owesNothing()
  }),

  walk('WOK-22', 'the list is sent 5 working days before each meeting, bank holidays not counted', (story) => {
    kept(story.sitting('smt', '2026-03-18', '2026-04-08'))
      .owes('quin', 'circulate-in-time', '2026-03-11')
      .on('2026-03-11 16:00')
      .refuses('tamar', 'circulate-the-list', 'wrong-role', 'WOK-22')
      .onlyBy(['quin'], 'circulate-the-list')
      .records('quin', 'circulate-the-list')
      .met('circulate-in-time')
      .owes('quin', 'circulate-in-time', '2026-03-30')
      .told('list-to-service-managers', 'lena', 'quentin', 'selma', 'stella')
  }),

  walk(
    'WOK-22',
    'sent right after one meeting, it is not the latest list for the next, and that stays owed',
    (story) => {
      kept(story.sitting('smt', '2026-03-18', '2026-04-15'))
        .on('2026-03-11 16:00')
        .records('quin', 'circulate-the-list')
        .on('2026-03-19 09:00')
        .owes('quin', 'circulate-in-time', '2026-04-08')
        .records('quin', 'circulate-the-list')
        .owes('quin', 'circulate-in-time', '2026-04-08')
        .on('2026-03-27 16:00')
        .records('quin', 'circulate-the-list')
        .owes('quin', 'circulate-in-time', '2026-04-08')
        .refusesToAnswer('circulate-in-time', '2026-04-08', 'quin', 'circulate-the-list', 'about-early')
        .on('2026-03-30 09:00')
        .records('quin', 'circulate-the-list')
        .owesNo('circulate-in-time')
    },
  ),

  walk('WOK-22', 'what is sent is the list of that day, and no other day is asked for', (story) => {
    const step = story.protocol.steps.find(({ id }) => id === 'circulate-the-list')
    assert.deepEqual(step?.asks, [])
  }),

  walk('WOK-22', 'begun when the papers are out: nobody is late, and the next list is owed', (story) => {
    kept(story.sitting('smt', '2026-03-09', '2026-03-18'))
      .notOverdue('circulate-in-time')
      .on('2026-03-10 09:00')
      .owes('quin', 'circulate-in-time', '2026-03-11')
  }),

  walk('WOK-22', 'where meetings are weekly, the next list is owed as soon as this one is sent', (story) => {
    kept(story.sitting('smt', '2026-03-18', '2026-03-25'))
      .on('2026-03-11 16:00')
      .records('quin', 'circulate-the-list')
      .owes('quin', 'circulate-in-time', '2026-03-18')
  }),

  walk('WOK-22', 'sent late, it shows as late', (story) => {
    kept(story.sitting('smt', '2026-03-18'))
      .on('2026-03-12 09:00')
      .overdue('circulate-in-time', 'ada')
      .records('quin', 'circulate-the-list')
      .met('circulate-in-time', 'late')
  }),

  walk('WOK-22', 'one that is past leaves the next one owed, and itself overdue', (story) => {
    kept(story.sitting('smt', '2026-03-18', '2026-04-08'))
      .on('2026-03-19 09:00')
      .overdue('circulate-in-time', 'ada')
      .owes('quin', 'circulate-in-time', '2026-03-11')
      .owes('quin', 'circulate-in-time', '2026-03-30')
  }),

  walk('WOK-22', 'the meeting is that of the Director, and each month', (story) => {
    const smt = story.protocol.meetings.find(({ id }) => id === 'smt')
    assert.equal(smt?.everyMonths, 1)
    assert.deepEqual(smt.chair, [{ kind: 'role', role: 'director' }])
  }),

  walk('WOK-22, WOK-28', 'how the two sentences are read is said', (story) => {
    for (const { reading } of story.protocol.duties) assert.match(reading ?? '', /for\s+every case on it/)
    assert.match(story.protocol.readings.map(({ reading }) => reading).join(), /who begins the list or ends it/)
  }),

  walk('WOK-28', 'Director and Assistant Director talk about the list each month, and say so in a line', (story) => {
    kept(story)
      .owes('dora', 'talk-each-month', '2026-04-06')
      .on('2026-03-31 16:00')
      .refuses('lena', 'talk-about-the-list', 'wrong-role', 'WOK-28', TALK)
      .refuses('ada', 'talk-about-the-list', 'unanswered', 'WOK-28')
      .onlyBy(['ada', 'dora'], 'talk-about-the-list', TALK)
      .records('ada', 'talk-about-the-list', TALK)
      .met('talk-each-month')
      .owes('dora', 'talk-each-month', '2026-04-30')
      .on('2026-05-01 09:00')
      .overdue('talk-each-month', 'ada')
  }),
]
