import { readProposal } from './followed.ts'
import type { At, Guard, Outcome, Question, Step, When } from './pathway-parts.ts'
import type { ProtocolText } from './schema.ts'
import { accepted } from './sentence-text.ts'
import { parseBy, parseNeeded, parseShown } from './sentences/parse.ts'
import type { Name } from './sentences/sentence.ts'

// Steps as the engine takes them, from a file whose form has been accepted.

type StepText = NonNullable<ProtocolText['steps']>[string]
type QuestionsText = Exclude<NonNullable<StepText['asks']>, string | string[]>
type QuestionText = QuestionsText[string]
type PartText = NonNullable<QuestionText['parts']>[string]
type GuardText = NonNullable<StepText['needs']>[number]
type OutcomeText = Exclude<NonNullable<StepText['to']>, string>[string]

export type Forms = ReadonlyMap<Name, readonly Question[]>

export function readStep(id: Name, text: StepText, forms: Forms): Step {
  const { title, cites, by, asks, needs = [], to } = text
  const questions = isFormNames(asks)
    ? [asks].flat().flatMap((form) => forms.get(form) ?? [])
    : readQuestions(asks ?? {})
  return {
    id,
    title,
    cites,
    at: readAt(text.at),
    by: accepted(parseBy(by)),
    asks: questions,
    needs: needs.map((guard) => readGuard(guard, questions)),
    outcomes: readOutcomes(id, text),
    chooses: typeof to === 'object',
    otherwise: text.otherwise ?? null,
    warning: text.warning ?? null,
    recalls: text.recalls ?? [],
    reading: text.reading ?? null,
  }
}

/** Whether a step asks what forms ask, and not questions of its own. */
export function isFormNames(asks: StepText['asks']): asks is string | string[] {
  return typeof asks === 'string' || Array.isArray(asks)
}

/** A step that names no stage may be recorded at any. */
function readAt(at: StepText['at']): At {
  if (at === undefined || at === 'any stage') return { kind: 'any' }
  if (at === 'start') return { kind: 'start' }
  return { kind: 'stages', stages: [at].flat() }
}

export function readQuestions(texts: QuestionsText): readonly Question[] {
  return Object.entries(texts).map(([id, text]) => readQuestion(id, text, readParts(text.parts ?? {})))
}

function readParts(texts: Readonly<Record<Name, PartText>>): readonly Question[] {
  return Object.entries(texts).map(([id, text]) => readQuestion(id, text, []))
}

function readQuestion(
  id: Name,
  text: PartText & Pick<QuestionText, 'tells' | 'serious incident' | 'plans'>,
  parts: readonly Question[],
): Question {
  const options = Object.entries(text.options ?? {})
  return {
    id,
    title: text.title,
    type: text.type,
    hint: text.hint ?? null,
    cites: text.cites ?? [],
    of: text.of ?? null,
    shown: text.shown === undefined ? ALWAYS : accepted(parseShown(text.shown)),
    needed: text.needed === undefined ? ALWAYS : accepted(parseNeeded(text.needed)),
    options: new Map(options.map(([option, said]) => [option, typeof said === 'string' ? said : said.title])),
    meanings: new Map(options.flatMap(([option, said]) => (typeof said === 'string' ? [] : [[option, said.means]]))),
    from: text.from ?? null,
    each: text.each ?? null,
    withTheCase: text['shown with the case'] ?? null,
    tells: text.tells ?? null,
    seriousIncident: text['serious incident'] ?? [],
    plans: text.plans ?? null,
    proposed: (text.proposed ?? []).map(readProposal),
    parts,
  }
}

const ALWAYS: When = { kind: 'always' }

function readGuard(text: GuardText, asks: readonly Question[]): Guard {
  const said = { cites: text.cites ?? [], otherwise: text.otherwise ?? null }
  if ('earlier' in text) {
    const { earlier } = text
    if (typeof earlier === 'string') return { ...said, kind: 'earlier', step: earlier, outcome: null, since: null }
    const { step, outcome = null, since = null } = earlier
    return { ...said, kind: 'earlier', step, outcome, since }
  }
  if ('answer' in text) {
    const [question = '', is = ''] = Object.entries(text.answer).find(([key]) => key !== 'with') ?? []
    return { ...said, kind: 'answer', question, is, with: text.answer['with'] ?? null }
  }
  if ('present' in text) {
    const meeting = text.present.slice('everyone of '.length)
    return { ...said, kind: 'present', meeting, question: attendanceOf(meeting, asks)?.id ?? '' }
  }
  if ('met' in text) return { ...said, kind: 'met', duty: text.met }
  if ('overdue' in text) return { ...said, kind: 'overdue', duty: text.overdue }
  if ('on a plan' in text) return { ...said, kind: 'on-plan', on: text['on a plan'] === 'yes' }
  if ('trigger met' in text) return { ...said, kind: 'trigger-met', trigger: text['trigger met'] }
  if ('sitting' in text) return { ...said, kind: 'sitting', meetings: [text.sitting].flat() }
  if ('not before' in text) return { ...said, kind: 'not-before', ...text['not before'] }
  if ('not after' in text) return { ...said, kind: 'not-after', ...text['not after'] }
  if ('another person than' in text) return { ...said, kind: 'another-person', step: text['another person than'] }
  if ('not themselves in' in text) return { ...said, kind: 'not-themselves', question: text['not themselves in'] }
  if ('agency named' in text) {
    const { of, in: question } = text['agency named']
    return { ...said, kind: 'agency-named', role: of, question }
  }
  return { ...said, kind: 'either', guards: text.either.map((each) => readGuard(each, asks)) }
}

/** The question in which a step records who is at a meeting. */
function attendanceOf(meeting: Name, asks: readonly Question[]): Question | undefined {
  return asks.find(({ type, from }) => type === 'attendance' && from === meeting)
}

function readOutcomes(step: Name, { title, to }: StepText): readonly Outcome[] {
  if (to === undefined) return []
  if (typeof to === 'string') return [{ id: step, title, to, cites: [] }]
  return Object.entries(to).map(([id, text]) => readOutcome(id, text))
}

/** An outcome with no title of its own is called by its name: "risk-reduced" is "Risk reduced". */
function readOutcome(id: Name, text: OutcomeText): Outcome {
  const spoken = `${id.charAt(0).toUpperCase()}${id.slice(1)}`.replaceAll('-', ' ')
  if (typeof text === 'string') return { id, title: spoken, to: text, cites: [] }
  return { id, title: text.title ?? spoken, to: text.to ?? null, cites: text.cites ?? [] }
}
