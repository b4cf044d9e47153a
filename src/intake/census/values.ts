import type { DateOf } from './dates.ts'
import { type Given, nothing } from './element.ts'
import type { Filling } from './filling.ts'
import type { On, Said } from './record.ts'

/** An element that holds a day; `put` is given each that can be taken. */
export const date = (put: (into: Filling, on: On) => void, of: DateOf = 'event'): Given => ({
  read: (into, text, line, name) => {
    const value = into.date(text, line, name, of)
    if (value !== null) put(into, { value, line })
  },
})

/** An element that holds a code of a set, or of any. */
export const code = (known: ReadonlySet<string> | 'any', put: (into: Filling, code: string) => void): Given => ({
  read: (into, text, line, name) => put(into, into.code(text, line, name, known)),
})

/** An element that holds a truth value. */
export const truth = (put: (into: Filling, value: boolean) => void): Given => ({
  read: (into, text, line, name) => {
    const value = into.truth(text, line, name)
    if (value !== null) put(into, value)
  },
})

/** An element that holds a whole number within bounds. */
export const count = (least: number, most: number, put: (into: Filling, said: Said<number>) => void): Given => ({
  read: (into, text, line, name) => {
    const value = into.count(text, line, name, least, most)
    if (value !== null) put(into, { value, line })
  },
})

/** An element that holds anything. */
export const words = (put: (into: Filling, said: Said<string>) => void): Given => ({
  read: (into, value, line) => put(into, { value, line }),
})

/** The same element, where it may be repeated. */
export const many = (given: Given): Given => ({ ...given, many: true })

/** Known, and of no use to any trigger. */
export const unused: Given = { read: nothing }
