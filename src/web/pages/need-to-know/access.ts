import { sayRole } from '../../../documents/pathway/titles.ts'
import { sayDate } from '../../../documents/scan/words.ts'
import type { Day } from '../../../engine/calendar/day.ts'
import type { AccessReview, CaseAccess } from '../../../record/access/case-access.ts'
import type { ExclusionRow } from '../../../record/access/exclusions.ts'
import type { Choices } from '../../../record/people/choices.ts'
import { cell } from '../../table.ts'
import { SENSITIVITIES, sayActions, sayCompartments } from './words.ts'

interface Row {
  readonly key: string
  readonly lines: readonly string[]
}

interface Act {
  readonly text: string
  readonly href: string
}

/** Something that is kept of who may know: what it says, and what can be done with it. */
interface Card {
  readonly title: string
  readonly tag: string
  readonly rows: readonly Row[]
  readonly acts: readonly Act[]
}

/** Who may know of a case, for whoever manages that. */
export interface AccessPage {
  /** What was just done; '' where nothing was. */
  readonly done: string
  readonly child: string
  readonly back: string
  readonly sensitivity: readonly Row[]
  readonly setSensitivity: string
  readonly members: readonly Card[]
  readonly letIn: string
  readonly shares: string
  readonly exclusions: readonly Card[]
  readonly exclude: string
  readonly noBody: string
  readonly erasures: string
}

/** Sets out who may know of a case and why. */
export function accessPage(
  access: CaseAccess,
  exclusions: readonly ExclusionRow[],
  names: (scope: string) => string,
  { asker, today, just }: { readonly asker: string; readonly today: Day; readonly just: string | undefined },
): AccessPage {
  const { caseId, childName, sensitivity, contact, because, set, setBy, reviewOn, members } = access
  const here = `/cases/${caseId}/access`
  const rows: Row[] = [row('Now', SENSITIVITIES[sensitivity])]
  if (contact !== null) rows.push(row('Whom to ask', contact))
  if (because !== null) rows.push(row('Why', because))
  if (set !== null) rows.push(row('Since', `${sayDate(set)}${setBy === null ? '' : `, by ${setBy}`}`))
  if (reviewOn !== null) rows.push(row('Looked at again', sayReview(reviewOn, today)))
  const held = exclusions.filter(({ lifted, until }) => lifted === null && (until === null || until > today))
  const excluded = held.find(({ exclusion }) => exclusion === just)
  return {
    done: excluded === undefined ? '' : `${names(excluded.who)}: excluded. They see nothing of it now.`,
    child: childName ?? 'Not about one child',
    back: `/cases/${caseId}`,
    sensitivity: rows,
    setSensitivity: `${here}/sensitivity`,
    members: members.map((each) => ({
      title: each.name,
      tag: each.person === null ? 'Team' : '',
      rows: [
        row('Agency', each.agency),
        row('As', sayRole(each.caseRole)),
        row('May', `${sayActions(each.actions)}\n${sayCompartments(each.compartments)}`),
        row('When', `From ${sayDate(each.since)}${each.until === null ? '' : ` to ${sayDate(each.until)}`}`),
        row('Why', each.reason),
        row('Lawful basis', each.basis),
        row('Let in by', each.grantedBy ?? 'It came with the case'),
      ],
      acts: [{ text: 'End it', href: `${here}/members/${each.member}/end` }],
    })),
    letIn: `${here}/let-in`,
    shares: here.replace(/access$/, 'shares'),
    exclusions: held.map((each) => exclusionCard(each, here, names, asker, today)),
    exclude: `${here}/exclude`,
    noBody: NOBODY,
    erasures: `/cases/${caseId}/erasures`,
  }
}

const NOBODY =
  'Nobody was let in by name. Those who work with the child, the managers of the team that leads, and whom a protocol names see the case without it.'

function exclusionCard(
  each: ExclusionRow,
  here: string,
  names: (scope: string) => string,
  asker: string,
  today: Day,
): Card {
  const of = `${here}/exclusions/${each.exclusion}`
  const asked = each.liftAskedBy
  const rows = [
    row('From', each.of === 'child' ? 'Everything about the child' : 'This case'),
    row('Why', each.reason),
    row('When', `From ${sayDate(each.since)}${each.until === null ? '' : ` to ${sayDate(each.until)}`}`),
    row('Set by', names(`person:${each.setBy}`)),
    ...(each.reviewOn === null ? [] : [row('Looked at again', sayReview(each.reviewOn, today))]),
    ...(asked === null ? [] : [row('To be lifted', `${names(`person:${asked}`)}: ${each.liftBecause ?? ''}`)]),
  ]
  const lift =
    asked === null
      ? [{ text: 'Ask to lift it', href: `${of}/ask-to-lift` }]
      : asked === asker
        ? []
        : [{ text: 'Lift it', href: `${of}/lift` }]
  return {
    title: names(each.who),
    tag: asked === null ? '' : 'Waits for a second person',
    rows,
    acts: [{ text: 'It stays', href: `${of}/keep` }, ...lift],
  }
}

function row(key: string, said: string): Row {
  return { key, lines: said.split(/\r?\n/) }
}

function sayReview(on: Day, today: Day): string {
  return on <= today ? `Due since ${sayDate(on)}` : `By ${sayDate(on)}`
}

/** Names what a scope stands for: "person:...", "team:...", "agency:...". */
export function namedBy({ persons, teams, agencies }: Choices, former: ReadonlyMap<string, string>) {
  const titles = new Map<string, string>([
    ...[...former].map(([person, name]) => [`person:${person}`, name] as const),
    ...persons.map(({ person, name, agencyTitle }) => [`person:${person}`, `${name}, ${agencyTitle}`] as const),
    ...teams.map(({ team, title }) => [`team:${team}`, title] as const),
    ...agencies.map(({ agency, title }) => [`agency:${agency}`, title] as const),
  ])
  return (scope: string): string => titles.get(scope) ?? 'Somebody who is not kept any more'
}

const KINDS: Readonly<Record<AccessReview['kind'], string>> = {
  sensitivity: 'How much of the case may be known',
  exclusion: 'Who is excluded',
  lifting: 'An exclusion that somebody asked to lift: it waits for a second person',
  grant: 'Somebody let in by name, which ends then',
}

/** Lines of what is looked at again. */
export function reviewRows(reviews: readonly AccessReview[], today: Day) {
  return reviews.map(({ caseId, childName, kind, on }) => [
    cell(childName ?? 'Not about one child', { href: `/cases/${caseId}/access` }),
    cell(KINDS[kind]),
    cell(sayDate(on), { hint: on <= today && kind !== 'lifting' ? 'Due' : '' }),
  ])
}
