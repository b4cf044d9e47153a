import { sayMoment, sayRole } from '../../../documents/pathway/titles.ts'
import { sayWithheldWhereabouts } from '../../../documents/pathway/whereabouts.ts'
import { capital, sayDate } from '../../../documents/scan/words.ts'
import type { Day } from '../../../engine/calendar/day.ts'
import type { AccessReview, CaseAccess } from '../../../record/access/case-access.ts'
import type { ExclusionRow } from '../../../record/access/exclusions.ts'
import type { Choices } from '../../../record/people/choices.ts'
import type { WithholdingRow } from '../../../record/sharing/whereabouts.ts'
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
  readonly withheld: readonly Card[]
  readonly before: readonly string[]
  readonly withhold: string
  readonly exclusions: readonly Card[]
  readonly exclude: string
  readonly noBody: string
  readonly erasures: string
}

/** What is kept of a case beside its access itself. */
interface Kept {
  readonly exclusions: readonly ExclusionRow[]
  readonly withholdings: readonly WithholdingRow[]
}

/** Sets out who may know of a case and why. */
export function accessPage(
  access: CaseAccess,
  { exclusions, withholdings }: Kept,
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
    withheld: withholdings.filter(({ ended }) => ended === null).map((each) => withheldCard(each, here, names, today)),
    before: withholdings.flatMap((each) => sayEndedWithholding(each, names)),
    withhold: `${here}/withhold`,
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

function withheldCard(each: WithholdingRow, here: string, names: (scope: string) => string, today: Day): Card {
  const of = `${here}/withheld/${each.withholding}`
  return {
    title: titleOfWithheld(each, names),
    tag: each.reviewOn <= today ? 'To be looked at again' : '',
    rows: [
      row('What', sayWithheldWhereabouts(named(each, names))),
      row('Why', each.because),
      row('Said by', `${names(`person:${each.setBy}`)}, ${sayMoment(each.set)}`),
      row('Looked at again', sayReview(each.reviewOn, today)),
    ],
    acts: [
      { text: 'It stays', href: `${of}/keep` },
      { text: 'Lift it', href: `${of}/lift` },
    ],
  }
}

/** What one is called among others. */
export function titleOfWithheld(each: WithholdingRow, names: (scope: string) => string): string {
  const { whose, carer } = each
  const of = { child: 'The child', carer, 'child-and-carer': `The child and ${carer}` }[whose]
  const from = named(each, names).named
  return `${of}: not to ${from === '' ? 'the family' : from}`
}

function sayEndedWithholding(each: WithholdingRow, names: (scope: string) => string): readonly string[] {
  if (each.ended === null) return []
  const { at, by, because, as } = each.ended
  const how = as === 'kept' ? 'looked at again and kept' : 'lifted'
  const began = `${titleOfWithheld(each, names)}. Said ${sayMoment(each.set)}: ${each.because}`
  return [`${began} / ${capital(how)} ${sayMoment(at)} by ${names(`person:${by}`)}: ${because}`]
}

function named(each: WithholdingRow, names: (scope: string) => string): WithholdingRow {
  return each.scope === null ? each : { ...each, named: names(each.scope) }
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
  withheld: 'Whereabouts that are withheld',
}

/** Lines of what is looked at again. */
export function reviewRows(reviews: readonly AccessReview[], today: Day) {
  return reviews.map(({ caseId, childName, kind, on }) => [
    cell(childName ?? 'Not about one child', { href: `/cases/${caseId}/access` }),
    cell(KINDS[kind]),
    cell(sayDate(on), { hint: on <= today && kind !== 'lifting' ? 'Due' : '' }),
  ])
}
