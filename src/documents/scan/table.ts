import type { Day } from '../../engine/calendar/day.ts'
import { sayDay } from '../../engine/calendar/words.ts'
import type { Trigger } from '../../engine/protocol/protocol.ts'
import type { DutyRow, OccasionRow, Tally } from '../../engine/watch/scan.ts'
import type { Gap } from '../../engine/watch/truth.ts'
import { figuresOf } from './figures.ts'
import { Layout } from './layout.ts'
import type { Scanned } from './scanned.ts'
import { layFindings, laySources } from './table-sources.ts'
import {
  capital,
  lastWorkingDay,
  placesIn,
  sayAgeOfSources,
  sayClause,
  sayCounted,
  sayDate,
  sayDerivation,
  sayDistance,
  sayDuty,
  sayDutyDoubt,
  sayGapOfMany,
  sayNoDay,
  sayNumber,
  sayOwedBy,
  sayProtocol,
} from './words.ts'

/** What is listed of the duties: the rest is counted, and the other formats hold all of them. */
const SOONEST = 20
const LONGEST_OVERDUE = 5

/** The scan as a summary for a terminal of `width` columns. No colour is used; nothing is cut off. */
export function* tableChunks(scanned: Scanned, width = 100): Iterable<string> {
  const sections = [layTitle, laySources, layFindings, layProtocols, layOverdue, laySoonest, layUnanswered]
  for (const lay of sections) {
    const layout = new Layout(width)
    lay(scanned, layout)
    yield layout.text
  }
}

function layTitle(scanned: Scanned, layout: Layout): void {
  const { scan, cohort, version } = scanned
  const { asOf, until, knownAt } = scan.question
  layout.paragraph(`Sightline ${version}: whom the protocols say must be escalated, and by when`)
  const known = knownAt === undefined ? '' : `, as it was known on ${sayDate(knownAt)}`
  layout.paragraph(`As of ${sayDay(asOf)}${known}, looking ahead to ${sayDay(until)}.`)
  const age = sayAgeOfSources(cohort.sources, asOf)
  if (age !== '') layout.paragraph(age)
  layout.blank()
  const { met, toCome, suggested, cannotTell } = figuresOf(scanned)
  const children = (count: number): string => sayCounted(count, 'child', 'children')
  layout.paragraph(`${children(met)} to escalate now: a trigger that makes a protocol act is met.`, 2)
  layout.paragraph(`${children(toCome)} to escalate by ${sayDate(until)}, if nothing else changes.`, 2)
  layout.paragraph(`${children(suggested)} to consider: the files show something, and a person judges.`, 2)
  layout.paragraph(
    `${sayCounted(cannotTell, 'answer', 'answers')} that the files cannot give; below is what would tell.`,
    2,
  )
  const overdue = scan.duties.filter(({ owed }) => owed.standing.kind === 'overdue').length
  const open = scan.duties.filter(({ owed }) => owed.standing.kind === 'open').length
  layout.paragraph(
    `${sayCounted(overdue, 'duty is', 'duties are')} overdue; ${sayNumber(open)} fall due by ${sayDate(until)}.`,
    2,
  )
}

function layProtocols({ scan, clause }: Scanned, layout: Layout): void {
  for (const tally of scan.tallies) {
    layout.heading(sayProtocol(tally.protocol))
    layTriggers(tally, scan.question.until, layout)
    if (tally.duties.length > 0 && tally.triggers.length > 0) layout.blank()
    layDuties(tally, scan.question.until, layout)
    layout.blank()
    const { triggers, duties } = tally.protocol
    const cited = new Set([...triggers, ...duties].flatMap(({ cites }) => cites))
    for (const id of [...cited].sort()) layout.paragraph(sayClause(id, clause), 0, 2)
  }
}

function layTriggers({ triggers }: Tally, until: Day, layout: Layout): void {
  if (triggers.length === 0) return
  const rows = triggers.map(({ trigger, counts, unanswered }) => [
    `${trigger.title} (${trigger.cites.join(', ')})${trigger.suggests === null ? '' : ', to consider'}`,
    sayNumber(counts.met),
    sayNumber(counts['may-be-met']),
    sayNumber(counts['to-come'] + counts['may-come']),
    sayNumber(unanswered),
  ])
  layout.table(['Trigger', 'met', 'may be met', `to come by ${sayDate(until)}`, 'no file tells of'], rows)
}

function layDuties({ duties }: Tally, until: Day, layout: Layout): void {
  if (duties.length === 0) return
  const rows = duties.map(({ duty, counts }) => [
    `${duty.title} (${duty.cites.join(', ')})`,
    sayNumber(counts.overdue),
    sayNumber(counts.open),
    sayNumber(counts['not-known']),
    sayNumber(counts.met),
  ])
  layout.table(['Duty', 'overdue', `due by ${sayDate(until)}`, 'past, no file tells', 'met'], rows)
}

