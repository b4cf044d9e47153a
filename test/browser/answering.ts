import type { Page } from 'playwright-core'
import type { Answers, AnswerValue } from '../../src/engine/pathway/entry.ts'
import { turn } from './turning.ts'

/** What is written into a field, or which of its boxes is ticked. */
interface Typed {
  readonly field: string
  readonly text: string
}

/** One more of several items is asked for. */
interface Added {
  readonly add: string
}

/**
 * Writes into the controls of the page, each of which must be there to be seen and used. All at once: of a form of forty fields
 * most of the time went to asking the browser about one after the other.
 */
const WRITE = `(typed) => {
  const open = (name) => [...document.getElementsByName(name)].filter((each) => each.checkVisibility() && !each.disabled)
  const tell = (each) => {
    for (const kind of ['input', 'change']) each.dispatchEvent(new Event(kind, { bubbles: true }))
  }
  const write = (name, text) => {
    const found = open(name)
    const box = found.find(({ type, value }) => (type === 'radio' || type === 'checkbox') && value === text)
    const line = found.find(({ type }) => type !== 'radio' && type !== 'checkbox')
    if (box !== undefined) {
      if (!box.checked) box.click()
      if (!box.checked) throw new Error(name + ' is not ticked: ' + text)
    } else if (line !== undefined) {
      line.value = text
      if (line.value !== text) throw new Error(name + ' does not take ' + text)
      tell(line)
    } else throw new Error('nothing asks ' + name + ' for ' + text)
  }
  for (const { field, text } of typed) {
    const moment = /^(\\d{4})-(\\d\\d)-(\\d\\d)(?:T(\\d\\d:\\d\\d))?/.exec(text)
    if (moment === null || open(field + '.year').length === 0) write(field, text)
    else ['year', 'month', 'day', 'time'].forEach((box, at) => moment[at + 1] && write(field + '.' + box, moment[at + 1]))
  }
}`

/** Answers the questions of a step's form, each by its own fields: what a walk records is written here. */
export async function answer(page: Page, given: Answers): Promise<void> {
  let typed: Typed[] = []
  const write = async (): Promise<void> => {
    if (typed.length > 0) await page.evaluate(`(${WRITE})(${JSON.stringify(typed)})`)
    typed = []
  }
  for (const each of typedFor(given, 'a')) {
    if ('text' in each) typed.push(each)
    else {
      await write()
      await turn(page.locator(`[value="add:${each.add}"]`))
    }
  }
  await write()
}

function typedFor(given: Answers, before: string): readonly (Typed | Added)[] {
  return Object.entries(given).flatMap(([question, value]) => typedAt(`${before}.${question}`, value))
}

function typedAt(field: string, value: AnswerValue): readonly (Typed | Added)[] {
  const yes = (is: boolean): string => (is ? 'yes' : 'no')
  if (typeof value === 'string') return [{ field, text: value }]
  if (typeof value === 'boolean') return [{ field, text: yes(value) }]
  if (typeof value === 'object' && 'when' in value) {
    const { when, reached = true, ...more } = value
    return [
      { field: `${field}.when`, text: String(when) },
      { field: `${field}.reached`, text: yes(reached === true) },
      ...typedFor(more, field),
    ]
  }
  if (!Array.isArray(value)) {
    return Object.entries(value).flatMap(([post, said]) => {
      const parts = typeof said === 'object' ? Object.entries(said) : [['is', said] as const]
      return parts.map(([part, text]) => ({ field: `${field}.${post}.${part}`, text: String(text) }))
    })
  }
  return value.flatMap((item, at): readonly (Typed | Added)[] => {
    if (typeof item !== 'object') return [{ field, text: item }]
    const more = at > 0 ? [{ add: field.slice('a.'.length) }] : []
    return [...more, ...typedFor(item, `${field}.${at + 1}`)]
  })
}
