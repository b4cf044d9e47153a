// PRA-04, told of every protocol in the same words: the child's life changes, and somebody says what follows.
import type { LifeEventKind } from '../../src/engine/facts/life-event.ts'
import type { Answers } from '../../src/engine/pathway/entry.ts'
import { type Story, type Walk, walk } from './walk.ts'

/** How a protocol takes such a change. */
interface Taking {
  /** To where a pathway is open. */
  readonly soFar: (story: Story) => Story
  /** For which it is owed that somebody says what follows; for the others it is not. */
  readonly owing: readonly LifeEventKind[]
  readonly others: readonly LifeEventKind[]
  readonly by: string
  readonly told: string
  /** Who may say it. */
  readonly may: readonly string[]
  /** The stage to which saying that it is closed leads; null where other steps close it. */
  readonly closes: string | null
  /** A Tuesday after all that, five working days on, and the day after. */
  readonly days?: readonly [on: string, due: string, late: string]
}

const SAID: Answers = { 'what-follows': 'His new area has been told, and takes it on.' }
const STEP = 'say-what-follows'
const DUTY = 'settle-life-event'

export function lifeWalks({ soFar, owing, others, by, told, may, closes, ...given }: Taking): readonly Walk[] {
  const [on, due, late] = given.days ?? ['2026-03-10', '2026-03-17', '2026-03-18']
  const changed = (story: Story, event: LifeEventKind): Story => soFar(story).on(`${on} 09:00`).lives(event)
  const outcome = closes === null ? null : 'goes-on'
  return [
    ...owing.map((event) =>
      walk('PRA-04', `${event}: somebody is asked what follows`, (story) => {
        changed(story, event).owes(by, DUTY, due).on(`${late} 09:00`).overdue(DUTY, told)
      }),
    ),
    ...others.map((event) =>
      walk('PRA-04', `${event}: nobody is asked`, (story) => {
        changed(story, event).owesNo(DUTY)
      }),
    ),
    walk('PRA-04', 'who says what follows, and it goes on', (story) => {
      const stage = changed(story, 'transfer out').view.stage?.id ?? null
      story
        .onlyBy(may, STEP, SAID, outcome)
        .needsEach(by, STEP, SAID, outcome)
        .records(by, STEP, SAID, outcome)
        .met(DUTY)
        .stands(stage)
    }),
    walk('PRA-04', 'what was recorded by mistake is taken back, and nothing is asked any more', (story) => {
      changed(story, 'transfer out').owes(by, DUTY, due).livesOn('transfer out').owesNo(DUTY)
    }),
    ...(closes === null
      ? []
      : [
          walk('PRA-04', 'or it is closed', (story) => {
            changed(story, 'transfer out').records(by, STEP, SAID, 'closed').stands(closes)
          }),
        ]),
  ]
}

/** Those for which most protocols ask somebody, and those for which they do not. */
export const MOST: Pick<Taking, 'owing' | 'others'> = {
  owing: ['transfer out', 'turned 18', 'death', 'case closed'],
  others: ['transfer in', 'plan ended', 'became looked after', 'no longer looked after'],
}

/** The same of protocols about a protection plan, whose end leaves something to be said. */
export const WITH_THE_PLAN: Pick<Taking, 'owing' | 'others'> = {
  owing: ['transfer out', 'plan ended', 'turned 18', 'death', 'case closed'],
  others: ['transfer in', 'became looked after', 'no longer looked after'],
}
