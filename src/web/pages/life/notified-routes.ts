import { z } from 'zod'
import { sayNotKept } from '../../../record/database/keepable.ts'
import { recordNotified } from '../../../record/facts/notified.ts'
import { readCase } from '../../../record/pathways/read-case.ts'
import { PLAIN, taskRoutes } from '../../asking/task.ts'
import { type Answer, identifier, type Route } from '../../route.ts'

/** PRA-10: that a serious incident was notified, so that its statutory date is met or shown late. */
export const notifiedRoutes: readonly Route[] = taskRoutes({
  path: '/cases/:case/notified/new',
  permission: { kind: 'may', action: 'record', of: 'case' },
  notes: {
    page: { notes: ['read-case', 'read-pathway'] },
    done: { notes: ['read-case', 'read-pathway', 'record-notified'] },
  },
  params: z.object({ case: identifier }),
  task: async ({ within, params, today, store }) => {
    const read = await within((bound) => readCase(bound, params.case))
    if (read === null) return { kind: 'not-found' }
    return {
      ...PLAIN,
      title: 'A serious incident was notified',
      caption: read.childName ?? 'Not about one child',
      intro: ['Recording it here notifies nobody: it says that somebody has done so.'],
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
      button: 'Record it',
      back: { href: `/cases/${params.case}`, text: 'Back to the case' },
      carries: { id: store.ids.random() },
      faults: (typed) => {
        const on = typed.day('on')
        return on !== null && on > today ? [{ field: 'on-day', text: 'The day must be today or in the past' }] : []
      },
      follows: () => [
        'The statutory date is met, or was met late, by that day. Everybody who sees the whole case reads it there.',
      ],
    }
  },
  act: async ({ within, params, today }, { typed, carried }) => {
    const id = identifier.safeParse(carried('id'))
    const back = { href: `/cases/${params.case}/notified/new`, text: 'Back' }
    if (!id.success) return notDone('The page was too old to be sent.', 'Load it again.', back)
    const made = {
      id: id.data,
      caseId: params.case,
      on: typed.day('on') ?? today,
      madeBy: typed.text('by'),
      reference: typed.text('reference'),
    }
    const recorded = await within((bound) => recordNotified(bound, made))
    switch (recorded.kind) {
      case 'recorded':
        return { kind: 'redirect', to: `/cases/${params.case}` }
      case 'not-found':
        return { kind: 'not-found' }
      case 'in-the-future':
        return notDone('The day lies ahead.', 'Record it once it has happened.', back)
      case 'no-words':
        return notDone('Nothing says who notified it, or under which reference.', 'Go back, and enter both.', back)
      case 'not-kept':
        return notDone(sayNotKept(recorded), 'Write it again.', back)
      default:
        return recorded satisfies never
    }
  },
})

function notDone(why: string, instead: string, back: { readonly href: string; readonly text: string }): Answer {
  return { kind: 'refused', title: 'This was not recorded', reasons: [{ why, clauses: '', instead }], back }
}
