import { type Day, parseDay } from '../../engine/calendar/day.ts'
import { parseInstant } from '../../engine/calendar/instant.ts'
import { sayDay } from '../../engine/calendar/words.ts'
import { dayOf } from '../../engine/pathway/days.ts'
import { isEmpty } from '../../engine/pathway/empty.ts'
import type { AnswerValue, Entry } from '../../engine/pathway/entry.ts'
import type { People } from '../../engine/pathway/people.ts'
import { fieldsOf } from '../../engine/pathway/state.ts'
import { attendanceIn, holdersOfPost } from '../../engine/pathway/who.ts'
import { postsAsked } from '../../engine/protocol/meeting-steps.ts'
import type { Question } from '../../engine/protocol/pathway-parts.ts'
import type { Protocol } from '../../engine/protocol/protocol.ts'
import { sayInstead, sayMoment } from '../pathway/titles.ts'
import { capital } from '../scan/words.ts'
import { agencyNamed, type Naming, personNamed, rolesHeld, sayPerson, siblingNamed } from './naming.ts'
import { absent, type Block, type Cell, says } from './paper.ts'
import { printed } from './printed.ts'

/** What answers are put into words with. */
export interface Wording {
  readonly protocol: Protocol
  readonly people: People
  readonly naming: Naming
  /** What stands where nobody answered. */
  readonly unanswered: string
}

/** The answer to one question as it stands on paper: words, a list, or a table of people, posts or items. */
export function answerBlocks(
  question: Question,
  entry: Pick<Entry, 'answers' | 'happened'>,
  wording: Wording,
): readonly Block[] {
  const { answers, happened } = entry
  const value = Object.hasOwn(answers, question.id) ? answers[question.id] : undefined
  if (value === undefined || isEmpty(value)) return [{ kind: 'absent', why: wording.unanswered }]
  switch (question.type) {
    case 'choices':
      return [{ kind: 'list', items: listed(value).map((each) => optionTitle(each, question)) }]
    case 'people':
      return [tableOfPeople(listed(value), dayOf(happened), wording)]
    case 'agencies':
      return [{ kind: 'list', items: listed(value).map((each) => agencyNamed(each, wording.naming)) }]
    case 'attendance':
      return [tableOfPosts(value, question, dayOf(happened), wording)]
    case 'items':
      return itemsOf(value, question, wording)
    case 'words':
    case 'yes or no':
    case 'day':
    case 'moment':
    case 'number':
    case 'choice':
    case 'person':
    case 'contact':
      return [{ kind: 'words', text: sayValue(value, question, wording) }]
    case 'siblings':
      return [{ kind: 'list', items: listed(value).map((each) => siblingNamed(each, wording.naming)) }]
    default:
      return question.type satisfies never
  }
}

/** The answer in one cell of a table or one line of text. */
export function answerCell(question: Question, value: AnswerValue | undefined, wording: Wording): Cell {
  if (value === undefined || isEmpty(value)) return absent(wording.unanswered)
  return says(sayValue(value, question, wording))
}

function sayValue(value: AnswerValue, question: Question, wording: Wording): string {
  const { naming, protocol } = wording
  switch (question.type) {
    case 'yes or no':
      return value === true || value === 'yes' ? 'Yes' : value === false || value === 'no' ? 'No' : plain(value)
    case 'day': {
      const day = typeof value === 'string' ? parseDay(value) : undefined
      return day === undefined ? plain(value) : sayDay(day)
    }
    case 'moment': {
      const moment = typeof value === 'string' ? parseInstant(value) : undefined
      return moment === undefined ? plain(value) : sayMoment(moment)
    }
    case 'choice':
      return optionTitle(plain(value), question)
    case 'choices':
      return listed(value)
        .map((each) => optionTitle(each, question))
        .join('; ')
    case 'person':
      return sayPerson(plain(value), naming)
    case 'people':
      return listed(value)
        .map((each) => sayPerson(each, naming))
        .join('; ')
    case 'agencies':
      return listed(value)
        .map((each) => agencyNamed(each, naming))
        .join('; ')
    case 'attendance':
      return attendanceIn(value)
        .map(({ post, is, who, instead }) => {
          const title = protocol.roles.get(post) ?? post
          const named = who === null ? '' : ` (${sayPerson(who, naming)})`
          return `${title}: ${is}${named}${instead === null ? '' : `, ${sayInstead(title, instead)}`}`
        })
        .join('; ')
    case 'items':
      return itemsIn(value)
        .map((item, i) => {
          const told = question.parts.map((part) => `${labelOf(part)}: ${cellText(part, item, wording)}`)
          return `${i + 1}. ${told.join('; ')}`
        })
        .join('\n')
    case 'siblings':
      return listed(value)
        .map((each) => siblingNamed(each, naming))
        .join('; ')
    case 'contact':
      return sayContact(value, naming)
    case 'words':
    case 'number':
      return plain(value)
    default:
      return question.type satisfies never
  }
}

