import type { Guard, Question } from '../../engine/protocol/pathway-parts.ts'
import type { Protocol } from '../../engine/protocol/protocol.ts'
import type { Name } from '../../engine/protocol/sentences/sentence.ts'
import { titleOf } from './words.ts'

/** What must hold before a step, each said once: "only after “Send the invitations”". */
export function sayGuards(needs: readonly Guard[], protocol: Protocol): readonly string[] {
  return [...new Set(needs.map((guard) => `only ${sayGuard(guard, protocol)}`))]
}

function sayGuard(guard: Guard, protocol: Protocol): string {
  const quoted = (name: Name): string => `“${titleOf(protocol, name)}”`
  switch (guard.kind) {
    case 'earlier': {
      const outcome = protocol.steps
        .find(({ id }) => id === guard.step)
        ?.outcomes.find(({ id }) => guard.outcome !== null && id === guard.outcome)
      return `after ${quoted(guard.step)}${outcome === undefined ? '' : `, with “${outcome.title}”`}`
    }
    case 'answer': {
      const asked = questionOf(guard.question, protocol)
      const answer = asked?.options.get(guard.is) ?? guard.is
      const why =
        guard.with === null ? '' : `, and “${questionOf(guard.with, protocol)?.title ?? guard.with}” is answered`
      return `if “${asked?.title ?? guard.question}” is answered “${answer}”${why}`
    }
    case 'present':
      return `with everybody there who must be at “${sayMeeting(guard.meeting, protocol)}”`
    case 'met':
      return `once ${quoted(guard.duty)} is done`
    case 'overdue':
      return `once ${quoted(guard.duty)} is overdue`
    case 'on-plan':
      return guard.on ? 'while the child is on a protection plan' : 'once the child is on no protection plan'
    case 'trigger-met':
      return `once this is met: ${titleOf(protocol, guard.trigger)}`
    case 'sitting':
      return `at a meeting: ${guard.meetings.map((meeting) => sayMeeting(meeting, protocol)).join(' or ')}`
    case 'not-before':
      return `on or after the day set in ${quoted(guard.step)}`
    case 'not-after':
      return `on or before the day set in ${quoted(guard.step)}`
    case 'another-person':
      return `by somebody else than whoever did ${quoted(guard.step)}`
    case 'not-themselves':
      return `where whoever does it is not among those of “${questionOf(guard.question, protocol)?.title ?? guard.question}”`
    case 'agency-named': {
      const role = protocol.roles.get(guard.role) ?? guard.role
      return `where “${questionOf(guard.question, protocol)?.title ?? guard.question}” names the agency of “${role}”`
    }
    case 'either':
      return guard.guards.map((each) => sayGuard(each, protocol)).join(', or ')
    default:
      return guard satisfies never
  }
}

function sayMeeting(id: Name, { meetings }: Protocol): string {
  return meetings.find((meeting) => meeting.id === id)?.title ?? id
}

function questionOf(id: Name, { steps }: Protocol): Question | undefined {
  return steps.flatMap(({ asks }) => asks).find((question) => question.id === id)
}
