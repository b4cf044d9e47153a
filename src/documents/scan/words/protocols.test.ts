import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseOwedBy } from '../../../engine/protocol/sentences/parse.ts'
import { northvale, scanned, threeChildren } from '../given.test-data.ts'
import { sayClause, sayOwedBy, sayProtocol } from './protocols.ts'

describe('who owes a duty', () => {
  it('is said by the titles of the roles', () => {
    const said = (sentence: string): string => {
      const read = parseOwedBy(sentence)
      assert.ok(read.ok)
      return sayOwedBy(read.value, northvale())
    }
    assert.deepEqual(
      [
        'team-manager',
        "the child's chair, else director",
        "the case's team-manager",
        "the raiser's own director",
        'every holder of chair',
        'whoever recorded it',
        'that agency',
        'each agency with a flag',
        'the chair of the last meeting',
        'anyone independent of the case',
        'somebody-unknown',
      ].map(said),
      [
        'Team Manager',
        'Conference Chair of the child, else Director',
        'Team Manager of the case',
        'Director of whoever raised it',
        'every Conference Chair',
        'whoever recorded it',
        'that agency',
        'each agency with a flag',
        'the chair of the last meeting',
        'anyone independent of the case',
        'somebody-unknown',
      ],
    )
  })
})

describe('a protocol and its clauses', () => {
  it('are said with their source', () => {
    const { clause } = scanned(threeChildren())
    assert.equal(sayProtocol(northvale()), 'Plans that drift (Northvale, version 2026.1)')
    assert.equal(sayClause('NVL-02', clause), 'NVL-02 (Section 2): The first panel meets within 10 working days.')
    assert.equal(sayClause('NVL-99', clause), 'NVL-99')
  })
})
