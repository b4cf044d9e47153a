import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day, formatDay } from '../../engine/calendar/day.ts'
import {
  assessment,
  census,
  child,
  childWith,
  details,
  el,
  enquiry,
  header,
  identifiers,
  lineOf,
  needPlan,
  plan,
  read,
} from './made.test-data.ts'

/** A fact's days, as "2024-07-01..2024-09-01". */
const span = ({ from, until }: { from: Parameters<typeof formatDay>[0]; until: typeof from | null }): string =>
  `${formatDay(from)}..${until === null ? '' : formatDay(until)}`

describe('the facts of a census', () => {
  it('holds everything of a case, each fact with the line of its first day', async () => {
    const text = census(
      child(
        identifiers({ PersonDeathDate: '2025-01-02' }),
        details(
          { CINclosureDate: '2025-01-03', ReasonForClosure: 'RC2' },
          assessment('2024-06-04', '2024-07-01', '3B', '16A'),
          needPlan('2024-06-20', '2024-06-30'),
          enquiry('2024-06-10', '2024-06-28'),
          el('ReferralNFA', 'false'),
          plan({ start: '2024-06-28', end: '2025-01-02', reviews: ['2024-09-27', '2024-12-20'], previous: '0' }),
        ),
      ),
    )
    const told = await read(text)
    assert.deepEqual(told.findings, [])
    assert.deepEqual(told.cohort.child(0), {
      id: 'MADE1',
      born: day('2014-05-06'),
      expected: null,
      died: day('2025-01-02'),
      sex: 'female',
      ethnicity: 'WBRI',
      family: '',
    })
    const origin = (part: string) => ({ source: 0, file: 0, line: lineOf(text, part) })
    const known = { knownFrom: day('2025-05-12'), knownUntil: null }
    assert.deepEqual(told.facts('referral'), [
      {
        kind: 'referral',
        from: day('2024-06-03'),
        until: day('2025-01-03'),
        key: 'referral 2024-06-03',
        origin: origin('<CINreferralDate>'),
        ...known,
        need: 'N1',
        noFurtherAction: false,
      },
    ])
    assert.deepEqual(told.facts('assessment'), [
      {
        kind: 'assessment',
        from: day('2024-06-04'),
        until: day('2024-07-01'),
        key: '',
        origin: origin('<AssessmentActualStartDate>'),
        ...known,
        factors: ['3B', '16A'],
        service: 'yes',
        referral: 'referral 2024-06-03',
      },
    ])
    assert.deepEqual(told.facts('child-in-need-plan').map(span), ['2024-06-20..2024-06-30'])
    assert.deepEqual(told.facts('enquiry'), [
      {
        kind: 'enquiry',
        from: day('2024-06-10'),
        until: day('2024-06-28'),
        key: '',
        origin: origin('<S47ActualStartDate>'),
        ...known,
        conferenceTarget: null,
        conferenceNotRequired: false,
      },
    ])
    assert.deepEqual(told.facts('conference').map(span), ['2024-06-28..2024-06-28'])
    assert.deepEqual(told.facts('protection-plan'), [
      {
        kind: 'protection-plan',
        from: day('2024-06-28'),
        until: day('2025-01-02'),
        key: 'plan 2024-06-28',
        origin: origin('<CPPstartDate>'),
        ...known,
        initialCategory: 'NEG',
        latestCategory: 'NEG',
        conference: '',
        statedPrevious: 0,
        statedMayCountThis: false,
      },
    ])
    assert.deepEqual(
      told.facts('review').map(({ from, plan: of, origin: { line } }) => [formatDay(from), of, line]),
      [
        ['2024-09-27', 'plan 2024-06-28', lineOf(text, '>2024-09-27<')],
        ['2024-12-20', 'plan 2024-06-28', lineOf(text, '>2024-12-20<')],
      ],
    )
  })

  it('reads reviews in either wrapping, and several wrappings', async () => {
    const wrapped = (name: string, ...days: string[]): string => el(name, el('CPPreviewDate', ...days))
    const blocks = [wrapped('CPPreviews', '2024-09-27', '2024-12-20'), wrapped('Reviews', '2025-03-03')]
    const one = plan().replace('</ChildProtectionPlans>', `${blocks.join('')}</ChildProtectionPlans>`)
    const told = await read(census(childWith(one)))
    assert.equal(told.facts('review').length, 3)
  })

  for (const [spelling, expected] of [
    ['true', true],
    ['false', false],
    ['TRUE', true],
    ['FALSE', false],
    ['1', true],
    ['0', false],
    ['True', true],
  ] as const) {
    it(`reads the truth value ${spelling}`, async () => {
      const told = await read(census(childWith(el('ReferralNFA', spelling))))
      assert.equal(told.facts('referral')[0]?.noFurtherAction, expected)
      assert.deepEqual(told.rules, [])
    })
  }

  it('takes no truth value that is none', async () => {
    const told = await read(census(childWith(el('ReferralNFA', 'nein'))))
    assert.deepEqual(told.rules, ['not-true-or-false'])
  })

  for (const [element, code, sex] of [
    ['Sex', 'M', 'male'],
    ['Sex', 'F', 'female'],
    ['Sex', 'U', 'unknown'],
    ['GenderCurrent', '1', 'male'],
    ['GenderCurrent', '2', 'female'],
    ['GenderCurrent', '0', 'unknown'],
    ['GenderCurrent', '9', 'unknown'],
  ] as const) {
    it(`reads ${element} ${code} as ${sex}`, async () => {
      const told = await read(census(child(identifiers({ Sex: '', [element]: code }), details())))
      assert.equal(told.cohort.child(0).sex, sex)
      assert.deepEqual(told.rules, [])
    })
  }

  it('takes one conference for a day that stands at both levels, and two for two days', async () => {
    const at = (beside: string): string =>
      child(identifiers(), details({ DateOfInitialCPC: beside }, enquiry('2024-06-10', '2024-06-28')))
    const same = await read(census(at('2024-06-28')))
    assert.equal(same.facts('conference').length, 1)
    assert.deepEqual(same.rules, ['2884'])
    const two = await read(census(at('2024-07-01')))
    assert.equal(two.facts('conference').length, 2)
  })

  it('takes the conference of a child who moves in from beside the enquiries', async () => {
    const told = await read(census(child(identifiers(), details({ DateOfInitialCPC: '2024-07-01' }, plan()))))
    assert.deepEqual(told.facts('conference').map(span), ['2024-07-01..2024-07-01'])
    assert.deepEqual(told.rules, [])
  })

  it('gives an enquiry without a conference no open end', async () => {
    const told = await read(census(childWith(enquiry('2025-03-24'))))
    assert.deepEqual(told.facts('enquiry').map(span), ['2025-03-24..2025-03-24'])
  })

  it('lets an enquiry of one year stand when the next year does not list it', async () => {
    const first = await read(census(childWith(enquiry('2024-06-10', '', 'not required'))))
    const next = header({ year: '2026', referenceDate: '2026-03-31', writtenOn: '2026-05-12T09:30:00' })
    const told = await read(census(childWith(), next), { into: first.cohort, today: day('2026-06-30') })
    assert.equal(told.facts('enquiry').length, 1)
  })
})

