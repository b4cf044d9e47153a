import { casePaper } from '../documents/papers/case-paper.ts'
import { fileText } from '../documents/papers/file-text.ts'
import type { Making } from '../documents/papers/making.ts'
import { namedFrom } from '../documents/papers/naming.ts'
import { type Paper, says, warnedFirst } from '../documents/papers/paper.ts'
import { sayEntry } from '../documents/pathway/entries.ts'
import type { Shown } from '../documents/pathway/shown.ts'
import { whereaboutsWarnings } from '../documents/pathway/whereabouts.ts'
import { sayProtocol } from '../documents/scan/words.ts'
import type { Instant } from '../engine/calendar/instant.ts'
import { protocolsOf } from '../record/pathways/course.ts'
import { type ReadPathway, readPathway } from '../record/pathways/read-pathway.ts'
import { namesOf } from '../record/people/names.ts'
import { rosterOf } from '../record/people/roster.ts'
import { type Withheld, withheldIn } from '../record/sharing/whereabouts.ts'
import type { Bound } from '../record/transaction.ts'
import { answersForSiblings, asksOfSiblings, siblingsNamed } from './recording/siblings.ts'

/** Which document of a pathway is made, from which entry, for whom and when. */
export interface PaperAsked {
  readonly pathway: string
  /** Null for what was recorded in one entry, as a paper of its own. */
  readonly document: string | null
  /** The entry; null for the latest that made such a document. */
  readonly of: string | null
  readonly madeFor: string
  readonly made: Instant
}

/** Such a document, with what must be known before it goes to anybody. */
interface PaperOfCase {
  readonly paper: Paper
  readonly read: ReadPathway
  readonly siblings: readonly string[]
  readonly withheld: readonly Withheld[]
}

/** A document of a pathway as whoever asks may see it; null where there is none, or they may not know of it. */
export async function paperOfCase(
  bound: Bound,
  { pathway, document, of, madeFor, made }: PaperAsked,
): Promise<PaperOfCase | null> {
  // As of when it is made: what is made twice for one moment is the same to the letter.
  const asking = { asOf: made, knownAt: made }
  const read = await readPathway(bound, pathway, asking)
  if (read === null) return null
  const { rules, course, facts, people, view, compartments, childName, childIdentifier } = read
  const { agencies } = await rosterOf(bound)
  const names = await namesOf(bound)
  const { protocol } = rules
  const isOfSiblings = asksOfSiblings(protocol) || answersForSiblings(protocol)
  const siblings = isOfSiblings ? await siblingsNamed(bound, read.caseId) : new Map<string, string>()
  const told = { history: { facts, entries: [] }, people, ...asking, knownAt: null, view }
  const child = { name: childName, identifier: childIdentifier }
  const shown = { ...rules, ...told, child, version: '', versions: protocolsOf(course) }
  const making = {
    naming: namedFrom(names, people, childName ?? 'Not about one child', { siblings, agencies }),
    madeFor: names.get(madeFor) ?? null,
    made,
    reference: pathway,
    closed: compartments.includes('shared') ? [] : ['what the agencies share'],
  }
  const paper =
    document === null ? entryPaper(shown, of ?? '', making) : paperIn(casePaper(shown, document, of, making))
  if (paper === null) return null
  const withheld = await withheldIn(bound, [read.caseId])
  return {
    paper: warnedFirst(paper, whereaboutsWarnings(withheld)),
    read,
    siblings: [...siblings.values()],
    withheld,
  }
}

function paperIn(made: ReturnType<typeof casePaper>): Paper | null {
  return made.ok ? made.paper : null
}

/** What was recorded in one entry that counts, as it is copied into the child's file. */
function entryPaper(shown: Shown, entry: string, making: Making): Paper | null {
  const found = shown.view.entries.find((each) => each.entry.id === entry)
  const text = found === undefined || found.supersededBy !== null ? undefined : fileText(shown, entry, making)
  if (found === undefined || text === undefined) return null
  return {
    title: sayEntry(found, shown),
    subtitle: sayProtocol(shown.protocol),
    reference: making.reference,
    about: making.madeFor === null ? [] : [{ label: 'Made for', says: says(making.madeFor) }],
    warnings: [],
    sections: [{ title: 'What was recorded', level: 1, blocks: [{ kind: 'words', text }] }],
    made: making.made,
  }
}
