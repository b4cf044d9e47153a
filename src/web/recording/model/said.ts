import { sayInstead, sayMoment } from '../../../documents/pathway/titles.ts'
import { sayDate } from '../../../documents/scan/words.ts'
import { parseDay } from '../../../engine/calendar/day.ts'
import { parseInstant } from '../../../engine/calendar/instant.ts'
import type { Answers, AnswerValue } from '../../../engine/pathway/entry.ts'
import { attendanceIn } from '../../../engine/pathway/who.ts'
import { postsAsked } from '../../../engine/protocol/meeting-steps.ts'
import type { Question } from '../../../engine/protocol/pathway-parts.ts'
import { type Around, agencyTitle, candidate, meetingOf, sayCandidate } from './around.ts'
import { type Block, blocksOf } from './text.ts'

/** An answer as it is shown: paragraphs and lists, or of a list of items each with its own answers. */
export type Said =
  | { readonly kind: 'blocks'; readonly blocks: readonly Block[] }
  | { readonly kind: 'items'; readonly items: readonly (readonly SaidAnswer[])[] }

export interface SaidAnswer {
  readonly question: string
  readonly title: string
  readonly said: Said
}

/** Every answer as it is shown, in the order in which the step asks; what it does not ask comes last, and is never left out. */
export function sayAnswers(questions: readonly Question[], answers: Answers, around: Around): readonly SaidAnswer[] {
  const asked = questions.filter(({ id }) => Object.hasOwn(answers, id))
  const known = new Set(asked.map(({ id }) => id))
  return [
    ...asked.map((each) => ({ question: each.id, title: each.title, said: say(each, answers[each.id], around) })),
    ...Object.entries(answers)
      .filter(([id]) => !known.has(id))
      .map(([id, value]) => ({ question: id, title: id, said: lines([plain(value)]) })),
  ]
}

function say(question: Question, value: AnswerValue | undefined, around: Around): Said {
  const person = (id: string): string => sayCandidate(candidate(id, around))
  const strings = (Array.isArray(value) ? value : [value]).map((each: AnswerValue | undefined) => plain(each))
  switch (question.type) {
    case 'words':
      return { kind: 'blocks', blocks: blocksOf(plain(value)) }
    case 'yes or no':
      return lines([value === true || value === 'yes' ? 'Yes' : 'No'])
    case 'number':
      return lines([plain(value)])
    case 'day':
    case 'moment':
      return lines([sayWhen(plain(value))])
    case 'choice':
    case 'choices':
      return listed(strings.map((each) => question.options.get(each) ?? each))
    case 'person':
    case 'people':
      return listed(strings.map(person))
    case 'agencies':
      return listed(strings.map((each) => agencyTitle(each, around)))
    case 'siblings':
      return listed(strings.map((each) => around.siblings.get(each) ?? 'A brother or sister whom you may not see'))
    case 'contact': {
      const {
        when,
        with: whom,
        tried,
        reached,
      } = (typeof value === 'object' && !Array.isArray(value) ? value : {}) as Answers
      const isReached = reached !== false && reached !== 'no'
      const how = isReached ? 'Reached them' : 'Tried and did not reach them'
      return {
        kind: 'blocks',
        blocks: [{ kind: 'paragraph', lines: [`${how}: ${sayWhen(plain(when))}`] }, ...blocksOf(plain(whom ?? tried))],
      }
    }
    case 'attendance':
      return lines(
        inOrder(value === undefined ? [] : attendanceIn(value), question, around).map(({ post, is, who, instead }) => {
          const title = around.protocol.roles.get(post) ?? post
          // The post says in which role; who they are, and from where, is what it leaves open.
          const { name, agency } = around.names.get(who ?? '') ?? { name: '', agency: '' }
          const why = instead === null ? '' : `, ${sayInstead(title, instead)}`
          return `${title}: ${is}${name === '' ? '' : `, ${name} (${agency})`}${why}`
        }),
      )
    case 'items': {
      const items = Array.isArray(value) ? (value as readonly Answers[]) : []
      return { kind: 'items', items: items.map((item) => sayAnswers(question.parts, item, around)) }
    }
    default:
      return question.type satisfies never
  }
}

/** What is said of each post, in the order in which the form asks. */
function inOrder<T extends { readonly post: string }>(
  said: readonly T[],
  question: Question,
  around: Around,
): readonly T[] {
  const meeting = meetingOf(question, around)
  const posts = meeting === undefined ? [] : postsAsked(meeting)
  return said.toSorted((a, b) => posts.indexOf(a.post) - posts.indexOf(b.post))
}

/** "10:30 on Saturday 28 March 2026", or the day alone. */
function sayWhen(text: string): string {
  const moment = parseInstant(text)
  if (moment !== undefined) return sayMoment(moment)
  const day = parseDay(text)
  return day === undefined ? text : sayDate(day)
}

/** Lines of text, as an answer is shown. */
export function lines(each: readonly string[]): Said {
  return { kind: 'blocks', blocks: [{ kind: 'paragraph', lines: each }] }
}

function listed(each: readonly string[]): Said {
  if (each.length < 2) return lines(each)
  return { kind: 'blocks', blocks: [{ kind: 'list', ordered: false, start: 1, items: each }] }
}

function plain(value: AnswerValue | undefined): string {
  if (value === undefined) return ''
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** An answer as text alone, line by line; of items what each says, without what was asked of it. */
export function textOf(said: Said): string {
  switch (said.kind) {
    case 'items':
      return said.items.map((item) => item.map((each) => textOf(each.said)).join('\n')).join('\n')
    case 'blocks':
      return said.blocks.map(textOfBlock).join('\n')
    default:
      return said satisfies never
  }
}

function textOfBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return block.lines.join('\n')
    case 'list':
      return block.items.map((item, i) => `${block.ordered ? `${block.start + i}.` : '•'} ${item}`).join('\n')
    default:
      return block satisfies never
  }
}
