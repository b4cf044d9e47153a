import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { triedOf } from './mailer.ts'

function failure(more: object): Error {
  return Object.assign(new Error('invented'), more)
}

describe('what a mail server said', () => {
  it('refuses an address only where it says so of that address, for good', () => {
    assert.equal(triedOf(failure({ code: 'EENVELOPE', command: 'RCPT TO', responseCode: 550 })), 'refused')
    assert.equal(triedOf(failure({ code: 'EENVELOPE', command: 'RCPT TO', responseCode: 451 })), 'later')
    assert.equal(triedOf(failure({ code: 'EENVELOPE' })), 'refused')
    assert.equal(triedOf(failure({ code: 'EMESSAGE', command: 'DATA', responseCode: 554 })), 'later')
  })

  it('is no fault of any address where it does not let us in, or is not there', () => {
    assert.equal(triedOf(failure({ code: 'EAUTH', command: 'AUTH PLAIN', responseCode: 535 })), 'unreachable')
    assert.equal(triedOf(failure({ code: 'EENVELOPE', command: 'MAIL FROM', responseCode: 550 })), 'unreachable')
    assert.equal(triedOf(failure({ code: 'ESOCKET' })), 'unreachable')
    assert.equal(triedOf('nothing'), 'unreachable')
  })
})
