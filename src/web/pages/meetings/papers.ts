import { agendaPaper } from '../../../documents/papers/agenda-paper.ts'
import { listPaper, sayWithheld } from '../../../documents/papers/list-paper.ts'
import type { Making } from '../../../documents/papers/making.ts'
import { minutesPaper } from '../../../documents/papers/minutes-paper.ts'
import { namedFrom } from '../../../documents/papers/naming.ts'
import { type Paper, warnedFirst } from '../../../documents/papers/paper.ts'
import type { Shown } from '../../../documents/pathway/shown.ts'
import { sayMoment } from '../../../documents/pathway/titles.ts'
import { listSheet } from '../../../documents/sheets/list-sheet.ts'
import type { Sheet } from '../../../documents/sheets/sheet.ts'
import type { Instant } from '../../../engine/calendar/instant.ts'
import { sayDay } from '../../../engine/calendar/words.ts'
import { withheldFrom } from '../../../record/pathways/listed.ts'
import type { Hidden } from '../../../record/pathways/lists.ts'
import type { SeenPathway } from '../../../record/pathways/read-pathway.ts'
import { namesOf } from '../../../record/people/names.ts'
import type { Bound } from '../../../record/transaction.ts'
import { fieldsOf, type KeptRead, keptAsOf, shownFrom } from '../../kept-list.ts'
import type { Answer } from '../../route.ts'
import { type WithheldOfList, withheldOfList } from '../../withheld.ts'
import { openActions, ownerOf } from './actions.ts'
import { attendanceRows } from './attendance-model.ts'
import { childIn, sayDiffering } from './differing.ts'
import { type AgendaRead, readHead, readSitting, sentAt } from './read.ts'
import { casesOf } from './sitting-model.ts'

/** What one reader is given of the lists that go before a sitting: as they stood when they were sent, or as they stand now. */
export interface Pack {
  readonly sitting: AgendaRead['sitting']
  readonly meeting: AgendaRead['meeting']
  readonly sent: Instant | null
  readonly asOf: Instant
  readonly lists: readonly (KeptRead & { readonly hidden: Hidden; readonly withheld: WithheldOfList })[]
}

async function packOf(bound: Bound, id: string): Promise<Pack | null> {
  const head = await readHead(bound, id)
  if (head === null) return null
  const sent = sentAt(head.series)
  const asOf = sent ?? bound.moment
  const lists: Pack['lists'][number][] = []
  for (const { rules } of head.meeting.said) {
    const kept = await keptAsOf(bound, rules.protocol, asOf)
    if (kept === null) continue
    const { protocol, document, rows } = kept.list
    const shown = rows.map((row) => kept.of(row.shown).pathway)
    const hidden = await withheldFrom(bound, { protocol: protocol.id, stages: document.while, asOf, shown })
    const withheld = await withheldOfList(
      bound,
      rows.map((row) => kept.of(row.shown)),
    )
    lists.push({ ...kept, hidden, withheld })
  }
  return { sitting: head.sitting, meeting: head.meeting, sent, asOf, lists }
}

/** A reader's pack, as a page. */
export async function packPage(bound: Bound, id: string): Promise<Answer> {
  const pack = await packOf(bound, id)
  if (pack === null || pack.lists.length === 0) return { kind: 'not-found' }
  const { sent, lists } = pack
  return {
    kind: 'page',
    template: 'meetings/pack.njk',
    title: sent === null ? 'The list as it would be sent' : 'What was sent',
    model: packModel(pack, bound, null),
    withheld: lists.flatMap(({ withheld }) => withheld.banner),
  }
}

/**
 * A pack as the page shows it.
 * @param other whose copy it is, where it is looked at before it goes to them; null for whoever's own it is
 */
export function packModel(
  { sitting, meeting, sent, asOf, lists }: Pack,
  { today }: Pick<Bound, 'today'>,
  other: { readonly name: string; readonly unseen: readonly string[] } | null,
) {
  const here = `/sittings/${sitting.id}`
  return {
    here,
    back: other === null ? here : `${here}/pack/recipients`,
    other: other?.name ?? '',
    meeting: `${meeting.title}, ${sayDay(sitting.on)}`,
    says:
      sent === null
        ? `As it stands now, ${sayMoment(asOf)}. Nothing of it was sent yet.`
        : `As it stood when it was sent, ${sayMoment(sent)}.`,
    printed: sayDay(today),
    lists: lists.map(({ list, of, hidden, more }, at) => ({
      title: list.document.title,
      // Of what another agency keeps to itself nobody is told whether there is any.
      isKept: list.protocol.kept !== null,
      hidden: sayWithheld(hidden).join(' '),
      unseen: other?.unseen[at] ?? '',
      more,
      file: `${here}/pack/${list.protocol.id}`,
      cases: list.rows.map((row, place) => ({
        id: `case-${place + 1}`,
        child: of(row.shown).childName ?? 'Not about one child',
        href: `/pathways/${of(row.shown).pathway}`,
        stage: row.shown.view.stage?.title ?? '',
        fields: fieldsOf(row),
      })),
    })),
  }
}

