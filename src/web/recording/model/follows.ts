import { STATES } from '../../../documents/flags/flag-sheet.ts'
import { sayPlanned } from '../../../documents/pathway/decision.ts'
import { inOrderOfNeed } from '../../../documents/pathway/duties.ts'
import { titleOfDuty } from '../../../documents/pathway/duty-title.ts'
import { sayMoment, titlesOf } from '../../../documents/pathway/titles.ts'
import { sayDay } from '../../../engine/calendar/words.ts'
import { sittingsPlanned } from '../../../engine/pathway/planned.ts'
import type { NoticeView, PathwayDuty, View } from '../../../engine/pathway/view.ts'
import { siblingOf } from '../siblings.ts'
import { type Around, agencyTitle, candidate, sayCandidate } from './around.ts'

/** What follows from an entry: where it stands, who is told, who owes what, what was done with, which documents there are. */
export interface Follows {
  readonly stage: { readonly title: string; readonly ends: boolean; readonly from: string | null } | null
  readonly told: readonly {
    readonly title: string
    readonly says: string
    readonly to: readonly string[]
    readonly nobody: string | null
  }[]
  /** Of what told them is taken back: they are told that too. */
  readonly untold: readonly { readonly title: string; readonly to: readonly string[] }[]
  readonly owed: readonly {
    readonly title: string
    readonly by: string
    readonly due: string
    readonly cites: readonly string[]
  }[]
  readonly met: readonly string[]
  readonly lapsed: readonly string[]
  readonly documents: readonly { readonly title: string; readonly id: string; readonly of: string }[]
  readonly flags: readonly string[]
  /** Sittings that are planned with it. */
  readonly sittings: readonly string[]
}

/** What is other after an entry than before it. */
export function followsFrom(before: View, after: View, around: Around): Follows {
  const { protocol } = around
  const known = new Map(before.duties.map((duty) => [duty.id, duty]))
  const turned = (kind: 'met' | 'lapsed'): readonly string[] =>
    after.duties
      .filter(({ id, standing }) => standing.kind === kind && known.get(id)?.standing.kind !== kind)
      .map((duty) => titleWithSibling(duty, around, after))
  const stood = new Set(before.notices.filter(stands).map(nameOf))
  const fallen = after.notices.filter((notice) => !stands(notice) && stood.has(nameOf(notice)))
  const anew = new Set(fallen.map(nameOf))
  const standing = new Set(after.notices.filter(stands).map(nameOf))
  const remain = new Set(after.duties.map(({ id }) => id))
  const documents = new Set(before.documents.map(({ id, of }) => `${id} ${of}`))
  const { stage } = after
  return {
    stage:
      stage === null || stage.id === before.stage?.id
        ? null
        : { title: stage.title, ends: stage.ends, from: before.stage?.title ?? null },
    told: after.notices
      .filter((notice) => stands(notice) && (!stood.has(nameOf(notice)) || anew.has(nameOf(notice))))
      .map((notice) => sayNotice(notice, around)),
    untold: fallen
      .filter((notice) => !standing.has(nameOf(notice)))
      .map((notice) => sayNotice(notice, around))
      .filter(({ to }) => to.length > 0),
    // In the order of their days.
    owed: inOrderOfNeed(
      after.duties.filter(({ id, standing }) => isOpen(standing.kind) && !isOpen(known.get(id)?.standing.kind)),
    ).map((duty) => sayOwed(duty, around, after)),
    met: turned('met'),
    lapsed: [
      ...turned('lapsed'),
      ...before.duties
        .filter(({ id, standing }) => isOpen(standing.kind) && !remain.has(id))
        .map((duty) => titleWithSibling(duty, around, before)),
    ],
    documents: after.documents
      .filter(({ id, of }) => !documents.has(`${id} ${of}`))
      .map(({ id, of }) => ({ title: protocol.documents.find((each) => each.id === id)?.title ?? id, id, of })),
    flags: after.flags
      .filter(
        (flag) =>
          !before.flags.some((each) => each.id === flag.id && each.agency === flag.agency && each.state === flag.state),
      )
      .map(({ id, agency, state }) => {
        const title = protocol.flags.find((each) => each.id === id)?.title ?? id
        return `${title}, ${agencyTitle(agency, around)}: ${STATES[state]}`
      }),
    sittings: sittingsOf(before, after, around),
  }
}

