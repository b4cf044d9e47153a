import type { Page } from 'playwright-core'
import type { Answers, AnswerValue } from '../../src/engine/pathway/entry.ts'

/** Answers the questions of a step's form as a person would, each by its own fields: what a walk records is typed here. */
export async function answer(page: Page, given: Answers, before = 'a'): Promise<void> {
  for (const [question, value] of Object.entries(given)) await answerOne(page, `${before}.${question}`, value)
}

async function answerOne(page: Page, field: string, value: AnswerValue): Promise<void> {
  const choose = (name: string, chosen: string) => page.locator(`[name="${name}"][value="${chosen}"]`).check()
  if (typeof value === 'string') return say(page, field, value)
  if (typeof value === 'boolean') return choose(field, value ? 'yes' : 'no')
  if (typeof value === 'object' && 'when' in value) {
    const { when, reached = true, ...more } = value
    await say(page, `${field}.when`, String(when))
    await choose(`${field}.reached`, reached === true ? 'yes' : 'no')
    return answer(page, more, field)
  }
  if (!Array.isArray(value)) {
    for (const [post, is] of Object.entries(value)) await choose(`${field}.${post}.is`, String(is))
    return
  }
  for (const [at, item] of value.entries()) {
    if (typeof item !== 'object') {
      await choose(field, item)
      continue
    }
    if (at > 0) await page.locator(`[value="add:${field.slice('a.'.length)}"]`).click()
    await answer(page, item, `${field}.${at + 1}`)
  }
}

async function say(page: Page, field: string, text: string): Promise<void> {
  const moment = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d))?/.exec(text)
  if (moment !== null) {
    for (const [at, box] of ['year', 'month', 'day', 'time'].entries()) {
      const typed = moment[at + 1]
      if (typed !== undefined) await page.locator(`[name="${field}.${box}"]`).fill(typed)
    }
    return
  }
  const control = page.locator(`[name="${field}"]`).first()
  const kind = await control.evaluate((each: { type: string }) => each.type)
  if (kind === 'radio') await page.locator(`[name="${field}"][value="${text}"]`).check()
  else if (kind === 'select-one') await control.selectOption(text)
  else await control.fill(text)
}
