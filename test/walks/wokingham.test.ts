// Cases of Most Concern, told as its own stories; and each of its parts taken away, to see that a story breaks without it.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { census, england, given, protocol } from '../../src/engine/watch/given.test-data.ts'
import { alterationsOf } from './altered.ts'
import { elementsOf } from './taken-away.ts'
import { Story, type Walk } from './walk.ts'
import { WOKINGHAM } from './wokingham/given.ts'
import { KEEPING } from './wokingham/keeping.ts'
import { LISTING } from './wokingham/listing.ts'
import { RAISING } from './wokingham/raising.ts'
import { SOURCE } from './wokingham/source.ts'
import { SUGGESTED } from './wokingham/suggested.ts'

const shipped = protocol('cases-of-most-concern')
const calendar = england()
const nothingKnown = given(census('2026-03-31'), { facts: [] }).history(0)
const walks: readonly Walk[] = [...SUGGESTED, ...RAISING, ...LISTING, ...KEEPING, ...SOURCE]

function tell({ tell: story }: Walk, of = shipped): void {
  story(new Story(of, calendar, WOKINGHAM, nothingKnown))
}

function holds(walk: Walk, of: typeof shipped): boolean {
  try {
    tell(walk, of)
    return true
  } catch (error) {
    // Only what a story asserts counts: that the engine breaks is no proof.
    if (error instanceof assert.AssertionError) return false
    throw error
  }
}

describe('Cases of Most Concern', () => {
  for (const walk of walks) it(`${walk.rows.join(', ')}: ${walk.title}`, () => tell(walk))

  it('every clause has its walk', () => {
    const rows = new Set(walks.flatMap(({ rows }) => rows))
    assert.deepEqual(
      Array.from({ length: 28 }, (_, i) => `WOK-${String(i + 1).padStart(2, '0')}`).filter((row) => !rows.has(row)),
      [],
    )
  })
})

const sound = walks.filter((walk) => holds(walk, shipped))

function isMissed(name: string, rows: readonly string[], without: typeof shipped): void {
  for (const row of rows) {
    const broken = sound.some((walk) => walk.rows.includes(row) && !holds(walk, without))
    assert.ok(broken, `the walks of ${row} hold all the same: ${name}`)
  }
}

describe('Cases of Most Concern, with a part taken away', () => {
  for (const { name, cites, without } of elementsOf(shipped)) {
    it(`${cites.join(', ')}: ${name}`, () => isMissed(name, cites, without))
  }
})

describe('Cases of Most Concern, with a part said differently', () => {
  for (const { name, cites, without } of alterationsOf(shipped)) {
    it(`${cites.join(', ')}: ${name}`, () => {
      const broken = sound.some((walk) => walk.rows.some((row) => cites.includes(row)) && !holds(walk, without))
      assert.ok(broken, `the walks of ${cites.join(', ')} hold all the same: ${name}`)
    })
  }
})