/** One list of a reader's pack, as a paper; null where there is none. */
export async function packPaper(bound: Bound, id: string, protocol: string): Promise<Paper | null> {
  const pack = await packOf(bound, id)
  const kept = pack?.lists.find(({ list }) => list.protocol.id === protocol)
  if (pack == null || kept === undefined || kept.more) return null
  const { list, of, names, hidden, withheld } = kept
  const clause =
    pack.meeting.said.find(({ rules }) => rules.protocol.id === protocol)?.rules.clause ?? (() => undefined)
  const asked = { asOf: pack.asOf, knownAt: pack.asOf, clause }
  const paper = listPaper(list, asked, {
    ...making(bound, names, id),
    namingOf: (shown) => namedFrom(names, null, of(shown).childName ?? 'Not about one child'),
    withheld: hidden,
  })
  return warnedFirst(paper, withheld.warnings)
}

/** The same as a sheet. */
export async function packSheet(bound: Bound, id: string, protocol: string): Promise<Sheet | null> {
  const kept = (await packOf(bound, id))?.lists.find(({ list }) => list.protocol.id === protocol)
  if (kept === undefined || kept.more) return null
  const { list, of, names, hidden, withheld } = kept
  const sheet = listSheet(list, (shown) => namedFrom(names, null, of(shown).childName ?? ''))
  return { ...sheet, notes: [...sayWithheld(hidden), ...withheld.warnings] }
}

function making(
  { principal, moment }: Bound,
  names: ReadonlyMap<string, string>,
  reference: string,
): Omit<Making, 'naming'> {
  return { madeFor: names.get(principal.person) ?? null, made: moment, reference, closed: [] }
}

/** The agenda of a sitting for one reader, with the cases that wait for it. Null where no protocol has cases for it. */
export async function agendaFor(bound: Bound, id: string): Promise<Paper | null> {
  const read = await readSitting(bound, id)
  const part = read?.parts[0] ?? read?.meeting.said[0]
  if (read == null || part === undefined) return null
  const names = await namesOf(bound)
  const parts = read.parts.filter(({ rules }) => rules === part.rules)
  const seen = new Map<Shown, SeenPathway>(
    parts.flatMap(({ cases }) => cases.map((each) => [shownFrom(each.read, names, bound.moment), each.read] as const)),
  )
  const asked = { asOf: bound.moment, knownAt: bound.moment, clause: part.rules.clause }
  const on = { ...read.sitting, meeting: part.meeting, protocol: part.rules.protocol }
  const paper = agendaPaper(on, [...seen.keys()], asked, {
    ...making(bound, names, id),
    namingOf: (shown) => namedFrom(names, null, seen.get(shown)?.childName ?? 'Not about one child'),
    withheld: parts[0]?.hidden ?? 0,
  })
  return warnedFirst(paper, (await withheldOfList(bound, [...seen.values()])).warnings)
}

/** The minutes of a sitting that has been, for one reader. Null where no protocol has cases for it. */
export async function minutesFor(bound: Bound, id: string): Promise<Paper | null> {
  const read = await readSitting(bound, id)
  const part = read?.parts[0] ?? read?.meeting.said[0]
  if (read == null || part === undefined || read.sitting.on > bound.today) return null
  const { sitting, at, roster, parts } = read
  const names = await namesOf(bound)
  const asked = { asOf: bound.moment, knownAt: bound.moment, clause: part.rules.clause }
  const cases = casesOf(parts)
  const childOf = new Map<Shown, string | null>()
  const held = {
    people: attendanceRows(at, roster, childIn(cases)).map(({ name, agency, post, tag, says }) => {
      return { name, agency, post, says: says === '' ? tag.text : `${tag.text}. ${says}` }
    }),
    cases: cases.map((each) => {
      const { rules, facts, people, view, childName } = each.read
      const shown = { ...rules, history: { facts, entries: [] }, people, ...asked, view, version: '' }
      childOf.set(shown, childName)
      return { shown, decided: each.decided, differs: sayDiffering(each, at, sitting.on, roster) }
    }),
    actions: openActions(cases).map(({ action, child }) => ({
      child: child === '' ? NO_CHILD : child,
      what: action.what,
      who: ownerOf(action, roster),
      by: action.by === null ? 'No day' : sayDay(action.by),
    })),
  }
  const on = { ...sitting, meeting: part.meeting, protocol: part.rules.protocol }
  const paper = minutesPaper(on, held, asked, {
    ...making(bound, names, id),
    namingOf: (shown) => namedFrom(names, shown.people, childOf.get(shown) ?? NO_CHILD, roster),
    withheld: parts[0]?.hidden ?? 0,
  })
  const withheld = await withheldOfList(
    bound,
    cases.map(({ read: each }) => each),
  )
  return warnedFirst(paper, withheld.warnings)
}

const NO_CHILD = 'Not about one child'
