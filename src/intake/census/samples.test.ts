import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { Cohort } from '../../engine/facts/cohort.ts'
import { Findings } from '../finding.ts'
import { CALENDAR, TODAY } from './made.test-data.ts'
import { readCensus } from './read-census.ts'

/** Published samples, which lie beside the checkout where they are kept at all. */
const SAMPLES = fileURLToPath(new URL('../../../../shared/data/cin/', import.meta.url))
const skip = existsSync(SAMPLES) ? false : `there are no published samples in ${SAMPLES}`

async function readSample(name: string): Promise<{ cohort: Cohort; counts: Record<string, number> }> {
  const cohort = new Cohort()
  const findings = new Findings()
  await readCensus(SAMPLES + name, { cohort, report: findings.report, today: TODAY, calendar: CALENDAR })
  return { cohort, counts: Object.fromEntries(findings.counts.map(({ rule, count }) => [rule, count])) }
}

describe('the published samples', { skip }, () => {
  it('reads the one of 2024, with what is wrong in it', async () => {
    const { cohort, counts } = await readSample('CIN_Census_2024.xml')
    assert.equal(cohort.size, 2)
    assert.equal(cohort.factCount, 10)
    for (const rule of ['year-disagrees', 'stray-text', 'unknown-code', '1510', 'sex-mixed', '2884', '1570', '1580']) {
      assert.equal(counts[rule], 1, rule)
    }
    assert.equal(cohort.sources[0]?.authority, '201')
  })

  it('reads the large one, every child of it', async () => {
    const { cohort, counts } = await readSample('fake_CIN_data.xml')
    assert.equal(cohort.size, 332)
    assert.equal(cohort.factCount, 402 + 350)
    assert.equal(counts['1510'], 320)
    assert.equal(counts['100'], 1)
    for (const refused of ['8500', '8510', 'no-first-day', 'unknown-element']) assert.equal(counts[refused], undefined)
  })
})
