import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fileText } from './file-text.ts'
import { MAKING, PASTED, PROTOCOLS, wholeOf } from './papers.test-data.ts'

describe('the text of a record for the case system (PRA-02)', () => {
  for (const protocol of PROTOCOLS) {
    it(`tells of every record of ${protocol.id} who, when, and every answer`, () => {
      const shown = wholeOf(protocol)
      for (const { entry } of shown.view.entries) {
        const text = fileText(shown, entry.id, MAKING)
        assert.ok(text !== undefined)
        const step = protocol.steps.find(({ id }) => id === entry.step)
        assert.ok(step !== undefined && text.startsWith(step.title))
        assert.match(text, /It happened: 10:00 on /)
        for (const question of step.asks) {
          if (!Object.hasOwn(entry.answers, question.id)) continue
          assert.ok(text.includes(question.title), question.title)
          if (question.type === 'words') for (const pasted of PASTED) assert.ok(text.includes(pasted))
        }
      }
    })
  }

  it('is none of a record that is not there', () => {
    const [protocol] = PROTOCOLS
    assert.ok(protocol !== undefined)
    assert.equal(fileText(wholeOf(protocol), 'no-such', MAKING), undefined)
  })

  it('says what is closed to whoever copies it', () => {
    const [protocol] = PROTOCOLS
    assert.ok(protocol !== undefined)
    assert.match(fileText(wholeOf(protocol), 'e0', { ...MAKING, closed: ['Health'] }) ?? '', /left out: Health/)
  })
})
