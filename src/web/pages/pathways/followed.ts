import type { Adoption, Followed, Part } from '../../../documents/followed/versions.ts'
import { capital } from '../../../documents/scan/words.ts'
import { sayDay } from '../../../engine/calendar/words.ts'
import { dayOf } from '../../../engine/pathway/days.ts'
import type { PathwayDuty } from '../../../engine/pathway/view.ts'
import { type Around, agencyTitle, candidate } from '../../recording/model/around.ts'
import { sayAnswers, textOf } from '../../recording/model/said.ts'
import { cell, headsOf, type Table, type TableCell } from '../../table.ts'
import { sayVersion } from './versions.ts'

/** What a pathway's page shows of something that is kept in versions. */
export interface FollowedPart {
  readonly title: string
  readonly latest: string
  readonly href: string
  readonly link: string
  /** Who has written a part of the one to come or of the latest; '' where nobody was asked. */
  readonly parts: Table | null
  readonly partsHref: string
  readonly adoption: Table | null
}

/** Sets out what is kept in versions: the latest, who has written a part, and which agency has adopted which. */
export function followedPart(followed: Followed, pathway: string, around: Around): FollowedPart {
  const { of, versions, parts, adoptions } = followed
  const latest = versions.at(-1)
  const here = `/pathways/${pathway}/versions/${of.id}`
  const waitsFor = Math.max(0, ...parts.map((part) => part.for))
  const many = versions.length > 1
  return {
    title: of.title,
    latest:
      latest === undefined
        ? 'Not agreed yet.'
        : `Version ${latest.number} of ${versions.length}, ${sayVersion(latest, around)}.`,
    href: latest === undefined ? '' : here,
    link: many ? 'Read it, and see what changed between versions' : 'Read it',
    parts: tableOf(
      waitsFor > versions.length ? 'Each agency’s own part' : `Each agency’s own part of version ${waitsFor}`,
      ['Agency', 'Part', 'By'],
      parts.filter((part) => part.for === waitsFor).map((part) => partRow(part, around)),
    ),
    partsHref: parts.some(({ entry, for: into }) => entry !== null && into === waitsFor) ? `${here}/parts` : '',
    adoption: tableOf(
      'Adopted by each agency',
      ['Agency', 'Adopted', 'Version', 'By'],
      adoptions
        .toSorted(
          (a, b) =>
            ORDER[a.state] - ORDER[b.state] ||
            agencyTitle(a.agency, around).localeCompare(agencyTitle(b.agency, around), 'en-GB'),
        )
        .map((each) => adoptionRow(each, followed, here, around)),
    ),
  }
}

const ORDER: Readonly<Record<Adoption['state'], number>> = { refused: 0, open: 1, adopted: 2 }

function tableOf(caption: string, heads: readonly string[], rows: readonly (readonly TableCell[])[]): Table | null {
  if (rows.length === 0) return null
  return { caption, captionHidden: false, head: headsOf(heads), rows }
}

function partRow({ agency, entry, duty }: Part, around: Around): readonly TableCell[] {
  const name = cell(agencyTitle(agency, around))
  if (entry === null) return [name, ...waiting(duty), cell('')]
  const { by, happened, supersedes } = entry.entry
  const late = duty?.standing.kind === 'met' && duty.standing.late ? 'Late' : ''
  const hint = [sayDay(dayOf(happened)), late, supersedes === null ? '' : 'Corrected since'].filter(
    (each) => each !== '',
  )
  return [name, cell('Written', { tag: 'green', hint: hint.join('. ') }), cell(candidate(by, around).name)]
}

/** "Due Friday 2 October 2026", "Overdue: due Friday 2 October 2026". */
function sayWaiting(duty: PathwayDuty): string {
  const [{ text, tag, hint }] = waiting(duty)
  return tag === 'red' ? `${text}: ${hint.replace(/^D/, 'd')}` : hint === '' ? text : hint
}

/** What is still owed: by when, and whether that has passed. */
function waiting(duty: PathwayDuty | null): readonly [TableCell] {
  const due = duty !== null && 'day' in duty.due ? `Due ${sayDay(duty.due.day)}` : ''
  switch (duty?.standing.kind) {
    case 'overdue':
      return [cell('Overdue', { tag: 'red', hint: due })]
    case 'lapsed':
      return [cell('No longer owed', { tag: 'grey' })]
    default:
      return [cell('Not yet', { tag: 'blue', hint: due })]
  }
}

function adoptionRow(
  { agency, state, entry, version, owed, said }: Adoption,
  { versions }: Followed,
  here: string,
  around: Around,
): readonly TableCell[] {
  const name = cell(agencyTitle(agency, around))
  if (entry === null) return [name, ...waiting(owed), cell(''), cell('')]
  const { by, happened, step: id } = entry.entry
  const step = around.protocol.steps.find((each) => each.id === id)
  const why = sayAnswers(step?.asks ?? [], said, around).map((answer) => `${answer.title} ${textOf(answer.said)}`)
  const behind = version !== null && version < versions.length
  return [
    name,
    state === 'adopted'
      ? cell('Adopted', { tag: 'green', hint: why.join(' ') })
      : cell('Refused', { tag: 'red', hint: why.join(' ') }),
    cell(version === null ? '' : `Version ${version}`, {
      href:
        version === null
          ? ''
          : behind
            ? `${here}?version=${versions.length}&since=${version}`
            : `${here}?version=${version}`,
      hint: behind ? `Version ${versions.length} has come since${owed === null ? '' : `. ${sayWaiting(owed)}`}` : '',
    }),
    cell(candidate(by, around).name, { hint: capital(sayDay(dayOf(happened))) }),
  ]
}
