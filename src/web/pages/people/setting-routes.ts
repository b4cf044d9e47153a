import { z } from 'zod'
import { NATIONS } from '../../../documents/pathway/statutory.ts'
import { confirmsFileTexts, setFileTexts } from '../../../record/pathways/file-texts.ts'
import { NATION_NAMES, nationOf, setNation } from '../../../record/people/nation.ts'
import { PLAIN, taskRoutes } from '../../asking/task.ts'
import type { Route } from '../../route.ts'

const YES = 'yes'

/** What the authority has decided for everybody. */
export const settingRoutes: readonly Route[] = [
  ...taskRoutes({
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
  }),
  ...taskRoutes({
    path: '/people/nation',
    permission: { kind: 'holds', roles: ['administrator'] },
    notes: {
      page: { notesNothing: 'a setting of the authority, and nothing of a child' },
      done: { notes: ['set-nation'] },
    },
    params: z.object({}),
    task: async ({ within }) => ({
      ...PLAIN,
      title: 'The nation whose law holds',
      intro: [
        'The dates that statute sets are known of England alone. Where another nation’s law holds, none are shown.',
      ],
      questions: [
        {
          name: 'nation',
          label: 'Which nation is the authority of?',
          missing: 'Choose the nation',
          as: { kind: 'one', options: NATION_NAMES.map((value) => ({ value, text: NATIONS[value] })) },
        },
      ],
      button: 'Keep this',
      back: { href: '/people', text: 'People' },
      begins: { nation: await within(nationOf) },
    }),
    act: async ({ within }, { typed }) => {
      const nation = NATION_NAMES.find((each) => each === typed.text('nation')) ?? 'england'
      const kept = await within((bound) => setNation(bound, nation))
      return kept ? { kind: 'redirect', to: '/people' } : { kind: 'not-found' }
    },
  }),
]
