import { z } from 'zod'
import type { Shown } from '../../../documents/pathway/shown.ts'
import { sayNotice } from '../../../documents/pathway/text.ts'
import { sayDate, sayDays, sayList } from '../../../documents/scan/words.ts'
import type { Instant } from '../../../engine/calendar/instant.ts'
import { dayOf } from '../../../engine/pathway/days.ts'
import { isLongUnread, type ToldRow } from '../../../record/notices/not-read.ts'
import type { ToldKind } from '../../../record/notices/tell.ts'
import { identitiesOf } from '../../../record/pathways/keep-lists.ts'

/** Something that people were told of a pathway, and who of them has read it. */
export interface ToldPart {
  readonly title: string
  readonly text: string
  readonly people: readonly {
    readonly name: string
    readonly text: string
    readonly tag: '' | 'Not read' | 'Not reached'
  }[]
}

/** Who has left what unread for days, or is not reached: what is to be done something about, of all that people were told. */
export function unreadOf(parts: readonly ToldPart[]): readonly { readonly text: string; readonly tag: string }[] {
  const of = (tag: string) =>
    [...Map.groupBy(parts, ({ title }) => title)].flatMap(([title, some]) => {
      const names = some.flatMap(({ people }) => people.filter((each) => each.tag === tag).map(({ name }) => name))
      return names.length === 0 ? [] : [{ text: `${title}: ${sayList([...new Set(names)])}`, tag }]
    })
  return [...of('Not reached'), ...of('Not read')]
}

/** `nameOf` gives what somebody is called. */
export interface ToldRead {
  readonly rows: readonly ToldRow[]
  readonly nameOf: (person: string) => string
}

/** Who was told what of a pathway: notices as they were sent, then what time brought, each with who has read it. */
export function toldParts({ rows, nameOf }: ToldRead, shown: Shown): readonly ToldPart[] {
  const { view, asOf } = shown
  // As it was known on the day that is looked at.
  const known = rows
    .filter(({ told }) => told <= asOf)
    .map((row) => ({ ...row, read: before(row.read, asOf), acted: before(row.acted, asOf) }))
  const peopleOf = (some: readonly ToldRow[]) => some.map((row) => personOf(row, nameOf, asOf))
  const identities = identitiesOf(view.notices)
  const titleOf = (id: string) => shown.protocol.notices.find((each) => each.id === id)?.title
  const notices = view.notices.map((notice, place) => ({
    title: titleOf(notice.id) ?? 'A notice',
    text: sayNotice(notice, shown),
    people: peopleOf(known.filter(({ kind, about }) => kind === 'notice' && about === identities[place])),
  }))
  const byTime = new Map<string, ToldRow[]>()
  for (const row of known) {
    if (row.kind === 'notice') continue
    // What is told of several alike, such as of each agency, stands once.
    const { title, notice } = words.safeParse(row.words).data ?? {}
    const key = JSON.stringify([row.kind, title ?? notice ?? row.about, row.dueDay])
    byTime.set(key, [...(byTime.get(key) ?? []), row])
  }
  const timed = [...byTime.values()].flatMap((some): readonly ToldPart[] => {
    const [first] = some
    if (first === undefined) return []
    const { title, notice: id } = words.safeParse(first.words).data ?? {}
    const people = new Map(peopleOf(some).map((each) => [each.text, each]))
    const text = `${KINDS[first.kind]}: ${title ?? (id === undefined ? undefined : titleOf(id)) ?? 'a notice'}`
    return [{ title: text, text, people: [...people.values()] }]
  })
  return [...notices, ...timed]
}

const words = z.looseObject({ title: z.string().optional(), notice: z.string().optional() })

const KINDS: Readonly<Record<ToldKind, string>> = {
  notice: 'Notice',
  reminder: 'Reminder that it is due soon',
  overdue: 'It is overdue',
  silence: 'It is overdue, and whoever can act is told',
  nobody: 'Nobody has the role it is for',
  'break-glass': 'Emergency access',
  'hand-over': 'Handed over',
  'stand-in': 'Standing in',
  doubtful: 'In doubt',
  'not-reached': 'Not reached by e-mail',
  'taken-back': 'What they were told of was taken back',
  invitation: 'Invitation',
  share: 'Something shared',
}

function before(at: Instant | null, asOf: Instant): Instant | null {
  return at !== null && at <= asOf ? at : null
}

function personOf(row: ToldRow, nameOf: (person: string) => string, asOf: Instant): ToldPart['people'][number] {
  const { person, told, read, fallsTo, acted } = row
  const name = nameOf(person)
  const sent = `told ${sayDate(dayOf(told))}`
  if (read !== null) return { name, text: `${name}: ${sent}, read ${sayDate(dayOf(read))}`, tag: '' }
  if (fallsTo !== null && acted === null) {
    return {
      name,
      text: `${name}: ${sent}. No e-mail reaches them: ${nameOf(fallsTo)} is to tell them`,
      tag: 'Not reached',
    }
  }
  if (fallsTo !== null && acted !== null) {
    return {
      name,
      text: `${name}: told by ${nameOf(fallsTo)} on ${sayDate(dayOf(acted))}, since no e-mail reaches them`,
      tag: '',
    }
  }
  const long = isLongUnread(row, asOf)
  const text = long
    ? `${name}: ${sent}, and not read for ${sayDays(dayOf(asOf) - dayOf(told))}`
    : `${name}: ${sent}, not read yet`
  return { name, text, tag: long ? 'Not read' : '' }
}