describe('whether a service followed an assessment', () => {
  const service = async (...parts: Parameters<typeof details>): Promise<string | undefined> => {
    const told = await read(census(child(identifiers(), details(...parts))))
    return told.facts('assessment')[0]?.service
  }
  const assessed = assessment('2024-06-04', '2024-07-01')
  const closed = { CINclosureDate: '2024-07-02', ReasonForClosure: 'RC8' }

  it('is yes where a plan begins on or after its first day', async () => {
    assert.equal(await service({}, assessed, needPlan('2024-06-04')), 'yes')
    assert.equal(await service({}, assessed, plan({ start: '2024-07-20' })), 'yes')
  })

  it('is no where the referral was closed as assessed with no further action and nothing followed', async () => {
    assert.equal(await service(closed, assessed), 'no')
    assert.equal(await service(closed, enquiry('2024-05-01'), assessed), 'no')
  })

  it('is unknown otherwise', async () => {
    assert.equal(await service({}, assessed), 'unknown')
    assert.equal(await service({ ...closed, ReasonForClosure: 'RC9' }, assessed), 'unknown')
    assert.equal(await service(closed, assessed, enquiry('2024-06-10')), 'unknown')
    assert.equal(await service({}, needPlan('2024-05-01'), assessed), 'unknown')
  })
})

