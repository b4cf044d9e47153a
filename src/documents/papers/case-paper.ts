import { sayDay } from '../../engine/calendar/words.ts'
import { dayOf } from '../../engine/pathway/days.ts'
import type { DocumentPart, Stage } from '../../engine/protocol/pathway-parts.ts'
import type { Protocol } from '../../engine/protocol/protocol.ts'
import { OUTCOME } from '../../engine/protocol/unasked.ts'
import type { Shown } from '../pathway/shown.ts'
import { sayMoment } from '../pathway/titles.ts'
import { sayProtocol } from '../scan/words.ts'
import { answerBlocks, type Wording } from './answer-blocks.ts'
import { fieldsOfMaking, type Making, sayClosed, unanswered } from './making.ts'
import { sayPerson } from './naming.ts'
import { absent, type Block, type Field, type Paper, type Section, says } from './paper.ts'
import { printed } from './printed.ts'
import { type CountedEntry, countedIn, type Speaking, speakingUnder } from './sources.ts'

/** Why a document of one case cannot be made. */
export type NoPaper =
  | { readonly kind: 'unknown-document'; readonly known: readonly string[] }
  /** It holds several cases: it is made of all of them together. */
  | { readonly kind: 'of-several-cases' }
  /** Nothing has made it yet; `by` is the step or the meeting that does. */
  | { readonly kind: 'not-made'; readonly by: string | null }
  /** This record did not make it; `made` are those that did. */
  | { readonly kind: 'not-of-that'; readonly made: readonly string[] }

/** The documents that the records of a case have made, in the order in which they were made. */
export function papersMade({
  protocol,
  view,
}: Shown): readonly { readonly document: DocumentPart; readonly of: string }[] {
  return view.documents.flatMap(({ id, of }) => {
    const document = protocol.documents.find((each) => each.id === id)
    return document === undefined ? [] : [{ document, of }]
  })
}

/**
 * A document of one case, as the record that made it and those before it say. `of` is that record; null for the latest that made
 * such a document.
 */
export function casePaper(
  shown: Shown,
  document: string,
  of: string | null,
  making: Making,
): { readonly ok: true; readonly paper: Paper } | { readonly ok: false; readonly why: NoPaper } {
  const { protocol } = shown
  const part = protocol.documents.find(({ id }) => id === document)
  if (part === undefined) {
    return { ok: false, why: { kind: 'unknown-document', known: protocol.documents.map(({ id }) => id) } }
  }
  if (part.while.length > 0) return { ok: false, why: { kind: 'of-several-cases' } }
  const made = papersMade(shown).filter((each) => each.document === part)
  const counted = countedIn(shown)
  const records = counted.filter(({ root }) => made.some((each) => each.of === root))
  const record = of === null ? records.at(-1) : records.find(({ root, entry }) => root === of || entry.id === of)
  if (record === undefined) {
    const why: NoPaper =
      of === null || records.length === 0
        ? { kind: 'not-made', by: makerTitle(part, protocol) }
        : { kind: 'not-of-that', made: records.map(({ root }) => root) }
    return { ok: false, why }
  }
  return { ok: true, paper: write(part, record, counted.slice(0, counted.indexOf(record) + 1), shown, making) }
}

function makerTitle({ madeBy }: DocumentPart, { steps, meetings }: Protocol): string | null {
  return [...steps, ...meetings].find(({ id }) => id === madeBy)?.title ?? madeBy
}

function write(
  part: DocumentPart,
  record: CountedEntry,
  upTo: readonly CountedEntry[],
  shown: Shown,
  making: Making,
): Paper {
  const { protocol, people } = shown
  const wording: Wording = { protocol, people, naming: making.naming, unanswered: unanswered(making) }
  return {
    title: part.title,
    subtitle: sayProtocol(protocol),
    ...headOf(part, record, shown, making),
    sections: part.headings.map((heading): Section => {
      return {
        title: heading.title,
        level: 1,
        blocks: blocksUnder(heading, record, upTo, { shown, wording, stages: protocol.stages }),
      }
    }),
    made: making.made,
  }
}

function headOf(part: DocumentPart, record: CountedEntry, shown: Shown, making: Making) {
  const about = fieldsOfMaking(shown, part.cites, making)
  const warnings = [...sayClosed(making), ...sayCorrection(record)]
  if (!part.namesNobody) {
    return {
      reference: printed(making.reference),
      about: [...fieldsOfRecord(record, shown, making), ...about],
      warnings,
    }
  }
  return {
    reference: '',
    about: about.filter(({ label }) => TELLS_NOBODY.has(label)),
    warnings: [
      ...warnings,
      'Read it before it goes: what was typed stands here as it was typed, and may name somebody.',
    ],
  }
}

