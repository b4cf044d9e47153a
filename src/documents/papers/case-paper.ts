import type { Day } from '../../engine/calendar/day.ts'
import { sayDay } from '../../engine/calendar/words.ts'
import { dayOf } from '../../engine/pathway/days.ts'
import { namesOf } from '../../engine/pathway/rulebook.ts'
import type { DocumentHeading, DocumentPart } from '../../engine/protocol/pathway-parts.ts'
import type { Protocol } from '../../engine/protocol/protocol.ts'
import { ALWAYS_TOLD, OUTCOME } from '../../engine/protocol/unasked.ts'
import { siblingOfRecord } from '../pathway/about-sibling.ts'
import { type Shown, toldUnder } from '../pathway/shown.ts'
import { sayHappened } from '../pathway/titles.ts'
import { sayProtocol } from '../scan/words.ts'
import { answerBlocks, answerCell, labelOf, type Wording } from './answer-blocks.ts'
import { fieldsOfMaking, type Making, sayClosed, unanswered } from './making.ts'
import { type Naming, sayPerson, siblingNamed } from './naming.ts'
import { absent, type Block, type Field, type Paper, type Section, says } from './paper.ts'
import { printed } from './printed.ts'
import {
  type CountedEntry,
  countedIn,
  eachSpeakingUnder,
  followedUp,
  ofTheSame,
  type Speaking,
  speakingUnder,
} from './sources.ts'

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
export function papersMade(shown: Shown): readonly { readonly document: DocumentPart; readonly of: string }[] {
  const { view } = shown
  return view.documents.flatMap(({ id, of }) => {
    const told = view.entries.find(({ root }) => root === of)
    const { protocol } = told === undefined ? shown : toldUnder(told, shown)
    const document = protocol.documents.find((each) => each.id === id)
    return document === undefined ? [] : [{ document, of }]
  })
}

/**
 * A document of one case, as the record that made it and those before it say. `of` is that record; null for the latest that made
 * such a document.
 */
export function casePaper(
  now: Shown,
  document: string,
  of: string | null,
  making: Making,
): { readonly ok: true; readonly paper: Paper } | { readonly ok: false; readonly why: NoPaper } {
  const told = of === null ? undefined : now.view.entries.find(({ root, entry }) => root === of || entry.id === of)
  // A paper keeps the headings that it had when it was made, whatever the protocol says since.
  const shown = told === undefined ? now : toldUnder(told, now)
  const { protocol } = shown
  const part = protocol.documents.find(({ id }) => id === document)
  if (part === undefined) {
    return { ok: false, why: { kind: 'unknown-document', known: protocol.documents.map(({ id }) => id) } }
  }
  if (part.while.length > 0) return { ok: false, why: { kind: 'of-several-cases' } }
  const made = papersMade(shown).filter((each) => each.document.id === part.id)
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
  const upTo = ofTheSame(record, counted.slice(0, counted.indexOf(record) + 1), shown)
  const before = upTo.findLast((each) => each !== record && records.includes(each)) ?? null
  return { ok: true, paper: write(part, { record, before, upTo }, shown, making) }
}

function makerTitle({ madeBy }: DocumentPart, { steps, meetings }: Protocol): string | null {
  const titles = namesOf(madeBy?.of).map(
    (maker) => [...steps, ...meetings].find(({ id }) => id === maker)?.title ?? maker,
  )
  return titles.length === 0 ? null : titles.join(' / ')
}

/** The record that made a paper, with the one that made such a paper before, and what speaks in it. */
interface Made {
  readonly record: CountedEntry
  readonly before: CountedEntry | null
  readonly upTo: readonly CountedEntry[]
}

function write(part: DocumentPart, made: Made, shown: Shown, making: Making): Paper {
  const { protocol, people } = shown
  const wording: Wording = { protocol, people, naming: making.naming, unanswered: unanswered(making) }
  return {
    title: part.title,
    subtitle: sayProtocol(protocol),
    ...headOf(part, made, shown, making),
    sections: part.headings.map((heading): Section => {
      return { title: heading.title, level: 1, blocks: blocksUnder(heading, made, { shown, wording }) }
    }),
    made: making.made,
  }
}

