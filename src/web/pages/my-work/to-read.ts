import { z } from 'zod'
import { sayMoment, sayPersons } from '../../../documents/pathway/titles.ts'
import { sayCounted, sayDate } from '../../../documents/scan/words.ts'
import { parseDay } from '../../../engine/calendar/day.ts'
import { sayDay } from '../../../engine/calendar/words.ts'
import { dayOf } from '../../../engine/pathway/days.ts'
import type { NotReadRow } from '../../../record/notices/not-read.ts'
import type { ToldKind } from '../../../record/notices/tell.ts'
import type { ToReadRow } from '../../../record/notices/to-read.ts'

/** Something told, with what its protocol calls it. */
export interface Told extends ToReadRow {
  /** The notice's or duty's title; '' where it is of no protocol. */
  readonly title: string
  readonly protocol: string
}

/** Something to read, or several things of one kind that are read together. */
export interface ToReadBlock {
  readonly title: string
  /** '' where the title leads nowhere. */
  readonly href: string
  readonly lines: readonly string[]
  readonly items: readonly { readonly text: string; readonly href: string; readonly hint: string }[]
  /** What unfolds the items, where there are more of them than are read at a glance; '' where they stand open. */
  readonly unfolds: string
  /** '' where it stays until it is settled. */
  readonly button: string
  readonly ids: readonly string[]
  readonly urgent: boolean
}

/** What cannot wait stands first. */
const ORDER: readonly ToldKind[] = [
  'break-glass',
  'nobody',
  'not-reached',
  'silence',
  'overdue',
  'reminder',
  'taken-back',
  'notice',
  'share',
  'hand-over',
  'stand-in',
  'doubtful',
  'invitation',
]

const READ = 'I have read this'
/** Said of what stands on the same page already, so that it is not shown twice. */
const ABOVE = 'What you still owe stands above.'

/** More items than these are shown when they are asked for. */
const AT_A_GLANCE = 5

/** What somebody was told and has not read. */
export function toReadBlocks(told: readonly Told[], nameOf: (person: string) => string): readonly ToReadBlock[] {
  return blocksOf(told, nameOf).map((block) => {
    const { length } = block.items
    const unfolds = length > AT_A_GLANCE ? `Show all ${length}` : block.lines.includes(ABOVE) ? 'Show which' : ''
    return { ...block, unfolds }
  })
}

type Block = Omit<ToReadBlock, 'unfolds'>

function blocksOf(told: readonly Told[], nameOf: (person: string) => string): readonly Block[] {
  return ORDER.flatMap((kind): readonly Block[] => {
    const some = told.filter((each) => each.kind === kind)
    if (some.length === 0) return []
    switch (kind) {
      case 'reminder':
        return [together(some, nameOf, `${sayCounted(some.length, 'thing', 'things')} you owe: due soon`)]
      case 'overdue':
        return [together(some, nameOf, `${sayCounted(some.length, 'thing', 'things')} you owe: overdue`)]
      case 'silence':
        return [
          together(
            some,
            nameOf,
            `${sayCounted(some.length, 'thing', 'things')} that others owe: overdue, and you are told`,
          ),
        ]
      case 'notice':
        return byTitle(some).map((each) => ofNotices(each, ''))
      case 'taken-back':
        return byTitle(some).map((each) => ofNotices(each, 'Taken back: '))
      case 'nobody':
        return byTitle(some).map(ofNobody)
      case 'break-glass':
        return some.map((each) => ofGlass(each, nameOf))
      case 'share':
      case 'hand-over':
      case 'stand-in':
      case 'doubtful':
      case 'not-reached':
      case 'invitation':
        return some.map((each) => ofPeople(each, nameOf))
      default:
        return kind satisfies never
    }
  })
}

const NO_CASE = 'A case that you may not see'

function childOf({ childName, caseId }: Pick<Told, 'childName' | 'caseId'>): string {
  return childName ?? (caseId === null ? NO_CASE : 'Not about one child')
}

