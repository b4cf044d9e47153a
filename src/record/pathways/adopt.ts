import { sql } from 'kysely'
import { administering, type NotAdministrator } from '../access/administering.ts'
import { note } from '../audit/audit.ts'
import type { Bound } from '../transaction.ts'
import { type KeptText, kept, keptProtocol, type ProtocolTexts } from './shelf.ts'

/** A protocol as an authority adopts it: its texts, which have been checked, and the calendar that it counts by. */
export interface Adoption {
  readonly protocol: string
  readonly texts: ProtocolTexts
  /** The calendar's file, word for word. */
  readonly calendar: string
}

export type Adopted =
  | { readonly kind: 'adopted' }
  /** It is what opens pathways already. */
  | { readonly kind: 'the-same' }
  | NotAdministrator

/** Adopts a protocol: new pathways open under this text from now on, and those that are open stay under their own. */
export async function adopt(bound: Bound, { protocol, texts, calendar }: Adoption): Promise<Adopted> {
  const { tx, principal, moment } = bound
  const { authority } = principal
  const rules = keptProtocol(texts)
  const event = {
    action: 'adopt-protocol',
    object: { kind: 'authority', id: null },
    caseId: null,
    accessPath: administering(bound),
    compartments: [],
    payload: { protocol, hash: rules.hash.toString('hex') },
  } as const
  if (event.accessPath === null) {
    await note(bound, { ...event, decision: 'refused' })
    return { kind: 'not-allowed' }
  }
  const days = kept(calendar)
  const { rows } = await sql<{ same: boolean }>`
    select protocol_hash = ${rules.hash} and calendar_hash = ${days.hash} as same
    from sightline.adoptions
    where authority = ${authority} and protocol = ${protocol}
    order by adopted desc limit 1`.execute(tx)
  if (rows[0]?.same === true) return { kind: 'the-same' }
  await keep(bound, 'protocol', protocol, rules)
  await keep(bound, 'calendar', protocol, days)
  await sql`
    insert into sightline.adoptions (authority, protocol, adopted, protocol_hash, calendar_hash, by_person)
    values (${authority}, ${protocol}, ${new Date(moment)}, ${rules.hash}, ${days.hash}, ${principal.person})`.execute(
    tx,
  )
  await note(bound, { ...event, decision: 'allowed' })
  return { kind: 'adopted' }
}

async function keep(
  { tx, principal, moment }: Bound,
  kind: string,
  name: string,
  { hash, text }: KeptText,
): Promise<void> {
  await sql`
    insert into sightline.texts (authority, hash, kind, name, text, adopted)
    values (${principal.authority}, ${hash}, ${kind}, ${name}, ${text}, ${new Date(moment)})
    on conflict do nothing`.execute(tx)
}
