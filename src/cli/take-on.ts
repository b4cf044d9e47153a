import { isTaken, type RowTaken, takeOnList } from '../cases/take-on/take-on.ts'
import { printable } from '../documents/scan/layout.ts'
import type { NotTakenOn } from '../record/pathways/take-on.ts'
import { readArguments } from './arguments.ts'
import { EXIT, type ExitStatus, UsageFault } from './exit.ts'
import { inRecord, readId } from './in-record.ts'
import { now } from './record-place.ts'
import type { Terminal } from './terminal.ts'

export async function takeOnCommand(args: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  const { values, positionals } = readArguments(args, {
    data: { type: 'string' },
    authority: { type: 'string' },
    by: { type: 'string' },
    'dry-run': { type: 'boolean' },
    partial: { type: 'boolean' },
  })
  const [file] = positionals
  if (file === undefined || positionals.length > 1)
    throw new UsageFault('"take-on" takes one file', 'sightline take-on FILE')
  const person = readId('--by', values.by)
  return inRecord({ data: values.data, authority: values.authority }, terminal, async ({ store, service }) => {
    const dryRun = values['dry-run'] === true
    const principal = { ...service, person }
    const done = await takeOnList({ store, principal, now, file, dryRun, partial: values.partial === true })
    if (done.kind === 'not-active') {
      terminal.err('The account is not active, or there is no such person.\n')
      return EXIT.usage
    }
    for (const { line, message, remedy } of done.findings) {
      terminal.err(`${printable(`${file}${line === null ? '' : `:${line}`}: ${message} ${remedy}`)}\n`)
    }
    for (const row of done.rows) {
      const words = printable(`${file}:${row.line}: ${row.key}: ${sayRow(row)}`)
      if (isTaken(row.taken)) await terminal.out(`${words}\n`)
      else terminal.err(`${words}\n`)
    }
    const fit = done.rows.filter(({ taken }) => isTaken(taken)).length
    const faults = done.rows.length - fit + done.findings.filter(({ weight }) => weight === 'refused').length
    await terminal.out(`${sayTotals({ fit, faults, kept: done.kept, dryRun })}\n`)
    if (faults === 0) return EXIT.done
    return done.kept && fit > 0 ? EXIT.partly : EXIT.nothingRead
  })
}

function sayTotals({
  fit,
  faults,
  kept,
  dryRun,
}: {
  fit: number
  faults: number
  kept: boolean
  dryRun: boolean
}): string {
  if (dryRun) return `${fit} pathways can be entered, ${faults} faults stand in the way. Nothing was entered.`
  if (kept) return `${fit} pathways are entered, ${faults} faults stood in the way.`
  return `${faults} faults stand in the way, so nothing was entered. Mend them, or enter the rest with --partial.`
}

function sayRow({ taken }: RowTaken): string {
  switch (taken.kind) {
    case 'taken-on':
      return `stands at ${taken.stage}; ${taken.owed} duties are owed`
    case 'already':
      return 'was entered before'
    default:
      return sayNotTaken(taken)
  }
}

/** What stands in the way, and what to do. */
function sayNotTaken(not: NotTakenOn): string {
  switch (not.kind) {
    case 'not-allowed':
      return 'Only who holds the role record-keeper may enter it.'
    case 'open-already':
      return `A pathway of this protocol is open for the child already (${not.pathway}). Take the row out.`
    case 'identifier-taken':
      return 'Another pathway was given the same identifier meanwhile. Run it again.'
    case 'not-adopted':
      return `The authority has adopted no protocol "${not.protocol}". Adopt it first, or correct its name.`
    case 'key-used-otherwise':
      return 'The key was entered before with something else in its row. Correct the pathway itself, or give the row another key.'
    case 'unknown-child':
      return 'No child of this identifier is known. Import the files that name it first, or say when it was born.'
    case 'doubtful-child':
      return 'Several children have this identifier. Decide first: sightline import doubtful'
    case 'no-lead-agency':
      return 'The authority has no council to lead the case. Add one to its agencies.'
    case 'unknown-person':
      return `Step ${not.entry + 1}: nobody is known as "${not.by}". Say who it is (sightline import name), or leave it empty.`
    case 'unknown-question':
      return `Step ${not.entry + 1}: it asks nothing called "${not.question}". Take the answer out, or correct its name.`
    case 'not-counted':
      return `Step ${not.entry + 1}: it is nothing that the protocol has (${not.why}). Correct the step or its outcome.`
    case 'not-then':
      return `Step ${not.entry + 1}: "${not.step}" cannot be taken ${not.at === null ? 'at the start' : `at ${not.at}`}. Name what came before it.`
    case 'in-the-future':
      return `Step ${not.entry + 1}: it has not happened yet. Correct its day.`
    case 'leads-elsewhere':
      return `Its steps lead to ${not.stage ?? 'no stage'}. Name the steps that led to where it stands, or correct the stage.`
    case 'unknown-stage':
      return `The protocol has no such stage. Its stages: ${not.stages.join(', ')}.`
    default:
      return not satisfies never
  }
}
