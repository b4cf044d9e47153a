import { z } from 'zod'
import type { Command, PathwayDuty } from '../../../engine/pathway/view.ts'
import { beforeOpening, beforeRecording } from '../../../record/pathways/before-recording.ts'
import { moveEntry, type NotMoved } from '../../../record/pathways/move-entry.ts'
import { undoMove } from '../../../record/pathways/moves.ts'
import type { Submission } from '../../../record/pathways/record-step.ts'
import type { Bound } from '../../../record/transaction.ts'
import type { Question } from '../../asking/questions.ts'
import { PLAIN, taskRoutes } from '../../asking/task.ts'
import { readCapacity } from '../../recording/capacity.ts'
import { followLines, followsFrom } from '../../recording/model/follows.ts'
import type { Reason } from '../../recording/model/refused.ts'
import { type Setting, settingIn } from '../../recording/setting.ts'
import { identifier, type Route, route } from '../../route.ts'
import { aboutMistaken, BECAUSE, cannot, recordedAt, roleIn, roleQuestion } from './asked.ts'
import {
  MEANWHILE,
  type Mistaken,
  NOT_THERE,
  type NotTheirs,
  OPEN_ALREADY,
  reasonsOf,
  sayMistaken,
  takingBack,
  tried,
} from './read.ts'

const params = z.object({ pathway: identifier, entry: identifier, case: identifier })
const permission = { kind: 'may', action: 'read', of: 'pathway' } as const

/** Moving an entry to the child to whom it belongs, and taking that back. */
export const moveRoutes: readonly Route[] = [
  ...taskRoutes({
    path: '/pathways/:pathway/entries/:entry/move/:case',
    permission,
    notes: {
      page: { notes: ['read-pathway', 'look-to-open', 'try-step'] },
      done: { notes: ['read-pathway', 'look-to-open', 'try-step', 'move-entry'] },
    },
    params,
    task: ({ within, params: of, store }) =>
      within(
        aboutMistaken(of, async (found, bound) => {
          const place = await placeOf(bound, found, of.case, store.ids.random())
          if ('reasons' in place) return cannot(place, of.pathway)
          const role = roleIn(found, '')
          const { setting, before, version } = found
          const back = await tried(
            bound,
            setting.telling,
            before.on,
            takingBack(found, role, 'To see what would follow'),
          )
          if ('reasons' in back) return cannot(back, of.pathway)
          const there = await tried(
            bound,
            place.setting.telling,
            place.on,
            anew(found, role, place.duties[0]?.id ?? null),
          )
          if ('reasons' in there) return cannot(there, of.pathway)
          const said = sayMistaken(found)
          const here = followLines(followsFrom(before.view, back.after, setting.around))
          const then = followLines(followsFrom(place.setting.before.view, there.after, place.setting.around))
          return {
            ...PLAIN,
            title: `Move: ${said.entryTitle}`,
            caption: `From ${said.child} to ${place.child}`,
            intro: [
              `It was recorded by ${said.by}, and happened: ${said.when}.`,
              'It is taken back for one child and stands for the other, with its time and its answers. Both records tell of it.',
            ],
            questions: [...roleQuestion(found), ...aboutQuestion(place.duties), BECAUSE],
            button: 'Move it',
            back: { href: `/pathways/${of.pathway}/entries/${of.entry}/move`, text: 'Back' },
            carries: {
              key: store.ids.random(),
              version: String(version),
              there: 'pathway' in place.on ? `${place.on.pathway} ${place.on.version}` : place.on.opens.pathway,
            },
            follows: () => [...linesFor(here, said.child), ...linesFor(then, place.child)],
          }
        }),
      ),
    act: ({ within, params: of }, { typed, carried }) =>
      within(
        aboutMistaken(of, async (found, bound) => {
          const [there = '', version] = carried('there').split(' ')
          const opens = { protocol: found.before.rules.protocol.id, caseId: of.case, pathway: there }
          const moved = await moveEntry(bound, {
            key: carried('key'),
            from: { pathway: of.pathway, version: Number(carried('version')), entry: of.entry },
            to: version === undefined ? { opens } : { pathway: there, version: Number(version) },
            ...readCapacity(roleIn(found, typed.text('role'))),
            about: typed.text('about') === '' ? null : typed.text('about'),
            because: typed.text('because'),
          })
          if (moved.ok) return recordedAt(moved)
          return cannot({ reasons: notMoved(moved.refusal, found.setting) }, of.pathway)
        }),
      ),
  }),
  route({
    method: 'POST',
    path: '/pathways/:pathway/moves/:moved/undo',
    permission,
    audit: { notes: ['undo-move', 'move-entry'] },
    params: z.object({ pathway: identifier, moved: identifier }),
    body: z.object({ key: identifier }),
    handle: ({ within, params: of, body }) =>
      within(async (bound) => {
        const undone = await undoMove(bound, { key: body.key, movedId: of.moved })
        return undone.ok ? recordedAt(undone) : cannot({ reasons: [TOO_LATE] }, of.pathway)
      }),
  }),
]

