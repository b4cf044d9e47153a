import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { answerIn, category, factors, flag, legalStatus, need, placement, sex } from './codes.ts'

function gives(
  read: (text: string) => { code: string; known: boolean },
  expected: Readonly<Record<string, string>>,
): void {
  for (const [text, code] of Object.entries(expected)) assert.deepEqual(read(text), { code, known: true }, text)
}

function keeps(read: (text: string) => { code: string; known: boolean }, ...texts: readonly string[]): void {
  for (const text of texts) assert.deepEqual(read(text), { code: text, known: false }, text)
}

describe('codes that arrive as codes, with words, or as words', () => {
  it('knows a category of abuse by code and by name, and several as multiple', () => {
    gives(category, {
      NEG: 'NEG',
      neg: 'NEG',
      'NEG - Neglect': 'NEG',
      Neglect: 'NEG',
      'a) Neglect': 'NEG',
      'Physical abuse': 'PHY',
      'SEXUAL ABUSE': 'SAB',
      Emotional: 'EMO',
      'Multiple: Neglect, Emotional abuse': 'MUL',
      'Multiple Categories of Abuse': 'MUL',
      'Neglect and emotional abuse': 'MUL',
      'Neglect, Physical Abuse': 'MUL',
      'NEG/EMO': 'MUL',
    })
    keeps(category, 'N', 'Neglected child', 'Sexual exploitation', 'Neglect, other', 'Not recorded', 'NEGLIGENT')
  })

  it('knows a legal status by code and by the names that can mean nothing else', () => {
    gives(legalStatus, {
      C1: 'C1',
      c1: 'C1',
      'C1: ICO': 'C1',
      'C2 - Full care order': 'C2',
      'Interim Care Order': 'C1',
      'Placement order granted': 'E1',
      'Single period of accommodation under section 20 (Children Act 1989)': 'V2',
      'Emergency protection order (EPO)': 'L2',
    })
    keeps(
      legalStatus,
      'Special guardianship order',
      'Section 20',
      'C9',
      'C12',
      'Interim supervision order',
      'Private fostering',
    )
  })

  it('knows a placement by its code of either nation', () => {
    gives(placement, {
      P1: 'P1',
      'P1 - Placed with own parents': 'P1',
      'Placed with parents': 'P1',
      "Secure children's home": 'K1',
      H21: 'H21',
      Z11: 'Z11',
      u3: 'U3',
    })
    keeps(placement, 'P9', 'Foster care', 'H5a', 'K12')
  })

  it('knows a primary need', () => {
    gives(need, { N1: 'N1', 'N1 - Abuse or neglect': 'N1', n0: 'N0' })
    keeps(need, '1', 'N12', 'Abuse')
  })

  it('finds factors in every shape they come in', () => {
    for (const text of [
      '["1A","2B","20"]',
      '[ "1A", "2B", "20" ]',
      '{"1A":"Yes","2B":"Y","3A":"No","20":"true"}',
      '1A, 2B, 20',
      '1A;2B;20',
      '1A 2B 20',
      "['1A', '2B', '20']",
      '["1A - Alcohol misuse by the child", "2B - Drug misuse", "20 - Other", "20"]',
      '[1A, 2B, 20]',
    ]) {
      assert.deepEqual(
        factors(text)
          .map(({ code }) => code)
          .sort(),
        ['1A', '20', '2B'],
        text,
      )
    }
    assert.deepEqual(factors('["1A","RB"]'), [
      { code: '1A', known: true },
      { code: 'RB', known: false },
    ])
    assert.deepEqual(factors('[]'), [])
    assert.deepEqual(factors('{}'), [])
    assert.deepEqual(factors('[""]'), [])
  })

  it('finds an answer among outcomes, and none in what is no JSON', () => {
    assert.equal(answerIn('{"CP_CONFERENCE_FLAG": "N"}', 'CP_CONFERENCE_FLAG'), false)
    assert.equal(answerIn('{"cp_conference_flag": "Y"}', 'CP_CONFERENCE_FLAG'), true)
    assert.equal(answerIn('{"CP_CONFERENCE_FLAG": ""}', 'CP_CONFERENCE_FLAG'), undefined)
    assert.equal(answerIn('{"CP_CONFERENCE_FLAG": ', 'CP_CONFERENCE_FLAG'), undefined)
    assert.equal(answerIn('', 'CP_CONFERENCE_FLAG'), undefined)
  })

  it('reads every spelling of yes and no, and of sex', () => {
    for (const text of ['Y', 'y', 'Yes', 'T', 'true', 'TRUE', '1']) assert.equal(flag(text), true, text)
    for (const text of ['N', 'no', 'F', 'false', '0']) assert.equal(flag(text), false, text)
    for (const text of ['', 'X', '2', 'U']) assert.equal(flag(text), undefined, text)
    for (const [text, code] of [
      ['M', 'male'],
      ['1', 'male'],
      ['f', 'female'],
      ['Female', 'female'],
      ['U', 'unknown'],
      ['', 'unknown'],
    ] as const) {
      assert.deepEqual(sex(text), { code, known: true }, text)
    }
    assert.deepEqual(sex('Q'), { code: 'unknown', known: false })
  })
})
