import { sql } from 'kysely'
import type { Instant } from '../../engine/calendar/instant.ts'
import { administering, type NotAdministrator } from '../access/administering.ts'
import { type Event, note } from '../audit/audit.ts'
import { identifierOr } from '../database/identifier.ts'
import { unavailable } from '../database/unavailable.ts'
import type { Bound, Principal, Store } from '../transaction.ts'
import { addPasskey, type NewPasskey, type PasskeyAdded, passkeysOf } from './passkeys.ts'

/** Whom a link invites, and whether it still does. */
export interface Invitation {
  readonly principal: Principal
  readonly invitation: string
  readonly state: 'open' | 'used' | 'withdrawn' | 'expired'
  readonly name: string
  readonly agency: string
  readonly authority: string
}

/**
 * Whom a link invites; null where there is none of this token. Nobody is known yet: whoever holds the token is taken for
 * whom it was made.
 */
export async function invitationOf(store: Store, tokenHash: Buffer, moment: Instant): Promise<Invitation | null> {
  const asked = sql<{
    authority: string
    authority_title: string
    person_id: string
    name: string
    agency_title: string
    invitation_id: string
    state: Invitation['state']
  }>`select * from sightline.invitation_of(${tokenHash}, ${new Date(moment)})`
  const { rows } = await asked.execute(store.database).catch((error: unknown) => {
    throw unavailable(error) ?? error
  })
  const [row] = rows
  if (row === undefined) return null
  const { authority, person_id: person, authority_title: title, agency_title: agency, invitation_id, name, state } = row
  return { principal: { authority, person }, invitation: invitation_id, state, name, agency, authority: title }
}

/** An invitation that is to be made. The record is given the SHA-256 of its token, and never the token. */
export interface NewInvitation {
  readonly person: string
  readonly tokenHash: Buffer
  readonly expires: Instant
}

/** Why an invitation was not made. */
export type NotInvited =
  | NotAdministrator
  /** Nobody invites themselves without a passkey to show: a list's keeper lets in nobody but others. */
  | { readonly kind: 'own-approval' }
  /** The program acting by itself invites nobody but whoever keeps the list of people: the others are for them to invite. */
  | { readonly kind: 'not-an-administrator' }
  /** There is no such person, or their account or their agency's link is not active. */
  | { readonly kind: 'not-active' }

export type Invited =
  | { readonly ok: true; readonly name: string }
  | { readonly ok: false; readonly refusal: NotInvited }

/**
 * Invites somebody to make a passkey: a person with a passkey invites themselves, to add another device; who keeps the list of
 * people invites others; the program itself, acting for whoever runs it, an administrator. Links that were made before for the
 * same person are withdrawn.
 */
export async function keepInvitation(bound: Bound, given: NewInvitation): Promise<Invited> {
  const { tx, principal, moment, store } = bound
  const { authority } = principal
  const person = identifierOr(given.person)
  const event = eventOf('invite', person, administering(bound))
  const asked = await refusalOf(bound, person)
  if ('kind' in asked) {
    await note(bound, { ...event, decision: 'refused', payload: { refusal: asked } })
    return { ok: false, refusal: asked }
  }
  const withdrawn = await withdraw(bound, person)
  const invitation = store.ids.random()
  await sql`
    insert into sightline.invitations (authority, invitation_id, person_id, token_hash, made, made_by, expires)
    values (
      ${authority}, ${invitation}, ${person}, ${given.tokenHash}, ${new Date(moment)}, ${principal.person},
      ${new Date(given.expires)}
    )`.execute(tx)
  await note(bound, { ...event, decision: 'allowed', payload: { invitation, expires: given.expires, withdrawn } })
  return { ok: true, name: asked.name }
}

