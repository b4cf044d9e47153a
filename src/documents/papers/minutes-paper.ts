import { sayDay } from '../../engine/calendar/words.ts'
import { dayOf } from '../../engine/pathway/days.ts'
import { askedOf } from '../../engine/pathway/questions.ts'
import type { EntryView } from '../../engine/pathway/view.ts'
import { OUTCOME } from '../../engine/protocol/unasked.ts'
import type { Shown } from '../pathway/shown.ts'
import { sayHappened, titlesOf } from '../pathway/titles.ts'
import { sayProtocol } from '../scan/words.ts'
import { fieldsOfWhen, type MeetingOn, standingItems } from './agenda-paper.ts'
import { answerBlocks, type Wording } from './answer-blocks.ts'
import { type ListMaking, sayWithheld } from './list-paper.ts'
import { fieldsOfMaking, sayClosed, unanswered } from './making.ts'
import { NO_NAMES, sayPerson } from './naming.ts'
import { absent, type Block, type Cell, type Paper, type Section, says } from './paper.ts'
import { printed } from './printed.ts'

/** A case as a sitting dealt with it: what was recorded of it there, in the order in which it happened. */
export interface CaseAtSitting {
  readonly shown: Shown
  readonly decided: readonly EntryView[]
  /** How its record differs from what is known of who was at the sitting, line by line. */
  readonly differs: readonly string[]
}

/** Who was wanted at a sitting or came, and what is known of it. */
export interface Came {
  readonly name: string
  readonly agency: string
  readonly post: string
  readonly says: string
}

/** Something agreed that is not done, with its owner and its day as they are said. */
export interface OpenAction {
  readonly child: string
  readonly what: string
  readonly who: string
  readonly by: string
}

/** What a sitting came to, for one reader: who was there, what was decided of each case and why, and what is to be done. */
export function minutesPaper(
  { meeting, protocol, ...when }: MeetingOn,
  held: {
    readonly people: readonly Came[]
    readonly cases: readonly CaseAtSitting[]
    readonly actions: readonly OpenAction[]
  },
  asked: Pick<Shown, 'asOf' | 'knownAt' | 'clause'>,
  making: ListMaking,
): Paper {
  const { people, cases, actions } = held
  const dealt = cases.filter(({ decided }) => decided.length > 0)
  const left = cases.filter(({ decided }) => decided.length === 0)
  return {
    title: `Minutes: ${meeting.title}`,
    subtitle: sayProtocol(protocol),
    reference: printed(making.reference),
    about: [
      ...fieldsOfWhen('Sat on', when),
      ...fieldsOfMaking({ ...asked, protocol }, meeting.cites, { ...making, naming: NO_NAMES }),
    ],
    warnings: [...sayWithheld(making.withheld), ...sayClosed(making)],
    sections: [
      { title: 'Who was there', level: 1, blocks: [tableOfPeople(people)] },
      {
        title: 'Agenda',
        level: 1,
        blocks: [standingItems(meeting)],
      },
      ...(dealt.length === 0
        ? [{ title: 'What was decided', level: 1 as const, blocks: [NOTHING] }]
        : dealt.flatMap((each, i) => sectionsOf(each, i + 1, making))),
      ...(left.length === 0
        ? []
        : [
            {
              title: 'Considered, with nothing recorded',
              level: 1 as const,
              blocks: [{ kind: 'list' as const, items: left.map(({ shown }) => subjectOf(shown, making)) }],
            },
          ]),
      { title: 'Actions agreed and not done', level: 1, blocks: [tableOfActions(actions)] },
    ],
    made: making.made,
  }
}

const NOTHING: Block = { kind: 'absent', why: 'Nothing was recorded of any case, of those that this reader may see' }

function subjectOf(shown: Shown, { namingOf }: ListMaking): string {
  return printed(namingOf(shown).subject)
}

function tableOfPeople(people: readonly Came[]): Block {
  if (people.length === 0) return { kind: 'absent', why: 'The protocol names nobody who belongs to it' }
  const rows = people.map(({ name, agency, post, says: said }): readonly Cell[] => [
    says(printed(name)),
    says(post),
    agency === '' ? absent('Not known') : says(printed(agency)),
    says(said),
  ])
  return { kind: 'table', columns: ['Name', 'Post', 'Agency', 'Was there'], rows }
}

function tableOfActions(actions: readonly OpenAction[]): Block {
  if (actions.length === 0) return { kind: 'absent', why: 'None' }
  const rows = actions.map(({ child, what, who, by }) => [child, what, who, by].map((text) => says(printed(text))))
  return { kind: 'table', columns: ['Case', 'What', 'Who', 'By when'], rows }
}

/** A case with each thing that was recorded of it, and every answer to it. */
function sectionsOf(
  { shown, decided, differs }: CaseAtSitting,
  number: number,
  making: ListMaking,
): readonly Section[] {
  return [
    {
      title: `${number}. ${subjectOf(shown, making)}`,
      level: 1,
      blocks: differs.map((text) => ({ kind: 'note', text: printed(text) })),
    },
    ...decided.map((each): Section => {
      const step = titlesOf(shown.protocol).stepOf(each.entry.step)
      const outcome =
        step?.chooses === true ? step.outcomes.find(({ id }) => id === each.entry.outcome)?.title : undefined
      return {
        title: `${step?.title ?? printed(each.entry.step ?? '')}${outcome === undefined ? '' : `: ${outcome}`}`,
        level: 2,
        blocks: blocksOf(each, shown, making),
      }
    }),
  ]
}

function blocksOf({ entry }: EntryView, shown: Shown, making: ListMaking): readonly Block[] {
  const { protocol, people } = shown
  const naming = making.namingOf(shown)
  const wording: Wording = { protocol, people, naming, unanswered: unanswered(making) }
  const step = titlesOf(protocol).stepOf(entry.step)
  const told = entry.outcome === null ? entry.answers : { ...entry.answers, [OUTCOME]: entry.outcome }
  const asked = step === undefined ? [] : askedOf(step.asks, entry.role, told)
  const role = protocol.roles.get(entry.role) ?? printed(entry.role)
  const corrected =
    entry.supersedes === null
      ? []
      : [`Corrected on ${sayDay(dayOf(entry.recorded))}, because: ${printed(entry.because ?? '')}`]
  const notes = [
    `Recorded by ${sayPerson(entry.by, naming)}, as ${role}, ${sayHappened(entry.happened)}.`,
    ...corrected,
  ]
  return [
    ...asked.flatMap((question): readonly Block[] => [
      { kind: 'question', title: question.title },
      ...answerBlocks(question, entry, wording),
    ]),
    ...notes.map((text): Block => ({ kind: 'note', text })),
  ]
}
