import type { Progress } from '../../../cases/import/desk.ts'
import { doubtsAbout, lastDayOf } from '../../../cases/import/doubts.ts'
import { saySummary } from '../../../cases/import/words.ts'
import { sayMoment } from '../../../documents/pathway/titles.ts'
import { capital, FACT_KIND_WORDS, sayCounted, sayDate, sayList, sayNumber } from '../../../documents/scan/words.ts'
import { type Day, parseDay } from '../../../engine/calendar/day.ts'
import { type Coverage, FACT_KINDS, type FactKind, type Source } from '../../../engine/facts/fact.ts'
import { CHECKS } from '../../../intake/census/checks.ts'
import type {
  ChangedChild,
  ChangeOf,
  ImportLookedAt,
  ImportSeen,
  NumberedFinding,
} from '../../../record/facts/look-at-imports.ts'

/** How each state of an import is called, and the colour of its tag. */
const STATES: Readonly<Record<ImportSeen['state'], { readonly text: string; readonly tag: string }>> = {
  reading: { text: 'Being read', tag: 'blue' },
  waiting: { text: 'Waits for you', tag: 'yellow' },
  taken: { text: 'Adopted', tag: 'green' },
  refused: { text: 'Not taken', tag: 'grey' },
  undone: { text: 'Undone', tag: 'orange' },
}

const FORMATS: Readonly<Record<Source['format'], string>> = {
  'cin-census': 'Children in Need census',
  'safeguarding-dataset': 'Standard Safeguarding Dataset',
}

/** A command tells of each file by its whole path, which says nothing to whoever reads the page. */
function nameOfFile(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path
}

/** What an import is, in a few words: its formats, and up to when it tells. */
function titleOf({ sources, files }: Pick<ImportSeen, 'sources' | 'files'>): string {
  if (sources === null || sources.length === 0)
    return files.length === 1 ? nameOfFile(files[0] ?? '') : `${files.length} files`
  const formats = [...new Set(sources.map(({ format }) => FORMATS[format]))].join(' and ')
  const last = lastDayOf(sources)
  return last === null ? formats : `${formats} up to ${sayDate(last)}`
}

export interface ImportLine {
  readonly title: string
  readonly href: string
  readonly state: { readonly text: string; readonly tag: string }
  readonly brought: string
  readonly children: string
}

export function importLines(imports: readonly ImportSeen[]): readonly ImportLine[] {
  return imports.map((each) => ({
    title: titleOf(each),
    href: `/imports/${each.importId}`,
    state: STATES[each.state],
    brought: `${capital(sayMoment(each.begun))}, by ${each.by}`,
    children: sayNumber(each.summary?.children ?? each.children),
  }))
}

export interface CoverageLine {
  readonly source: string
  readonly written: string
  readonly holds: readonly { readonly days: string; readonly kinds: string }[]
}

/** What each source declares that it holds whole. */
function coverageLines(sources: readonly Source[]): readonly CoverageLine[] {
  return sources.map(({ name, format, writtenOn, coverage }) => ({
    source: sayDatesIn(name.startsWith(FORMATS[format]) ? name : `${FORMATS[format]}: ${name}`),
    written: writtenOn === null ? 'It does not say when it was written.' : `Written on ${sayDate(writtenOn)}.`,
    holds: holdsOf(coverage),
  }))
}

/** The same days are said once, with everything that is held whole within them. */
function holdsOf(coverage: readonly Coverage[]): CoverageLine['holds'] {
  const kinds = new Map<string, string[]>()
  for (const { kind, from, until } of coverage) {
    const days = `${from === null ? 'From the beginning' : `From ${sayDate(from)}`} to ${sayDate(until)}`
    kinds.set(days, [...(kinds.get(days) ?? []), FACT_KIND_WORDS[kind].many])
  }
  return [...kinds].map(([days, each]) => ({ days, kinds: capital(sayList(each)) }))
}

