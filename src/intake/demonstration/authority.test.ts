import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Day, day } from '../../engine/calendar/day.ts'
import { addMonths } from '../../engine/calendar/months.ts'
import { isInNeed, windowOf } from './authority.ts'
import { AS_OF, authority, CALENDAR } from './given.test-data.ts'
import { knownOn } from './known.ts'
import type { DemonstrationChild, Referral } from './truth.ts'

const seeds = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER })

interface Spell {
  readonly from: Day
  readonly until: Day | null
}

/** Everything with a beginning and an end under a referral. */
function spells(referral: Referral): Spell[] {
  const { assessments, needPlans, enquiries, plans, preProceedings, care, involvements } = referral
  const inCare = care.flatMap(({ statuses, placements }) => [...statuses, ...placements])
  return [...assessments, ...needPlans, ...enquiries, ...plans, ...preProceedings, ...care, ...inCare, ...involvements]
}

function checkSpells(list: readonly Spell[], within: Spell, what: string): void {
  for (const { from, until } of list) {
    assert(from >= within.from, `${what} begins before what it belongs to`)
    assert(until === null || until >= from, `${what} ends before it begins`)
    if (within.until !== null) assert(until !== null && until <= within.until, `${what} outlasts what it belongs to`)
  }
}

function checkApart(list: readonly Spell[], what: string): void {
  const sorted = [...list].sort((a, b) => a.from - b.from)
  for (const [index, { from }] of sorted.entries()) {
    const before = sorted[index - 1]
    if (before !== undefined) assert(before.until !== null && before.until <= from, `${what} overlap`)
  }
}

function checkReferral(child: DemonstrationChild, referral: Referral): void {
  const whole = { from: referral.on, until: referral.closed }
  checkSpells(spells(referral), whole, referral.id)
  assert.equal(referral.reason === '', referral.closed === null, referral.id)
  if (referral.noFurtherAction) assert.deepEqual(spells(referral), [], referral.id)
  for (const { asked, held, plan, target, enquiry } of referral.conferences) {
    assert(asked >= referral.on && (held === null || held >= asked))
    assert.equal(target === null, enquiry === '')
    if (held === null) assert.equal(plan, '')
    else
      assert.deepEqual(CALENDAR.covers(held) ? CALENDAR.isWorkingDay(held) : { ok: true, value: true }, {
        ok: true,
        value: true,
      })
  }
  for (const plan of referral.plans) {
    assert(plan.until === null || plan.until > plan.from, `${plan.id} is over on its first day`)
    const conference = referral.conferences.find(({ id }) => id === plan.conference)
    assert.equal(conference?.held, plan.from, `${plan.id} does not start at its conference`)
    let before = plan.from
    for (const [index, { due, held }] of plan.reviews.entries()) {
      assert.equal(due, addMonths(before, index === 0 ? 3 : 6), `${plan.id}: a review is due at a wrong day`)
      if (held === null)
        assert(plan.until === null && index === plan.reviews.length - 1, `${plan.id} has a stray review`)
      else assert(held > before && (plan.until === null || held <= plan.until), `${plan.id}: a review out of order`)
      before = held ?? before
    }
    assert.equal(plan.reviews.filter(({ held }) => held === null).length, plan.until === null ? 1 : 0)
  }
  for (const care of referral.care) {
    assert(care.from >= child.born, `${care.id} begins before birth`)
    checkApart(care.statuses, `legal statuses of ${care.id}`)
    checkApart(care.placements, `placements of ${care.id}`)
    checkSpells([...care.statuses, ...care.placements], care, care.id)
    assert.equal(care.placements.at(-1)?.until, care.until)
  }
}