export const TOO_LATE: Reason = {
  says: 'This can be undone for a quarter of an hour, by whoever did it. That time is up, or it was undone already.',
  instead: 'Take the entry back, or move it, with a reason.',
  clauses: [],
}

interface Place {
  readonly child: string
  readonly on: Submission['on']
  readonly setting: Pick<Setting, 'telling' | 'around' | 'before'>
  /** The duties of which it answers one there, where only a person can tell which. */
  readonly duties: readonly PathwayDuty[]
}

const NOTHING_OPEN: Reason = {
  says: 'Nothing of this protocol is open for that child, and this step does not open it.',
  instead: 'Raise that child first, or take the entry back here.',
  clauses: [],
}

/** Where an entry would stand: in what is open of its protocol for the other child, or in a new pathway. */
async function placeOf(bound: Bound, found: Mistaken, caseId: string, id: string): Promise<Place | NotTheirs> {
  const { step } = found.setting
  const protocol = found.before.rules.protocol.id
  const opening = await beforeOpening(bound, { protocol, caseId, pathway: id })
  if (opening === null) return { reasons: [NOT_THERE] }
  const opensHere = step.at.kind === 'start'
  if (!('kind' in opening)) {
    if (!opensHere) return { reasons: [NOTHING_OPEN] }
    const target = { step: step.id, on: { caseId, protocol, pathway: id } }
    return placeIn(await settingIn(bound, target, opening), opening)
  }
  if (opening.kind !== 'open-already') return { reasons: [MEANWHILE] }
  if (opensHere) return { reasons: [OPEN_ALREADY] }
  const there = await beforeRecording(bound, opening.pathway)
  if (there === null) return { reasons: [NOT_THERE] }
  const target = { step: step.id, on: { pathway: opening.pathway, supersedes: null } }
  return placeIn(await settingIn(bound, target, there), there)
}

function placeIn(found: Awaited<ReturnType<typeof settingIn>>, before: Setting['before']): Place | NotTheirs {
  if (found.kind === 'refused') return { reasons: found.reasons }
  if (found.kind !== 'setting') return { reasons: [MEANWHILE] }
  const { setting } = found
  return { child: before.childName ?? 'another child', on: before.on, setting, duties: setting.duties }
}

function anew({ entry: { entry } }: Mistaken, capacity: string, about: string | null): Omit<Command, 'by'> {
  const { step, outcome, happened, answers } = entry
  return { step, outcome, ...readCapacity(capacity), happened, answers, about, supersedes: null, because: null }
}

function aboutQuestion(duties: readonly PathwayDuty[]): readonly Question[] {
  if (duties.length === 0) return []
  const options = duties.map(({ id, duty }) => ({ value: id, text: duty.title }))
  const missing = 'Choose what it answers there'
  return [{ name: 'about', label: 'Which of these does it answer there?', missing, as: { kind: 'one', options } }]
}

function linesFor(lines: readonly string[], child: string): readonly string[] {
  return lines.length === 0 ? [`${child}: nothing else changes.`] : lines.map((line) => `${child}: ${line}`)
}

function notMoved(refusal: NotMoved, { telling }: Setting): readonly Reason[] {
  switch (refusal.kind) {
    case 'not-found':
      return [NOT_THERE]
    case 'nothing-to-move':
      return [PART_HIDDEN]
    case 'refused':
      return reasonsOf(refusal, telling)
    case 'open-already':
      return [OPEN_ALREADY]
    case 'same-pathway':
    case 'changed-meanwhile':
    case 'key-used-otherwise':
    case 'not-kept':
    case 'identifier-taken':
    case 'not-adopted':
      return [MEANWHILE]
    default:
      return refusal satisfies never
  }
}

const PART_HIDDEN: Reason = {
  says: 'It cannot be moved by you: part of what it says is not open to you.',
  instead: 'Ask whoever recorded it, or whoever manages the case.',
  clauses: [],
}
