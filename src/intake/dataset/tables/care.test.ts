import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { days, read } from '../files.test-data.ts'

const PLACEMENTS =
  'clap_cla_placement_id,clap_person_id,clap_cla_id,clap_cla_placement_start_date,clap_cla_placement_type,' +
  'clap_cla_placement_distance,clap_cla_placement_end_date'

describe('legal statuses and placements', () => {
  it('reads legal statuses as codes, and keeps no words in their place', async () => {
    const { facts, places } = await read({
      'legal.csv': [
        'lega_legal_status_id,lega_person_id,lega_legal_status,lega_legal_status_start_date,lega_legal_status_end_date',
        'L1,A1,C1: ICO,2025-01-02,2025-06-02',
        'L2,A1,Interim care order,2025-07-02,2025-08-02',
        'L3,A1,Private fostering,2025-09-02,',
        'L4,A1,,2025-10-02,',
      ],
    })
    assert.deepEqual(
      facts('A1', 'legal-status').map((each) => [days(each), each.code]),
      [
        ['2025-01-02..2025-06-02', 'C1'],
        ['2025-07-02..2025-08-02', 'C1'],
        ['2025-09-02..', '?'],
      ],
    )
    assert.deepEqual(places('unknown-code'), ['doubtful legal.csv:4 -'])
    assert.deepEqual(places('code-missing'), ['refused legal.csv:5 A1'])
  })

  it('knows the columns of earlier versions of the dataset', async () => {
    const { facts } = await read({
      'legal.csv': [
        'lega_person_id,lega_legal_status,lega_legal_status_start,lega_legal_status_end',
        'A1,C2,2025-01-02,',
      ],
    })
    assert.deepEqual(facts('A1', 'legal-status').map(days), ['2025-01-02..'])
  })

  it('finds the child of a placement by itself or by the period of care', async () => {
    const { facts, places } = await read({
      'placements.csv': [
        PLACEMENTS,
        'X1,A1,K1,2025-01-02,P1,4.25,2025-02-02',
        'X2,,K2,2025-02-02,U4 - Foster placement,999.9,',
        'X3,,K9,2025-03-02,U4,,',
        'X4,A1,K1,2025-03-02,U4,"7,5",',
        'X5,A1,K1,2025-04-02,U4,far,',
        'X6,A1,K1,2025-05-02,,1,',
        'X7,A1,K1,2025-06-02,Q9,1,',
      ],
      'episodes.csv': ['clae_cla_episode_id,clae_person_id,clae_cla_id', '1,A2,K2', '2,A2,K2', '3,A3,K2'],
    })
    assert.deepEqual(
      facts('A1', 'placement').map((each) => [days(each), each.code, each.distance]),
      [
        ['2025-01-02..2025-02-02', 'P1', 4.3],
        ['2025-03-02..', 'U4', 7.5],
        ['2025-04-02..', 'U4', null],
        ['2025-06-02..', 'Q9', 1],
      ],
    )
    assert.deepEqual(
      facts('A2', 'placement').map((each) => [days(each), each.code, each.distance]),
      [['2025-02-02..', 'U4', null]],
    )
    assert.deepEqual(places('child-missing'), ['refused placements.csv:4 -'])
    assert.deepEqual(places('distance-unreadable'), ['refused placements.csv:6 A1'])
    assert.deepEqual(places('code-missing'), ['refused placements.csv:7 A1'])
    assert.deepEqual(places('unknown-code'), ['doubtful placements.csv:8 -'])
    assert.deepEqual(places('period-of-two-children'), ['doubtful episodes.csv:4 A3'])
  })

  it('covers placements only where their own table is given', async () => {
    const { cohort } = await read({
      'episodes.csv': ['clae_person_id,clae_cla_id', 'A1,K1'],
      'referrals.csv': ['cine_person_id,cine_referral_date,cine_close_date', 'A1,2025-01-02,'],
    })
    assert.deepEqual(
      cohort.sources[0]?.coverage.map(({ kind }) => kind),
      ['referral'],
    )
  })
})
