import type { PathwayDuty } from '../../engine/pathway/view.ts'
import { isDueAt, needsSitting } from '../../engine/protocol/meeting-steps.ts'
import type { Meeting } from '../../engine/protocol/pathway-parts.ts'
import type { Protocol } from '../../engine/protocol/protocol.ts'
import { type SittingTold, sayWhen } from '../calendar/sitting-event.ts'
import { inOrderOfNeed, sayStandingOfDuty } from '../pathway/duties.ts'
import { titleOfDuty } from '../pathway/duty-title.ts'
import type { Shown } from '../pathway/shown.ts'
import { titlesOf } from '../pathway/titles.ts'
import { capital, sayProtocol } from '../scan/words.ts'
import type { ListMaking } from './list-paper.ts'
import { sayWithheld } from './list-paper.ts'
import { fieldsOfMaking, sayClosed } from './making.ts'
import { NO_NAMES, sayPerson } from './naming.ts'
import { absent, type Block, type Cell, type Field, type Paper, says } from './paper.ts'
import { printed } from './printed.ts'

/** A meeting as a protocol has it, on the day on which it sits. */
export interface MeetingOn extends Pick<SittingTold, 'on' | 'starts' | 'ends' | 'place'> {
  readonly meeting: Meeting
  readonly protocol: Protocol
}

/** The agenda of one sitting: who meets, the standing items, and the cases that wait for the meeting. */
export function agendaPaper(
  { meeting, protocol, ...when }: MeetingOn,
  cases: readonly Shown[],
  asked: Pick<Shown, 'asOf' | 'knownAt' | 'clause'>,
  making: ListMaking,
): Paper {
  const naming = NO_NAMES
  return {
    title: `Agenda: ${meeting.title}`,
    subtitle: sayProtocol(protocol),
    reference: printed(making.reference),
    about: [
      ...fieldsOfWhen('Sits on', when),
      { label: 'Chaired by', says: says(capital(titlesOf(protocol).who(meeting.chair))) },
      ...fieldsOfPosts(meeting, protocol),
      ...fieldsOfMaking({ ...asked, protocol }, meeting.cites, { ...making, naming }),
    ],
    warnings: [...sayWithheld(making.withheld), ...sayClosed(making)],
    sections: [
      {
        title: 'Items',
        level: 1,
        blocks: [standingItems(meeting)],
      },
      { title: 'Cases that wait for this meeting', level: 1, blocks: [tableOfCases(meeting, protocol, cases, making)] },
    ],
    made: making.made,
  }
}

/** What is talked about at every sitting, in order. */
export function standingItems({ agenda }: Meeting): Block {
  return agenda.length === 0
    ? { kind: 'absent', why: 'The protocol names no standing items' }
    : { kind: 'numbered', items: agenda }
}

/** When it sits and, where that is known, at which place. */
export function fieldsOfWhen(label: string, when: Omit<MeetingOn, 'meeting' | 'protocol'>): readonly Field[] {
  const { place } = when
  const where = place === null ? [] : [{ label: 'Where', says: says(printed(place)) }]
  return [{ label, says: says(sayWhen(when)) }, ...where]
}

function fieldsOfPosts({ always, needs, invites, considers, never }: Meeting, { roles }: Protocol): readonly Field[] {
  const posts = (names: readonly string[]): Cell => says(names.map((role) => roles.get(role) ?? role).join('\n'))
  return [
    ...(always.length === 0 ? [] : [{ label: 'Must be there', says: posts(always) }]),
    ...(needs.length === 0 ? [] : [{ label: 'Must be there, unless not involved', says: posts(needs) }]),
    ...(invites.length === 0 ? [] : [{ label: 'Invited', says: posts(invites) }]),
    ...(considers.length === 0 ? [] : [{ label: 'Invited where it is so decided', says: posts(considers) }]),
    ...(never.length === 0 ? [] : [{ label: 'Not invited', says: says(never.join('\n')) }]),
  ]
}

function tableOfCases(meeting: Meeting, protocol: Protocol, cases: readonly Shown[], { namingOf }: ListMaking): Block {
  const rows = cases.flatMap((shown) => {
    const naming = namingOf(shown)
    return waitingFor(meeting, protocol, shown).map((owed): readonly Cell[] => [
      says(printed(naming.subject)),
      says(printed(titleOfDuty(owed, protocol))),
      says(capital(sayStandingOfDuty(owed, shown))),
      owed.owedBy.length === 0
        ? absent('Nobody is known')
        : says(owed.owedBy.map((id) => sayPerson(id, naming)).join('\n')),
    ])
  })
  if (rows.length === 0) return { kind: 'absent', why: 'None' }
  return { kind: 'table', columns: ['Case', 'What is owed', 'By when', 'Who brings it'], rows }
}

/** Open duties that a sitting of this meeting answers, or that fall due at it. */
export function waitingFor(
  { id }: Meeting,
  { steps }: Protocol,
  { view }: Pick<Shown, 'view'>,
): readonly PathwayDuty[] {
  const open = view.duties.filter(({ standing: { kind }, duty }) => {
    if (kind !== 'open' && kind !== 'overdue') return false
    const { metBy } = duty
    const step = metBy.kind === 'step' ? steps.find((each) => each.id === metBy.step) : undefined
    return step?.needs.some((guard) => needsSitting(guard, id)) === true || isDueAt(duty.due.first, id)
  })
  return inOrderOfNeed(open)
}
