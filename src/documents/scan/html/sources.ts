import type { Day } from '../../../engine/calendar/day.ts'
import { sayDay } from '../../../engine/calendar/words.ts'
import { FACT_KINDS, type FactKind, type Source } from '../../../engine/facts/fact.ts'
import type { Scanned } from '../scanned.ts'
import { FACT_KIND_WORDS, sayDate, sayDays, sayList } from '../words.ts'
import { type Content, html, type Markup } from './markup.ts'
import { fileName } from './table.ts'

const FORMATS: Readonly<Record<Source['format'], string>> = {
  'cin-census': 'Children in Need census',
  'safeguarding-dataset': 'Standard Safeguarding Dataset',
}

/** Whose data it is, how old, and what it leaves out: for the head of the page. */
export function saySources({ cohort: { sources }, scan }: Scanned): string {
  const { asOf } = scan.question
  if (sources.length === 0) return 'No source was read.'
  const each = sources.map((source) => {
    const { authority, writtenOn } = source
    const whose = authority === null ? '' : ` of authority ${authority}`
    const when =
      writtenOn === null
        ? 'which does not say when it was written'
        : `written ${sayDate(writtenOn)}, ${age(writtenOn, asOf)}`
    return `${nameOf(source)}${whose}, ${when}`
  })
  const silent = silentKinds(sources)
  const silence = silent.length === 0 ? '' : ` No source given tells of ${sayList(silent)}.`
  return `Made from: ${each.join('; ')}.${silence}`
}

/** What was read, how old it is and what it leaves out. */
export function sourcesSection({ cohort: { sources }, scan, version }: Scanned): Markup {
  const { asOf, knownAt } = scan.question
  const silent = silentKinds(sources)
  const known = knownAt === undefined ? null : `Only what was known on ${sayDay(knownAt)} is counted.`
  return html`<h2 id="files">What was read</h2>
    ${sources.length === 0 ? html`<p>No source was read.</p>` : sources.map((source) => sourceList(source, asOf))}
    ${
      silent.length === 0
        ? html`<p>Together these sources tell of everything that Sightline can ask for.</p>`
        : html`<p class="inset">No source given tells of ${sayList(silent)}. What rests on them cannot be told.</p>`
    }
    <p class="small">Made by Sightline ${version}. ${known} Each day to come is a forecast that assumes nothing else
    changes.</p>
    `
}

function sourceList(source: Source, asOf: Day): Markup {
  const { format, files, authority, writtenOn, coverage } = source
  const written = writtenOn === null ? 'The files do not say when' : `${sayDate(writtenOn)}, ${age(writtenOn, asOf)}`
  const told = coverage.length === 0 ? 'Nothing whole' : html`<ul class="plain">${coverageLines(coverage)}</ul>`
  return html`<dl class="summary">
    ${row('Source', nameOf(source))}
    ${nameOf(source) === FORMATS[format] ? null : row('Format', FORMATS[format])}
    ${row(files.length === 1 ? 'File' : 'Files', files.map(fileName).join(', '))}
    ${authority === null ? null : row('Authority', authority)}
    ${row('Written', written)}
    ${row('Tells of', told)}
    </dl>
    `
}

function row(key: string, value: Content): Markup {
  return html`<div><dt>${key}</dt><dd>${value}</dd></div>`
}

function nameOf({ name, format }: Source): string {
  return name === '' ? FORMATS[format] : name
}

function age(writtenOn: Day, asOf: Day): string {
  const days = asOf - writtenOn
  if (days === 0) return 'on the day of this report'
  return days > 0 ? `${sayDays(days)} before the day of this report` : `${sayDays(-days)} after the day of this report`
}

/** The kinds of fact that no source holds whole for any days. */
function silentKinds(sources: readonly Source[]): readonly string[] {
  const told = new Set(sources.flatMap(({ coverage }) => coverage.map(({ kind }) => kind)))
  return FACT_KINDS.filter((kind) => !told.has(kind)).map((kind) => FACT_KIND_WORDS[kind].many)
}

/** The kinds that reach over the same days on one line. */
function coverageLines(coverage: Source['coverage']): readonly Markup[] {
  const byReach = new Map<string, FactKind[]>()
  for (const { kind, from, until } of coverage) {
    const reach = from === null ? `until ${sayDate(until)}` : `from ${sayDate(from)} to ${sayDate(until)}`
    const kinds = byReach.get(reach)
    if (kinds === undefined) byReach.set(reach, [kind])
    else kinds.push(kind)
  }
  return [...byReach].map(
    ([reach, kinds]) => html`<li>${sayList(kinds.map((kind) => FACT_KIND_WORDS[kind].many))}, ${reach}</li>`,
  )
}