function hrefOf({ pathway, caseId }: Pick<Told, 'pathway' | 'caseId'>): string {
  return pathway !== null ? `/pathways/${pathway}` : caseId !== null ? `/cases/${caseId}` : ''
}

function together(some: readonly Told[], nameOf: (person: string) => string, title: string): Block {
  const items = some.map((each) => {
    const { dueDay, owedBy, kind } = each
    const due = dueDay === null ? [] : [`${kind === 'reminder' ? 'Due' : 'It was due'} on ${sayDay(dueDay)}`]
    const by = kind !== 'silence' || owedBy.length === 0 ? [] : [`owed by ${sayPersons(owedBy.map(nameOf))}`]
    return { text: `${each.title}: ${childOf(each)}`, href: hrefOf(each), hint: `${[...due, ...by].join(', ')}.` }
  })
  const urgent = some.some(({ kind }) => kind !== 'reminder')
  const lines = some.some(({ kind }) => kind === 'silence') ? [] : [ABOVE]
  return { title, href: '', lines, items, button: READ, ids: some.map(({ id }) => id), urgent }
}

/** What has one title is read together. */
function byTitle(some: readonly Told[]): readonly (readonly Told[])[] {
  const titled = new Map<string, Told[]>()
  for (const told of some) {
    const key = JSON.stringify([told.title, told.protocol, wordsOf(told).duty !== undefined])
    titled.set(key, [...(titled.get(key) ?? []), told])
  }
  return [...titled.values()]
}

function ofNotices(some: readonly Told[], before: string): Block {
  const items = some.map((told) => {
    const day = sayDayIn(wordsOf(told).day)
    const when = day === '' ? '' : ` It is on ${day}.`
    return { text: childOf(told), href: hrefOf(told), hint: `Sent ${sayDate(dayOf(told.told))}.${when}` }
  })
  const { title: of = '', protocol = '' } = some[0] ?? {}
  const title = `${before}${of}`
  return { title, href: '', lines: [protocol], items, button: READ, ids: some.map(({ id }) => id), urgent: false }
}

/** It stays until somebody is there, read or not. */
function ofNobody(some: readonly Told[]): Block {
  const [first] = some
  const isDuty = first !== undefined && wordsOf(first).duty !== undefined
  const title = `${isDuty ? 'Nobody has the role that is to do this' : 'Nobody has the role that is to be told this'}: ${first?.title ?? ''}`
  const lines = [
    'Find out who it is, and have the role given to them. The page of each says which role. This stays here until somebody has it.',
  ]
  const items = some.map((told) => ({ text: childOf(told), href: hrefOf(told), hint: '' }))
  return { title, href: '', lines: [first?.protocol ?? '', ...lines], items, button: '', ids: [], urgent: true }
}

function ofGlass(told: Told, nameOf: (person: string) => string): Block {
  const { person, reason, expires, as } = wordsOf(told)
  const until = expires === undefined ? '' : ` They may read until ${sayMoment(expires)}.`
  const why = as === 'owner' ? 'You are told because you answer for the case.' : 'You are told as a privacy officer.'
  return {
    title: `${nameOf(person ?? '')} used emergency access to a case`,
    href: `/glass/${told.about}`,
    lines: [`${childOf(told)}, ${sayMoment(told.told)}.${until}`, `Reason given: ${reason ?? ''}`, why],
    items: [],
    button: READ,
    ids: [told.id],
    urgent: true,
  }
}

