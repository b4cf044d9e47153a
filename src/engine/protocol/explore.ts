import { checkClosing, checkMeetings, checkRecorded, type Found } from './explore-faults.ts'
import { Machine } from './explore-machine.ts'
import { spaceOf } from './explore-space.ts'
import type { Protocol } from './protocol.ts'
import type { Name } from './sentences/sentence.ts'

/** How large an exploration was, what it left out, and what it found. Of one that is given up nothing is known. */
export interface Exploration {
  readonly kind: 'whole' | 'given-up'
  readonly states: number
  /** Ways from one state to the next. */
  readonly ways: number
  readonly stages: number
  /** Records that some guard looks back to; each has been made or has not. */
  readonly remembered: readonly string[]
  /** Duties that some guard waits for; none, one or more of each are open. */
  readonly counted: readonly Name[]
  /** What it does not tell apart. */
  readonly abstracted: readonly string[]
  readonly found: readonly Found[]
}

const explorations = new WeakMap<Protocol, Exploration>()

/**
 * Goes through everything that a pathway can come to: each stage, with what its guards look back to and wait for. Finds steps
 * that are never within reach, states from which nothing ends the pathway, and duties that open where nothing meets them, or
 * nowhere. Done once for each protocol. What is too large to be gone through is found to be that, and nothing else.
 */
export function explore(protocol: Protocol): Exploration {
  const known = explorations.get(protocol)
  if (known !== undefined) return known
  const made = exploreAnew(protocol)
  explorations.set(protocol, made)
  return made
}

function exploreAnew(protocol: Protocol): Exploration {
  const machine = new Machine(protocol)
  const space = spaceOf(machine)
  const isWhole = 'machine' in space
  const size = isWhole ? { states: space.states.length, ways: space.ways.length } : space
  return {
    kind: isWhole ? 'whole' : 'given-up',
    ...size,
    stages: protocol.stages.size,
    remembered: machine.remembered,
    counted: machine.counted.map(({ id }) => id),
    abstracted: [
      'time: no day passes, and nothing is overdue',
      'people: every role is held, and another person is always at hand',
      'answers, attendance and plans: whatever a guard asks of them can be so',
      'files: a trigger, a sitting or a plan may come or go at any moment',
      'duties: more than one of a name that a guard waits for are counted as two, and the others not at all',
    ],
    found: isWhole
      ? [...checkRecorded(space), ...checkClosing(space), ...checkMeetings(space)]
      : [tooLarge(machine, size)],
  }
}

function tooLarge({ remembered, counted }: Machine, { states, ways }: { states: number; ways: number }): Found {
  const looked = `${remembered.length} ${remembered.length === 1 ? 'record' : 'records'}`
  const waited = `${counted.length} ${counted.length === 1 ? 'duty' : 'duties'}`
  return {
    path: ['steps'],
    atKey: true,
    message:
      `this protocol is too large to be explored: ${states} states and ${ways} ways between them were gone through, and ` +
      `there are more; its guards look back to ${looked} and wait for ${waited}`,
    remedy:
      'Let guards look back to fewer records and wait for fewer duties, or part the stages, so that less is open at once.',
  }
}