/** What the head of a paper that names nobody still tells. */
const TELLS_NOBODY: ReadonlySet<string> = new Set(['Source', 'Clause', 'Clauses', 'Made on'])

function fieldsOfRecord({ entry, step }: CountedEntry, { protocol }: Shown, { naming }: Making): readonly Field[] {
  return [
    { label: SUBJECTS[protocol.subject], says: says(printed(naming.subject)) },
    { label: 'Record', says: says(step.title) },
    { label: 'It happened', says: says(sayMoment(entry.happened)) },
    {
      label: 'Recorded by',
      says: says(`${sayPerson(entry.by, naming)}, as ${protocol.roles.get(entry.role) ?? printed(entry.role)}`),
    },
    ...(dayOf(entry.recorded) === dayOf(entry.happened)
      ? []
      : [{ label: 'Recorded only on', says: says(sayDay(dayOf(entry.recorded))) }]),
  ]
}

const SUBJECTS: Readonly<Record<Protocol['subject'], string>> = {
  child: 'Child',
  'young person': 'Young person',
  family: 'Family',
  'series of meetings': 'Series of meetings',
}

function sayCorrection({ entry, root }: CountedEntry): readonly string[] {
  if (root === entry.id) return []
  return [`This paper takes the place of an earlier one. It was corrected because: ${printed(entry.because ?? '')}`]
}

interface Under {
  readonly shown: Shown
  readonly wording: Wording
  readonly stages: ReadonlyMap<string, Stage>
}

function blocksUnder(
  heading: DocumentPart['headings'][number],
  record: CountedEntry,
  upTo: readonly CountedEntry[],
  under: Under,
): readonly Block[] {
  const speaking = speakingUnder(heading, upTo)
  const asksOutcome = heading.from.includes(OUTCOME)
  const asked = speaking.flatMap((each) => each.asked).length
  const apart = asked + (asksOutcome ? 1 : 0) > 1
  const blocks = [
    ...heading.from.flatMap((source) => blocksOfMoment(source, record, upTo)),
    ...(asksOutcome && speaking.length === 0 ? blocksOfOutcome(record, apart) : []),
    ...speaking.flatMap((each) => [
      ...(asksOutcome ? blocksOfOutcome(each.record, apart) : []),
      ...each.asked.flatMap((question): readonly Block[] => [
        ...(apart ? [{ kind: 'question' as const, title: question.title }] : []),
        ...answerBlocks(question, each.record.entry, under.wording),
      ]),
      ...noteOf(each, record),
    ]),
  ]
  if (blocks.length > 0) return blocks
  return [
    {
      kind: 'absent',
      why: speaking.length === 0 ? 'Nothing has been recorded of this' : 'Not asked here, because of other answers',
    },
  ]
}

function blocksOfMoment(source: string, record: CountedEntry, upTo: readonly CountedEntry[]): readonly Block[] {
  if (source === 'happened') return [{ kind: 'words', text: sayMoment(record.entry.happened) }]
  if (!source.startsWith('entering ')) return []
  const stage = source.slice('entering '.length)
  const entered = upTo.findLast(({ view }) => view.to === stage)
  return entered === undefined
    ? [{ kind: 'absent', why: 'Not reached' }]
    : [{ kind: 'words', text: sayDay(dayOf(entered.entry.happened)) }]
}

function blocksOfOutcome({ entry, step }: CountedEntry, apart: boolean): readonly Block[] {
  const outcome = step.outcomes.find(({ id }) => id === entry.outcome)
  const [only] = step.outcomes
  const title = step.chooses ? outcome?.title : only?.title
  const cell = title === undefined || title === '' ? absent('Not said') : says(title)
  return [
    ...(apart ? [{ kind: 'question' as const, title: 'Outcome' }] : []),
    'says' in cell ? { kind: 'words', text: cell.says } : { kind: 'absent', why: cell.absent },
  ]
}

/** Where an answer comes from, where it is not the record that made the paper. */
function noteOf({ record, asked }: Speaking, making: CountedEntry): readonly Block[] {
  if (record === making || asked.length === 0) return []
  return [{ kind: 'note', text: `From the record "${record.step.title}", ${sayMoment(record.entry.happened)}.` }]
}
