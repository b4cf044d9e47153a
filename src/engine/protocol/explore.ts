import { checkClosing, checkMeetings, checkRecorded, type Found } from './explore-faults.ts'
import { Machine } from './explore-machine.ts'
import { MOST_STATES, spaceOf } from './explore-space.ts'
import type { Protocol } from './protocol.ts'
import type { Name } from './sentences/sentence.ts'

/** How large an exploration was, what it left out, and what it found. */
export interface Exploration {
  readonly states: number
  /** Ways from one state to the next. */
  readonly ways: number
  readonly stages: number
  /** Records that some guard looks back to; each has been made or has not. */
  readonly remembered: readonly string[]
  /** Duties that some guard waits for; none, one or more of each are open. */
  readonly counted: readonly Name[]
  /** False where there were more states than are looked at; then nothing is found wrong. */
  readonly complete: boolean
  /** What it does not tell apart. */
  readonly abstracted: readonly string[]
  readonly found: readonly Found[]
}

/**
 * Goes through everything that a pathway can come to: each stage, with what its guards look back to and wait for. Finds steps
 * that are never within reach, states from which nothing ends the pathway, and duties that open where nothing meets them.
 */
export function explore(protocol: Protocol): Exploration {
  const machine = new Machine(protocol)
  const space = spaceOf(machine)
  const found = space === undefined ? [] : [...checkRecorded(space), ...checkClosing(space), ...checkMeetings(space)]
  return {
    states: space?.states.length ?? MOST_STATES,
    ways: space?.ways.length ?? 0,
    stages: protocol.stages.size,
    remembered: machine.remembered,
    counted: machine.counted.map(({ id }) => id),
    complete: space !== undefined,
    abstracted: [
      'time: no day passes, and nothing is overdue',
      'people: every role is held, and another person is always at hand',
      'answers, attendance and plans: whatever a guard asks of them can be so',
      'files: a trigger, a sitting or a plan may come or go at any moment',
      'duties: more than one of a name that a guard waits for are counted as two, and the others not at all',
    ],
    found,
  }
}
