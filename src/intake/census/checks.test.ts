import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { Cohort } from '../../engine/facts/cohort.ts'
import { CHECKS } from './checks.ts'
import {
  assessment,
  census,
  child,
  childWith,
  details,
  enquiry,
  header,
  identifiers,
  lineOf,
  needPlan,
  plan,
  read,
} from './made.test-data.ts'

/** A referral whose conference a plan of 1 July 2024 began on. */
const conference = enquiry('2024-06-14', '2024-07-01')

/** The rules that a census of these children breaks. */
const broken = async (...children: string[]): Promise<readonly string[]> => (await read(census(children))).rules
const withIdentity = (parts: Readonly<Record<string, string>>): string => child(identifiers(parts), details())

describe('the checks of the collection', () => {
  it('find nothing in a child with nothing wrong', async () => {
    const whole = childWith(assessment('2024-06-04', '2024-07-01', '3B'), conference, plan({ reviews: ['2024-09-26'] }))
    assert.deepEqual(await broken(whole), [])
  })

  it('are each named once, and each has a remedy', () => {
    assert.equal(new Set(CHECKS.map(({ rule }) => rule)).size, CHECKS.length)
    for (const { what, remedy } of CHECKS) assert.ok(what.endsWith('.') && remedy.endsWith('.'))
  })

  const cases: readonly (readonly [rule: string, name: string, ...children: string[]])[] = [
    ['8500', 'no identifier', withIdentity({ LAchildID: '' })],
    ['8510', 'two records of a child', withIdentity({}), withIdentity({})],
    ['1510', 'a UPN with the wrong letter', withIdentity({ UPN: 'A123456789123' })],
    ['1510', 'a UPN that is too short', withIdentity({ UPN: 'A12345678912' })],
    ['1520', 'a UPN that another child has', withIdentity({}), withIdentity({ LAchildID: 'MADE2' })],
    ['1530', 'a UPN without an authority', withIdentity({ UPN: 'AX23456789123' })],
    ['1540', 'a UPN with a letter among its digits', withIdentity({ UPN: 'A12345678X123' })],
    ['1550', 'a UPN that ends in a letter not in use', withIdentity({ UPN: 'A12345678912I' })],
    ['1570', 'an identifier of 21 characters', withIdentity({ LAchildID: 'M'.repeat(21) })],
    ['1580', 'an identifier with other characters', withIdentity({ LAchildID: 'MADE_1' })],
    ['8525', 'neither date of birth', withIdentity({ PersonBirthDate: '' })],
    ['8525', 'both dates of birth', withIdentity({ ExpectedPersonBirthDate: '2014-05-01' })],
    ['8520', 'a birth after the year', withIdentity({ PersonBirthDate: '2025-04-01' })],
    ['death-before-birth', 'a death before the birth', withIdentity({ PersonDeathDate: '2014-05-05' })],
    ['4180', 'no sex', withIdentity({ Sex: '' })],
    ['4180', 'a sex that is no code', withIdentity({ Sex: 'X' })],
    ['sex-mixed', 'a code of the other element', withIdentity({ Sex: '2' })],
    ['sex-mixed', 'both elements', withIdentity({ GenderCurrent: '2' })],
    ['8750', 'a sex before the birth', withIdentity({ PersonBirthDate: '', ExpectedPersonBirthDate: '2025-06-01' })],
    ['no-case', 'no case', child(identifiers())],
    [
      'ends-before-start',
      'an assessment that ends before it begins',
      childWith(assessment('2024-07-02', '2024-07-01')),
    ],
    ['conference-before-enquiry', 'a conference before its enquiry', childWith(enquiry('2024-07-02', '2024-07-01'))],
    ['8670', 'an assessment open for 46 working days', childWith(assessment('2025-01-24'))],
    ['assessment-over-limit', 'one that took 46', childWith(assessment('2024-06-04', '2024-08-07'))],
    ['8675', 'an enquiry for 16 without a conference', childWith(enquiry('2025-03-07'))],
    ['conference-over-limit', 'a conference after 16', childWith(enquiry('2024-06-04', '2024-06-26'))],
    ['8875', 'a conference on a Saturday', childWith(enquiry('2024-06-24', '2024-06-29'))],
    ['4001', 'a child in need plan beside an open plan', childWith(conference, needPlan('2024-06-10'), plan())],
    ['8840', 'a plan that ends on the day it begins', childWith(conference, plan({ end: '2024-07-01' }))],
    ['8925', 'a plan that ends before it begins', childWith(conference, plan({ end: '2024-06-30' }))],
    ['8841', 'a review on the day the plan begins', childWith(conference, plan({ reviews: ['2024-07-01'] }))],
    ['8905', 'no first category', childWith(conference, plan({ initial: '' }))],
    ['8905', 'a first category that is none', childWith(conference, plan({ initial: 'Neglect' }))],
    ['8910', 'no latest category', childWith(conference, plan({ latest: '' }))],
    ['8935', 'two open plans', childWith(conference, plan(), plan({ start: '2024-03-01' }))],
    [
      '8940',
      'plans that overlap',
      childWith(conference, plan({ end: '2024-09-01' }), plan({ start: '2024-03-01', end: '2024-07-02' })),
    ],
    ['2885', 'a plan that begins on no conference', childWith(enquiry('2024-06-14', '2024-06-28'), plan())],
    [
      '8920',
      'a plan after the death',
      child(identifiers({ PersonDeathDate: '2024-06-30' }), details({}, conference, plan({ end: '2024-08-01' }))),
    ],
    [
      '2884',
      'a conference at both levels',
      child(identifiers(), details({ DateOfInitialCPC: '2024-07-01' }, conference)),
    ],
  ]
  for (const [rule, name, ...children] of cases) {
    it(`${rule}: find ${name}`, async () => {
      assert.deepEqual(await broken(...children), [rule])
    })
  }

  const sound: readonly (readonly [name: string, ...children: string[]])[] = [
    ['right UPNs', withIdentity({ UPN: 'A950000178301' })],
    ['a UPN of a temporary number', withIdentity({ UPN: 'X12345678901A' })],
    ['no UPN', withIdentity({ UPN: '' })],
    ['an unborn child', withIdentity({ PersonBirthDate: '', ExpectedPersonBirthDate: '2025-06-01', Sex: 'U' })],
    ['an assessment open for 45 working days', childWith(assessment('2025-01-27'))],
    ['one that took 45', childWith(assessment('2024-06-04', '2024-08-06'))],
    ['an enquiry for 15 without a conference', childWith(enquiry('2025-03-10'))],
    ['one for longer, of which none is required', childWith(enquiry('2024-06-10', '', 'not required'))],
    ['a conference after 15', childWith(enquiry('2024-06-04', '2024-06-25'))],
    [
      'plans that touch',
      childWith(conference, plan({ end: '2024-09-01' }), plan({ start: '2024-03-01', end: '2024-07-01' })),
    ],
    ['a plan of an earlier year without its conference', childWith(plan({ start: '2024-03-28' }))],
    ['a child in need plan that ended', childWith(conference, needPlan('2024-06-10', '2024-07-01'), plan())],
    ['two plans, one of them ended', childWith(conference, plan({ start: '2023-01-10', end: '2023-05-01' }), plan())],
  ]
  for (const [name, ...children] of sound) {
    it(`find nothing in ${name}`, async () => {
      assert.deepEqual(await broken(...children), [])
    })
  }

  it('name the line and the child', async () => {
    const text = census(childWith(conference, plan({ end: '2024-06-30' })))
    const told = await read(text)
    assert.deepEqual(told.places('8925'), [`refused ${lineOf(text, '<CPPendDate>')} MADE1`])
  })

  it('need a reference date for what is asked of it', async () => {
    const told = await read(census(childWith(assessment('2023-01-23'), enquiry('2023-03-07'), plan()), ''))
    assert.deepEqual(told.rules, ['header-missing'])
  })

  it('say once that working days cannot be counted', async () => {
    const old = childWith(assessment('2010-01-04', '2010-06-01'), enquiry('2010-01-04', '2010-01-05'))
    assert.deepEqual((await read(census(old))).rules, ['no-calendar'])
    assert.deepEqual((await read(census(old), { calendar: null })).rules, ['no-calendar'])
  })
})