/** One page of an import: whichever state it is in, the template shows what belongs to it. */
export function importPage(seen: ImportLookedAt, { today, notTaken }: { today: Day; notTaken: string | null }) {
  const { importId, state, summary, sources, counts, noticed } = seen
  const of = (weight: string): number => {
    return counts.filter((each) => each.weight === weight).reduce((sum, { count }) => sum + count, 0)
  }
  const here = `/imports/${importId}`
  return {
    here,
    state: { kind: state, ...STATES[state] },
    title: titleOf(seen),
    files: seen.files.map(nameOfFile),
    brought: `${capital(sayMoment(seen.begun))}, by ${seen.by}`,
    notTaken: notTaken ?? '',
    compared: seen.compared ?? 0,
    doubts:
      state === 'waiting' && summary !== null && sources !== null
        ? doubtsAbout({ summary, sources, before: seen.sourcesBefore, today })
        : [],
    says: summary === null ? [] : saySummary(summary),
    changes: summary === null ? [] : changeRows(seen, here),
    facts:
      summary === null
        ? []
        : [
            { text: 'Facts that come', count: sayNumber(summary.facts.new) },
            { text: 'Facts that change', count: sayNumber(summary.facts.changed) },
            { text: 'Facts that go', count: sayNumber(summary.facts.withdrawn) },
          ],
    isFirst: summary?.before.children === null,
    doubtful: state === 'refused' || state === 'undone' ? 0 : (summary?.doubtful ?? 0),
    coverage: sources === null ? [] : coverageLines(sources),
    findings: WEIGHTS.filter(({ weight }) => of(weight) > 0).map(({ weight, title }) => ({
      title,
      count: of(weight),
      href: `${here}/findings?weight=${weight}`,
      rules: counts
        .filter((each) => each.weight === weight)
        .slice(0, RULES_SHOWN)
        .map(({ rule, count }) => ({
          rule: sayRule(rule),
          count,
          href: `${here}/findings?weight=${weight}&rule=${rule}`,
        })),
    })),
    taken: seen.taken === null ? '' : capital(sayMoment(seen.taken)),
    noticed: noticed === null ? null : noticedLines(noticed),
    unknownNames: noticed?.unknownNames ?? [],
    unknownMore: Math.max(0, (noticed?.unknown ?? 0) - (noticed?.unknownNames.length ?? 0)),
    refused: seen.refusedBecause ?? '',
    undone:
      seen.undone === null
        ? null
        : { when: capital(sayMoment(seen.undone)), by: seen.undoneBy ?? '', because: seen.undoneBecause ?? '' },
  }
}

function noticedLines({ opened, prompted, noted, newCases, withoutCase }: ImportLookedAt['noticed'] & object) {
  return [
    { text: 'Pathways that opened by themselves', count: opened },
    { text: 'Prompts made', count: prompted },
    { text: 'Triggers noted in pathways that run', count: noted },
    { text: 'Cases made for children who had none', count: newCases },
    { text: 'Children without a case, since the authority has no council to lead it', count: withoutCase },
  ].filter(({ count }, at) => count > 0 || at === 0)
}

const RULES_SHOWN = 12

/** What each weight of a finding means to whoever reads them. */
export const WEIGHTS = [
  { weight: 'refused', title: 'Not taken: a value, a row or a file' },
  { weight: 'doubtful', title: 'Taken, and wrong or unlikely' },
  { weight: 'note', title: 'Nothing is wrong, but what is shown rests on it' },
] as const

/** Of what is noted most, in more words than the rule's name has. */
const NOTES: Readonly<Record<string, string>> = {
  reach: 'How far back the files tell',
  'table-not-used': 'Tables that are not read',
  'assessment-over-limit': 'Assessments that took longer than the limit',
  'conference-over-limit': 'Conferences held later than the limit',
  'conference-not-held': 'Conferences that were not held',
  'review-not-held': 'Reviews that were not held',
  'six-years': 'Files that hold the last six years alone',
  'columns-not-given': 'Columns that are missing',
  'tables-not-given': 'Tables that are missing',
  'date-unreadable': 'Dates that cannot be read',
  'unknown-code': 'Codes that are not known',
  'identifiers-alike': 'Identifiers that are alike',
  'ends-before-start': 'Things that end before they begin',
  'given-twice': 'Things that are given twice',
  'listed-twice': 'Files that are given twice',
  doctype: 'A file with a document type of its own',
}

function sayRule(rule: string): string {
  const note = NOTES[rule]
  if (note !== undefined) return note
  const check = /^\d+$/.test(rule) ? CHECKS.find((each) => each.rule === rule) : undefined
  if (check !== undefined) return `${check.what.replace(/\.$/, '')} (census rule ${rule})`
  return capital(rule.replaceAll('-', ' '))
}