/** What is planned because of entries that were not there before. */
function sittingsOf(before: View, after: View, { protocol }: Around): readonly string[] {
  const were = new Set(before.entries.map(({ entry }) => entry.id))
  return after.entries.flatMap(({ entry, ignored }) => {
    const step = protocol.steps.find(({ id }) => id === entry.step)
    const isNew = ignored === null && !were.has(entry.id)
    return step === undefined || !isNew ? [] : sittingsPlanned(step, entry).map((each) => sayPlanned(each, protocol))
  })
}

function isOpen(kind: string | undefined): boolean {
  return kind === 'open' || kind === 'overdue'
}

function nameOf({ id, of }: NoticeView): string {
  return `${id} ${of}`
}

/** Whether what it was sent for stands as it was. */
function stands({ correctedBy }: NoticeView): boolean {
  return correctedBy === null
}

function sayNotice({ id, to, nobody, mailbox }: NoticeView, around: Around): Follows['told'][number] {
  const notice = around.protocol.notices.find((each) => each.id === id)
  const missing = nobody.length === 0 ? null : `Nobody is known to be this: ${titlesOf(around.protocol).who(nobody)}.`
  return {
    title: notice?.title ?? id,
    says: notice?.says ?? '',
    to: [
      ...to.map((person) => sayCandidate(candidate(person, around))),
      ...(mailbox === null ? [] : ['The authority’s mailbox for these cases']),
    ],
    nobody: missing,
  }
}

function sayOwed(owed: PathwayDuty, around: Around, view: View): Follows['owed'][number] {
  const { duty, owedBy, who, due } = owed
  const wanted = titlesOf(around.protocol).who([who])
  return {
    title: titleWithSibling(owed, around, view),
    by:
      owedBy.length === 0
        ? `Nobody yet: nobody is known to be ${wanted}`
        : owedBy.map((person) => sayCandidate(candidate(person, around))).join('; '),
    due: 'none' in due ? 'No day yet' : due.at === null ? sayDay(due.day) : sayMoment(due.at),
    cites: duty.cites,
  }
}

/** What is owed, with the brother or sister whom it is about. */
function titleWithSibling(owed: PathwayDuty, around: Around, view: View): string {
  const title = titleOfDuty(owed, around.protocol)
  const sibling = siblingOf(owed, around, view)
  return sibling === null ? title : `${title} (${sibling})`
}

/** What follows from taking something back or recording it elsewhere, a line for each thing. */
export function followLines({
  stage,
  told,
  untold,
  owed,
  met,
  lapsed,
  documents,
  flags,
  sittings,
}: Follows): readonly string[] {
  const people = (to: readonly string[]): string => to.join('; ')
  return [
    ...(stage === null ? [] : [`It will stand at: ${stage.title}.`]),
    ...lapsed.map((title) => `No longer owed: ${title}.`),
    ...owed.map(({ title, by, due }) => `Owed: ${title}, by ${by}. Due: ${due}.`),
    ...met.map((title) => `Done with it: ${title}.`),
    ...untold.map(({ title, to }) => `Told that it was taken back: ${people(to)} (${title}).`),
    ...told.filter(({ to }) => to.length > 0).map(({ title, to }) => `Told: ${people(to)} (${title}).`),
    ...documents.map(({ title }) => `A document: ${title}.`),
    ...flags.map((text) => `Flag: ${text}.`),
    ...sittings,
  ]
}