function headOf(part: DocumentPart, made: Made, shown: Shown, making: Making) {
  const about = fieldsOfMaking(shown, part.cites, making)
  const warnings = [...sayClosed(making), ...sayCorrections(made, part.headings, making.naming)]
  if (!part.namesNobody) {
    return {
      reference: printed(making.reference),
      about: [...fieldsOfRecord(made, shown, making), ...about],
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

function fieldsOfRecord({ record, upTo }: Made, shown: Shown, { naming }: Making): readonly Field[] {
  const { protocol } = shown
  const { entry, step } = record
  const first = followedUp(record, upTo, shown)
  const sibling = siblingOf(record, shown, naming)
  return [
    { label: SUBJECTS[protocol.subject], says: says(printed(naming.subject)) },
    ...(OF_ONE_CHILD.has(protocol.subject) ? fieldsOfChild(shown, dayOf(entry.happened), naming) : []),
    ...(sibling === null ? [] : [{ label: 'Brother or sister', says: says(sibling) }]),
    { label: 'Record', says: says(step.title) },
    ...(first === null
      ? []
      : [{ label: 'Follows up', says: says(`${first.step.title}, ${sayHappened(first.entry.happened)}`) }]),
    { label: 'It happened', says: says(sayHappened(entry.happened)) },
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

const OF_ONE_CHILD: ReadonlySet<Protocol['subject']> = new Set(['child', 'young person'])

/** Which child it is, of two of one name, and who worked with them that day: whoever gets the paper may know neither. */
function fieldsOfChild({ child, history, people, protocol }: Shown, on: Day, naming: Naming): readonly Field[] {
  const { id, born, expected } = history.facts.child
  const identifier = child === undefined ? id : child.identifier
  const workers = people.own.flatMap(({ person, role, from, until }) => {
    const title = protocol.roles.get(role)
    const holds = from <= on && (until === null || on < until)
    return title === undefined || !holds ? [] : [`${sayPerson(person, naming)}, ${title}`]
  })
  return [
    born === null && expected !== null
      ? { label: 'Expected', says: says(sayDay(expected)) }
      : { label: 'Born', says: born === null ? absent('Not known') : says(sayDay(born)) },
    { label: 'Identifier', says: identifier === null ? absent('Not known') : says(printed(identifier)) },
    ...(workers.length === 0 ? [] : [{ label: 'Works with the child', says: says(workers.join('; ')) }]),
  ]
}

/** What a reader of an earlier copy must know: which records were corrected since, by whom, and why. */
function sayCorrections(
  { record, before, upTo }: Made,
  headings: readonly DocumentHeading[],
  naming: Naming,
): readonly string[] {
  const spoke = headings.flatMap((heading) => {
    return [...speakingUnder(heading, upTo), ...eachSpeakingUnder(heading, before, upTo)].map((each) => each.record)
  })
  return [...new Set([record, ...spoke])]
    .filter(({ entry, root }) => root !== entry.id)
    .map((each) => {
      const { entry, step } = each
      const place = each === record ? 'This paper takes the place of an earlier one.' : `"${step.title}" was corrected.`
      const because = printed(entry.because ?? '')
      const who = `${sayPerson(entry.by, naming)} corrected it on ${sayDay(dayOf(entry.recorded))}`
      return because === '' ? `${place} ${who}.` : `${place} ${who}, because: ${because}`
    })
}

interface Under {
  readonly shown: Shown
  readonly wording: Wording
}

function blocksUnder(heading: DocumentHeading, made: Made, under: Under): readonly Block[] {
  const { record, upTo, before } = made
  const speaking = speakingUnder(heading, upTo)
  const asksOutcome = heading.from.includes(OUTCOME)
  const asked = speaking.flatMap((each) => each.asked).length
  const apart = asked + (asksOutcome ? 1 : 0) > 1
  const blocks = [
    ...(heading.says === null ? [] : [{ kind: 'words' as const, text: heading.says }]),
    ...heading.from.flatMap((source) => blocksOfMoment(source, momentOf(heading, speaking, record), upTo)),
    ...(asksOutcome && heading.from.every((source) => ALWAYS_TOLD.includes(source))
      ? blocksOfOutcome(record, apart)
      : []),
    ...speaking.flatMap((each) => [
      ...(asksOutcome ? blocksOfOutcome(each.record, apart) : []),
      ...each.asked.flatMap((question): readonly Block[] => [
        ...(apart ? [{ kind: 'question' as const, title: question.title }] : []),
        ...answerBlocks(question, each.record.entry, under.wording),
      ]),
      ...noteOf(each, record, under),
    ]),
    ...eachSpeakingUnder(heading, before, upTo).flatMap((each) => blocksOfOne(each, under)),
  ]
  if (blocks.length > 0) return blocks
  return [
    {
      kind: 'absent',
      why: speaking.length === 0 ? 'Nothing has been recorded of this' : 'Not asked here, because of other answers',
    },
  ]
}

/** What one of several answered, under whoever it is about, or who answered it. */
function blocksOfOne({ record, asked }: Speaking, under: Under): readonly Block[] {
  const { shown, wording } = under
  const { entry } = record
  const who = `${sayRecorder(record, under)}, ${sayHappened(entry.happened)}`
  const [only, ...more] = asked
  const about = siblingOf(record, shown, wording.naming)
  const [title, note] = about === null ? [who, []] : [about, [{ kind: 'note' as const, text: `Recorded by ${who}.` }]]
  if (only !== undefined && more.length === 0) {
    return [{ kind: 'question', title }, ...answerBlocks(only, entry, wording), ...note]
  }
  const fields = asked.map((question) => ({
    label: labelOf(question),
    says: answerCell(question, entry.answers[question.id], wording),
  }))
  return [{ kind: 'question', title }, { kind: 'fields', fields }, ...note]
}

/** The brother or sister for whom something was recorded; null where it was for none. */
function siblingOf(record: CountedEntry, { view }: Shown, naming: Naming): string | null {
  const sibling = siblingOfRecord(record, view)
  return sibling === null ? null : siblingNamed(sibling, naming)
}

/** The record whose moment stands under a heading: the one that speaks there; the paper's own only where none is asked to. */
function momentOf(
  { from }: DocumentHeading,
  [latest]: readonly Speaking[],
  record: CountedEntry,
): CountedEntry | undefined {
  return from.every((source) => ALWAYS_TOLD.includes(source)) ? record : latest?.record
}

function blocksOfMoment(
  source: string,
  record: CountedEntry | undefined,
  upTo: readonly CountedEntry[],
): readonly Block[] {
  if (source === 'happened') {
    return record === undefined ? [] : [{ kind: 'words', text: sayHappened(record.entry.happened) }]
  }
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
function noteOf({ record, asked }: Speaking, making: CountedEntry, under: Under): readonly Block[] {
  if (record === making || asked.length === 0) return []
  const when = sayHappened(record.entry.happened)
  const text = `From the record "${record.step.title}", by ${sayRecorder(record, under)}, ${when}.`
  return [{ kind: 'note', text }]
}

/** "Nerys Invented (health), Occupational therapist". */
function sayRecorder({ entry }: CountedEntry, { shown, wording }: Under): string {
  return `${sayPerson(entry.by, wording.naming)}, ${shown.protocol.roles.get(entry.role) ?? printed(entry.role)}`
}
