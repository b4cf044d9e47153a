import type { AnswerValue } from './entry.ts'

/** Whatever shows on paper: no space, nor a mark that only joins, turns or hides others, nor the braille pattern without a dot. */
const VISIBLE = /[^\s\p{C}\p{Z}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u

/** No answer at all: nothing written that can be seen, nothing chosen. */
export function isEmpty(value: AnswerValue | undefined | null): boolean {
  if (value === undefined || value === null) return true
  if (typeof value === 'string') return !VISIBLE.test(value)
  if (typeof value !== 'object') return false
  return Array.isArray(value) ? value.length === 0 : Object.keys(value).length === 0
}
