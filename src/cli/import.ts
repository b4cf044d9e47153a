import { type Imported, importFiles, type NotImported } from '../cases/import/import-files.ts'
import { FINDINGS_HEAD, findingLine } from '../documents/scan/csv.ts'
import { printable } from '../documents/scan/layout.ts'
import { formatDay } from '../engine/calendar/day.ts'
import { LONDON, wallTimeOf } from '../engine/calendar/instant.ts'
import { sayInstant } from '../engine/calendar/words.ts'
import type { Findings } from '../intake/finding.ts'
import { openLibrary } from '../intake/library.ts'
import { type NotKept, sayNotKept } from '../record/database/keepable.ts'
import type { NotAllowed } from '../record/facts/imports.ts'
import { type DoubtfulMatch, decideMatch, doubtfulMatches, splitChildren } from '../record/facts/merging.ts'
import { type Noticed, watch } from '../record/facts/noticed.ts'
import { nameStaff } from '../record/facts/own-workers.ts'
import type { Summary } from '../record/facts/take.ts'
import { type Dependent, dependingOn, undoImport } from '../record/facts/undo.ts'
import { type NotActive, within } from '../record/transaction.ts'
import { readArguments, readChoiceOption } from './arguments.ts'
import { EXIT, type ExitStatus, UsageFault } from './exit.ts'
import { type InRecord, inRecord, readDecider, readId } from './in-record.ts'
import { writeDocument } from './output.ts'
import { keepApart } from './places.ts'
import { Progress } from './progress.ts'
import { now } from './record-place.ts'
import type { Terminal } from './terminal.ts'

const OPTIONS = {
  data: { type: 'string' },
  authority: { type: 'string' },
  code: { type: 'string' },
  findings: { type: 'string' },
  by: { type: 'string' },
  because: { type: 'string' },
  yes: { type: 'boolean' },
} as const

type Values = ReturnType<typeof readArguments<typeof OPTIONS>>['values']
type Deed = (record: InRecord, rest: readonly string[], values: Values, terminal: Terminal) => Promise<ExitStatus>

const DEEDS: Readonly<Record<string, Deed>> = {
  undo: undoDeed,
  doubtful: doubtfulDeed,
  decide: decideDeed,
  split: splitDeed,
  name: nameDeed,
}

export async function importCommand(args: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  const { values, positionals } = readArguments(args, OPTIONS)
  const [first, ...rest] = positionals
  if (first === undefined) {
    throw new UsageFault('no file was named', 'Name census or dataset files: sightline import census.xml cp_plans.csv')
  }
  const deed = Object.hasOwn(DEEDS, first) ? DEEDS[first] : undefined
  const where = { data: values.data, authority: values.authority }
  if (deed !== undefined) return inRecord(where, terminal, (record) => deed(record, rest, values, terminal))
  keepApart(positionals, [{ option: 'findings', path: values.findings }])
  return inRecord(where, terminal, (record) => takeFiles(record, positionals, values, terminal))
}

async function takeFiles(
  { store, service }: InRecord,
  files: readonly string[],
  values: Values,
  terminal: Terminal,
): Promise<ExitStatus> {
  const progress = new Progress(terminal)
  const calendar = openLibrary().protocols[0]?.calendar
  const imported = await importFiles({
    store,
    principal: service,
    now,
    files,
    onProgress: progress.reading,
    ...(calendar === undefined ? {} : { calendar }),
    ...(values.code === undefined ? {} : { code: values.code }),
  })
  progress.done()
  const findings = 'findings' in imported ? imported.findings : null
  if (values.findings !== undefined && findings !== null) writeDocument(values.findings, linesOf(findings))
  if (imported.kind !== 'imported') {
    terminal.err(`${printable(sayNotImported(imported))}\n`)
    if (findings !== null) sayRefused(findings, terminal)
    return statusOf(imported)
  }
  await terminal.out(`${sayImported(imported)}\n`)
  const noticed = await watch(store, service, now())
  if (noticed.kind === 'not-active') return refuse(NOT_ACTIVE, terminal)
  await terminal.out(`${printable(sayNoticed(noticed))}\n`)
  const refused = findings?.total('refused') ?? 0
  if (findings !== null && refused > 0) {
    terminal.err(`${refused} values were refused.\n`)
    sayRefused(findings, terminal)
  }
  return refused > 0 ? EXIT.partly : EXIT.done
}

function* linesOf(findings: Findings): Iterable<string> {
  yield FINDINGS_HEAD
  for (const finding of findings.kept) yield findingLine(finding)
}

function sayImported({ importId, summary }: Extract<Imported, { kind: 'imported' }>): string {
  return `Taken as ${importId}.\n${saySummary(summary)}`
}

function saySummary({ children, newChildren, changedChildren, notNamed, facts, doubtful }: Summary): string {
  const lines = [
    `${children} children: ${newChildren} new, ${changedChildren} changed; ${notNamed} whom the import before named are not named.`,
    `Facts: ${facts.new} new, ${facts.changed} changed, ${facts.withdrawn} withdrawn.`,
  ]
  if (doubtful > 0) lines.push(`${doubtful} may be children known by another name: sightline import doubtful`)
  return lines.join('\n')
}