/** When somebody was spoken to, and who; or that they were not reached, and what was tried. */
function sayContact(value: AnswerValue, naming: Naming): string {
  const fields = fieldsOf(value)
  if (fields === null) return plain(value)
  const { when, reached, with: whom, tried, ...others } = fields
  const at = typeof when === 'string' ? when : ''
  const [day, moment] = [parseDay(at), parseInstant(at)]
  const told = day !== undefined ? sayDay(day) : moment !== undefined ? sayMoment(moment) : printed(at)
  return [
    told,
    ...(whom === undefined ? [] : [`With: ${sayPerson(plain(whom), naming)}`]),
    ...(reached === false || reached === 'no' ? ['Not reached'] : []),
    ...(tried === undefined ? [] : [`Tried: ${plain(tried)}`]),
    ...(Object.keys(others).length === 0 ? [] : [plain(others)]),
  ].join('\n')
}

function cellText(part: Question, item: AnswerValue, wording: Wording): string {
  const cell = answerCell(part, fieldsOf(item)?.[part.id], wording)
  return 'says' in cell ? cell.says : cell.absent
}

function tableOfPeople(ids: readonly string[], on: number, { people, naming, protocol }: Wording): Block {
  const rows = ids.map((id) => {
    const { name, agency } = personNamed(id, naming)
    const roles = rolesHeld(id, people, on, protocol.roles)
    return [
      says(name),
      roles.length === 0 ? absent('Not known') : says(roles.join('; ')),
      agency === null ? absent('Not known') : says(agency),
    ]
  })
  return { kind: 'table', columns: ['Name', 'Role', 'Agency'], rows }
}

/** Where nobody is named, whoever holds the post for the case stands there, as for the engine. */
function tableOfPosts(value: AnswerValue, { from }: Question, on: Day, { protocol, people, naming }: Wording): Block {
  const meeting = protocol.meetings.find(({ id }) => id === from)
  const posts = meeting === undefined ? [] : postsAsked(meeting)
  const inOrder = attendanceIn(value).toSorted((a, b) => posts.indexOf(a.post) - posts.indexOf(b.post))
  const rows = inOrder.map(({ post, is, who, instead }) => {
    const holders = is === 'not involved' ? [] : holdersOfPost(people, post, on)
    const persons = (who === null ? holders : [who]).map((id) => personNamed(id, naming))
    const agencies = new Set(persons.flatMap(({ agency }) => (agency === null ? [] : [agency])))
    const title = protocol.roles.get(post) ?? printed(post)
    const names = persons.map(({ name }) => name).join('; ')
    return [
      says(title),
      is === '' ? absent('Not said') : says(capital(printed(is))),
      persons.length === 0
        ? absent('Not named')
        : says(instead === null ? names : `${names}, ${sayInstead(title, instead)}`),
      agencies.size === 0 ? absent('Not known') : says([...agencies].join('; ')),
    ]
  })
  return { kind: 'table', columns: ['Post', 'Was there', 'Name', 'Agency'], rows }
}

/** More columns than this are too narrow to read: each item then stands by itself. */
const MOST_COLUMNS = 5

function itemsOf(value: AnswerValue, { parts }: Question, wording: Wording): readonly Block[] {
  const items = itemsIn(value)
  const cells = items.map((item) => parts.map((part) => answerCell(part, fieldsOf(item)?.[part.id], wording)))
  if (parts.length <= MOST_COLUMNS) return [{ kind: 'table', columns: parts.map(labelOf), rows: cells }]
  return cells.map((row) => ({
    kind: 'fields',
    fields: row.map((cell, i) => {
      const part = parts[i]
      return { label: part === undefined ? '' : labelOf(part), says: cell }
    }),
  }))
}

/** "By when?" stands as "By when" over a column. */
export function labelOf({ title }: { readonly title: string }): string {
  return title.replace(/[?:]\s*$/, '')
}

function optionTitle(id: string, { options }: Question): string {
  return options.get(id) ?? printed(id)
}

function listed(value: AnswerValue): readonly string[] {
  if (!Array.isArray(value)) return [plain(value)]
  return value.map((each: AnswerValue) => plain(each))
}

function itemsIn(value: AnswerValue): readonly AnswerValue[] {
  if (!Array.isArray(value)) return [value]
  return value.map((each: AnswerValue) => each)
}

function plain(value: AnswerValue): string {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value !== 'object') return printed(String(value))
  if (Array.isArray(value)) return value.map((each: AnswerValue) => plain(each)).join(', ')
  return Object.entries(value)
    .map(([key, each]: [string, AnswerValue]) => `${printed(key)}: ${plain(each)}`)
    .join('\n')
}
