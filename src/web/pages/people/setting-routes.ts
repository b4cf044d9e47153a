import { z } from 'zod'
import { confirmsFileTexts, setFileTexts } from '../../../record/pathways/file-texts.ts'
import { PLAIN, taskRoutes } from '../../asking/task.ts'
import type { Route } from '../../route.ts'

const YES = 'yes'

/** What the authority has decided for everybody. */
export const settingRoutes: readonly Route[] = taskRoutes({
  path: '/people/case-system',
  permission: { kind: 'holds', roles: ['administrator'] },
  notes: {
    page: { notesNothing: 'a setting of the authority, and nothing of a child' },
    done: { notes: ['set-file-texts'] },
  },
  params: z.object({}),
  task: async ({ within }) => ({
    ...PLAIN,
    title: 'The case system',
    intro: [
      'Whatever is recorded here has a text to be copied into the child’s file.',
      'Whoever recorded it can be asked, on their first page, to confirm that the text is there.',
    ],
    questions: [
      {
        name: 'confirms',
        label: 'Is it confirmed?',
        missing: 'Say whether it is confirmed',
        as: {
          kind: 'one',
          options: [
            { value: YES, text: 'Yes, by whoever recorded it' },
            { value: 'no', text: 'No', hint: 'For example because the text gets there by itself.' },
          ],
        },
      },
    ],
    button: 'Keep this',
    back: { href: '/people', text: 'People' },
    begins: { confirms: (await within(confirmsFileTexts)) ? YES : 'no' },
  }),
  act: async ({ within }, { typed }) => {
    const kept = await within((bound) => setFileTexts(bound, typed.text('confirms') === YES))
    return kept ? { kind: 'redirect', to: '/people' } : { kind: 'not-found' }
  },
})
