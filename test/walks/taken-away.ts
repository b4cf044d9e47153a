import type { Guard, Question, Step } from '../../src/engine/protocol/pathway-parts.ts'
import type { Protocol } from '../../src/engine/protocol/protocol.ts'
import type { Element } from './element.ts'
import { elementsOfHelped, ownAsks } from './helped.ts'

// Every element of a protocol that carries a clause, and the protocol without it: if the walks that claim the clause still
// pass, nothing proves that the element is needed.

interface Cited {
  readonly id: string
  readonly cites: readonly string[]
}

export function elementsOf(protocol: Protocol): readonly Element[] {
  return [
    ...listed(protocol, 'triggers', 'trigger'),
    ...listed(protocol, 'steps', 'step'),
    ...listed(protocol, 'duties', 'duty'),
    ...listed(protocol, 'notices', 'notice'),
    ...listed(protocol, 'flags', 'flag'),
    ...listed(protocol, 'meetings', 'meeting'),
    ...listed(protocol, 'documents', 'document'),
    ...listed(protocol, 'grants', 'grant'),
    ...protocol.lifeEvents
      .filter(({ changesNothing }) => changesNothing === null)
      .map((effect) => ({
        name: `life-event ${effect.event}`,
        cites: effect.cites,
        without: {
          ...protocol,
          lifeEvents: protocol.lifeEvents.map((each) => (each === effect ? { ...each, owes: [], ends: [] } : each)),
        },
      })),
    ...(protocol.kept === null
      ? []
      : [{ name: 'kept', cites: protocol.kept.cites, without: { ...protocol, kept: null } }]),
    ...protocol.readings.map((reading, i) => ({
      name: `reading ${i + 1}`,
      cites: reading.cites,
      without: { ...protocol, readings: protocol.readings.filter((each) => each !== reading) },
    })),
    ...protocol.steps.flatMap((step) => withinStep(protocol, step)),
    ...elementsOfHelped(protocol),
  ]
}

type Group = 'triggers' | 'steps' | 'duties' | 'notices' | 'flags' | 'meetings' | 'documents' | 'grants'

function listed(protocol: Protocol, group: Group, word: string): readonly Element[] {
  const items: readonly Cited[] = protocol[group]
  return items.map((item) => ({
    name: `${word} ${item.id}`,
    cites: item.cites,
    without: { ...protocol, [group]: items.filter((each) => each !== item) },
  }))
}

function withinStep(protocol: Protocol, step: Step): readonly Element[] {
  const change = (changed: Step): Protocol => ({
    ...protocol,
    steps: protocol.steps.map((each) => (each === step ? changed : each)),
  })
  return [
    ...ownAsks(protocol, step).map((question) => ({
      name: `question ${question.id} of ${step.id}`,
      cites: question.cites.length > 0 ? question.cites : step.cites,
      without: change({ ...step, asks: without(step.asks, question) }),
    })),
    ...step.needs.map((guard) => ({
      name: `guard "${wordsOf(guard)}" of ${step.id}`,
      cites: guard.cites.length > 0 ? guard.cites : step.cites,
      without: change({ ...step, needs: without(step.needs, guard) }),
    })),
    ...(step.chooses ? step.outcomes : []).map((outcome) => ({
      name: `outcome ${outcome.id} of ${step.id}`,
      cites: outcome.cites.length > 0 ? outcome.cites : step.cites,
      without: change({ ...step, outcomes: without(step.outcomes, outcome) }),
    })),
  ]
}

function without<T extends Question | Guard | object>(list: readonly T[], item: T): readonly T[] {
  return list.filter((each) => each !== item)
}

function wordsOf(guard: Guard): string {
  switch (guard.kind) {
    case 'earlier':
      return [`earlier ${guard.step}`, guard.outcome ?? [], guard.since === null ? [] : `since ${guard.since}`]
        .flat()
        .join(' ')
    case 'answer':
      return `${guard.question} is ${guard.is}`
    case 'present':
      return `everyone of ${guard.meeting}`
    case 'met':
      return `met ${guard.duty}`
    case 'overdue':
      return `overdue ${guard.duty}`
    case 'on-plan':
      return guard.on ? 'on a plan' : 'not on a plan'
    case 'trigger-met':
      return `trigger met ${guard.trigger}`
    case 'sitting':
      return `sitting of ${guard.meetings.join(' or ')}`
    case 'not-before':
    case 'not-after':
      return `${guard.kind} ${guard.question} of ${guard.step}`
    case 'another-person':
      return `another person than for ${guard.step}`
    case 'not-themselves':
      return `not themselves in ${guard.question}`
    case 'agency-named':
      return `agency of ${guard.role} named in ${guard.question}`
    case 'either':
      return guard.guards.map(wordsOf).join(', or ')
    default:
      return guard satisfies never
  }
}
