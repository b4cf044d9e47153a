import type { Question, Typed } from '../../asking/questions.ts'
import type { FormError } from '../../route.ts'

/** A question for a telephone number; it may be left empty. */
export function phone(name: string, label: string, hint: string): Question {
  return { name, label, hint, as: { kind: 'line' } }
}

export function phoneFault(typed: Typed, name: string): readonly FormError[] {
  const written = typed.text(name)
  const isOne = written === '' || (/^[+\d][\d ()-]{3,30}( ext\.? ?\d{1,6})?$/.test(written) && written.length <= 60)
  return isOne ? [] : [{ field: name, text: 'Enter a telephone number, like 01632 960 001 or +44 1632 960 001' }]
}
