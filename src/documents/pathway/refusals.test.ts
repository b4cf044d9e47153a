import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { day } from '../../engine/calendar/day.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import type { Refusal, Why } from '../../engine/pathway/view.ts'
import { LIBRARY } from './given.test-data.ts'
import { sayRefusal } from './refusals.ts'

const found = LIBRARY.protocols.find((each) => each.protocol.id === 'challenging-cases')
if (found === undefined) throw new Error('the protocol is gone')
const { protocol } = found
const step = protocol.steps.find(({ id }) => id === 'hold-tier-1')

const DAYS = { on: day('2026-03-07'), asked: day('2026-03-18') }

/** One of every kind; the compiler sees to it that none is missing. */
const EVERY: Readonly<Record<Why['kind'], Why>> = {
  'unknown-step': { kind: 'unknown-step', step: 'hold-teir-1' },
  'not-open': { kind: 'not-open' },
  'already-open': { kind: 'already-open' },
  ended: { kind: 'ended' },
  'wrong-stage': { kind: 'wrong-stage', at: 'asked-for', wanted: ['tier-1-requested', 'tier-1-plan'] },
  'wrong-role': { kind: 'wrong-role', role: 'social-worker', wanted: [{ kind: 'of-case', role: 'team-manager' }] },
  'role-not-held': { kind: 'role-not-held', role: 'team-manager' },
  'agency-not-theirs': { kind: 'agency-not-theirs', agency: 'invented-trust', role: 'team-manager' },
  'agency-needed': { kind: 'agency-needed', role: 'team-manager', agencies: ['invented-trust', 'invented-board'] },
  'not-the-own': { kind: 'not-the-own', wanted: { kind: 'of-case', role: 'team-manager' }, own: 'tegan' },
  unanswered: { kind: 'unanswered', question: 'combined' },
  'not-asked': { kind: 'not-asked', question: 'combined' },
  'bad-answer': { kind: 'bad-answer', question: 'actions.0.owner', why: 'it is one person' },
  'nobody-named': { kind: 'nobody-named', question: 'attendance', post: 'school-lead' },
  'not-their-post': { kind: 'not-their-post', question: 'attendance', post: 'school-lead', person: 'dilys' },
  'kept-out': { kind: 'kept-out', question: 'attendance', post: 'school-lead', person: 'dilys' },
  'no-outcome': { kind: 'no-outcome', outcomes: ['tier-2', 'legal'] },
  'unknown-outcome': { kind: 'unknown-outcome', outcomes: ['tier-2', 'legal'] },
  'needs-earlier': { kind: 'needs-earlier', step: 'convene-tier-1', outcome: null },
  'needs-answer': { kind: 'needs-answer', question: 'combined', is: 'no' },
  absent: { kind: 'absent', meeting: 'tier-1-review', posts: ['police-sergeant', 'school-lead'] },
  'not-independent': {
    kind: 'not-independent',
    person: 'cari',
    ties: [
      { person: 'cari', kind: 'core-group', of: 'cari' },
      { person: 'cari', kind: 'attended', of: 'hold-tier-1' },
    ],
  },
  'no-tie': { kind: 'no-tie', person: 'zed', role: 'practitioner' },
  'chose-themselves': { kind: 'chose-themselves', question: 'facilitators' },
  'agency-not-named': {
    kind: 'agency-not-named',
    role: 'team-manager',
    question: 'combined',
    agencies: ['invented-trust'],
  },
  'duty-open': { kind: 'duty-open', duty: 'answer-the-request', count: 2 },
  'not-on-plan': { kind: 'not-on-plan' },
  'on-plan': { kind: 'on-plan' },
  'not-overdue': { kind: 'not-overdue', duty: 'answer-the-request' },
  'trigger-not-met': { kind: 'trigger-not-met', trigger: 'plan-not-ending' },
  'no-sitting': { kind: 'no-sitting', meetings: ['quality-group'], on: day('2026-03-07'), before: null, after: null },
  'before-day': { kind: 'before-day', step: 'convene-tier-1', question: 'held-on', ...DAYS },
  'after-day': { kind: 'after-day', step: 'convene-tier-1', question: 'held-on', ...DAYS },
  'same-person': { kind: 'same-person', step: 'convene-tier-1' },
  'none-of': { kind: 'none-of', refusals: [{ kind: 'not-on-plan', cites: [], instead: null }] },
  'about-unknown': { kind: 'about-unknown', about: 'x:e1' },
  'about-needed': { kind: 'about-needed', about: null },
  'about-done': { kind: 'about-done', about: 'x:e1' },
  'about-early': { kind: 'about-early', about: 'x:e1', from: day('2026-03-30') },
  'in-the-future': { kind: 'in-the-future', happened: 1_775_000_000_000 as Instant },
  'nothing-to-supersede': { kind: 'nothing-to-supersede', entry: 'e9' },
  'already-recorded': { kind: 'already-recorded', entry: 'e1' },
  'recorded-ahead': { kind: 'recorded-ahead', entry: 'e1', recorded: 1_775_000_000_000 as Instant },
  'no-moment': { kind: 'no-moment' },
  'no-reason': { kind: 'no-reason' },
  'not-in-version': { kind: 'not-in-version', step: 'hold-tier-1', version: '2017.12' },
  'moved-already': { kind: 'moved-already', version: '2017.12' },
  'move-unsaid': { kind: 'move-unsaid', from: '2017.12', version: '2027.1' },
  'no-place': { kind: 'no-place', what: 'stage', name: 'tier-1-plan', title: 'After Tier 1', version: '2027.1' },
  'question-reused': { kind: 'question-reused', question: 'combined', version: '2027.1' },
  'later-would-not-stand': {
    kind: 'later-would-not-stand',
    entry: 'e4',
    refusals: [{ kind: 'needs-earlier', step: 'convene-tier-1', outcome: null, cites: [], instead: null }],
  },
}

