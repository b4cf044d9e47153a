import { z } from 'zod'
import { sayLifeEvent } from '../../../documents/pathway/life-events.ts'
import { sayDate } from '../../../documents/scan/words.ts'
import { LIFE_EVENTS, type LifeEventKind, type RecordedLifeEvent } from '../../../engine/facts/life-event.ts'
import { readLifeEvents, recordLifeEvent, takeBackLifeEvent } from '../../../record/facts/life-events.ts'
import { readCase } from '../../../record/pathways/read-case.ts'
import { type Supposed, suppose } from '../../../record/pathways/suppose.ts'
import { rosterOf } from '../../../record/people/roster.ts'
import type { Bound } from '../../../record/transaction.ts'
import type { Typed } from '../../asking/questions.ts'
import { PLAIN, taskRoutes } from '../../asking/task.ts'
import { namesToRead } from '../../recording/reading.ts'
import { identifier, type Route } from '../../route.ts'
import { answered, tooOld } from './answered.ts'
import { isKnownAlready, type SaidSupposed, sayWhatFollows } from './model.ts'

const permission = { kind: 'may', action: 'record', of: 'case' } as const
const READ = ['read-case', 'read-pathway'] as const

/** PRA-04: what changed in a child's life, what follows from it said beforehand, and taking it back where it was a mistake. */
export const lifeRoutes: readonly Route[] = [
  ...taskRoutes({
    path: '/cases/:case/life-events/new',
    permission,
    notes: { page: { notes: [...READ] }, done: { notes: [...READ, 'record-life-event'] } },
    params: z.object({ case: identifier }),
    task: ({ within, params, moment, today, store }) =>
      within(async (bound) => {
        const found = await supposed(bound, params.case)
        if (found === null) return { kind: 'not-found' }
        const { name, facts, open } = found
        return {
          ...PLAIN,
          title: 'Something has changed in the child’s life',
          caption: name,
          intro: [
            'Record it once: every pathway of the child takes it into account. Before anything is recorded you see what follows.',
            'If a child has died or is in danger, the emergency and child death procedures come first. This page is not one of them.',
          ],
          questions: [
            {
              name: 'what',
              label: 'What has changed?',
              missing: 'Choose what has changed',
              as: {
                kind: 'one',
                options: LIFE_EVENTS.map((event) => ({ value: event, text: sayLifeEvent(event) })),
              },
            },
            {
              name: 'on',
              label: 'On which day?',
              hint: 'The day on which it happened, or from which it holds.',
              missing: 'Enter the day',
              as: { kind: 'day' },
            },
            {
              name: 'details',
              label: 'What is known of it, and from whom?',
              hint: 'For example the area to which the child has moved, and who was told there.',
              missing: 'Enter what is known of it',
              as: { kind: 'lines' },
            },
          ],
          button: 'Record it',
          back: { href: `/cases/${params.case}`, text: 'Back to the case' },
          carries: { event: store.ids.random() },
          faults: (typed) => {
            const on = typed.day('on')
            const kind = eventIn(typed)
            if (on !== null && on > today) return [{ field: 'on', text: 'The day must be today or in the past' }]
            const known = kind === undefined ? null : isKnownAlready(kind, facts, today)
            return known === null ? [] : [{ field: 'what', text: known }]
          },
          follows: (typed) => {
            const kind = eventIn(typed)
            const on = typed.day('on')
            if (kind === undefined || on === null) return []
            const event: RecordedLifeEvent = { id: 'supposed', kind, on, recorded: moment, takenBack: null }
            return sayWhatFollows(kind, said(open, [...(facts.lifeEvents ?? []), event]))
          },
        }
      }),
    act: async ({ within, params }, { typed, carried }) => {
      const kind = eventIn(typed)
      const on = typed.day('on')
      const id = identifier.safeParse(carried('event'))
      const back = `/cases/${params.case}/life-events/new`
      if (kind === undefined || on === null || !id.success) {
        return tooOld(back)
      }
      const change = { caseId: params.case, id: id.data, kind, on, details: typed.text('details') }
      const recorded = await within((bound) => recordLifeEvent(bound, change))
      return answered(recorded, `/cases/${params.case}#life`, back)
    },
  }),
  ...taskRoutes({
    path: '/cases/:case/life-events/:event/take-back',
    permission,
    notes: { page: { notes: [...READ] }, done: { notes: [...READ, 'take-back-life-event'] } },
    params: z.object({ case: identifier, event: identifier }),
    task: ({ within, params }) =>
      within(async (bound) => {
        const found = await supposed(bound, params.case)
        const all = await readLifeEvents(bound, params.case)
        const event = all.find(({ id }) => id === params.event)
        if (found === null || event === undefined || event.takenBack !== null) return { kind: 'not-found' }
        const { name, facts, open } = found
        const without = (facts.lifeEvents ?? []).filter(({ id }) => id !== event.id)
        return {
          ...PLAIN,
          title: `It was a mistake: ${sayLifeEvent(event.kind)}`,
          caption: name,
          intro: [
            `${event.by} recorded it for ${sayDate(event.on)}.`,
            'It stays readable, marked as a mistake with your reason beside it. What rested on it is worked out anew.',
          ],
          questions: [{ name: 'because', label: 'Why was it a mistake?', missing: 'Enter why', as: { kind: 'lines' } }],
          button: 'Take it back',
          back: { href: `/cases/${params.case}`, text: 'Back to the case' },
          follows: () => sayWhatFollows(null, said(open, without)),
        }
      }),
    act: async ({ within, params }, { typed }) => {
      const taken = await within((bound) =>
        takeBackLifeEvent(bound, { caseId: params.case, lifeEvent: params.event, because: typed.text('because') }),
      )
      const back = `/cases/${params.case}`
      return answered(taken, `${back}#life`, back)
    },
  }),
]

/** The event that was chosen. */
function eventIn(typed: Typed): LifeEventKind | undefined {
  return LIFE_EVENTS.find((event) => event === typed.text('what'))
}

type Open = readonly (Supposed & { readonly around: Parameters<typeof sayWhatFollows>[1][number]['around'] })[]

/** The case as whoever asks may see it, with its open pathways as they would stand; null for a case of no child. */
async function supposed(bound: Bound, caseId: string) {
  const read = await readCase(bound, caseId)
  if (read === null || read.childName === null) return null
  const roster = await rosterOf(bound)
  const open: Open = (await suppose(bound, read)).map((each) => {
    return { ...each, around: namesToRead(each.protocol, roster, bound.today) }
  })
  return { name: read.childName, facts: read.facts, open }
}

function said(open: Open, lifeEvents: readonly RecordedLifeEvent[]): readonly SaidSupposed[] {
  return open.map(({ before, after, around }) => ({ before, after: after(lifeEvents), around }))
}
