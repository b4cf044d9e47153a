import type { Question, When } from '../../engine/protocol/pathway-parts.ts'
import type { QuestionJson } from './json-schema.ts'

/** A question with all that somebody needs who is to answer it. */
export function questionJson(question: Question): QuestionJson {
  const { id, title, type, hint, cites, of, shown, needed, options, from, each, parts } = question
  return {
    question: id,
    title,
    type,
    hint,
    cites: [...cites],
    roles: of === null ? null : [...of],
    shown: sayWhen(shown),
    needed: sayWhen(needed),
    options: [...options].map(([option, said]) => ({ option, title: said })),
    from,
    each,
    parts: parts.map(questionJson),
  }
}

/** As the protocol writes it: "always", "never", "when category is a". */
function sayWhen(when: When): string {
  switch (when.kind) {
    case 'answer':
      return `when ${when.question} is ${when.is}`
    case 'too-late':
      return `when ${when.question ?? 'it'} is too late for ${when.steps.join(' or ')}`
    case 'always':
    case 'never':
      return when.kind
    default:
      return when satisfies never
  }
}
