import { type ProspectWords, sayProspect } from '../documents/pathway/prospect.ts'
import { sayRefusal } from '../documents/pathway/refusals.ts'
import { printable } from '../documents/scan/layout.ts'
import { type Changed, changeVersion, changeVersionBack } from '../record/pathways/change-version.ts'
import { kept, keptProtocol, type Rules } from '../record/pathways/shelf.ts'
import { adoptedNow, type Prospect, tryVersion } from '../record/pathways/versions.ts'
import { type Bound, within } from '../record/transaction.ts'
import { readArguments } from './arguments.ts'
import { chooseProtocols, isPath } from './choose-protocols.ts'
import { EXIT, type ExitStatus, UsageFault } from './exit.ts'
import { type InRecord, inRecord, readId } from './in-record.ts'
import { now } from './record-place.ts'
import type { Terminal } from './terminal.ts'

/** How many pathways are worked out in one transaction. */
const PAGE = 20

/** Tells what would become of live pathways by a version, and moves them to the one that is adopted: each by itself, or not at all. */
export async function moveCommand(args: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  const { values, positionals } = readArguments(args, {
    data: { type: 'string' },
    authority: { type: 'string' },
    because: { type: 'string' },
    pathway: { type: 'string' },
    back: { type: 'boolean' },
  })
  const [named] = positionals
  if (named === undefined || positionals.length > 1) {
    throw new UsageFault('"move" takes one protocol', 'Write: sightline move PROTOCOL, with its name or its file')
  }
  const pathway = values.pathway === undefined ? null : readId('the pathway', values.pathway)
  const because = values.because?.trim() ?? ''
  const where = { data: values.data, authority: values.authority }
  if (values.back === true) {
    if (pathway === null || because === '') {
      throw new UsageFault(
        'what is to be taken back is not said',
        'Write --pathway ID and --because "..." beside --back',
      )
    }
    return inRecord(where, terminal, (record) => moveBack(record, pathway, because, terminal))
  }
  return inRecord(where, terminal, async (record) => {
    const target = await targetOf(record, named)
    if (because === '') return tell(record, target, pathway, terminal)
    await mustBeAdopted(record, target)
    return moveAll(record, target, pathway, because, terminal)
  })
}

async function run<T>({ store, service }: InRecord, work: (bound: Bound) => Promise<T>): Promise<T> {
  const done = await within(store, service, now(), async (bound) => ({ given: await work(bound) }))
  if ('given' in done) return done.given
  throw new Error('the program itself is not active')
}

/** The version that is adopted, or that of a file. */
async function targetOf(record: InRecord, named: string): Promise<Rules> {
  if (!isPath(named)) {
    const adopted = await run(record, (bound) => adoptedNow(bound, named))
    if (adopted !== null) return adopted
    throw new UsageFault(`"${named}" is not adopted`, 'Name a protocol that is, or the file of one that is to be.')
  }
  const library = chooseProtocols([named])
  const [shelved] = library.protocols
  if (shelved === undefined) throw new UsageFault(`there is no protocol in ${named}`, 'Name another file.')
  const { calendar: days, ...texts } = shelved.written
  return {
    protocol: shelved.protocol,
    calendar: shelved.calendar,
    clause: library.clause,
    protocolHash: keptProtocol(texts).hash,
    calendarHash: kept(days).hash,
  }
}

async function mustBeAdopted(record: InRecord, { protocol, protocolHash }: Rules): Promise<void> {
  const adopted = await run(record, (bound) => adoptedNow(bound, protocol.id))
  if (adopted?.protocolHash.equals(protocolHash) === true) return
  throw new UsageFault('this text is not adopted yet', 'Adopt it first: sightline set-up AUTHORITY --protocol FILE')
}

async function* prospects(record: InRecord, target: Rules, only: string | null): AsyncGenerator<Prospect> {
  for (let after: string | null = null; ; ) {
    const page = await run(record, (bound) => tryVersion(bound, { target, after, most: PAGE, only }))
    if (page === null) return
    yield* page.rows
    after = page.next
    if (after === null) return
  }
}

async function tell(record: InRecord, target: Rules, only: string | null, terminal: Terminal): Promise<ExitStatus> {
  const totals = { would: 0, not: 0 }
  for await (const prospect of prospects(record, target, only)) {
    totals[prospect.became.ok ? 'would' : 'not'] += 1
    await terminal.out(`${printable(linesOf(prospect, wordsOf(prospect, target)).join('\n'))}\n`)
  }
  const { id, version } = target.protocol
  await terminal.out(
    `${totals.would} would move to version ${version} of ${id}, ${totals.not} would not. Nothing was moved.\n`,
  )
  return totals.not > 0 ? EXIT.partly : EXIT.done
}

function wordsOf({ rules, before, became }: Prospect, target: Rules): ProspectWords {
  return sayProspect({ from: rules.protocol, to: target.protocol, clause: target.clause, before, became })
}

function linesOf(
  { pathway, rules }: Prospect,
  { stands, wouldStand, duties, refused }: ProspectWords,
): readonly string[] {
  const goes = refused.length > 0 ? 'It would not move.' : wouldStand === '' ? '' : `It would stand at "${wouldStand}".`
  return [
    `${pathway}, by version ${rules.protocol.version}, at "${stands}". ${goes}`.trim(),
    ...duties.map((each) => `  ${each}`),
    ...refused.map(({ says, instead }) => `  ${says} ${instead}`),
  ]
}

async function moveAll(
  record: InRecord,
  target: Rules,
  only: string | null,
  because: string,
  terminal: Terminal,
): Promise<ExitStatus> {
  const totals = { moved: 0, not: 0 }
  for await (const { pathway, became } of prospects(record, target, only)) {
    const changed: Changed = became.ok
      ? await run(record, (bound) => changeVersion(bound, { pathway, because }))
      : { kind: 'refused', refusals: became.refusals }
    totals[changed.kind === 'changed' ? 'moved' : 'not'] += 1
    if (changed.kind !== 'changed') terminal.err(`${printable(`${pathway}: ${sayChanged(changed, target)}`)}\n`)
  }
  const { id, version } = target.protocol
  await terminal.out(`${totals.moved} moved to version ${version} of ${id}, ${totals.not} did not.\n`)
  return totals.not > 0 ? EXIT.partly : EXIT.done
}

async function moveBack(record: InRecord, pathway: string, because: string, terminal: Terminal): Promise<ExitStatus> {
  const changed = await run(record, (bound) => changeVersionBack(bound, { pathway, because }))
  if (changed.kind === 'changed') {
    await terminal.out(`${pathway} runs by the version before again.\n`)
    return EXIT.done
  }
  terminal.err(`${printable(`${pathway}: ${sayChanged(changed, null)}`)}\n`)
  return EXIT.partly
}

function sayChanged(changed: Exclude<Changed, { kind: 'changed' }>, target: Rules | null): string {
  switch (changed.kind) {
    case 'refused':
      return changed.refusals
        .map((each) => {
          if (target === null) return 'Something rests on the move: take that back first.'
          const { says, instead } = sayRefusal(each, undefined, target.protocol, target.clause)
          return `${says} ${instead}`
        })
        .join(' ')
    case 'not-found':
      return 'There is no such pathway, or no move to take back.'
    case 'not-allowed':
      return 'Only who may adopt a protocol moves cases.'
    case 'not-kept':
      return 'The reason cannot be kept as it is. Write it again.'
    default:
      return changed satisfies never
  }
}
