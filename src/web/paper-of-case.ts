import { casePaper } from '../documents/papers/case-paper.ts'
import { namedFrom } from '../documents/papers/naming.ts'
import { type Paper, warnedFirst } from '../documents/papers/paper.ts'
import { whereaboutsWarnings } from '../documents/pathway/whereabouts.ts'
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
  readonly document: string
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
  const { rules, course, facts, people, view, compartments, childName } = read
  const { agencies } = await rosterOf(bound)
  const names = await namesOf(bound)
  const { protocol } = rules
  const isOfSiblings = asksOfSiblings(protocol) || answersForSiblings(protocol)
  const siblings = isOfSiblings ? await siblingsNamed(bound, read.caseId) : new Map<string, string>()
  const told = { history: { facts, entries: [] }, people, ...asking, knownAt: null, view }
  const shown = { ...rules, ...told, version: '', versions: protocolsOf(course) }
  const paper = casePaper(shown, document, of, {
    naming: namedFrom(names, people, childName ?? 'Not about one child', { siblings, agencies }),
    madeFor: names.get(madeFor) ?? null,
    made,
    reference: pathway,
    closed: compartments.includes('shared') ? [] : ['what the agencies share'],
  })
  if (!paper.ok) return null
  const withheld = await withheldIn(bound, [read.caseId])
  return {
    paper: warnedFirst(paper.paper, whereaboutsWarnings(withheld)),
    read,
    siblings: [...siblings.values()],
    withheld,
  }
}
