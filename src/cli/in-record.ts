import { printable } from '../documents/scan/layout.ts'
import { openRecord } from '../record/opening/open.ts'
import { sayRecordRefusal } from '../record/opening/refusal.ts'
import { servicesOf } from '../record/time/sweep.ts'
import type { Principal, Store } from '../record/transaction.ts'
import { EXIT, type ExitStatus, UsageFault } from './exit.ts'
import { given, recordPlace } from './record-place.ts'
import type { Terminal } from './terminal.ts'

/** What a command in the record is told of where and as whom it works. */
export interface Where {
  readonly data: string | undefined
  readonly authority: string | undefined
}

/** The record, opened, and the name under which the program acts by itself in the authority. */
export interface InRecord {
  readonly store: Store
  readonly service: Principal
}

/** Runs a command in the record of one authority, and closes the record after it. */
export function inRecord(
  { data, authority }: Where,
  terminal: Terminal,
  work: (record: InRecord) => Promise<ExitStatus>,
): Promise<ExitStatus> {
  return withRecord(data, terminal, async (store) => {
    return work({ store, service: serviceIn(await servicesOf(store), authority) })
  })
}

/** Runs a command in the record, whichever authorities it holds, and closes it after. */
export async function withRecord(
  data: string | undefined,
  terminal: Terminal,
  work: (store: Store) => Promise<ExitStatus>,
): Promise<ExitStatus> {
  const opened = await openRecord(recordPlace(data), given())
  if (!opened.ok) {
    terminal.err(`${printable(`sightline: ${sayRecordRefusal(opened.refusal)}`)}\n`)
    return EXIT.noRecord
  }
  const { record } = opened
  try {
    return await work(record.store)
  } finally {
    await record.close()
  }
}

function serviceIn(services: readonly Principal[], authority: string | undefined): Principal {
  const names = services.map((each) => each.authority)
  const [first] = services
  if (first === undefined) throw new UsageFault('the record holds no authority', 'Set one up first: sightline set-up')
  if (authority === undefined) {
    if (services.length === 1) return first
    throw new UsageFault('the record holds several authorities', `Name one with --authority: ${names.join(', ')}.`)
  }
  const found = services.find((each) => each.authority === authority)
  if (found === undefined) {
    throw new UsageFault(`the record holds no authority "${authority}"`, `It holds ${names.join(', ')}.`)
  }
  return found
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export function readId(what: string, text: string | undefined): string {
  if (text === undefined) throw new UsageFault(`${what} is not named`, 'Give its identifier.')
  if (!ID.test(text)) throw new UsageFault(`${what} "${text}" is no identifier`, 'Copy it from where it was printed.')
  return text.toLowerCase()
}

/** A person decides, and says why. */
export function readDecider(
  { authority }: Principal,
  { by, because }: { readonly by: string | undefined; readonly because: string | undefined },
): { readonly principal: Principal; readonly because: string } {
  if (because === undefined || because.trim() === '') {
    throw new UsageFault('no reason is given', 'Say why: --because "..."')
  }
  return { principal: { authority, person: readId('--by', by) }, because }
}
