import { listOf } from '../../../documents/pathway/list.ts'
import { sayMoment } from '../../../documents/pathway/titles.ts'
import { capital, sayCounted } from '../../../documents/scan/words.ts'
import { sayDay } from '../../../engine/calendar/words.ts'
import type { PathwayDuty } from '../../../engine/pathway/view.ts'
import { type CopyAsked, type CountedCopy, countCopy, readCopy } from '../../../record/pathways/copies.ts'
import type { Hidden } from '../../../record/pathways/lists.ts'
import { readPathway } from '../../../record/pathways/read-pathway.ts'
import { tryStep } from '../../../record/pathways/try-step.ts'
import type { Bound } from '../../../record/transaction.ts'
import { keptFrom } from '../../kept-list.ts'
import type { Answer } from '../../route.ts'
import { cell, headsOf, type Table } from '../../table.ts'
import { withheldOfList } from '../../withheld.ts'
import { type Pack, packModel } from './papers.ts'
import { readHead, type SeriesAt, sentAt } from './read.ts'

/** What goes before a sitting: to whom, by which step, as of when. */
interface Sending {
  readonly head: NonNullable<Awaited<ReturnType<typeof readHead>>>
  readonly series: CopyAsked['series']
  readonly sent: Pack['sent']
  readonly recipients: readonly string[]
  /** Where it is sent; '' where it was, or is for somebody else to send. */
  readonly send: string
}

/** Null where nothing is sent before it, or it is not for this person to send. */
async function sendingOf(bound: Bound, id: string): Promise<Sending | null> {
  const head = await readHead(bound, id)
  if (head === null) return null
  for (const each of head.series) {
    const { pathway, caseId, view, duties } = each
    const duty = duties.find(({ standing: { kind } }) => kind === 'open' || kind === 'overdue' || kind === 'met')
    if (pathway === null || view === null || duty === undefined) continue
    const step = duty.duty.metBy.kind === 'step' ? duty.duty.metBy.step : ''
    const sender = view.offers
      .find((offer) => offer.step.id === step)
      ?.takers.find(({ person }) => person === bound.principal.person)
    if (sender === undefined) continue
    const isSent = duty.standing.kind === 'met'
    const recipients = isSent ? receivedBy(each, duty) : await wouldReceive(bound, pathway, step, sender.role)
    const send = isSent ? '' : `/pathways/${pathway}/steps/${step}`
    return { head, series: { pathway, caseId }, sent: sentAt(head.series), recipients, send }
  }
  return null
}

/** Who was told by the entry that met it. */
function receivedBy({ receipts }: SeriesAt, { standing }: PathwayDuty): readonly string[] {
  if (standing.kind !== 'met') return []
  return receipts.filter(({ about }) => about.endsWith(`:${standing.by}`)).map(({ person }) => person)
}

/** Whom sending it now would tell: judged as recording it would be, and not recorded. */
async function wouldReceive(bound: Bound, pathway: string, step: string, role: string): Promise<readonly string[]> {
  const { moment, principal, store } = bound
  const read = await readPathway(bound, pathway, { asOf: moment, knownAt: moment })
  if (read === null) return []
  const said = { outcome: null, answers: {}, about: null, supersedes: null, because: null }
  const command = { step, by: principal.person, role, happened: moment, ...said }
  const tried = await tryStep(bound, { key: store.ids.growing(), on: { pathway, version: read.version }, command })
  if (!tried.ok) return []
  return [...new Set(tried.effects.flatMap((effect) => (effect.kind === 'notice' ? effect.notice.to : [])))]
}

/** The lists that go, each as it is asked for one reader. */
function copiesFor({ head, series, sent }: Sending, reader: string, asOf: Bound['moment']) {
  return head.meeting.said.flatMap(({ rules: { protocol } }) => {
    const document = listOf(protocol)
    if (document === undefined) return []
    return [
      {
        protocol,
        document,
        asked: { protocol: protocol.id, stages: document.while, asOf: sent ?? asOf, reader, series },
      },
    ]
  })
}

/** Who gets a pack, and what each will find in it: looked at before it goes (PRA-06). */
export async function recipientsPage(bound: Bound, id: string): Promise<Answer> {
  const sending = await sendingOf(bound, id)
  if (sending === null) return { kind: 'not-found' }
  const { head, sent, recipients, send } = sending
  const rows: Table['rows'][number][] = []
  for (const person of recipients) {
    const { name, agency } = head.roster.persons.get(person) ?? { name: 'Somebody who has left', agency: '' }
    const lines: string[] = []
    for (const { document, asked } of copiesFor(sending, person, bound.moment)) {
      const counted = await countCopy(bound, asked)
      if (counted !== null) lines.push(sayCopy(document.title, counted))
    }
    rows.push([
      cell(name, { hint: agency, href: `/sittings/${id}/pack/recipients/${person}` }),
      cell(lines.length === 0 ? 'That it was sent, and no list' : lines.join(' ')),
    ])
  }
  const here = `/sittings/${id}`
  const model = {
    here,
    meeting: `${head.meeting.title}, ${sayDay(head.sitting.on)}`,
    says: sent === null ? 'Nothing of it was sent yet.' : `It was sent ${sayMoment(sent)}.`,
    send,
    table: rows.length === 0 ? null : table(rows),
  }
  return { kind: 'page', template: 'meetings/recipients.njk', title: 'What each will get', model }
}

function table(rows: Table['rows']): Table {
  return {
    caption: 'Who gets it, and what each finds in their copy',
    captionHidden: true,
    head: headsOf(['Who', 'In their copy']),
    rows,
  }
}

function sayCopy(title: string, { cases, unseen, left, more }: CountedCopy): string {
  const parts = [
    `${title}: ${sayCounted(cases, 'case', 'cases')} that you may see as well.`,
    sayUnseen(unseen),
    left === 0 ? 'None is left out.' : `${capital(sayHowMany(left))} left out of it.`,
    more ? 'It is longer than one page works out.' : '',
  ]
  return parts.filter((part) => part !== '').join(' ')
}

function sayUnseen(unseen: Hidden): string {
  return unseen === 0
    ? ''
    : `${capital(sayHowMany(unseen))} in it that you may not see, or not all of: they are not shown to you.`
}

function sayHowMany(hidden: Hidden): string {
  return hidden === 'fewer-than-5'
    ? 'fewer than five more cases are'
    : sayCounted(hidden, 'more case is', 'more cases are')
}

/** One recipient's pack, before it goes to them. */
export async function recipientPage(bound: Bound, id: string, person: string): Promise<Answer> {
  const sending = await sendingOf(bound, id)
  if (sending === null || !sending.recipients.includes(person)) return { kind: 'not-found' }
  const { head, sent } = sending
  const lists: Pack['lists'][number][] = []
  const unseen: string[] = []
  for (const { protocol, asked } of copiesFor(sending, person, bound.moment)) {
    const copy = await readCopy(bound, asked)
    const kept = copy && (await keptFrom(bound, protocol, asked.asOf, copy))
    if (!copy || !kept) continue
    lists.push({ ...kept, hidden: copy.left, withheld: await withheldOfList(bound, copy.rows) })
    unseen.push(sayUnseen(copy.unseen))
  }
  const name = head.roster.persons.get(person)?.name ?? 'Somebody who has left'
  const pack = { sitting: head.sitting, meeting: head.meeting, sent, asOf: sent ?? bound.moment, lists }
  return {
    kind: 'page',
    template: 'meetings/pack.njk',
    title: `What ${name} will get`,
    model: packModel(pack, bound, { name, unseen }),
    withheld: lists.flatMap(({ withheld }) => withheld.banner),
  }
}