function changeRows({ summary }: ImportLookedAt, here: string) {
  if (summary === null) return []
  const rows: readonly { text: string; count: number; of: ChangeOf }[] = [
    { text: 'Children who are new', count: summary.newChildren, of: 'new' },
    { text: 'Children of whom something changes', count: summary.changedChildren, of: 'changed' },
    { text: 'Children whom the files before named and these do not', count: summary.notNamed, of: 'gone' },
  ]
  return rows.map(({ text, count, of }) => ({
    text,
    count: sayNumber(count),
    href: count === 0 ? '' : `${here}/children?of=${of}`,
  }))
}

export interface FindingLine {
  readonly place: string
  readonly child: string
  readonly message: string
  readonly remedy: string
}

export function findingLines(findings: readonly NumberedFinding[]): readonly FindingLine[] {
  return findings.map(({ finding }) => {
    const { file, line, child, message, remedy } = finding
    return {
      place:
        line === null || line === undefined
          ? nameOfFile(String(file ?? ''))
          : `${nameOfFile(String(file ?? ''))}, line ${line}`,
      child: child === null || child === undefined ? '' : String(child),
      message: sayDatesIn(String(message ?? '')),
      remedy: sayDatesIn(String(remedy ?? '')),
    }
  })
}

/** A sentence with its dates as people write them; what it quotes from a file stays as it stands there. */
function sayDatesIn(text: string): string {
  return text.replace(/(?<!["“\w-])\d{4}-\d{2}-\d{2}(?!["”\w-])/g, (written) => {
    const day = parseDay(written)
    return day === undefined ? written : sayDate(day)
  })
}

export interface ChildLine {
  readonly identifier: string
  /** "7 facts come, 1 goes"; '' where none do. */
  readonly counts: string
  readonly new: readonly string[]
  readonly changed: readonly string[]
  readonly withdrawn: readonly string[]
}

export function childLines(children: readonly ChangedChild[]): readonly ChildLine[] {
  return children.map(({ identifier, ...change }) => ({
    identifier: identifier ?? 'A child of no identifier',
    counts: sayCounts(change),
    new: change.new.map(sayFact),
    changed: change.changed.map(sayFact),
    withdrawn: change.withdrawn.map(sayFact),
  }))
}

function sayCounts({ new: come, changed, withdrawn }: Omit<ChangedChild, 'identifier' | 'childId'>): string {
  const parts = [
    ...(come.length === 0 ? [] : [sayCounted(come.length, 'fact comes', 'facts come')]),
    ...(changed.length === 0 ? [] : [sayCounted(changed.length, 'changes', 'change')]),
    ...(withdrawn.length === 0 ? [] : [sayCounted(withdrawn.length, 'goes', 'go')]),
  ]
  return parts.join(', ')
}

/** A fact by its identity, "protection-plan 20000", in words. */
function sayFact(identity: string): string {
  const [kind = '', day = '', ...rest] = identity.split(' ')
  const known = FACT_KINDS.find((each): each is FactKind => each === kind)
  if (known === undefined) return identity
  const more = rest.length === 0 ? '' : `, ${rest.join(' ')}`
  return `${capital(FACT_KIND_WORDS[known].one)} of ${sayDate(Number(day) as Day)}${more}`
}

/** How far reading has come, in words and as a share of 100. */
export function progressWords(
  progress: Progress | null,
  seen: ImportSeen,
): { readonly text: string; readonly share: number | null } {
  if (progress === null) {
    return { text: `${seen.children} children are kept so far.`, share: null }
  }
  switch (progress.phase) {
    case 'reading': {
      const { file, bytes, ofBytes } = progress
      const share = ofBytes === 0 ? 0 : Math.min(100, Math.floor((bytes / ofBytes) * 100))
      return { text: `Reading ${nameOfFile(file)}: ${share}%`, share }
    }
    case 'keeping': {
      const { children, ofChildren } = progress
      const share = ofChildren === 0 ? 100 : Math.floor((children / ofChildren) * 100)
      return { text: `Keeping what is said of each child: ${children} of ${ofChildren}`, share }
    }
    case 'taking':
      return { text: 'Adopting it, and looking at every child for what has changed', share: null }
    default:
      return progress satisfies never
  }
}
