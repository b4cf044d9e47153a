import type { Meeting, Notice } from '../../engine/protocol/pathway-parts.ts'
import type { Protocol } from '../../engine/protocol/protocol.ts'
import type { Name } from '../../engine/protocol/sentences/sentence.ts'
import { sayAnswer, sayBy, sayEach, sayFirstOf } from './words.ts'

// What a drawing says beside the flow: who is told, and who meets.

/** Something that people are told. */
export interface ChartNotice {
  readonly title: string
  /** "“Decide the request”, if the outcome is “Agreed”". */
  readonly when: string
  readonly to: readonly string[]
  /** Whether a mailbox of the authority gets it as well. */
  readonly mailbox: string | null
}

/** A meeting; what it does not say is empty. */
export interface ChartMeeting {
  readonly title: string
  readonly held: string
  /** Each list by what it is of: "Invited", "Never invited", "Agenda". */
  readonly lists: readonly { readonly of: string; readonly items: readonly string[] }[]
}

export function chartNotice({ title, forEach, to, mailbox }: Notice, protocol: Protocol): ChartNotice {
  const answer = sayAnswer(forEach, protocol)
  return {
    title,
    when: answer === '' ? sayEach(forEach, protocol) : `${sayEach(forEach, protocol)}, if ${answer}`,
    to: to.map(({ anyOf }) => sayFirstOf(anyOf, protocol)),
    mailbox,
  }
}

export function chartMeeting(meeting: Meeting, protocol: Protocol): ChartMeeting {
  const role = (id: Name): string => protocol.roles.get(id) ?? id
  const { everyMonths } = meeting
  return {
    title: meeting.title,
    held: everyMonths === null ? 'when called' : `every ${everyMonths === 1 ? 'month' : `${everyMonths} months`}`,
    lists: [
      { of: 'In the chair', items: meeting.chair.length === 0 ? [] : [sayBy({ anyOf: meeting.chair }, protocol)] },
      { of: 'Always there', items: meeting.always.map(role) },
      { of: 'There, if involved', items: meeting.needs.map(role) },
      { of: 'Invited', items: meeting.invites.map(role) },
      { of: 'Considered, with a reason', items: meeting.considers.map(role) },
      { of: 'Never invited', items: meeting.never },
      { of: 'Agenda', items: meeting.agenda },
    ].filter(({ items }) => items.length > 0),
  }
}