const kinds = Object.values(EVERY)

function words(why: Why, instead: string | null = null): ReturnType<typeof sayRefusal> {
  const refusal: Refusal = { ...why, cites: ['CWM-10'], instead }
  return sayRefusal(refusal, step, protocol, LIBRARY.clause)
}

describe('a refusal in words', () => {
  for (const why of kinds) {
    it(`tells in whole sentences why, by which clause and what to do: ${why.kind}`, () => {
      const { says, instead, clauses } = words(why)
      for (const text of [says, instead]) {
        assert.match(text, /^["A-Z].*[.?]$/)
        assert.doesNotMatch(text, /undefined|null|\[object/)
      }
      assert.match(clauses[0] ?? '', /^CWM-10 \(.+\): .+\.$/)
    })
  }

  it('gives the titles of the protocol in place of its names', () => {
    assert.equal(
      words(EVERY['needs-earlier']).says,
      '"Call the Tier 1 Professional Review and send the invitations" has not been recorded, and must be first.',
    )
    assert.match(words(EVERY.absent).says, /Police Sergeant and Safeguarding lead/)
    assert.match(words(EVERY['wrong-role']).instead, /the case's Team Manager/)
    assert.match(words(EVERY['bad-answer']).says, /Who does it\?/)
    assert.match(words(EVERY['unknown-step']).instead, /hold-tier-1/)
    assert.match(words(EVERY['not-independent']).says, /core group and they took part in/)
  })

  it('says what the protocol says to do; where it was filled in wrongly, that first', () => {
    const instead = 'Hold the strategy meeting and Tier 1 apart.'
    assert.equal(words(EVERY.absent, instead).instead, instead)
    assert.equal(words(EVERY['no-outcome'], instead).instead.endsWith(` ${instead}`), true)
  })

  it('says of an answer that is missing to give it, and nothing of guards', () => {
    assert.equal(words(EVERY.unanswered, 'Hold the strategy meeting and Tier 1 apart.').instead, 'Answer it.')
  })

  it('is documented, every kind', () => {
    const page = readFileSync(new URL('../../../docs/reference/evaluate.md', import.meta.url), 'utf8')
    const missing = kinds.filter(({ kind }) => !page.includes(`\`${kind}\``)).map(({ kind }) => kind)
    assert.deepEqual(missing, [])
  })
})
