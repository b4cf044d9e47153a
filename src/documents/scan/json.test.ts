import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { day } from '../../engine/calendar/day.ts'
import { dataset, given, plan } from '../../engine/watch/given.test-data.ts'
import { FINDING, scanned, threeChildren } from './given.test-data.ts'
import { jsonChunks } from './json.ts'
import { type DerivationJson, type ScanJson, scanJsonSchema } from './json-schema.ts'
import { anyGiven, scanOf } from './random.test-data.ts'
import type { Scanned } from './scanned.ts'

function read(given: Scanned): ScanJson {
  return scanJsonSchema.parse(JSON.parse([...jsonChunks(given)].join('')))
}

const document = read(scanned(threeChildren(), { findings: [FINDING] }))

describe('the JSON of a scan', () => {
  it('begins with what it is, what was asked and what was read', () => {
    const { format, formatVersion, madeBy, asOf, until, knownAt, counts, sources } = document
    assert.deepEqual(
      { format, formatVersion, madeBy, asOf, until, knownAt },
      {
        format: 'sightline-scan',
        formatVersion: 1,
        madeBy: 'sightline 1.2.3',
        asOf: '2026-11-20',
        until: '2027-05-20',
        knownAt: null,
      },
    )
    assert.deepEqual(counts, {
      children: 3,
      facts: 5,
      occasions: 3,
      duties: 7,
      undatedDuties: 0,
      findings: { refused: 1, doubtful: 0, note: 0 },
    })
    assert.deepEqual(sources[0]?.coverage, [
      { facts: 'protection-plan', from: null, until: '2026-11-19' },
      { facts: 'review', from: '2026-04-01', until: '2026-11-19' },
      { facts: 'enquiry', from: null, until: '2026-11-19' },
    ])
  })

  it('keeps each finding with place and remedy, and counts them by rule', () => {
    assert.deepEqual(document.findings, {
      counts: [{ rule: '8925', weight: 'refused', count: 1 }],
      kept: [FINDING],
    })
  })

  it('tells of each trigger how often it stands how, and what would tell where no file does', () => {
    const [fifteen, order] = document.protocols[0]?.triggers ?? []
    assert.deepEqual(fifteen?.counts, { met: 1, 'may-be-met': 1, 'to-come': 0, 'may-come': 0, over: 0 })
    assert.equal(order?.unanswered, 2)
    assert.deepEqual(order?.wouldTell, [
      {
        kind: 'no-source',
        facts: 'legal-status',
        lacks: 'No file given tells of legal statuses.',
        wouldTell: 'The dataset table ssd_legal_status would tell.',
      },
    ])
  })

  it('gives an occasion between its bounds, with every reason down to file and line', () => {
    const occasion = document.occasions.find(
      ({ child, trigger }) => child === 'CHILD-3' && trigger === 'fifteen-months',
    )
    assert.ok(occasion !== undefined)
    const { standing, earliest, latest, over, because } = occasion
    assert.deepEqual([standing, earliest, latest, over], ['met', '2025-03-03', '2026-06-02', null])
    const [lasting, reviews] = because.parts
    assert.deepEqual([lasting?.says, lasting?.holds], ['lasting for: 15 months', 'from 2 June 2026'])
    assert.deepEqual(
      lasting?.facts.map(({ kind, from, file, line }) => [kind, from, file, line]),
      [['protection-plan', '2025-03-02', 'returns/census.xml', 1]],
    )
    assert.deepEqual(
      reviews?.gaps.map((gap) => ('until' in gap ? [gap.kind, gap.facts, gap.from, gap.until] : gap)),
      [['not-covered', 'review', '2025-03-03', '2026-04-01']],
    )
  })

  it('gives a duty with its derivation, in words and as a tree', () => {
    const owed = document.duties.find(({ child, duty }) => child === 'CHILD-3' && duty === 'hold-panel')
    assert.ok(owed !== undefined)
    assert.deepEqual([owed.due, owed.daysLeft, owed.standing], ['2026-12-04', 14, 'open'])
    assert.deepEqual(owed.trigger, { trigger: 'fifteen-months', day: '2026-06-02', sure: true })
    const { counted } = owed.derivation
    assert.deepEqual([counted?.length, counted?.direction], [{ count: 10, unit: 'working day' }, 'after'])
    assert.deepEqual(
      counted?.skipped.map((each) => each.day),
      ['2026-11-21', '2026-11-22', '2026-11-28', '2026-11-29'],
    )
    const choice = counted?.from.choice
    assert.deepEqual(
      [choice?.rule, choice?.taken.result, choice?.passedOver?.result],
      ['later-of', '2026-11-20', '2026-06-02'],
    )
    assert.equal(owed.why.length, 4)
  })

  it('names the last working day where a due day is none, and leaves the due day where it is', () => {
    const { duties } = read(scanned(given(dataset('2026-11-20'), { facts: [plan('2026-10-03')] })))
    assert.deepEqual(
      duties.map(({ due, lastWorkingDay }) => [due, lastWorkingDay]),
      [['2027-01-03', '2026-12-31']],
    )
  })

  it('lists a duty without a day, and says why', () => {
    const late = scanned(given(dataset('2028-12-20'), { facts: [plan('2027-09-28')] }), { asOf: day('2028-12-20') })
    assert.deepEqual(
      read(late).undatedDuties.map(({ duty, reason, owedBy }) => [duty, reason, owedBy]),
      [['hold-panel', 'calendar', 'Team Manager, else Conference Chair of the child']],
    )
  })

  it('is one row a line, and never one string of everything', () => {
    const chunks = [...jsonChunks(scanned(threeChildren()))]
    const rows = chunks.filter((chunk) => /^,?\n\{/.test(chunk))
    assert.equal(rows.length, 3 + 7)
    for (const row of rows) JSON.parse(row.replace(/^,/, ''))
  })

  it('keeps to its schema whatever the files hold', () => {
    fc.assert(
      fc.property(anyGiven, (drawn) => {
        const { counts, occasions, duties, undatedDuties } = read(scanOf(drawn))
        assert.equal(occasions.length, counts.occasions)
        assert.equal(duties.length, counts.duties)
        assert.equal(undatedDuties.length, counts.undatedDuties)
        for (const { derivation, due } of duties) {
          assert.equal(derivation.result, due)
          assertOneOrigin(derivation)
        }
      }),
    )
  })
})

/** Every day comes from exactly one of: an event, a count, a choice. */
function assertOneOrigin({ event, counted, choice }: DerivationJson): void {
  assert.equal([event, counted, choice].filter((each) => each !== undefined).length, 1)
  if (counted !== undefined) assertOneOrigin(counted.from)
  if (choice !== undefined) assertOneOrigin(choice.taken)
  if (choice?.passedOver != null) assertOneOrigin(choice.passedOver)
}
