import { type Day, formatDay } from '../../engine/calendar/day.ts'
import { printCondition } from '../../engine/protocol/condition.ts'
import { printDue } from '../../engine/protocol/sentences/print.ts'
import type { Tally } from '../../engine/watch/scan.ts'
import { RowsJson } from './json-rows.ts'
import type { HeadJson, ProtocolJson } from './json-schema.ts'
import type { Scanned } from './scanned.ts'
import { lastDayTold, sayOwedBy, writtenDay } from './words.ts'

/** Rises when a field changes its meaning or goes away; a field that is added leaves it as it is. */
const FORMAT_VERSION = 1

/**
 * The scan as one JSON document, piece by piece: the whole of a large authority would be hundreds of megabytes in one string.
 * Each row of the long lists stands on a line of its own, and its explanation is worked out only when it is written.
 * `json-schema.ts` is its schema.
 */
export function* jsonChunks(scanned: Scanned): Iterable<string> {
  const rows = new RowsJson(scanned)
  const { occasions, duties, undated } = scanned.scan
  yield JSON.stringify(headOf(scanned, rows)).slice(0, -1)
  yield* list('occasions', occasions, (row) => rows.occasion(row))
  yield* list('duties', duties, (row) => rows.duty(row))
  yield* list('undatedDuties', undated, (row) => rows.undated(row))
  yield '\n}\n'
}

function* list<T>(name: string, rows: readonly T[], toJson: (row: T) => object): Iterable<string> {
  yield `,\n"${name}":[`
  let between = '\n'
  for (const row of rows) {
    yield `${between}${JSON.stringify(toJson(row))}`
    between = ',\n'
  }
  yield rows.length === 0 ? ']' : '\n]'
}

function headOf({ scan, cohort, findings, clause, version }: Scanned, rows: RowsJson): HeadJson {
  const { asOf, until, knownAt } = scan.question
  const cited = new Set(scan.tallies.flatMap(citesOf))
  return {
    format: 'sightline-scan',
    formatVersion: FORMAT_VERSION,
    madeBy: `sightline ${version}`,
    asOf: formatDay(asOf),
    until: formatDay(until),
    knownAt: knownAt === undefined ? null : formatDay(knownAt),
    sources: cohort.sources.map((source) => ({
      name: source.name,
      format: source.format,
      files: [...source.files],
      authority: source.authority,
      writtenOn: dayOrNull(source.writtenOn),
      previousPlans: source.previousPlans,
      coverage: source.coverage.map(({ kind, from, until: last }) => ({
        facts: kind,
        from: dayOrNull(from),
        until: formatDay(last),
      })),
    })),
    filesEnd: dayOrNull(lastDayTold(cohort.sources)),
    counts: {
      children: cohort.size,
      facts: cohort.factCount,
      occasions: scan.occasions.length,
      duties: scan.duties.length,
      undatedDuties: scan.undated.length,
      findings: {
        refused: findings.total('refused'),
        doubtful: findings.total('doubtful'),
        note: findings.total('note'),
      },
    },
    findings: {
      counts: findings.counts.map(({ rule, weight, count }) => ({ rule, weight, count })),
      kept: findings.kept.map(({ weight, rule, file, line, child, message, remedy }) => ({
        weight,
        rule,
        file,
        line,
        child,
        message,
        remedy,
      })),
    },
    clauses: [...cited].sort().flatMap((id) => {
      const found = clause(id)
      return found === undefined ? [] : [{ id, place: found.place, says: found.says }]
    }),
    protocols: scan.tallies.map((tally) => protocolJson(tally, rows)),
  }
}

function citesOf({ protocol }: Tally): readonly string[] {
  const { triggers, duties, readings } = protocol
  return [...triggers, ...duties, ...readings].flatMap(({ cites }) => cites)
}

function protocolJson({ protocol, triggers, duties }: Tally, rows: RowsJson): ProtocolJson {
  const { document, issued, reviewDue, owner } = protocol.source
  return {
    id: protocol.id,
    title: protocol.title,
    authority: protocol.authority,
    version: protocol.version,
    subject: protocol.subject,
    calendar: protocol.calendar,
    source: { document, issued, reviewDue, owner },
    readings: protocol.readings.map(({ cites, reading }) => ({ cites: [...cites], reading })),
    triggers: triggers.map(({ trigger, counts, unanswered, wouldTell }) => ({
      id: trigger.id,
      title: trigger.title,
      cites: [...trigger.cites],
      met: printCondition(trigger.met),
      opens: trigger.opens === null ? null : (protocol.stages.get(trigger.opens)?.title ?? trigger.opens),
      suggests: trigger.suggests,
      asks: [...trigger.asks],
      reading: trigger.reading,
      counts,
      unanswered,
      wouldTell: rows.gaps(wouldTell),
    })),
    duties: duties.map(({ duty, counts }) => ({
      id: duty.id,
      title: duty.title,
      cites: [...duty.cites],
      owedBy: sayOwedBy(duty.owedBy, protocol),
      due: printDue(duty.due),
      reading: duty.reading,
      counts,
    })),
  }
}

function dayOrNull(value: Day | null): string | null {
  const written = writtenDay(value)
  return written === null ? null : formatDay(written)
}
