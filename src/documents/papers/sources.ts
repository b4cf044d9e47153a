import type { Entry } from '../../engine/pathway/entry.ts'
import { askedOf } from '../../engine/pathway/questions.ts'
import type { EntryView } from '../../engine/pathway/view.ts'
import type { DocumentPart, Question, Step } from '../../engine/protocol/pathway-parts.ts'
import { ALWAYS_TOLD, OUTCOME } from '../../engine/protocol/unasked.ts'
import type { Shown } from '../pathway/shown.ts'
import { titlesOf } from '../pathway/titles.ts'

/** A record that speaks under a heading, with the questions of the heading that it was asked. */
export interface Speaking {
  readonly record: CountedEntry
  readonly asked: readonly Question[]
  /** Questions of the heading that its step has and that were not asked of it, because of other answers or of the role. */
  readonly unasked: readonly Question[]
}

/** An entry that counts, with its step. */
export interface CountedEntry {
  readonly view: EntryView
  readonly entry: Entry
  readonly step: Step
  /** The first entry of its chain of corrections, by which what it makes is known. */
  readonly root: string
}

type Heading = DocumentPart['headings'][number]

/** The entries of steps that count, in the order in which they fold. */
export function countedIn({ protocol, view }: Pick<Shown, 'protocol' | 'view'>): readonly CountedEntry[] {
  const { stepOf } = titlesOf(protocol)
  const before = new Map(view.entries.map(({ entry }) => [entry.id, entry.supersedes]))
  return view.entries.flatMap((each): readonly CountedEntry[] => {
    const step = stepOf(each.entry.step)
    if (step === undefined || each.supersededBy !== null || each.ignored !== null) return []
    return [{ view: each, entry: each.entry, step, root: rootOf(each.entry.id, before) }]
  })
}

function rootOf(id: string, before: ReadonlyMap<string, string | null>): string {
  let root = id
  // Corrections never go in a circle: each was recorded after what it corrects. A written file may say so all the same.
  for (const seen = new Set<string>(); !seen.has(root); ) {
    seen.add(root)
    root = before.get(root) ?? root
  }
  return root
}

/**
 * The records that speak under a heading of one case's document: the one that made it and those before it, the latest first. A
 * later record that asks the same again replaces an earlier one whole, so that two meetings never mix under one heading.
 */
export function speakingUnder({ from }: Heading, upTo: readonly CountedEntry[]): readonly Speaking[] {
  const ids = new Set(from.filter((source) => !ALWAYS_TOLD.includes(source)))
  const taken: Speaking[] = []
  const said = new Set<string>()
  for (const record of upTo.toReversed()) {
    const under = record.step.asks.filter(({ id }) => ids.has(id))
    if (under.length === 0 || under.some(({ id }) => said.has(id))) continue
    for (const { id } of under) said.add(id)
    const { entry } = record
    const told = entry.outcome === null ? entry.answers : { ...entry.answers, [OUTCOME]: entry.outcome }
    const asked = new Set(askedOf(record.step.asks, entry.role, told))
    taken.push({
      record,
      asked: inOrderOf(
        from,
        under.filter((question) => asked.has(question) || Object.hasOwn(entry.answers, question.id)),
      ),
      unasked: under.filter((question) => !asked.has(question) && !Object.hasOwn(entry.answers, question.id)),
    })
  }
  return taken
}

function inOrderOf(from: readonly string[], questions: readonly Question[]): readonly Question[] {
  return questions.toSorted((a, b) => from.indexOf(a.id) - from.indexOf(b.id))
}
