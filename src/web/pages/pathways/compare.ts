import { compareLists, compareWords, likeness, type Piece } from '../../../documents/followed/words.ts'
import type { Question } from '../../../engine/protocol/pathway-parts.ts'
import { type Said, type SaidAnswer, textOf } from '../../recording/model/said.ts'

/** What became of a question's answer between two versions. */
export type Change = 'same' | 'added' | 'removed' | 'changed'

/** An answer of one version beside that of another. */
export interface Compared {
  readonly question: string
  readonly title: string
  readonly change: Change
  readonly shown: Shown
}

export type Shown =
  /** As it is said in the one version that has it, or in both. */
  | { readonly kind: 'said'; readonly said: Said }
  /** Word by word. */
  | { readonly kind: 'words'; readonly paragraphs: readonly (readonly Piece[])[] }
  /** One by one: what is chosen of a list. */
  | { readonly kind: 'list'; readonly entries: readonly Piece[] }
  /** Item by item, each with its own answers. */
  | { readonly kind: 'items'; readonly items: readonly ComparedItem[] }

export interface ComparedItem {
  readonly change: Change
  readonly answers: readonly Compared[]
}

/** Two versions question by question, in the order in which they are asked. Where there is no earlier one, all is as it is said. */
export function compareAnswers(
  before: readonly SaidAnswer[] | null,
  after: readonly SaidAnswer[],
  questions: readonly Question[],
): readonly Compared[] {
  if (before === null) return after.map((each) => whole(each, 'same'))
  const said = new Set([...before, ...after].map(({ question }) => question))
  const asked = questions.map(({ id }) => id).filter((id) => said.has(id))
  // What is no longer asked was said, and comes last.
  const ids = [...asked, ...[...said].filter((id) => !asked.includes(id))]
  return ids.flatMap((id) => {
    const [was, is] = [before, after].map((all) => all.find(({ question }) => question === id))
    if (was === undefined) return is === undefined ? [] : [whole(is, 'added')]
    return [is === undefined ? whole(was, 'removed') : compareOne(was, is, questions)]
  })
}

function whole({ question, title, said }: SaidAnswer, change: Change): Compared {
  return { question, title, change, shown: { kind: 'said', said } }
}

function compareOne(was: SaidAnswer, is: SaidAnswer, questions: readonly Question[]): Compared {
  if (textOf(was.said) === textOf(is.said)) return whole(is, 'same')
  const { question, title } = is
  const asked = questions.find(({ id }) => id === question)
  return { question, title, change: 'changed', shown: shownOf(was.said, is.said, asked) }
}

function shownOf(was: Said, is: Said, asked: Question | undefined): Shown {
  if (was.kind === 'items' && is.kind === 'items') {
    return { kind: 'items', items: compareItems(was.items, is.items, asked?.parts ?? []) }
  }
  const [before, after] = [linesIn(was), linesIn(is)]
  if (asked?.type !== 'words' && before !== null && after !== null) {
    return {
      kind: 'list',
      entries: compareLists(before, after).map(({ is: kind, each }) => ({ is: kind, text: each })),
    }
  }
  return { kind: 'words', paragraphs: paragraphsOf(compareWords(textOf(was), textOf(is))) }
}

/** One by one what is chosen of a few, as it is said; null for what is said in several blocks. */
function linesIn(said: Said): readonly string[] | null {
  if (said.kind === 'items' || said.blocks.length !== 1) return null
  const [block] = said.blocks
  return block?.kind === 'list' ? block.items : (block?.lines ?? null)
}

function paragraphsOf(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const paragraphs: Piece[][] = [[]]
  for (const { is, text } of pieces) {
    text.split('\n').forEach((line, i) => {
      if (i > 0) paragraphs.push([])
      if (line.trim() !== '') paragraphs.at(-1)?.push({ is, text: line })
    })
  }
  return paragraphs.filter((each) => each.length > 0)
}

/** From how much alike on two items are one that was changed, and not one taken out and another put in. */
const ALIKE = 0.3

function compareItems(
  before: readonly (readonly SaidAnswer[])[],
  after: readonly (readonly SaidAnswer[])[],
  parts: readonly Question[],
): readonly ComparedItem[] {
  const found = compareLists(before, after, (a, b) => wordsOf(a) === wordsOf(b))
  const items: ComparedItem[] = []
  const gone: (readonly SaidAnswer[])[] = []
  const come: (readonly SaidAnswer[])[] = []
  const close = (): void => {
    // An item of which enough is left is told as changed.
    for (const was of gone.splice(0)) {
      const place = come.findIndex((is) => likeness(wordsOf(was), wordsOf(is)) >= ALIKE)
      const [is] = place < 0 ? [] : come.splice(place, 1)
      items.push(
        is === undefined ? itemOf(was, 'removed') : { change: 'changed', answers: compareAnswers(was, is, parts) },
      )
    }
    for (const is of come.splice(0)) items.push(itemOf(is, 'added'))
  }
  for (const { is, each } of found) {
    if (is === 'removed') gone.push(each)
    else if (is === 'added') come.push(each)
    else {
      close()
      items.push(itemOf(each, 'same'))
    }
  }
  close()
  return items
}

/** What an item says, without what was asked. */
function wordsOf(item: readonly SaidAnswer[]): string {
  return item.map(({ said }) => textOf(said)).join(' ')
}

function itemOf(answers: readonly SaidAnswer[], change: Change): ComparedItem {
  return { change, answers: answers.map((each) => whole(each, 'same')) }
}
