// Each of the twenty clauses is run, and by walks that fail when any part of its text is taken away.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Protocol } from '../../src/engine/protocol/protocol.ts'
import { protocol } from '../../src/engine/watch/given.test-data.ts'
import { open } from '../walks/proof.ts'
import { PROOFS } from '../walks/proofs.ts'
import { elementsOf } from '../walks/taken-away.ts'
import * as walks from './clause-walks.ts'
import { itemsOf, readAround, SECTIONS } from './clauses.ts'
import type { Fragment } from './fragment.ts'

const WORDS: Readonly<Record<string, string>> = {
  triggers: 'trigger',
  duties: 'duty',
  steps: 'step',
  meetings: 'meeting',
  notices: 'notice',
  flags: 'flag',
  sees: 'grant',
}

/** The walks of the files that are watched, by protocol. Those of the two that run are the walks of their own clauses. */
const WATCHED: Readonly<Record<string, readonly walks.ClauseWalk[]>> = {
  'repeat-plans': [walks.thirdFamilyEpisode],
  'complex-cases': [walks.neglectThatNobodyCanTell],
  'plans-that-drift': [walks.analysisForEachReview],
}

const section = (number: number): readonly Fragment[] =>
  (SECTIONS[number - 1]?.texts ?? []).map(({ fragment }) => fragment)

/** What stands on the page alone, with what must be beside it to be run. */
const ALONE: readonly {
  readonly number: number
  readonly beside: readonly Fragment[]
  readonly walks: readonly walks.ClauseWalk[]
}[] = [
  { number: 17, beside: [], walks: [walks.eachAgencyItsPart] },
  { number: 18, beside: [], walks: [walks.flagOfEachAgency, walks.absentAgencies] },
  // Those who report a contact are the agencies that were asked for a flag.
  { number: 19, beside: section(18), walks: [walks.contactsAnsweredEach] },
]

/** Names of what a section writes, as the elements of a protocol are called. */
function namesOf(fragments: readonly Fragment[]): readonly string[] {
  return fragments.flatMap(itemsOf).map(({ group, id }) => `${WORDS[group] ?? group} ${id}`)
}

function breaks(walk: walks.ClauseWalk, changed: Protocol): boolean {
  try {
    walk(changed)
    return false
  } catch (error) {
    if (error instanceof assert.AssertionError) return true
    throw error
  }
}

/** Told of the whole protocol, and of the protocol without each of these elements, which at least one walk must miss. */
function runs(whole: Protocol, names: readonly string[], told: readonly walks.ClauseWalk[]): void {
  for (const walk of told) walk(whole)
  const elements = elementsOf(whole)
  for (const name of names) {
    const element = elements.find((each) => each.name === name)
    assert.ok(element !== undefined, `the protocol has no ${name}`)
    assert.ok(
      told.some((walk) => breaks(walk, element.without)),
      `the walks hold without ${name}`,
    )
  }
}

const OPENED = new Map(PROOFS.map((proof) => [proof.protocol, open(proof)]))

describe('what is shipped', () => {
  for (const { heading, texts } of SECTIONS) {
    for (const { shippedIn, fragment } of texts) {
      if (shippedIn === null) continue
      it(`${heading}: runs in ${shippedIn}`, () => {
        const names = namesOf([fragment])
        const opened = OPENED.get(shippedIn)
        if (opened === undefined) {
          runs(protocol(shippedIn), names, WATCHED[shippedIn] ?? [])
          return
        }
        const elements = elementsOf(opened.shipped).filter(({ name }) => names.includes(name))
        assert.deepEqual(elements.map(({ name }) => name).sort(), [...names].sort())
        for (const element of elements) {
          assert.ok(opened.misses(element), `no walk of ${element.cites.join(', ')} misses ${element.name}`)
        }
      })
    }
  }

  it('what only a person can tell is asked, and not answered', () => {
    runs(protocol('cases-of-most-concern'), ['trigger right-plan-not-secured'], [walks.planThatOnlyAPersonCanTell])
  })
})

describe('what stands on the page alone', () => {
  for (const { number, beside, walks: told } of ALONE) {
    it(`${SECTIONS[number - 1]?.heading}: runs`, () => {
      const read = readAround([...beside, ...section(number)])
      assert.ok(read.ok, read.ok ? '' : read.why)
      runs(read.protocol, namesOf(section(number)), told)
    })
  }

  for (const route of ['schools', 'health', 'police', 'early help', 'youth service', 'additional workers']) {
    it(`${SECTIONS[19]?.heading}: runs in the route of ${route}`, () => {
      const [using, ...parts] = section(20)
      const opening = { title: `Open by ${route}`, cites: ['OPN-09'], at: 'start', by: 'somebody-else', to: 'in-doubt' }
      const read = readAround([{ ...using, steps: { 'open-the-case': opening } }, ...parts])
      assert.ok(read.ok, read.ok ? '' : read.why)
      runs(read.protocol, namesOf(parts), [walks.consultation])
    })
  }
})