async function refusalOf(bound: Bound, person: string): Promise<NotInvited | { readonly name: string }> {
  const { tx, principal } = bound
  const way = administering(bound)
  if (person === principal.person) {
    const own = await passkeysOf(bound, person)
    if (own.every(({ revoked }) => revoked !== null)) return { kind: 'own-approval' }
  } else if (way === null) return { kind: 'not-allowed' }
  const { rows } = await sql<{ name: string; scopes: string[] }>`
    select p.name, sightline.scopes_of(p.authority, p.person_id, sightline.today()) as scopes
    from sightline.persons p
    where p.authority = ${principal.authority} and p.person_id = ${person} and not p.service
      and sightline.scopes_of(p.authority, p.person_id, sightline.today()) is not null`.execute(tx)
  const [found] = rows
  if (found === undefined) return { kind: 'not-active' }
  if (way === 'service' && !found.scopes.includes('role:administrator')) return { kind: 'not-an-administrator' }
  return { name: found.name }
}

/** Withdraws the links of somebody that can still be used; gives how many there were. */
export async function withdrawInvitations(bound: Bound, person: string): Promise<number> {
  const way = administering(bound)
  const event = eventOf('withdraw-invitations', person, way)
  const may = way !== null || person === bound.principal.person
  const withdrawn = may ? await withdraw(bound, person) : 0
  await note(bound, { ...event, decision: may ? 'allowed' : 'refused', payload: { withdrawn } })
  return withdrawn
}

async function withdraw({ tx, principal, moment }: Bound, person: string): Promise<number> {
  const { rows } = await sql`
    update sightline.invitations set withdrawn = ${new Date(moment)}
    where authority = ${principal.authority} and person_id = ${identifierOr(person)} and used is null and withdrawn is null
      and expires > ${new Date(moment)}
    returning 1`.execute(tx)
  return rows.length
}

export type InvitationUsed =
  | PasskeyAdded
  /** It was used, withdrawn or expired meanwhile. */
  | { readonly ok: false; readonly refusal: { readonly kind: 'not-open' } }

/** Keeps the passkey that the transaction's own person made by an invitation, which is of no more use then. */
export async function useInvitation(bound: Bound, invitation: string, made: NewPasskey): Promise<InvitationUsed> {
  const { tx, principal, moment } = bound
  const { authority, person } = principal
  const event = { ...eventOf('use-invitation', person, null), payload: { invitation } }
  const { rows } = await sql`
    select 1 from sightline.invitations
    where authority = ${authority} and person_id = ${person} and invitation_id = ${identifierOr(invitation)}
      and used is null and withdrawn is null and expires > ${new Date(moment)}
    for update`.execute(tx)
  if (rows.length === 0) {
    await note(bound, { ...event, decision: 'refused' })
    return { ok: false, refusal: { kind: 'not-open' } }
  }
  const added = await addPasskey(bound, made)
  if (!added.ok) return added
  await sql`
    update sightline.invitations set used = ${new Date(moment)}
    where authority = ${authority} and invitation_id = ${identifierOr(invitation)}`.execute(tx)
  await note(bound, { ...event, decision: 'allowed' })
  return added
}

/** A link that can still be used, as its person, and whoever keeps the list of people, sees it. */
export interface OpenInvitation {
  readonly made: Instant
  readonly madeBy: string
  readonly expires: Instant
}

/** The link of somebody that can still be used; null where there is none, or where whoever asks may not know. */
export async function openInvitationOf(
  { tx, principal, moment }: Bound,
  person: string,
): Promise<OpenInvitation | null> {
  const { rows } = await sql<OpenInvitation>`
    select i.made, m.name as "madeBy", i.expires
    from sightline.invitations i
    join sightline.persons m on m.authority = i.authority and m.person_id = i.made_by
    where i.authority = ${principal.authority} and i.person_id = ${identifierOr(person)} and i.used is null
      and i.withdrawn is null and i.expires > ${new Date(moment)}`.execute(tx)
  return rows[0] ?? null
}

function eventOf(action: string, person: string, accessPath: string | null): Omit<Event, 'decision' | 'payload'> {
  return { action, object: { kind: 'person', id: identifierOr(person) }, caseId: null, accessPath, compartments: [] }
}
