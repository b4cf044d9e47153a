import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day, formatDay } from '../../../engine/calendar/day.ts'
import { read } from '../files.test-data.ts'

const PERSONS =
  'pers_person_id,pers_forename,pers_surname,pers_sex,pers_gender,pers_ethnicity,pers_dob,pers_expected_dob,pers_death_date'
const REFERRALS = 'cine_referral_id,cine_person_id,cine_referral_date,cine_close_date'

describe('who the children are', () => {
  it('takes what a trigger needs, and no name', async () => {
    const { cohort, child } = await read({
      'person.csv': [PERSONS, 'A1,Invented,Somebody,F,01,WBRI,2015-02-03 00:00:00.000,,', 'A2,,,,1,,,2026-12-24,'],
      'family.csv': ['fami_table_id,fami_family_id,fami_person_id', '1,F7,A1', '2,F7,A2'],
      'referrals.csv': [REFERRALS, 'R1,A1,2025-01-02,'],
    })
    const { born, ...rest } = child('A1')
    assert.equal(born === null ? '' : formatDay(born), '2015-02-03')
    assert.deepEqual(rest, { id: 'A1', expected: null, died: null, sex: 'female', ethnicity: 'WBRI', family: 'F7' })
    assert.equal(child('A2').sex, 'male')
    assert.equal(formatDay(child('A2').expected ?? (0 as never)), '2026-12-24')
    assert.deepEqual(
      cohort.family('F7').map((index) => cohort.child(index).id),
      ['A1', 'A2'],
    )
    assert.ok(!JSON.stringify([child('A1'), cohort.history(0)]).includes('Invented'))
  })

  it('tells of birth and death dates that cannot be', async () => {
    const { child, places } = await read({
      'person.csv': [
        PERSONS,
        'A1,,,M,,,2027-01-01,,',
        'A2,,,M,,,2015-02-03,2015-02-10,',
        'A3,,,M,,,,,',
        'A4,,,M,,,2015-02-03,,2014-01-01',
        'A5,,,M,,,2015-02-03,,2027-01-01',
        'A6,,,Q,,,31/02/2015,2015-02-10,',
      ],
      'referrals.csv': [REFERRALS, 'R1,A1,2025-01-02,'],
    })
    assert.equal(child('A1').born, null)
    assert.deepEqual(places('birth-in-future'), ['refused person.csv:2 A1'])
    assert.deepEqual(places('8525'), [
      'doubtful person.csv:2 A1',
      'doubtful person.csv:3 A2',
      'doubtful person.csv:4 A3',
    ])
    assert.deepEqual(places('death-before-birth'), ['doubtful person.csv:5 A4'])
    assert.equal(child('A5').died, null)
    assert.deepEqual(places('death-in-future'), ['refused person.csv:6 A5'])
    assert.deepEqual(places('date-unreadable'), ['refused person.csv:7 A6'])
    assert.deepEqual(places('unknown-code'), ['doubtful person.csv:7 -'])
  })

  it('reads two rows of one child as one, and says where they differ', async () => {
    const { child, cohort, places } = await read({
      'person.csv': [PERSONS, 'A1,,,M,,,2015-02-03,,', 'A1,,,,,WBRI,2015-03-02,,'],
      'referrals.csv': [REFERRALS, 'R1,A1,2025-01-02,'],
    })
    assert.equal(cohort.size, 1)
    assert.equal(formatDay(child('A1').born ?? (0 as never)), '2015-02-03')
    assert.equal(child('A1').ethnicity, 'WBRI')
    assert.deepEqual(places('8510'), ['doubtful person.csv:3 A1'])
    assert.deepEqual(places('birth-dates-differ'), ['doubtful person.csv:3 A1'])
  })

  it('makes a child whom another table names, and says so once', async () => {
    const { facts, places } = await read({
      'person.csv': [PERSONS, 'A1,,,M,,,2015-02-03,,'],
      'referrals.csv': [REFERRALS, 'R1,A2,2025-01-02,2025-02-01', 'R2,A2,2025-03-02,', 'R3,A1,2025-03-02,'],
    })
    assert.equal(facts('A2', 'referral').length, 2)
    assert.deepEqual(places('child-not-in-persons'), ['doubtful referrals.csv:2 A2'])
  })

  it('keeps the first of two families, and refuses a row without one', async () => {
    const { child, places } = await read({
      'family.csv': ['fami_family_id,fami_person_id', 'F1,A1', 'F1,A1', 'F2,A1', ',A2'],
      'person.csv': [PERSONS, 'A1,,,M,,,2015-02-03,,', 'A2,,,M,,,2015-02-03,,'],
    })
    assert.equal(child('A1').family, 'F1')
    assert.deepEqual(places('two-families'), ['refused family.csv:4 A1'])
    assert.deepEqual(places('family-missing'), ['refused family.csv:5 A2'])
  })

  it('takes no family of whose identifier more children are than any family has', async () => {
    const members = (family: string, count: number): readonly string[] =>
      Array.from({ length: count }, (_, i) => `${family},${family}C${i}`)
    const { child, places } = await read({
      'family.csv': ['fami_family_id,fami_person_id', ...members('F1', 50), ...members('0', 51)],
      'person.csv': [PERSONS, 'F1C1,,,M,,,2015-02-03,,', '0C1,,,M,,,2015-02-03,,'],
    })
    assert.equal(child('F1C49').family, 'F1')
    assert.equal(child('0C1').family, '')
    assert.equal(formatDay(child('0C1').born ?? day('1970-01-01')), '2015-02-03')
    assert.deepEqual(places('family-too-large'), ['refused family.csv:52 -'])
  })

  it('takes no identifier that is out of all bounds, or in which bytes are lost that tell two children apart', async () => {
    const bytes = [PERSONS, `${'9'.repeat(101)},,,M,,,2015-02-03,,`, 'A\u00e92,,,M,,,2015-02-03,,'].join('\n')
    const { cohort, places } = await read({
      'person.csv': Buffer.from(`\ufeff${bytes}\nA?3,,,M,,,2015-02-03,,\n`).map((byte) =>
        byte === 0x3f ? 0xe9 : byte,
      ),
    })
    assert.equal(cohort.size, 1)
    assert.equal(cohort.child(0).id, 'A\u00e92')
    assert.deepEqual(places('text-too-long'), ['refused person.csv:2 -'])
    assert.deepEqual(places('identifier-unreadable'), ['refused person.csv:4 -'])
    assert.deepEqual(places('child-missing'), ['refused person.csv:2 -', 'refused person.csv:4 -'])
  })

  it('refuses a row whose child is missing or spoilt by a spreadsheet, and mends one with decimals', async () => {
    const { cohort, places } = await read({
      'referrals.csv': [
        REFERRALS,
        'R1,,2025-01-02,',
        'R2,NULL,2025-01-02,',
        'R3,1.23457E+11,2025-01-02,',
        'R4,100234.0,2025-01-02,',
        'R5,100234,2025-02-02,',
        'R6,-1,2025-02-02,',
        'R7,a/7,2025-02-02,',
      ],
    })
    assert.deepEqual(
      [...Array(cohort.size).keys()].map((index) => cohort.child(index).id),
      ['100234', 'a/7'],
    )
    assert.deepEqual(places('child-missing'), [
      'refused referrals.csv:2 -',
      'refused referrals.csv:3 -',
      'refused referrals.csv:4 -',
      'refused referrals.csv:7 -',
    ])
    assert.deepEqual(places('identifier-spoilt'), ['refused referrals.csv:4 -'])
    assert.deepEqual(places('identifier-with-decimals'), ['note referrals.csv:5 -'])
    assert.deepEqual(places('1580'), ['note referrals.csv:8 -'])
  })
})