function layOverdue(scanned: Scanned, layout: Layout): void {
  const overdue = byDue(scanned.scan.duties, 'overdue')
  if (overdue.length === 0) return
  layout.heading(`Overdue: ${sayNumber(overdue.length)}`)
  for (const row of overdue.slice(0, LONGEST_OVERDUE)) layDuty(row, scanned, layout)
  if (overdue.length > LONGEST_OVERDUE) layRest(overdue.length - LONGEST_OVERDUE, 'overdue', layout)
}

function laySoonest(scanned: Scanned, layout: Layout): void {
  const open = byDue(scanned.scan.duties, 'open')
  layout.heading(open.length === 0 ? 'Nothing falls due' : 'Due soonest')
  if (open.length === 0) layout.paragraph(`No duty falls due by ${sayDate(scanned.scan.question.until)}.`, 2)
  for (const row of open.slice(0, SOONEST)) layDuty(row, scanned, layout)
  if (open.length > SOONEST) layRest(open.length - SOONEST, 'to come', layout)
}

function layRest(count: number, which: string, layout: Layout): void {
  layout.blank()
  layout.paragraph(`${sayNumber(count)} more are ${which}. The formats csv, json and html list them.`, 2)
}

function byDue(duties: readonly DutyRow[], kind: 'open' | 'overdue'): readonly DutyRow[] {
  return duties
    .filter(({ owed }) => owed.standing.kind === kind)
    .sort((a, b) => a.owed.due - b.owed.due || a.child - b.child)
}

function layDuty({ protocol, child, owed, team }: DutyRow, { scan, cohort }: Scanned, layout: Layout): void {
  const { asOf } = scan.question
  const calendar = scan.tallies.find((tally) => tally.protocol === protocol)?.calendar
  const { duty, due } = owed
  layout.blank()
  layout.paragraph(`${sayDay(due)} (${sayDistance(due, asOf)}): child ${cohort.child(child).id}`, 2, 4)
  const by = capital(sayOwedBy(duty.owedBy, protocol))
  const where = team === '' ? '' : ` (${team})`
  layout.paragraph(`${sayDuty(owed)} (${duty.cites.join(', ')}). ${by}${where}.`, 4, 2)
  layout.paragraph(sayDerivation(owed, { protocol, asOf, sayPlace: placesIn(cohort.sources) }), 4, 2)
  const before = calendar === undefined ? null : lastWorkingDay(due, calendar)
  if (before !== null) layout.paragraph(`It is not a working day; the last before it is ${sayDay(before)}.`, 4, 2)
  const doubt = sayDutyDoubt(owed, asOf)
  if (doubt !== '') layout.paragraph(`${capital(doubt)}.`, 4, 2)
}

function layUnanswered({ scan }: Scanned, layout: Layout): void {
  const triggers = scan.tallies.flatMap(({ triggers }) => triggers.filter(({ unanswered }) => unanswered > 0))
  const undated = new Map<string, { readonly title: string; readonly why: string; count: number }>()
  for (const { undated: each } of scan.undated) {
    const why = sayNoDay(each.why)
    const key = `${each.duty.id} ${why}`
    const known = undated.get(key)
    if (known === undefined) undated.set(key, { title: each.duty.title, why, count: 1 })
    else known.count += 1
  }
  const suspected = suspectedBy(scan.occasions)
  if (triggers.length === 0 && undated.size === 0 && suspected.size === 0) return
  layout.heading('What the files cannot answer')
  for (const [trigger, rows] of suspected) {
    const children = new Set(rows.map(({ child }) => child)).size
    layTrigger(trigger, `may be met by ${sayCounted(children, 'child', 'children')}`, layout)
    layGaps(
      rows.flatMap(({ occasion }) => occasion.gaps),
      layout,
    )
  }
  for (const { trigger, unanswered, wouldTell } of triggers) {
    layTrigger(trigger, `no file tells, of ${sayCounted(unanswered, 'child', 'children')}`, layout)
    layGaps(wouldTell, layout)
  }
  for (const { title, why, count } of undated.values()) {
    layout.paragraph(`${title}: ${sayCounted(count, 'duty has', 'duties have')} no day. ${why}`, 2, 2)
  }
}

/** The occasions that the files suspect and cannot prove, under their triggers. */
function suspectedBy(occasions: readonly OccasionRow[]): ReadonlyMap<Trigger, readonly OccasionRow[]> {
  const found = new Map<Trigger, OccasionRow[]>()
  for (const row of occasions) {
    if (row.standing !== 'may-be-met' && row.standing !== 'may-come') continue
    const rows = found.get(row.occasion.trigger)
    if (rows === undefined) found.set(row.occasion.trigger, [row])
    else rows.push(row)
  }
  return found
}

function layTrigger({ title, cites }: Trigger, what: string, layout: Layout): void {
  layout.paragraph(`${title} (${cites.join(', ')}): ${what}.`, 2, 2)
}

function layGaps(gaps: readonly Gap[], layout: Layout): void {
  const said = gaps.map(sayGapOfMany).map(({ lacks, wouldTell }) => `${lacks} ${wouldTell}`)
  for (const line of new Set(said)) layout.paragraph(line, 4, 2)
}