/** What must hold of any child as known on any day. */
function check(child: DemonstrationChild, on: Day): void {
  const { referrals } = child
  assert(referrals.length > 0)
  assert.match(child.id, /^[A-Z]{4}\d{7}$/)
  checkApart(
    referrals.map((referral) => ({ from: referral.on, until: referral.closed })),
    `referrals of ${child.id}`,
  )
  for (const referral of referrals) {
    assert(referral.on <= on)
    assert(referral.on >= child.born || child.expected !== null, `${child.id} was referred before birth`)
    assert(referral.closed === null || referral.closed <= addMonths(child.born, 216), `${child.id} is grown up`)
    checkReferral(child, referral)
  }
  const plans = referrals.flatMap((referral) => referral.plans)
  checkApart(plans, `plans of ${child.id}`)
  checkApart([...plans, ...referrals.flatMap(({ needPlans }) => needPlans)], `plans of both kinds of ${child.id}`)
  assert.deepEqual(
    plans.map(({ previous }) => previous),
    plans.map((_, index) => index),
  )
  if (child.died !== null) {
    const last = referrals.at(-1)
    assert(child.died <= on && child.died >= child.born)
    assert(last?.closed !== null && last !== undefined && last.closed <= child.died, `${child.id} is open after death`)
  }
}

test('every child is sound as known on the day of writing, on the census day and on days between', () => {
  const asOfs = fc.constantFrom('2026-11-21', '2026-03-31', '2026-04-01', '2024-02-29', '2020-04-05')
  fc.assert(
    fc.property(seeds, asOfs, fc.nat(300), (seed, text, back) => {
      const asOf = day(text)
      const { censusDay } = windowOf(asOf)
      for (const child of authority(60, seed, asOf)) {
        for (const on of [asOf, censusDay, (asOf - back) as Day]) {
          const known = knownOn(child, on)
          if (known !== null) check(known, on)
        }
      }
    }),
    { numRuns: 40 },
  )
})

test('what is known on a day does not change by knowing more later', () => {
  const { censusDay } = windowOf(AS_OF)
  for (const child of authority(300, 11)) {
    const later = knownOn(child, AS_OF)
    assert(later !== null)
    const then = knownOn(child, censusDay)
    if (then === null) continue
    const known = then.referrals.map(({ id, on }) => ({ id, on }))
    assert.deepEqual(
      later.referrals.slice(0, known.length).map(({ id, on }) => ({ id, on })),
      known,
    )
    assert.equal(isInNeed(then, censusDay), isInNeed(child, censusDay))
  }
})

test('as many children are in need as were asked for, and a smaller authority is the beginning of a larger one', () => {
  fc.assert(
    fc.property(seeds, fc.integer({ min: 1, max: 120 }), (seed, children) => {
      const { censusDay } = windowOf(AS_OF)
      const small = [...authority(children, seed)]
      assert.equal(small.filter((child) => isInNeed(child, censusDay)).length, children)
      const large = [...authority(children + 100, seed)]
      // A family that would make too many is passed over, so the very end may differ: at most the children of its last step.
      const families = new Set(small.map(({ family }) => family))
      const last = [...families].slice(-40)
      const steady = small.filter(({ family }) => !last.includes(family))
      assert.deepEqual(large.slice(0, steady.length), steady)
    }),
    { numRuns: 15 },
  )
})

test('identifiers are unique', () => {
  const ids = new Set<string>()
  let made = 0
  for (const child of authority(800, 3)) {
    const own = [
      child.id,
      ...child.referrals.flatMap((each) => [
        each.id,
        ...[...each.assessments, ...each.needPlans, ...each.enquiries, ...each.conferences].map(({ id }) => id),
        ...[...each.plans, ...each.preProceedings, ...each.care, ...each.involvements].map(({ id }) => id),
        ...each.plans.flatMap((plan) => plan.reviews.map(({ id }) => id)),
        ...each.care.flatMap((care) => [...care.statuses, ...care.placements].map(({ id }) => id)),
      ]),
    ]
    made += own.length
    for (const id of own) ids.add(id)
  }
  assert.equal(ids.size, made)
})
