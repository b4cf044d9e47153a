import assert from 'node:assert/strict'
import { it } from 'node:test'
import { calledIn } from './as-called.ts'

it('calls a role as most protocols do, and what none names by its own name', () => {
  const called = calledIn([
    {
      id: 'one',
      roles: new Map([['duty-manager', 'Manager on duty']]),
      pools: new Map([['readers', 'Those who read']]),
    },
    { id: 'two', roles: new Map([['duty-manager', 'Duty Team Manager']]), pools: new Map() },
    { id: 'three', roles: new Map([['duty-manager', 'Duty Team Manager']]), pools: new Map() },
  ])
  assert.equal(called.role('duty-manager'), 'Duty Team Manager')
  assert.equal(called.roles.get('duty-manager'), 'Duty Team Manager, or Manager on duty')
  assert.equal(called.role('privacy-officer'), 'Privacy officer')
  assert.deepEqual(called.pools, ['readers'])
})
