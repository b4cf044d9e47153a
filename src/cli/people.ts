import { type TakenPeople, takePeople } from '../cases/people/take-people.ts'
import { printable } from '../documents/scan/layout.ts'
import { sayNotKept } from '../record/database/keepable.ts'
import { type Holder, holdersOf } from '../record/people/holders.ts'
import type { NotPeopleKept } from '../record/people/keep-people.ts'
import { type NotActive, within } from '../record/transaction.ts'
import { readArguments } from './arguments.ts'
import { EXIT, type ExitStatus, UsageFault } from './exit.ts'
import { inRecord, readId } from './in-record.ts'
import { now } from './record-place.ts'
import type { Terminal } from './terminal.ts'

/** Those by whom other commands are run: they must know by which identifier. */
const RUNNING = ['administrator', 'record-keeper', 'privacy-officer']

/** Takes the lists of a folder. While an authority has no administrator the program itself may; from then on only one of them. */
export async function peopleCommand(args: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  const { values, positionals } = readArguments(args, {
    data: { type: 'string' },
    authority: { type: 'string' },
    by: { type: 'string' },
  })
  const [folder] = positionals
  if (folder === undefined || folder === '' || positionals.length > 1) {
    throw new UsageFault('"people" takes one folder', 'Write: sightline people FOLDER')
  }
  const by = values.by === undefined ? null : readId('--by', values.by)
  return inRecord({ data: values.data, authority: values.authority }, terminal, async ({ store, service }) => {
    const principal = by === null ? service : { ...service, person: by }
    const taken = await within(store, principal, now(), async (bound): Promise<TakenPeople> => {
      const administrators = await holdersOf(bound, ['administrator'])
      if (by === null && administrators.length > 0) return { ok: false, refusal: { kind: 'not-allowed' } }
      return takePeople(bound, folder)
    })
    if (!('ok' in taken) || !taken.ok) return refuse(taken, terminal)
    const { people, roles, unlisted } = taken.kept
    await terminal.out(`Kept: ${people} people, ${roles} roles.\n`)
    for (const { staffId, name } of unlisted) {
      await terminal.out(
        `${printable(`${name} (${staffId}) is in the record and on no list; the account stays open.`)}\n`,
      )
    }
    const holders = await within(store, service, now(), (bound) => holdersOf(bound, RUNNING))
    if (Array.isArray(holders)) for (const each of holders) await terminal.out(`${printable(sayHolder(each))}\n`)
    return EXIT.done
  })
}

function sayHolder({ person, name, staffId, role }: Holder): string {
  return `${person}  ${role}: ${name}${staffId === null ? '' : ` (${staffId})`}`
}

function sayNotKeptPeople(refusal: NotPeopleKept): string {
  switch (refusal.kind) {
    case 'not-allowed':
      return 'Only who holds the role administrator may do this: name them with --by PERSON.'
    case 'no-administrator-left':
      return (
        'Nobody would keep the list of people any more, so nothing was kept. Leave somebody with an open account the role ' +
        'administrator, in roles.csv.'
      )
    case 'not-kept':
      return sayNotKept(refusal)
    default:
      return refusal satisfies never
  }
}

function refuse(not: Exclude<TakenPeople, { ok: true }> | NotActive, terminal: Terminal): ExitStatus {
  if ('kind' in not) {
    terminal.err('The account is not active, or there is no such person.\n')
    return EXIT.usage
  }
  if ('refusal' in not) {
    terminal.err(`${printable(sayNotKeptPeople(not.refusal))}\n`)
    return EXIT.usage
  }
  for (const { file, line, message, remedy } of not.findings) {
    terminal.err(`${printable(`${file}${line === null ? '' : `:${line}`}: ${message}. ${remedy}`)}\n`)
  }
  terminal.err(`${not.findings.length} faults stand in the way, so nothing was kept.\n`)
  return EXIT.nothingRead
}