describe('pre-proceedings', () => {
  const block = (parts: Readonly<Record<string, string>>): string =>
    el(
      'PreProceedingsandFGDM',
      Object.entries(parts).map(([name, value]) => el(name, value)),
    )

  it('run to the decision, or else to the application to court', async () => {
    const both = {
      PPStartDate: '2024-08-01',
      StepDecisionDate: '2024-11-01',
      CourtAppDate: '2024-11-08',
      PPOutcome: 'B',
    }
    const told = await read(
      census(childWith(block(both), block({ PPStartDate: '2024-12-01', CourtAppDate: '2025-01-10' }))),
    )
    assert.deepEqual(
      told.facts('pre-proceedings').map((fact) => [span(fact), fact.outcome]),
      [
        ['2024-08-01..2024-11-01', 'B'],
        ['2024-12-01..2025-01-10', ''],
      ],
    )
    assert.deepEqual(told.rules, [])
  })

  it('are none where only a family meeting is told of', async () => {
    const told = await read(census(childWith(block({ FGDMMeetingOffer: 'true', FGDMMeetingFac: '1' }))))
    assert.deepEqual(told.facts('pre-proceedings'), [])
    assert.deepEqual(told.rules, [])
  })

  it('are told of where they have no first day', async () => {
    const told = await read(census(childWith(block({ LBPSentDate: '2024-08-01' }))))
    assert.deepEqual(told.rules, ['no-first-day'])
  })
})

describe('what cannot be a fact as it stands', () => {
  it('has no first day, and is told', async () => {
    const told = await read(
      census(
        child(
          identifiers(),
          details(
            { CINreferralDate: '' },
            assessment('', '2024-07-01'),
            needPlan('', '2024-07-01'),
            enquiry('', '2024-07-01'),
            plan({ start: '', reviews: ['2024-09-27'] }),
          ),
        ),
      ),
    )
    assert.deepEqual(told.places('no-first-day').length, 5)
    assert.deepEqual(
      told.cohort.history(0).facts.map(({ kind }) => kind),
      ['conference', 'review'],
    )
    assert.equal(told.facts('review')[0]?.plan, '')
  })

  it('ends before it begins, and is taken to go on', async () => {
    const told = await read(
      census(
        child(
          identifiers(),
          details(
            { CINclosureDate: '2024-06-01' },
            assessment('2024-06-10', '2024-06-09'),
            needPlan('2024-06-10', '2024-06-09'),
            plan({ start: '2024-07-01', end: '2024-06-01' }),
            el('PreProceedingsandFGDM', [el('PPStartDate', '2024-08-01'), el('StepDecisionDate', '2024-07-31')]),
          ),
        ),
      ),
    )
    for (const { until } of told.cohort.history(0).facts) assert.equal(until, null)
    assert.equal(told.places('ends-before-start').length, 4)
    assert.equal(told.places('8925').length, 1)
  })

  it('is listed twice, and is taken once', async () => {
    const told = await read(census(childWith(plan(), plan({ end: '2024-12-01' }))))
    assert.deepEqual(told.facts('protection-plan').map(span), ['2024-07-01..'])
    assert.equal(told.places('listed-twice').length, 1)
  })
})