/** How many names are said; the rest are counted. */
const NAMES_SAID = 20

function sayNoticed(noticed: Noticed): string {
  const { opened, prompted, noted, newCases, unknownNames, withoutCase } = noticed
  const lines = [
    `Triggers: ${opened} pathways opened, ${prompted} prompts made, ${noted} noted in pathways that run; ${newCases} new cases.`,
  ]
  if (withoutCase > 0) {
    lines.push(
      `${withoutCase} children have no case, since the authority has no council to lead it: add one to its agencies.`,
    )
  }
  if (unknownNames.length > 0) {
    const rest = unknownNames.length > NAMES_SAID ? ', ...' : ''
    lines.push(
      `${unknownNames.length} workers are not known: ${unknownNames.slice(0, NAMES_SAID).join(', ')}${rest}. ` +
        'Say who they are: sightline import name NAME PERSON',
    )
  }
  return lines.join('\n')
}

const NOT_ACTIVE = 'The account is not active, or there is no such person.'
const NOT_ALLOWED = 'Only who holds the role record-keeper may do this.'

function sayNotImported(not: NotImported): string {
  switch (not.kind) {
    case 'taken-already':
      return `These files were taken on ${formatDay(wallTimeOf(not.taken, LONDON).day)} as ${not.importId}. Nothing was done.`
    case 'another-being-read':
      return `Another import is being read (${not.files.join(', ')}). Wait for it; if it was interrupted, give its files again, or wait ten minutes.`
    case 'taken-ahead':
      return (
        `Import ${not.importId} was taken at ${sayInstant(not.taken, LONDON)}, which is still to come: nothing was done. If this machine's clock is ` +
        `wrong, set it. Else undo that import (sightline import undo ${not.importId}) and take its files again.`
      )
    case 'not-as-left':
      return 'Another process is taking the same files. Nothing was done here.'
    case 'changed-while-read':
      return 'A file changed while it was read, so nothing was taken. Wait until it is written whole, and import again.'
    case 'nothing-read':
      return 'No child was read from these files, so nothing was taken.'
    case 'another-authority':
      return `A census is of authority ${not.code}; those taken before are of ${not.known.join(', ')}. If it is yours as well, name it: --code ${not.code}`
    case 'not-allowed':
      return NOT_ALLOWED
    case 'not-active':
      return NOT_ACTIVE
    default:
      return not satisfies never
  }
}

function statusOf(not: NotImported): ExitStatus {
  switch (not.kind) {
    case 'taken-already':
      return EXIT.done
    case 'nothing-read':
      return EXIT.nothingRead
    case 'another-being-read':
    case 'not-as-left':
    case 'taken-ahead':
    case 'changed-while-read':
    case 'another-authority':
    case 'not-allowed':
    case 'not-active':
      return EXIT.usage
    default:
      return not satisfies never
  }
}

/** How many refused values are said on the standard error; the rest stand in the findings. */
const REFUSED_SAID = 5

function sayRefused(findings: Findings, terminal: Terminal): void {
  const refused = findings.kept.filter(({ weight }) => weight === 'refused')
  for (const { file, line, message, remedy } of refused.slice(0, REFUSED_SAID)) {
    terminal.err(`  ${printable(`${file}${line === null ? '' : `:${line}`}: ${message} ${remedy}`)}\n`)
  }
}

function refuse(words: string, terminal: Terminal): ExitStatus {
  terminal.err(`${printable(words)}\n`)
  return EXIT.usage
}

async function undoDeed(
  record: InRecord,
  [id]: readonly string[],
  values: Values,
  terminal: Terminal,
): Promise<ExitStatus> {
  const importId = readId('the import', id)
  const { principal, because } = readDecider(record.service, { by: values.by, because: values.because })
  const depending = await within(record.store, principal, now(), (bound) => dependingOn(bound, importId))
  if (depending.kind !== 'depending') return refuse(sayNot(depending), terminal)
  await terminal.out(
    `Taken on ${formatDay(wallTimeOf(depending.taken, LONDON).day)}; it speaks of ${depending.children} children.\n` +
      `${sayDependents(depending.pathways)}\n`,
  )
  if (values.yes !== true) {
    await terminal.out('Nothing was done. To undo it, write the same with --yes.\n')
    return EXIT.done
  }
  const said = depending.pathways.map(({ pathway }) => pathway)
  const undone = await within(record.store, principal, now(), (bound) => undoImport(bound, importId, { because, said }))
  switch (undone.kind) {
    case 'undone':
      await terminal.out('Undone. Its pathways wait for somebody to confirm or close them.\n')
      return EXIT.done
    case 'others-depend':
      return refuse(
        `Nothing was done: meanwhile other pathways depend on it.\n${sayDependents(undone.pathways)}`,
        terminal,
      )
    case 'no-reason':
      return refuse('No reason is given.', terminal)
    case 'not-taken':
    case 'not-kept':
    case 'not-allowed':
    case 'not-active':
      return refuse(sayNot(undone), terminal)
    default:
      return undone satisfies never
  }
}

