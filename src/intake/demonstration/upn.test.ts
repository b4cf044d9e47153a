import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day } from '../../engine/calendar/day.ts'
import { AUTHORITY_CODE, checkLetter, upnOf } from './upn.ts'

test('check letters are those of the published rule', () => {
  // The two numbers that the collection's guidance calls right, and one that is often seen and wrong.
  assert.equal(checkLetter('950000178301'), 'A')
  assert.equal(checkLetter('243278544154'), 'H')
  assert.notEqual(checkLetter('123456789123'), 'A')
})

test('pupil numbers are well made and distinct', () => {
  const born = day('2014-06-01')
  const numbers = new Set<string>()
  for (let number = 1; number <= 20_000; number += 7) numbers.add(upnOf(number, born))
  assert.equal(numbers.size, Math.ceil(20_000 / 7))
  for (const upn of numbers) assert.match(upn, new RegExp(`^[A-HJ-NP-RT-Z]${AUTHORITY_CODE}\\d{9}$`))
})
