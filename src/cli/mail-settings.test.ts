import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { UsageFault } from './exit.ts'
import { mailSettings } from './mail-settings.ts'

const WHOLE = {
  SIGHTLINE_SMTP_URL: 'smtps://sightline:a%40secret@mail.example:465',
  SIGHTLINE_MAIL_FROM: 'sightline@council.example',
  SIGHTLINE_ORIGIN: 'https://sightline.example',
}

describe('the settings of mail', () => {
  it('are none where no server is named, and whole where one is', () => {
    assert.equal(mailSettings({}), null)
    assert.equal(mailSettings({ SIGHTLINE_SMTP_URL: '' }), null)
    assert.equal(mailSettings(WHOLE)?.origin, 'https://sightline.example')
  })

  it('are refused where a part is missing or is none, and never repeated', () => {
    for (const wrong of [
      { SIGHTLINE_SMTP_URL: 'mail.example' },
      { SIGHTLINE_SMTP_URL: 'https://user:secret@mail.example' },
      { SIGHTLINE_MAIL_FROM: undefined },
      { SIGHTLINE_MAIL_FROM: 'two@a.example, b@b.example' },
      { SIGHTLINE_ORIGIN: undefined },
      { SIGHTLINE_ORIGIN: 'file:///etc' },
    ]) {
      assert.throws(
        () => mailSettings({ ...WHOLE, ...wrong }),
        (error) => error instanceof UsageFault && !error.message.includes('secret'),
        JSON.stringify(wrong),
      )
    }
  })
})
