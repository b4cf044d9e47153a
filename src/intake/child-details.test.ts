import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day, parseDay } from '../engine/calendar/day.ts'
import { type GivenDetails, mergeChild } from '../engine/facts/child-details.ts'
import { Cohort } from '../engine/facts/cohort.ts'
import { describeChild } from './child-details.ts'
import type { Finding } from './finding.ts'

/** Tells a cohort of one child by imports written on the given days, in the order given. */
function told(...sources: readonly (readonly [writtenOn: string, ...details: GivenDetails[]])[]): {
  child: ReturnType<Cohort['child']>
  findings: Finding[]
} {
  const cohort = new Cohort()
  const findings: Finding[] = []
  for (const [writtenOn, ...details] of sources) {
    const source = cohort.addSource({
      name: writtenOn,
      format: 'cin-census',
      files: [writtenOn],
      authority: null,
      writtenOn: parseDay(writtenOn) ?? null,
      coverage: [],
      previousPlans: 'unknown',
    })
    const index = cohort.childOf('MADE1', source)
    details.forEach((given, line) => {
      describeChild({ cohort, source, report: (f) => findings.push(f), file: writtenOn, line }, index, given)
    })
  }
  return { child: cohort.child(0), findings }
}

const born = (text: string): GivenDetails => ({ born: day(text) })

describe('what several sources say of a child', () => {
  it('takes from each what the other does not say', () => {
    const { child, findings } = told(
      ['2025-04-10', { ...born('2015-02-03'), sex: 'female', ethnicity: '' }],
      ['2025-05-10', { born: null, sex: 'unknown', ethnicity: 'WBRI', family: 'F1' }],
    )
    assert.deepEqual(child, {
      id: 'MADE1',
      born: day('2015-02-03'),
      expected: null,
      died: null,
      sex: 'female',
      ethnicity: 'WBRI',
      family: 'F1',
    })
    assert.deepEqual(findings, [])
  })

  for (const [name, first, second, believed] of [
    ['later', '2025-04-10', '2025-05-10', '2015-03-02'],
    ['earlier', '2025-05-10', '2025-04-10', '2015-02-03'],
    ['on the same day', '2025-05-10', '2025-05-10', '2015-03-02'],
    ['on a day it does not tell', '2025-05-10', 'unknown', '2015-02-03'],
  ] as const) {
    it(`believes the newer birth date where the second file was written ${name}, and says so`, () => {
      const { child, findings } = told([first, born('2015-02-03')], [second, born('2015-03-02')])
      assert.equal(child.born, day(believed))
      assert.deepEqual(
        findings.map((f) => [f.weight, f.rule, f.file, f.child]),
        [['doubtful', 'birth-dates-differ', second, 'MADE1']],
      )
      assert.match(findings[0]?.message ?? '', /2015-03-02.*2015-02-03/)
      assert.match(findings[0]?.remedy ?? '', new RegExp(`whether ${believed} `))
    })
  }

  it('keeps the first record where one file speaks twice', () => {
    const { child, findings } = told(['2025-04-10', born('2015-02-03'), born('2015-03-02')])
    assert.equal(child.born, day('2015-02-03'))
    assert.equal(findings[0]?.rule, 'birth-dates-differ')
  })

  it('believes the newer import over a date even where an earlier record in it did not give one', () => {
    const { child, findings } = told(
      ['2025-04-10', born('2015-02-03')],
      ['2025-05-10', { sex: 'male' }, born('2015-03-02')],
    )
    assert.equal(child.born, day('2015-03-02'))
    assert.match(
      findings[0]?.message ?? '',
      /; 2025-04-10 gives 2015-02-03\. 2015-03-02 is taken, from the file written later/,
    )
  })

  it('says so where the dates of death differ', () => {
    const { findings } = told(['2025-04-10', { died: day('2024-01-01') }], ['2025-04-11', { died: day('2024-01-02') }])
    assert.deepEqual(
      findings.map((f) => f.rule),
      ['death-dates-differ'],
    )
  })

  it('is silent where the files agree', () => {
    assert.deepEqual(told(['2025-04-10', born('2015-02-03')], ['2025-05-10', born('2015-02-03')]).findings, [])
  })
})

describe('merging', () => {
  it('lets an older source fill gaps only', () => {
    const known = {
      id: 'A',
      born: null,
      expected: null,
      died: null,
      sex: 'male',
      ethnicity: 'WBRI',
      family: '',
    } as const
    assert.deepEqual(mergeChild(known, { born: day('2012-01-01'), sex: 'female', ethnicity: 'WIRI' }, false), {
      ...known,
      born: day('2012-01-01'),
    })
  })
})
