import { z } from 'zod'
import { sayMoment } from '../../../documents/pathway/titles.ts'
import { sayDate } from '../../../documents/scan/words.ts'
import { childrenNamed } from '../../../record/pathways/children-named.ts'
import { recordStep } from '../../../record/pathways/record-step.ts'
import { undoEntry, undoUntil } from '../../../record/pathways/undo-entry.ts'
import type { Bound } from '../../../record/transaction.ts'
import { PLAIN, taskRoutes } from '../../asking/task.ts'
import { followLines, followsFrom } from '../../recording/model/follows.ts'
import { type Answer, identifier, type Route, route } from '../../route.ts'
import { aboutMistaken, BECAUSE, cannot, recordedAt, roleIn, roleQuestion } from './asked.ts'
import { moveRoutes, TOO_LATE } from './move-routes.ts'
import { reasonsOf, sayMistaken, takingBack, tried } from './read.ts'

const params = z.object({ pathway: identifier, entry: identifier })
const permission = { kind: 'may', action: 'read', of: 'pathway' } as const
const MOST_FOUND = 20

/** PRA-16: what somebody recorded that is wrong, is on the wrong child, or should not be there. */
export const mistakeRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/pathways/:pathway/entries/:entry/wrong',
    permission,
    audit: { notes: ['read-pathway'] },
    params,
    handle: ({ within, params: of, store }) =>
      within(
        aboutMistaken(of, async (found, bound) => {
          const { entry, setting } = found
          const until = undoUntil(bound, entry.entry)
          const base = `/pathways/${of.pathway}/entries/${of.entry}`
          const model = {
            ...sayMistaken(found),
            correct: `/pathways/${of.pathway}/steps/${setting.step.id}?corrects=${of.entry}`,
            // What is about no child stands at none that could be the wrong one.
            move: found.before.rules.protocol.subject === 'series of meetings' ? '' : `${base}/move`,
            takeBack: `${base}/take-back`,
            undo: until === null ? '' : `${base}/undo`,
            undoUntil: until === null ? '' : sayMoment(until),
            key: store.ids.random(),
            back: `/pathways/${of.pathway}`,
          }
          return { kind: 'page', template: 'mistakes/wrong.njk', title: 'What is wrong with it?', model }
        }),
      ),
  }),
  route({
    method: 'POST',
    path: '/pathways/:pathway/entries/:entry/undo',
    permission,
    audit: { notes: ['undo-entry', 'record-step'] },
    params,
    body: z.object({ key: identifier }),
    handle: ({ within, params: of, body }) =>
      within(async (bound) => {
        const undone = await undoEntry(bound, { key: body.key, ...of })
        if (undone.ok) return recordedAt(undone)
        if (undone.refusal.kind === 'nothing-to-undo') return cannot({ reasons: [TOO_LATE] }, of.pathway)
        const { refusal } = undone
        const why = aboutMistaken(of, async ({ setting }) =>
          cannot({ reasons: reasonsOf(refusal, setting.telling) }, of.pathway),
        )
        return why(bound)
      }),
  }),
  ...taskRoutes({
    path: '/pathways/:pathway/entries/:entry/take-back',
    permission,
    notes: {
      page: { notes: ['read-pathway', 'try-step'] },
      done: { notes: ['read-pathway', 'try-step', 'record-step'] },
    },
    params,
    task: ({ within, params: of, store }) =>
      within(
        aboutMistaken(of, async (found, bound) => {
          const { setting, before, version } = found
          const said = sayMistaken(found)
          const command = takingBack(found, setting.roles[0] ?? '', 'To see what would follow')
          const then = await tried(bound, setting.telling, before.on, command)
          if ('reasons' in then) return cannot(then, of.pathway)
          const follows = followLines(followsFrom(before.view, then.after, setting.around))
          return {
            ...PLAIN,
            title: `Take back: ${said.entryTitle}`,
            caption: said.child,
            intro: [
              `It was recorded by ${said.by}, and happened: ${said.when}.`,
              'It stays readable, marked as taken back, with your reason beside it. What rested on it is worked out anew.',
            ],
            questions: [...roleQuestion(found), BECAUSE],
            button: 'Take it back',
            back: { href: `/pathways/${of.pathway}/entries/${of.entry}/wrong`, text: 'Back' },
            carries: { key: store.ids.random(), version: String(version) },
            follows: () => (follows.length === 0 ? ['Nothing else changes.'] : follows),
          }
        }),
      ),
    act: ({ within, params: of }, { typed, carried }) =>
      within(
        aboutMistaken(of, async (found, bound) => {
          const role = roleIn(found, typed.text('role'))
          const command = takingBack(found, role, typed.text('because'))
          const on = { pathway: of.pathway, version: Number(carried('version')) }
          const recorded = await recordStep(bound, { key: carried('key'), on, command })
          if (recorded.ok) return recordedAt(recorded)
          return cannot({ reasons: reasonsOf(recorded.refusal, found.setting.telling) }, of.pathway)
        }),
      ),
  }),
  route({
    method: 'GET',
    path: '/pathways/:pathway/entries/:entry/move',
    permission,
    audit: { notes: ['read-pathway', 'search-children'] },
    params,
    handle: ({ within, params: of }) => within(whichChild(of, '')),
  }),
  route({
    method: 'POST',
    path: '/pathways/:pathway/entries/:entry/move',
    permission,
    audit: { notes: ['read-pathway', 'search-children'] },
    params,
    body: z.object({ words: z.string().max(1_000) }),
    handle: ({ within, params: of, body }) => within(whichChild(of, body.words)),
  }),
  ...moveRoutes,
]

/** The children in whose cases whoever asks may record, to choose to which the entry belongs. */
function whichChild(
  of: { readonly pathway: string; readonly entry: string },
  words: string,
): (bound: Bound) => Promise<Answer> {
  return aboutMistaken<Answer>(of, async (found, bound) => {
    const { caseId } = found.before
    const { rows, next } = await childrenNamed(bound, { written: words, action: 'record', most: MOST_FOUND + 1 })
    const base = `/pathways/${of.pathway}/entries/${of.entry}`
    const others = rows.filter((row) => row.caseId !== caseId).slice(0, MOST_FOUND)
    const model = {
      ...sayMistaken(found),
      action: `${base}/move`,
      words,
      hasMore: next !== null,
      most: MOST_FOUND,
      children: others.map(({ caseId: other, name, born, identifier: known }) => ({
        name: name ?? 'A child whose name is not known here',
        detail: [...(born === null ? [] : [`born ${sayDate(born)}`]), ...(known === null ? [] : [known])].join(', '),
        href: `${base}/move/${other}`,
      })),
      back: `${base}/wrong`,
    }
    return { kind: 'page', template: 'mistakes/which-child.njk', title: 'Which child does it belong to?', model }
  })
}
