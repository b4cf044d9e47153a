import { sayHappened } from '../../../documents/pathway/titles.ts'
import type { Command, EntryView, View } from '../../../engine/pathway/view.ts'
import { type BeforeRecording, beforeRecording } from '../../../record/pathways/before-recording.ts'
import type { NotRecorded, Submission } from '../../../record/pathways/record-step.ts'
import { tryStep } from '../../../record/pathways/try-step.ts'
import type { Bound } from '../../../record/transaction.ts'
import { readCapacity } from '../../recording/capacity.ts'
import { candidate } from '../../recording/model/around.ts'
import { type Reason, reasonOf } from '../../recording/model/refused.ts'
import { type SaidAnswer, sayAnswers } from '../../recording/model/said.ts'
import { type Setting, settingIn } from '../../recording/setting.ts'

/** An entry in which something is wrong, with everything around it. */
export interface Mistaken {
  readonly setting: Setting
  readonly entry: EntryView
  /** The pathway as whoever asks saw it. */
  readonly version: number
  readonly before: BeforeRecording
}

/** Why nothing can be done about an entry by whoever asks. */
export interface NotTheirs {
  readonly reasons: readonly Reason[]
}

/** Reads an entry for whoever wants to put it right. Null where there is none, or they may not know of it. */
export async function readMistaken(bound: Bound, pathway: string, id: string): Promise<Mistaken | NotTheirs | null> {
  const before = await beforeRecording(bound, pathway)
  const entry = before?.view.entries.find((each) => each.entry.id === id)
  if (before === null || entry === undefined) return null
  const { step } = entry.entry
  if (step === null) return { reasons: [BY_ITSELF] }
  if (entry.supersededBy !== null || entry.ignored !== null) return { reasons: [GONE] }
  const found = await settingIn(bound, { step, on: { pathway, supersedes: id } }, before)
  if (found.kind === 'refused') return { reasons: found.reasons }
  if (found.kind !== 'setting' || !('version' in before.on)) return null
  return { setting: found.setting, entry, version: before.on.version, before }
}

const BY_ITSELF: Reason = {
  says: 'Nobody recorded this: it started by itself from what the files say, or it takes something back.',
  instead: 'Have the files put right, or record a step that ends what has started and says why.',
  clauses: [],
}

const GONE: Reason = {
  says: 'This does not count any more: something took its place.',
  instead: 'Look at what stands now, and put that right.',
  clauses: [],
}

/** What an entry says, for whoever decides what is wrong with it. */
export interface SaidEntry {
  readonly entryTitle: string
  readonly child: string
  readonly when: string
  readonly by: string
  readonly answers: readonly SaidAnswer[]
}

export function sayMistaken({ setting, entry: { entry }, before }: Mistaken): SaidEntry {
  const { step, around } = setting
  return {
    entryTitle: step.title,
    child: before.childName ?? 'Not about one child',
    when: sayHappened(entry.happened),
    by: candidate(entry.by, around).name,
    answers: sayAnswers(step.asks, entry.answers, around),
  }
}

/** Takes an entry back without putting anything in its place. */
export function takingBack(
  { entry: { entry } }: Pick<Mistaken, 'entry'>,
  capacity: string,
  because: string,
): Omit<Command, 'by'> {
  const { happened, id } = entry
  return {
    step: null,
    outcome: null,
    ...readCapacity(capacity),
    happened,
    answers: {},
    about: null,
    supersedes: id,
    because,
  }
}

/** What recording something would come to: the pathway then, or why not. Nothing is recorded. */
export async function tried(
  bound: Bound,
  telling: Setting['telling'],
  on: Submission['on'],
  command: Omit<Command, 'by'>,
): Promise<{ readonly after: View } | NotTheirs> {
  const outcome = await tryStep(bound, { key: bound.store.ids.random(), on, command })
  return outcome.ok ? { after: outcome.view } : { reasons: reasonsOf(outcome.refusal, telling) }
}

export function reasonsOf(refusal: NotRecorded, telling: Setting['telling']): readonly Reason[] {
  if (refusal.kind === 'refused') return refusal.refusals.map((each) => reasonOf(each, telling))
  if (refusal.kind === 'open-already') return [OPEN_ALREADY]
  return [refusal.kind === 'not-found' ? NOT_THERE : MEANWHILE]
}

export const OPEN_ALREADY: Reason = {
  says: 'This is open for that child already, and is opened once at a time.',
  instead: 'Take the entry back here, and go on in what is open for that child.',
  clauses: [],
}

export const NOT_THERE: Reason = {
  says: 'You may not record in the case of that child.',
  instead: 'Ask whoever holds that case to let you in, or take the entry back here and have them record it.',
  clauses: [],
}

export const MEANWHILE: Reason = {
  says: 'Somebody recorded something at the same moment.',
  instead: 'See how it stands now, and try again.',
  clauses: [],
}
