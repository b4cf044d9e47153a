import { z } from 'zod'
import { sayDate } from '../../../documents/scan/words.ts'
import { type Notified, type NotifyAnswer, recordNotified, takeBackNotified } from '../../../record/facts/notified.ts'
import { readCase } from '../../../record/pathways/read-case.ts'
import type { Question, Typed } from '../../asking/questions.ts'
import { PLAIN, taskRoutes } from '../../asking/task.ts'
import { identifier, type Route } from '../../route.ts'
import { answered, tooOld } from './answered.ts'

const permission = { kind: 'may', action: 'record', of: 'case' } as const
const READ = ['read-case', 'read-pathway'] as const
const NO_CHILD = 'Not about one child'

/** One of the two answers to the prompt to notify a serious incident: what its page asks, and what it takes from it. */
interface Asks {
  readonly path: string
  readonly action: string
  readonly title: string
  readonly intro: string
  readonly questions: readonly Question[]
  readonly follows: string
  readonly answer: (typed: Typed) => NotifyAnswer
}

const WAS_NOTIFIED: Asks = {
  path: 'new',
  action: 'record-notified',
  title: 'A serious incident was notified',
  intro: 'Recording it here notifies nobody: it says that somebody has done so.',
  questions: [
    { name: 'on', label: 'On which day?', missing: 'Enter the day on which it was notified', as: { kind: 'day' } },
    {
      name: 'by',
      label: 'Who notified it?',
      hint: 'A name and a post',
      missing: 'Enter who notified it',
      as: { kind: 'line' },
    },
    {
      name: 'reference',
      label: 'Under which reference?',
      hint: 'As whoever was notified gave it',
      missing: 'Enter the reference',
      as: { kind: 'line' },
    },
  ],
  follows: 'The statutory date is met, or was met late, by that day. Everybody who sees the whole case reads it there.',
  answer: (typed) => ({ kind: 'notified', reference: typed.text('reference') }),
}

const DECIDED_NOT: Asks = {
  path: 'not',
  action: 'record-not-notified',
  title: 'It was decided not to notify a serious incident',
  intro:
    'Record it once whoever decides on it in your authority has done so. It can be notified still, and that is recorded then.',
  questions: [
    { name: 'on', label: 'On which day?', missing: 'Enter the day on which it was decided', as: { kind: 'day' } },
    {
      name: 'by',
      label: 'Who decided it?',
      hint: 'A name and a post',
      missing: 'Enter who decided it',
      as: { kind: 'line' },
    },
    {
      name: 'because',
      label: 'Why is it not notified?',
      missing: 'Enter why it is not notified',
      as: { kind: 'lines' },
    },
  ],
  follows:
    'The statutory date asks for nothing more. Everybody who sees the whole case reads there who decided it, and why.',
  answer: (typed) => ({ kind: 'decided-not', because: typed.text('because') }),
}

/** PRA-10: what became of a serious incident that the law may want notified, so that its date is answered or shown late. */
export const notifiedRoutes: readonly Route[] = [
  ...[WAS_NOTIFIED, DECIDED_NOT].flatMap(answerRoutes),
  ...taskRoutes({
    path: '/cases/:case/notified/:notified/take-back',
    permission,
    notes: { page: { notes: [...READ] }, done: { notes: [...READ, 'take-back-notified'] } },
    params: z.object({ case: identifier, notified: identifier }),
    task: async ({ within, params }) => {
      const read = await within((bound) => readCase(bound, params.case))
      const notified = read?.notified.find(({ id }) => id === params.notified)
      if (!read || notified === undefined || notified.takenBack !== null) return { kind: 'not-found' }
      const { by, on, answer } = notified
      return {
        ...PLAIN,
        title: `It was a mistake: ${(answer.kind === 'notified' ? WAS_NOTIFIED : DECIDED_NOT).title.toLowerCase()}`,
        caption: read.childName ?? NO_CHILD,
        intro: [
          `${by} recorded it for ${sayDate(on)}.`,
          'It stays readable, marked as a mistake with your reason beside it.',
        ],
        questions: [{ name: 'because', label: 'Why was it a mistake?', missing: 'Enter why', as: { kind: 'lines' } }],
        button: 'Take it back',
        back: { href: `/cases/${params.case}`, text: 'Back to the case' },
        follows: () => [
          'It answers the statutory date no longer. Where nothing else does, the case asks for it again.',
        ],
      }
    },
    act: async ({ within, params }, { typed }) => {
      const because = typed.text('because')
      const taken = await within((bound) =>
        takeBackNotified(bound, { caseId: params.case, notified: params.notified, because }),
      )
      const back = `/cases/${params.case}`
      return answered(taken, `${back}#notified`, back)
    },
  }),
]

function answerRoutes({ path, action, title, intro, questions, follows, answer }: Asks): readonly Route[] {
  return taskRoutes({
    path: `/cases/:case/notified/${path}`,
    permission,
    notes: { page: { notes: [...READ] }, done: { notes: [...READ, action] } },
    params: z.object({ case: identifier }),
    task: async ({ within, params, today, store }) => {
      const read = await within((bound) => readCase(bound, params.case))
      if (read === null) return { kind: 'not-found' }
      return {
        ...PLAIN,
        title,
        caption: read.childName ?? NO_CHILD,
        intro: [intro],
        questions,
        button: 'Record it',
        back: { href: `/cases/${params.case}`, text: 'Back to the case' },
        carries: { id: store.ids.random() },
        faults: (typed) => {
          const on = typed.day('on')
          return on !== null && on > today ? [{ field: 'on-day', text: 'The day must be today or in the past' }] : []
        },
        follows: () => [follows],
      }
    },
    act: async ({ within, params, today }, { typed, carried }) => {
      const id = identifier.safeParse(carried('id'))
      const back = `/cases/${params.case}/notified/${path}`
      if (!id.success) return tooOld(back)
      const made: Notified = {
        id: id.data,
        caseId: params.case,
        on: typed.day('on') ?? today,
        madeBy: typed.text('by'),
        answer: answer(typed),
      }
      const recorded = await within((bound) => recordNotified(bound, made))
      return answered(recorded, `/cases/${params.case}#notified`, back)
    },
  })
}
