import { z } from 'zod'
import { AGREED_KINDS, isOfActions } from '../../../engine/pathway/agreed.ts'
import { calledMeetings, meetingsOfStep } from '../../../engine/protocol/meeting-steps.ts'
import type { Step } from '../../../engine/protocol/pathway-parts.ts'
import type { Protocol } from '../../../engine/protocol/protocol.ts'
import { AGREED_ORDERS, ASKED_STATES } from '../../../record/pathways/agreed.ts'
import { identifier } from '../../route.ts'

/** Whose: of everybody, one's own, one's team's, or one agency's. */
export const WHOSE = ['everybody', 'own', 'team'] as const

/** How actions are asked for. Nothing in it names anybody: people and cases are random identifiers. */
export const actionsQuery = z.object({
  whose: z.enum(WHOSE).default('everybody'),
  owner: identifier.optional(),
  agency: z
    .string()
    .regex(/^[a-zA-Z0-9-]{0,80}$/)
    .default(''),
  state: z.enum(['all', ...ASKED_STATES]).default('open'),
  kind: z.enum(['all', ...AGREED_KINDS]).default('all'),
  from: z
    .string()
    .regex(/^([a-z0-9-]{1,80}\.[ms]\.[a-z0-9-]{1,80})?$/)
    .default(''),
  order: z.enum(AGREED_ORDERS).default('due'),
  day: z.string().max(40).default(''),
  after: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional(),
})
export type ActionsQuery = z.output<typeof actionsQuery>

/** Where something can be agreed: a meeting of a protocol, or a step that is recorded at none. */
export interface AgreedAt {
  readonly value: string
  readonly text: string
  readonly protocol: string
  readonly steps: readonly string[]
}

/** Everywhere that something can be agreed by some protocols, by title. */
export function placesOf(protocols: readonly Protocol[]): readonly AgreedAt[] {
  const found = protocols.flatMap((protocol) => {
    const of = protocol.steps.filter((step) => agrees(step, protocol)).flatMap((step) => placesOfStep(step, protocol))
    return [...Map.groupBy(of, ({ value }) => value).values()].flatMap((all) => {
      const [first] = all
      return first === undefined ? [] : [{ ...first, steps: all.flatMap(({ steps }) => steps) }]
    })
  })
  return found.toSorted((a, b) => a.text.localeCompare(b.text, 'en-GB'))
}

function placesOfStep(step: Step, protocol: Protocol): readonly AgreedAt[] {
  const { id, title } = protocol
  const place = (kind: 'm' | 's', name: string, called: string): AgreedAt => {
    return { value: `${id}.${kind}.${name}`, text: `${called} (${title})`, protocol: id, steps: [step.id] }
  }
  const meetings = meetingsOfStep(step, protocol)
  if (meetings.length === 0) return [place('s', step.id, step.title)]
  return meetings.map((name) => place('m', name, protocol.meetings.find((each) => each.id === name)?.title ?? name))
}

/** Whether recording a step can agree something. */
function agrees(step: Step, protocol: Protocol): boolean {
  const isHeld = protocol.registers.some(({ holds }) => holds.has(step.id))
  const isDecided =
    meetingsOfStep(step, protocol).length > 0 || calledMeetings(protocol).some(({ hold }) => hold === step)
  const opens = protocol.duties.some(({ forEach }) => {
    return (forEach?.of.kind === 'named' && forEach.of.name === step.id) || forEach?.of.kind === 'entering'
  })
  return step.asks.some(isOfActions) || ((isHeld || isDecided) && opens)
}
