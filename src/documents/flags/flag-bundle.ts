import { createHash } from 'node:crypto'
import type { Instant } from '../../engine/calendar/instant.ts'
import type { FlagView } from '../../engine/pathway/view.ts'
import type { FlagLine } from './flag-line.ts'

// FHIR R4 (4.0.1), hl7.org/fhir/R4/flag.html and bundle.html: as much of the two as is written here.

/** An Identifier: a number, and whose it is. */
interface Identifier {
  readonly use?: 'official' | 'secondary'
  readonly system?: string
  readonly value: string
  readonly assigner?: { readonly display: string }
}

/** A Reference by identifier: nothing is said of where the record of it lies. */
interface LogicalReference {
  readonly type: 'Patient' | 'Organization'
  readonly identifier: Identifier
  readonly display?: string
}

interface Concept {
  readonly coding: readonly { readonly system: string; readonly code: string; readonly display: string }[]
  readonly text: string
}

export interface FlagResource {
  readonly resourceType: 'Flag'
  readonly id: string
  readonly identifier: readonly Identifier[]
  readonly status: 'active' | 'inactive' | 'entered-in-error'
  readonly category: readonly Concept[]
  readonly code: Concept
  readonly subject: LogicalReference
  readonly period: { readonly start: string; readonly end?: string }
  readonly author: LogicalReference
}

export interface FlagBundle {
  readonly resourceType: 'Bundle'
  readonly type: 'collection'
  readonly timestamp: string
  readonly entry?: readonly { readonly fullUrl: string; readonly resource: FlagResource }[]
}

const CATEGORY = 'http://terminology.hl7.org/CodeSystem/flag-category'

/**
 * Flags as a Bundle of FHIR R4 Flags.
 * @param authority the authority's name, under which its identifiers are told apart from those of others
 * @param at when it was written
 */
export function flagBundle(lines: readonly FlagLine[], authority: string, at: Instant): FlagBundle {
  const entry = lines.map((line) => {
    const resource = flagResource(line, authority)
    return { fullUrl: `urn:uuid:${resource.id}`, resource }
  })
  const bundle = { resourceType: 'Bundle', type: 'collection', timestamp: instant(at) } as const
  // An empty list is none in FHIR.
  return entry.length === 0 ? bundle : { ...bundle, entry }
}

function flagResource(line: FlagLine, authority: string): FlagResource {
  const { pathway, flag, agency, asked, text, code, protocol, reference } = line
  const id = uuidOf([authority, pathway, flag, agency.id, String(asked)])
  const display = code === '' ? text : code
  return {
    resourceType: 'Flag',
    id,
    identifier: [
      { use: 'official', system: 'urn:ietf:rfc:3986', value: `urn:uuid:${id}` },
      ...(reference === ''
        ? []
        : [{ use: 'secondary', value: reference, assigner: { display: agency.title } } as const]),
    ],
    status: STATUS[line.state],
    category: [
      {
        coding: [{ system: CATEGORY, code: 'contact', display: 'Subject Contact' }],
        text: 'Coming into contact with them',
      },
    ],
    // The text is the neutral one: the official name can stigmatise, and stays with the code.
    code: { coding: [{ system: systemOf(authority, 'flag'), code: `${protocol.id}.${flag}`, display }], text },
    subject: subjectOf(line, authority),
    period: periodOf(line),
    author: {
      type: 'Organization',
      identifier: { system: systemOf(authority, 'agency'), value: agency.id },
      display: agency.title,
    },
  }
}

/**
 * Active is what a system is to show, and inactive what it is to show no more, whether its agency has confirmed that or not. A
 * flag that was asked for in error is none once that is taken back, so that "entered-in-error" is never written.
 */
const STATUS: Readonly<Record<FlagView['state'], FlagResource['status']>> = {
  asked: 'active',
  placed: 'active',
  'removal-asked': 'inactive',
  removed: 'inactive',
}

/** From when it is to be shown, and until when. */
function periodOf({ state, asked, since }: FlagLine): FlagResource['period'] {
  return STATUS[state] === 'active' ? { start: instant(asked) } : { start: instant(asked), end: instant(since) }
}

/** By what the authority's own systems know the child, else by the case here. No name, and no number of the NHS: none is kept. */
function subjectOf({ identifier, caseId }: FlagLine, authority: string): LogicalReference {
  const known =
    identifier === null
      ? { system: systemOf(authority, 'case'), value: caseId }
      : { system: systemOf(authority, 'child'), value: identifier }
  return { type: 'Patient', identifier: known }
}

function systemOf(authority: string, of: 'flag' | 'agency' | 'child' | 'case'): string {
  return `urn:x-sightline:${authority}:${of}`
}

function instant(moment: Instant): string {
  return new Date(moment).toISOString()
}

/** The same for the same flag whenever it is written (RFC 9562, version 8: the first 122 bits of a SHA-256). */
function uuidOf(parts: readonly string[]): string {
  const hex = createHash('sha256').update(JSON.stringify(parts)).digest('hex')
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16)
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}