describe('records of one child', () => {
  const later = header({ year: '2025', writtenOn: '2025-06-01T09:00:00' })

  it('in one file are joined, whatever they share taken once', async () => {
    const first = child(identifiers(), details({}, conference, plan({ reviews: ['2024-09-26'] })))
    const second = child(
      identifiers({ Sex: 'M' }),
      details({}, plan({ end: '2024-12-01', reviews: ['2024-09-26', '2025-03-03'] })),
      details({ CINreferralDate: '2025-02-03' }),
    )
    const text = census([first, withIdentity({ LAchildID: 'MADE2', UPN: '' }), second])
    const told = await read(text)
    assert.equal(told.cohort.size, 2)
    assert.equal(told.places('8510').length, 1)
    assert.equal(told.facts('protection-plan').length, 1)
    assert.equal(told.facts('protection-plan')[0]?.until, null)
    assert.equal(told.facts('review').length, 2)
    assert.equal(told.facts('referral').length, 2)
    assert.equal(told.cohort.child(0).sex, 'female')
  })

  it('in many thousands are joined as well', async () => {
    const ids = Array.from({ length: 2_500 }, (_, i) => withIdentity({ LAchildID: `MADE${i}`, UPN: '' }))
    const told = await read(census([...ids, ...ids]))
    assert.equal(told.places('8510').length, 2_500)
    assert.equal(told.cohort.factCount, 2_500)
  })

  it('in two files: the newer birth date is believed, and the disagreement told', async () => {
    const into = new Cohort()
    await read(census(withIdentity({ PersonBirthDate: '2014-05-07' }), later), { into })
    const told = await read(census(withIdentity({})), { into })
    assert.deepEqual(told.rules, ['birth-dates-differ'])
    assert.deepEqual(told.places('birth-dates-differ'), [
      `doubtful ${lineOf(census(withIdentity({})), '<Child>')} MADE1`,
    ])
    assert.equal(into.child(0).born, 16_197)
  })

  it('in two files hold one fact, of which the newer version stands', async () => {
    const into = new Cohort()
    await read(census(childWith(conference, plan())), { into })
    const told = await read(census(childWith(conference, plan({ end: '2025-02-03' })), later), { into })
    assert.deepEqual(told.rules, [])
    assert.deepEqual(
      told.facts('protection-plan').map(({ until }) => until),
      [20_122],
    )
  })

  it('without an identifier are not taken', async () => {
    const told = await read(census([withIdentity({ LAchildID: '' }), withIdentity({ LAchildID: 'MADE2' })]))
    assert.deepEqual(told.places('8500'), [`refused ${lineOf(census(['']), '<Children>') + 1} -`])
    assert.equal(told.cohort.size, 1)
  })

  it('are not there', async () => {
    assert.deepEqual((await read(census(''))).places('no-children'), ['refused - -'])
    assert.deepEqual((await read(`<Message>${header()}</Message>`)).places('no-children'), ['refused - -'])
    assert.deepEqual((await read('<Message/>')).rules, ['no-children'])
  })
})