function sayDependents(pathways: readonly Dependent[]): string {
  if (pathways.length === 0) return 'No pathway that runs rests on it alone.'
  return [
    `${pathways.length} pathways were opened by triggers that would not be met without it:`,
    ...pathways.map(
      ({ pathway, protocol, trigger, met, identifier }) =>
        `  ${pathway}  ${protocol}: ${trigger}, met ${formatDay(met)}, child ${identifier ?? 'of no identifier'}`,
    ),
  ].join('\n')
}

function sayNot(not: { readonly kind: 'not-taken' | 'not-allowed' } | NotKept | NotActive): string {
  switch (not.kind) {
    case 'not-taken':
      return 'There is no such import, or it was never taken, or it is undone already.'
    case 'not-allowed':
      return NOT_ALLOWED
    case 'not-active':
      return NOT_ACTIVE
    case 'not-kept':
      return sayNotKept(not)
    default:
      return not satisfies never
  }
}

async function doubtfulDeed(
  record: InRecord,
  _rest: readonly string[],
  values: Values,
  terminal: Terminal,
): Promise<ExitStatus> {
  const principal = { ...record.service, person: readId('--by', values.by) }
  const pageAfter = (last: string | null): Promise<readonly DoubtfulMatch[] | NotAllowed | NotActive> => {
    return within(record.store, principal, now(), (bound) => doubtfulMatches(bound, last))
  }
  for (let after: string | null = null; ; ) {
    const page: readonly DoubtfulMatch[] | NotAllowed | NotActive = await pageAfter(after)
    if ('kind' in page) return refuse(sayNot(page), terminal)
    for (const { matchId, why, identifier, candidate } of page) {
      await terminal.out(
        `${printable(`${matchId}  ${identifier} may be ${candidate.identifier ?? 'a child of no identifier'}: ${why}`)}\n`,
      )
    }
    after = page.at(-1)?.matchId ?? null
    if (after === null) return EXIT.done
  }
}

async function decideDeed(
  record: InRecord,
  [id, decision]: readonly string[],
  values: Values,
  terminal: Terminal,
): Promise<ExitStatus> {
  const matchId = readId('what is to be decided', id)
  const { principal, because } = readDecider(record.service, { by: values.by, because: values.because })
  const chosen = readChoiceOption('decision', decision ?? '', ['same', 'different'])
  const decided = await within(record.store, principal, now(), (bound) => {
    return decideMatch(bound, { matchId, decision: chosen, because })
  })
  switch (decided.kind) {
    case 'merged':
      await terminal.out(`They are one child now. To take it back: sightline import split ${decided.mergeId}\n`)
      return EXIT.done
    case 'kept-apart':
      await terminal.out('They stay two.\n')
      return EXIT.done
    case 'nothing-to-decide':
      return refuse('There is no such question, or it is decided already.', terminal)
    case 'merged-already':
      return refuse('One of them is merged with another child already: split that first.', terminal)
    case 'no-such-child':
      return refuse('One of them is not known.', terminal)
    case 'no-reason':
      return refuse('No reason is given.', terminal)
    case 'not-kept':
    case 'not-allowed':
    case 'not-active':
      return refuse(sayNot(decided), terminal)
    default:
      return decided satisfies never
  }
}

async function splitDeed(
  record: InRecord,
  [id]: readonly string[],
  values: Values,
  terminal: Terminal,
): Promise<ExitStatus> {
  const mergeId = readId('the merger', id)
  const { principal, because } = readDecider(record.service, { by: values.by, because: values.because })
  const split = await within(record.store, principal, now(), (bound) => splitChildren(bound, { mergeId, because }))
  if (split.kind === 'split') {
    await terminal.out('They are two children again.\n')
    return EXIT.done
  }
  if (split.kind === 'not-merged') return refuse('There is no such merger, or it was taken back already.', terminal)
  return refuse(split.kind === 'no-reason' ? 'No reason is given.' : sayNot(split), terminal)
}

async function nameDeed(
  record: InRecord,
  [name, person]: readonly string[],
  values: Values,
  terminal: Terminal,
): Promise<ExitStatus> {
  if (name === undefined || name.trim() === '') throw new UsageFault('no name is given', 'Write it as the files do.')
  const principal = { ...record.service, person: readId('--by', values.by) }
  const about = { name, person: readId('the person', person) }
  const named = await within(record.store, principal, now(), (bound) => nameStaff(bound, about))
  switch (named.kind) {
    case 'named':
      await terminal.out('Kept. The next import or nightly look takes it up.\n')
      return EXIT.done
    case 'nobody-such':
      return refuse('There is no such person.', terminal)
    case 'not-kept':
      return refuse(sayNotKept(named), terminal)
    case 'not-allowed':
      return refuse('Only who holds the role administrator may do this.', terminal)
    case 'not-active':
      return refuse(NOT_ACTIVE, terminal)
    default:
      return named satisfies never
  }
}
