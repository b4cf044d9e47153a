import { endsBy, isFromOutside, isTriggered, opensBy } from './explore-duties.ts'
import { backFrom, type Space, sayWay, type Visited } from './explore-space.ts'
import type { Step } from './pathway-parts.ts'
import type { Path } from './place.ts'
import type { Duty } from './protocol.ts'
import type { Name } from './sentences/sentence.ts'

/** What was found to be wrong, where in the protocol it stands, and what would mend it. */
export interface Found {
  readonly path: Path
  /** Whether it stands at the key rather than at what the key holds. */
  readonly atKey: boolean
  readonly message: string
  readonly remedy: string
}

/** Steps that no pathway ever comes to. */
export function checkRecorded({ machine, states }: Space): readonly Found[] {
  return machine.protocol.steps.flatMap((step) => {
    if (step.at.kind === 'start' || step.needs.length === 0) return []
    if (states.some((state) => machine.isEnabled(state, step))) return []
    const message = `no pathway ever comes to where "${step.id}" may be recorded: what it needs never holds there`
    const remedy = 'Loosen what it needs, or let it be recorded at other stages.'
    return [{ path: ['steps', step.id, 'needs'], atKey: true, message, remedy }]
  })
}

/** States from which nothing ends the pathway: one of each stage. */
export function checkClosing(space: Space): readonly Found[] {
  const { machine, states } = space
  const closing = backFrom(
    space,
    states.filter((state) => machine.hasEnded(state)),
  )
  const found = new Map<Name, Found>()
  for (const state of states) {
    if (closing.has(state) || found.has(state.stage)) continue
    found.set(state.stage, {
      path: ['stages', state.stage],
      atKey: true,
      message: `a pathway at "${state.stage}" can come to where nothing ever closes it${sayWay(state)}`,
      remedy: 'Let a step lead on from there, or loosen what the steps there need.',
    })
  }
  return [...found.values()]
}

/** Duties that open where the step that meets them is out of reach, in whatever way the pathway came there. */
export function checkMeetings(space: Space): readonly Found[] {
  return space.machine.protocol.duties.flatMap((duty) => {
    const { metBy } = duty
    const step = metBy.kind === 'step' ? space.machine.protocol.steps.find(({ id }) => id === metBy.step) : undefined
    // What outlasts the end can be met there, wherever its step is recorded otherwise.
    return step === undefined || duty.outlasts ? [] : checkMeeting(space, duty, step)
  })
}

function checkMeeting(space: Space, duty: Duty, step: Step): readonly Found[] {
  const { machine, states } = space
  const opened = openedAt(space, duty)
  if (opened.length === 0) return isFromOutside(duty, machine.protocol) ? [] : [neverOpens(duty)]
  const meeting = backFrom(
    space,
    states.filter((state) => machine.isEnabled(state, step)),
    (happened) => endsBy(duty, happened),
  )
  const stranded = opened.find((state) => !meeting.has(state))
  if (stranded === undefined) return []
  const message = `"${step.id}" is out of reach once this duty is owed at "${stranded.stage}"${sayWay(stranded)}`
  const remedy = `Let "${step.id}" be recorded from there on, or let the duty lapse or be met otherwise.`
  return [{ path: ['duties', duty.id, 'met by'], atKey: false, message, remedy }]
}

/** The states in which a duty opens. */
function openedAt({ machine, states, ways }: Space, duty: Duty): readonly Visited[] {
  const { protocol } = machine
  const open = states.filter((state) => !machine.hasEnded(state))
  if (isTriggered(duty, protocol)) return open.filter(({ stage }) => duty.while?.stages.includes(stage) !== false)
  return ways.flatMap(({ to, happened }) => {
    if (happened === null || machine.hasEnded(to)) return []
    return opensBy(duty, happened, protocol).some((more) => more > 0) ? [to] : []
  })
}

function neverOpens({ id, forEach }: Duty): Found {
  return {
    path: ['duties', id, forEach === null ? 'while' : 'for each'],
    atKey: false,
    message: `no pathway ever comes to where the duty "${id}" opens`,
    remedy: 'Let something that can happen open it, or take it away.',
  }
}