function ofPeople(told: Told, nameOf: (person: string) => string): Block {
  const words = wordsOf(told)
  const block = { href: '', items: [], button: READ, ids: [told.id], urgent: false }
  const sent = `Told ${sayDate(dayOf(told.told))}.`
  switch (told.kind) {
    case 'hand-over': {
      const cases = sayCounted(words.cases ?? 0, 'case', 'cases')
      const title = `${cases} of ${nameOf(words.from ?? '')} handed over to you`
      const owed = `With ${sayCounted(words.owed ?? 0, 'thing', 'things')} owed. Because: ${words.because ?? ''}`
      return { ...block, title, href: hrefOf(told), lines: [owed, sent] }
    }
    case 'stand-in': {
      const title = `You stand in for ${nameOf(words.forPerson ?? '')}`
      return {
        ...block,
        title,
        lines: [`From ${sayDayIn(words.since)} up to ${sayDayIn(words.until)}. Because: ${words.reason ?? ''}`, sent],
      }
    }
    case 'share': {
      const title = `${nameOf(told.sender ?? '')} has shared something with you: ${words.title ?? ''}`
      return { ...block, title, href: `/shared/${told.about}`, lines: [sent] }
    }
    case 'doubtful': {
      const title = `${sayCounted(words.count ?? 0, 'child', 'children')} of an import may be known already`
      const lines = ['Decide of each whether it is the same child. This stays here until all are decided.', sent]
      return { ...block, title, href: '/matches', lines, button: '', ids: [] }
    }
    case 'invitation': {
      const isOff = words.called === 'off'
      const day = told.dueDay === null ? '' : `, ${sayDay(told.dueDay)}`
      const title = `${isOff ? 'You are not asked to come any more' : 'You are invited'}: ${words.title ?? ''}${day}`
      const lines = ['No invitation could be sent to your calendar, so it is told here.', sent]
      return { ...block, title, href: `/sittings/${words.sitting ?? ''}`, lines }
    }
    default: {
      const title = `No e-mail reaches ${nameOf(words.person ?? '')}`
      const lines = [
        'Something waits for them in Sightline that they have not read. Tell them, by telephone or in person.',
      ]
      return { ...block, title, lines, button: 'I have told them', urgent: true }
    }
  }
}

function sayDayIn(text: string | undefined): string {
  const day = parseDay(text ?? '')
  return day === undefined ? '' : sayDay(day)
}

/** What was kept of what they were told; what is missing is left out. */
const words = z.looseObject({
  duty: z.string().optional().catch(undefined),
  as: z.string().optional().catch(undefined),
  person: z.string().optional().catch(undefined),
  reason: z.string().optional().catch(undefined),
  expires: z
    .number()
    .transform((moment) => moment as Told['told'])
    .optional()
    .catch(undefined),
  from: z.string().optional().catch(undefined),
  forPerson: z.string().optional().catch(undefined),
  because: z.string().optional().catch(undefined),
  since: z.string().optional().catch(undefined),
  until: z.string().optional().catch(undefined),
  cases: z.number().optional().catch(undefined),
  owed: z.number().optional().catch(undefined),
  count: z.number().optional().catch(undefined),
  title: z.string().optional().catch(undefined),
  sitting: z.string().optional().catch(undefined),
  called: z.string().optional().catch(undefined),
  day: z.string().optional().catch(undefined),
})

function wordsOf({ words: kept }: Pick<Told, 'words'>): z.output<typeof words> {
  return words.safeParse(kept).data ?? {}
}

/** '' where nothing is withheld. */
export function sayWithheld(count: number): string {
  if (count === 0) return ''
  const what = count === 1 ? 'One more notice was' : `${count} more notices were`
  return `${what} sent to you about cases that you may not see now. Ask your line manager.`
}

/** Something that this person brought about and others have not read, with its title. */
export interface NotRead extends NotReadRow {
  readonly title: string
}

export interface NotReadLine {
  readonly text: string
  readonly href: string
  readonly hint: string
}

/** What others have left unread for days of what this person brought about. */
export function notReadLines(rows: readonly NotRead[], nameOf: (person: string) => string): readonly NotReadLine[] {
  return rows.map((row) => {
    const about = row.pathway === null ? '' : `, ${row.childName ?? 'Not about one child'}`
    return {
      text: `${row.title}${about}`,
      href: row.pathway === null ? '' : `/pathways/${row.pathway}`,
      hint: `Told ${sayDate(dayOf(row.told))}, and not read by ${sayPersons(row.persons.map(nameOf))}.`,
    }
  })
}
