import { NOT_ACTIVE, sayDependent, sayNotDone } from '../cases/import/words.ts'
import { printable } from '../documents/scan/layout.ts'
import { formatDay } from '../engine/calendar/day.ts'
import { LONDON, wallTimeOf } from '../engine/calendar/instant.ts'
import { sayNotKept } from '../record/database/keepable.ts'
import type { NotAllowed } from '../record/facts/imports.ts'
import { type DoubtfulMatch, decideMatch, doubtfulMatches, splitChildren } from '../record/facts/merging.ts'
import { nameStaff } from '../record/facts/own-workers.ts'
import { type Dependent, dependingOn, undoImport } from '../record/facts/undo.ts'
import { type Bound, type NotActive, within } from '../record/transaction.ts'
import { readChoiceOption } from './arguments.ts'
import { EXIT, type ExitStatus, UsageFault } from './exit.ts'
import { type InRecord, readDecider, readId } from './in-record.ts'
import { now } from './record-place.ts'
import type { Terminal } from './terminal.ts'

/** Who does it, and why, as the command's options say. */
interface Said {
  readonly by: string | undefined
  readonly because: string | undefined
  readonly yes: boolean
}

type Deed = (record: InRecord, rest: readonly string[], said: Said, terminal: Terminal) => Promise<ExitStatus>

/** What a person decides about imports, by the word after "import". */
export const DEEDS: Readonly<Record<string, Deed>> = {
  undo: undoDeed,
  doubtful: doubtfulDeed,
  decide: decideDeed,
  split: splitDeed,
  name: nameDeed,
}

export function refuse(words: string, terminal: Terminal): ExitStatus {
  terminal.err(`${printable(words)}\n`)
  return EXIT.usage
}

/** Runs what a person decides, in their name. */
function decides<T>({ store, service }: InRecord, said: Said, work: (bound: Bound, because: string) => Promise<T>) {
  const { principal, because } = readDecider(service, said)
  return within(store, principal, now(), (bound) => work(bound, because))
}

async function undoDeed(
  record: InRecord,
  [id]: readonly string[],
  said: Said,
  terminal: Terminal,
): Promise<ExitStatus> {
  const importId = readId('the import', id)
  const depending = await decides(record, said, (bound) => dependingOn(bound, importId))
  if (depending.kind !== 'depending') return refuse(sayNotDone(depending), terminal)
  await terminal.out(
    `Taken on ${formatDay(wallTimeOf(depending.taken, LONDON).day)}; it speaks of ${depending.children} children.\n` +
      `${sayDependents(depending.pathways)}\n`,
  )
  if (!said.yes) {
    await terminal.out('Nothing was done. To undo it, write the same with --yes.\n')
    return EXIT.done
  }
  const told = depending.pathways.map(({ pathway }) => pathway)
  const undone = await decides(record, said, (bound, because) => undoImport(bound, importId, { because, said: told }))
  if (undone.kind === 'undone') {
    await terminal.out('Undone. Its pathways wait for somebody to confirm or close them.\n')
    return EXIT.done
  }
  if (undone.kind !== 'others-depend') return refuse(sayNotDone(undone), terminal)
  return refuse(`Nothing was done: meanwhile other pathways depend on it.\n${sayDependents(undone.pathways)}`, terminal)
}

function sayDependents(pathways: readonly Dependent[]): string {
  if (pathways.length === 0) return 'No pathway that runs rests on it alone.'
  return [
    `${pathways.length} pathways were opened by triggers that would not be met without it:`,
    ...pathways.map((each) => `  ${each.pathway}  ${sayDependent(each)}`),
  ].join('\n')
}

async function doubtfulDeed(
  { store, service }: InRecord,
  _rest: readonly string[],
  said: Said,
  terminal: Terminal,
): Promise<ExitStatus> {
  const principal = { ...service, person: readId('--by', said.by) }
  const pageAfter = (last: string | null): Promise<readonly DoubtfulMatch[] | NotAllowed | NotActive> => {
    return within(store, principal, now(), (bound) => doubtfulMatches(bound, last))
  }
  for (let after: string | null = null; ; ) {
    const page: readonly DoubtfulMatch[] | NotAllowed | NotActive = await pageAfter(after)
    if ('kind' in page) return refuse(sayNotDone(page), terminal)
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
  said: Said,
  terminal: Terminal,
): Promise<ExitStatus> {
  const matchId = readId('what is to be decided', id)
  const chosen = readChoiceOption('decision', decision ?? '', ['same', 'different'])
  const decided = await decides(record, said, (bound, because) => {
    return decideMatch(bound, { matchId, decision: chosen, because })
  })
  switch (decided.kind) {
    case 'merged':
      await terminal.out(`They are one child now. To take it back: sightline import split ${decided.mergeId}\n`)
      return EXIT.done
    case 'kept-apart':
      await terminal.out('They stay two.\n')
      return EXIT.done
    default:
      return refuse(sayNotDone(decided), terminal)
  }
}

async function splitDeed(
  record: InRecord,
  [id]: readonly string[],
  said: Said,
  terminal: Terminal,
): Promise<ExitStatus> {
  const mergeId = readId('the merger', id)
  const split = await decides(record, said, (bound, because) => splitChildren(bound, { mergeId, because }))
  if (split.kind !== 'split') return refuse(sayNotDone(split), terminal)
  await terminal.out('They are two children again.\n')
  return EXIT.done
}

async function nameDeed(
  { store, service }: InRecord,
  [name, person]: readonly string[],
  said: Said,
  terminal: Terminal,
): Promise<ExitStatus> {
  if (name === undefined || name.trim() === '') throw new UsageFault('no name is given', 'Write it as the files do.')
  const principal = { ...service, person: readId('--by', said.by) }
  const about = { name, person: readId('the person', person) }
  const named = await within(store, principal, now(), (bound) => nameStaff(bound, about))
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
