import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { sql } from 'kysely'
import { z } from 'zod'
import type { WorkingCalendar } from '../../engine/calendar/calendar.ts'
import { parseCalendar } from '../../engine/calendar/calendar-file.ts'
import type { Clause, Protocol } from '../../engine/protocol/protocol.ts'
import { readProtocol } from '../../engine/protocol/read.ts'
import type { Asking } from '../database/database.ts'

/** A protocol's text with everything that it was read with: the parts it uses and the register of its clauses. */
const protocolTexts = z.strictObject({
  protocol: z.string(),
  parts: z.record(z.string(), z.string()),
  clauses: z.record(z.string(), z.record(z.string(), z.strictObject({ place: z.string(), says: z.string() }))),
})
export type ProtocolTexts = z.infer<typeof protocolTexts>

/** A text that is kept for ever under the SHA-256 of its UTF-8 bytes. */
export interface KeptText {
  readonly hash: Buffer
  readonly text: string
}

/** What a pathway runs by. */
export interface Rules {
  readonly protocol: Protocol
  /** What a clause of its source asks for, by the clause's identifier. */
  readonly clause: (id: string) => Clause | undefined
  readonly calendar: WorkingCalendar
  readonly protocolHash: Buffer
  readonly calendarHash: Buffer
}

export function keptProtocol(texts: ProtocolTexts): KeptText {
  return kept(canonicalize(texts) ?? '')
}

export function kept(text: string): KeptText {
  return { hash: createHash('sha256').update(text).digest(), text }
}

/** Which rules are wanted, of whose texts. */
interface Wanted {
  readonly tx: Asking
  readonly authority: string
  readonly protocolHash: Buffer
  readonly calendarHash: Buffer
}

type TextOf = (hash: Buffer) => Promise<string>

/**
 * The protocols and calendars that entries were made under, read once each. A text never changes under its hash, so that what
 * was read of it stays true.
 */
export class Shelf {
  readonly #protocols = new Map<string, Pick<Rules, 'protocol' | 'clause'>>()
  readonly #calendars = new Map<string, WorkingCalendar>()

  /** @throws Error where the record holds no such text, or one that cannot be read: "sightline doctor" says which. */
  async rules({ tx, authority, protocolHash, calendarHash }: Wanted): Promise<Rules> {
    const textOf = (hash: Buffer) => readText(tx, authority, hash)
    const calendar = await this.#calendar(calendarHash, textOf)
    const read = await this.#protocol(protocolHash, calendar.id, textOf)
    return { ...read, calendar, protocolHash, calendarHash }
  }

  async #protocol(hash: Buffer, calendar: string, textOf: TextOf): Promise<Pick<Rules, 'protocol' | 'clause'>> {
    const key = `${calendar}:${hash.toString('hex')}`
    const known = this.#protocols.get(key)
    if (known !== undefined) return known
    const read = readKeptProtocol(await textOf(hash), calendar)
    this.#protocols.set(key, read)
    return read
  }

  async #calendar(hash: Buffer, textOf: TextOf): Promise<WorkingCalendar> {
    const key = hash.toString('hex')
    const known = this.#calendars.get(key)
    if (known !== undefined) return known
    const read = parseCalendar(await textOf(hash))
    if (!read.ok) throw new Error(`the calendar ${key} cannot be read: ${read.refusal.join('; ')}`)
    this.#calendars.set(key, read.value)
    return read.value
  }
}

function readKeptProtocol(text: string, calendar: string): Pick<Rules, 'protocol' | 'clause'> {
  const { protocol, parts, clauses } = protocolTexts.parse(JSON.parse(text))
  const registered = new Map(
    Object.values(clauses).flatMap((register) =>
      Object.entries(register).map(([id, clause]) => [id, { id, ...clause }] as const),
    ),
  )
  const read = readProtocol(protocol, {
    clauses: (register) => {
      const entries = clauses[register]
      return entries && new Map(Object.entries(entries).map(([id, clause]) => [id, { id, ...clause }]))
    },
    calendars: new Set([calendar]),
    parts: (name) => parts[name],
  })
  if (read.ok) return { protocol: read.protocol, clause: (id) => registered.get(id) }
  throw new Error(`a kept protocol cannot be read: ${read.faults.map(({ message }) => message).join('; ')}`)
}

async function readText(tx: Asking, authority: string, hash: Buffer): Promise<string> {
  const { rows } = await sql<{ text: string }>`
    select text from sightline.texts where authority = ${authority} and hash = ${hash}`.execute(tx)
  const [kept] = rows
  if (kept === undefined) throw new Error(`the record holds no text ${hash.toString('hex')}`)
  return kept.text
}
