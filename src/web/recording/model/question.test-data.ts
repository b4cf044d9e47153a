import type { Question, QuestionType } from '../../../engine/protocol/pathway-parts.ts'

/** A question that is always asked and needed. */
export function question(id: string, type: QuestionType, more: Partial<Question> = {}): Question {
  return {
    id,
    title: `Title of ${id}`,
    type,
    hint: null,
    cites: [],
    of: null,
    shown: { kind: 'always' },
    needed: { kind: 'always' },
    options: new Map(),
    from: null,
    each: null,
    withTheCase: null,
    tells: null,
    seriousIncident: [],
    plans: null,
    proposed: [],
    meanings: new Map(),
    parts: [],
    ...more,
  }
}
