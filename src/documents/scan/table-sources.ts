import { FACT_KINDS, type Source } from '../../engine/facts/fact.ts'
import type { Finding } from '../../intake/finding.ts'
import type { Layout } from './layout.ts'
import type { Scanned } from './scanned.ts'
import { FACT_KIND_WORDS, sayCounted, sayDate, sayList, sayNumber, shortNames } from './words.ts'

const FORMATS: Readonly<Record<Source['format'], string>> = {
  'cin-census': 'Children in Need census',
  'safeguarding-dataset': 'Standard Safeguarding Dataset',
}

/** How many rules are listed, and how many places of each: notes ask for nothing, so one is enough of them. */
const MOST_RULES = 8
const FIRST_PLACES: Readonly<Record<Finding['weight'], number>> = { refused: 3, doubtful: 3, note: 1 }

/** What was read, what it holds whole, and what no file holds. */
export function laySources({ cohort }: Scanned, layout: Layout): void {
  layout.heading('What was read')
  const { sources, size, factCount } = cohort
  layout.paragraph(`${sayCounted(size, 'child', 'children')}, ${sayCounted(factCount, 'fact', 'facts')}.`, 2)
  const short = shortNames(sources.flatMap(({ files }) => files))
  for (const source of sources) {
    const authority = source.authority === null ? '' : ` of authority ${source.authority}`
    const written = source.writtenOn === null ? '' : `, written on ${sayDate(source.writtenOn)}`
    layout.paragraph(`${FORMATS[source.format]}${authority}${written}: ${source.files.map(short).join(', ')}.`, 2, 2)
    for (const [period, kinds] of periodsOf(source)) layout.paragraph(`${period}: ${sayList(kinds)}.`, 4, 2)
  }
  const covered = new Set(sources.flatMap(({ coverage }) => coverage.map(({ kind }) => kind)))
  const missing = FACT_KINDS.filter((kind) => !covered.has(kind)).map((kind) => FACT_KIND_WORDS[kind].many)
  if (missing.length > 0) layout.paragraph(`No file given tells of ${sayList(missing)}.`, 2, 2)
}

/** The kinds of fact that a source holds whole, under the period in which it does. */
function periodsOf({ coverage }: Source): ReadonlyMap<string, readonly string[]> {
  const periods = new Map<string, string[]>()
  for (const { kind, from, until } of coverage) {
    const start = from === null ? 'As far back as records go' : `From ${sayDate(from)}`
    const period = `${start} to ${sayDate(until)}`
    const kinds = periods.get(period)
    if (kinds === undefined) periods.set(period, [FACT_KIND_WORDS[kind].many])
    else kinds.push(FACT_KIND_WORDS[kind].many)
  }
  return periods
}

const WEIGHTS = ['refused', 'doubtful', 'note'] as const satisfies readonly Finding['weight'][]

/** What is wrong in the files: what was refused before what is doubtful, the commonest first, each with place and remedy. */
export function layFindings({ findings }: Scanned, layout: Layout): void {
  if (findings.counts.length === 0) return
  layout.heading('What was found in the files')
  const short = shortNames(findings.kept.map(({ file }) => file))
  const [refused, doubtful, notes] = [findings.total('refused'), findings.total('doubtful'), findings.total('note')]
  const said = [
    ...(refused === 0 ? [] : [`${sayNumber(refused)} refused (not taken)`]),
    ...(doubtful === 0 ? [] : [`${sayNumber(doubtful)} doubtful (taken, and probably wrong)`]),
    ...(notes === 0 ? [] : [sayCounted(notes, 'note', 'notes')]),
  ]
  layout.paragraph(`${sayList(said)}.`, 2)
  const rules = [...findings.counts].sort(
    (a, b) => WEIGHTS.indexOf(a.weight) - WEIGHTS.indexOf(b.weight) || b.count - a.count,
  )
  for (const { rule, weight, count } of rules.slice(0, MOST_RULES)) {
    layout.paragraph(`${rule} (${weight}): ${sayCounted(count, 'time', 'times')}`, 2, 2)
    const kept = findings.kept.filter((each) => each.rule === rule && each.weight === weight)
    for (const finding of kept.slice(0, FIRST_PLACES[weight])) layFinding(finding, short, layout)
  }
  if (rules.length > MOST_RULES) {
    const rest = sayCounted(rules.length - MOST_RULES, 'more rule was', 'more rules were')
    layout.paragraph(`${rest} broken. The option --findings FILE lists every finding.`, 2, 2)
  }
}

function layFinding(finding: Finding, short: (file: string) => string, layout: Layout): void {
  const { file, line, child, message, remedy } = finding
  const place = [short(file), ...(line === null ? [] : [`line ${line}`]), ...(child === null ? [] : [`child ${child}`])]
  layout.paragraph(`${place.join(', ')}: ${message} ${remedy}`, 4, 2)
}
