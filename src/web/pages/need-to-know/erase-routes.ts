import { z } from 'zod'
import { sayDate } from '../../../documents/scan/words.ts'
import { dayOf } from '../../../engine/pathway/days.ts'
import { askToErase, confirmErasure, erasuresAsked } from '../../../record/audit/erase.ts'
import { readCase } from '../../../record/pathways/read-case.ts'
import { namesOf } from '../../../record/people/names.ts'
import type { Question } from '../../asking/questions.ts'
import { PLAIN, taskRoutes } from '../../asking/task.ts'
import { identifier, type Route, route } from '../../route.ts'
import { refused } from './words.ts'

const params = z.object({ case: identifier })
const SIGNED_IN = { kind: 'signed-in' } as const
const FRESH = 10
const AUDIT = 'audit'

const backTo = (caseId: string) => ({ href: `/cases/${caseId}/erasures`, text: 'Back to what waits to be erased' })

function sayWhat(pathway: string | null): string {
  return pathway === null ? 'What the log says of the case in particular' : 'The answers of one pathway'
}

const SURE: Question = {
  name: 'sure',
  label: 'It cannot be brought back',
  missing: 'Say that you have looked at it yourself',
  as: { kind: 'some', options: [{ value: 'yes', text: 'I have looked at it myself, and it must go' }] },
}

/** Taking something away for ever: one person asks, another confirms. */
export const eraseRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/cases/:case/erasures',
    permission: SIGNED_IN,
    audit: { notes: ['list-erasures-asked'] },
    params,
    handle: async ({ within, params: of, who }) => {
      const found = await within(async (bound) => {
        const asked = await erasuresAsked(bound, of.case)
        return asked === null ? null : { asked, names: await namesOf(bound) }
      })
      if (found === null) return { kind: 'not-found' }
      const lines = found.asked.map(({ asking, pathway, askedBy, asked, because }) => ({
        what: sayWhat(pathway),
        who: `${found.names.get(askedBy) ?? 'Somebody'}, ${sayDate(dayOf(asked))}`,
        because,
        href: askedBy === who.principal.person ? '' : `/cases/${of.case}/erasures/${asking}/confirm`,
      }))
      const model = { lines, ask: `/cases/${of.case}/erasures/ask`, back: `/cases/${of.case}/access` }
      return { kind: 'page', template: 'need-to-know/erasures.njk', title: 'What waits to be erased', model }
    },
  }),
  ...taskRoutes({
    path: '/cases/:case/erasures/ask',
    permission: { kind: 'may', action: 'manage', of: 'case' },
    freshMinutes: FRESH,
    notes: { page: { notes: ['read-case'] }, done: { notes: ['read-case', 'ask-to-erase'] } },
    params,
    task: async ({ within, params: of }) => {
      const found = await within((bound) => readCase(bound, of.case))
      if (found === null) return { kind: 'not-found' }
      const options = [
        {
          value: AUDIT,
          text: 'What the log says of the case in particular: names, reasons and answers',
          hint: 'And what was written beside its pathways: of the child’s life, of notifications, of whereabouts, and everything that was shared.',
        },
        ...found.pathways.map(({ pathway, rules, opened, view }) => ({
          value: pathway,
          text: `The answers of ${rules.protocol.title}, begun ${sayDate(dayOf(opened))}`,
          hint: view.stage?.ends === true ? 'And what was shared of it.' : 'It goes on: end it first.',
        })),
      ]
      return {
        ...PLAIN,
        title: 'Ask to erase something',
        caption: found.childName ?? 'Not about one child',
        intro: [
          'Who did what and when is kept, and that something was erased. Nothing goes until another person has confirmed it.',
        ],
        questions: [
          { name: 'of', label: 'What', missing: 'Choose what is to be erased', as: { kind: 'one', options } },
          {
            name: 'because',
            label: 'Why',
            hint: 'Whoever confirms it reads this.',
            missing: 'Say why',
            as: { kind: 'lines' },
          },
        ],
        button: 'Ask for it',
        back: backTo(of.case),
        follows: () => ['Whoever else manages the case, or a privacy officer, confirms it or leaves it.'],
      }
    },
    act: async ({ within, params: of }, { typed }) => {
      const asked = typed.text('of')
      const erasing = {
        caseId: of.case,
        of: asked === AUDIT ? AUDIT : { pathway: asked },
        because: typed.text('because'),
      } as const
      const done = await within((bound) => askToErase(bound, erasing))
      return done.ok
        ? { kind: 'redirect', to: backTo(of.case).href }
        : refused('It was not asked', done.refusal, backTo(of.case))
    },
  }),
  ...taskRoutes({
    path: '/cases/:case/erasures/:asking/confirm',
    permission: SIGNED_IN,
    freshMinutes: FRESH,
    notes: { page: { notes: ['list-erasures-asked'] }, done: { notes: ['list-erasures-asked', 'confirm-erasure'] } },
    params: z.object({ case: identifier, asking: identifier }),
    task: async ({ within, params: of }) => {
      const asked = await within((bound) => erasuresAsked(bound, of.case))
      const found = asked?.find(({ asking }) => asking === of.asking)
      if (found === undefined) return { kind: 'not-found' }
      return {
        ...PLAIN,
        title: 'Erase it for ever',
        intro: [`What goes: ${sayWhat(found.pathway)}`, `It was asked for: ${found.because}`],
        warning: 'Nobody can bring it back.',
        questions: [SURE],
        button: 'Erase it',
        back: backTo(of.case),
      }
    },
    act: async ({ within, params: of }) => {
      const done = await within((bound) => confirmErasure(bound, of.asking))
      return done.ok
        ? { kind: 'redirect', to: backTo(of.case).href }
        : refused('It was not erased', done.refusal, backTo(of.case))
    },
  }),
]
