import type { z } from 'zod'
import { checkProtocol } from './check.ts'
import { readCondition } from './condition-keys.ts'
import { openDocument } from './document.ts'
import { explainIssues, type KnownKeys } from './explain-issue.ts'
import { type Fault, MOST_FAULTS } from './fault.ts'
import { readLevel, readRegister, readVersions } from './followed.ts'
import { readHelped, stepsThatAsk } from './helped.ts'
import { readLifeEffects } from './life-effect.ts'
import { readMovesFrom } from './moves.ts'
import { GROUPS_OF_PARTS, joinParts } from './part.ts'
import type { Path } from './place.ts'
import type { Duty, MetBy, Protocol, Surroundings, Trigger } from './protocol.ts'
import { readDocument, readFlag, readGrant, readKept, readMeeting, readNotice, readStage } from './read-parts.ts'
import { isFormNames, readQuestions, readStep } from './read-step.ts'
import { type JsonSchema, type ProtocolText, protocolJsonSchema, protocolSchema } from './schema.ts'
import { accepted } from './sentence-text.ts'
import {
  parseDue,
  parseEach,
  parseIfOverdue,
  parseLapses,
  parseMoment,
  parseOwedBy,
  parseWhile,
} from './sentences/parse.ts'
import type { IfOverdue } from './sentences/sentence.ts'
import { NOTHING_UNREAD, setAside, type Unread } from './unread.ts'

export type ReadProtocol =
  | { readonly ok: true; readonly protocol: Protocol }
  | { readonly ok: false; readonly faults: readonly Fault[] }

/** How often a file is looked at again without the parts that were at fault, before the rest is given up. */
const ROUNDS = 6

/**
 * Reads a protocol file: its form, its sentences and its names. Every fault is named at once, each with line, column, reason
 * and remedy; a protocol with a fault is not read at all.
 */
export function readProtocol(text: string, surroundings: Surroundings): ReadProtocol {
  const opened = openDocument(text)
  if (opened.content === undefined) return refused(opened.faults)
  const { value, places, faults: partFaults } = joinParts(opened.content.value, opened.content.places, surroundings)
  const faults: Fault[] = [...opened.faults, ...partFaults]
  let unread: Unread = { ...NOTHING_UNREAD, any: faults.length > 0 }
  if (partFaults.length > 0) unread = { ...unread, groups: new Set(GROUPS_OF_PARTS) }
  let rest = value
  for (let round = 1; round <= ROUNDS; round++) {
    const checked = protocolSchema.safeParse(rest)
    if (checked.success) {
      const protocol = read(checked.data)
      for (const fault of checkProtocol(protocol, surroundings, places, unread, formsOf(checked.data)))
        faults.push(fault)
      return faults.length === 0 ? { ok: true, protocol } : refused(faults)
    }
    const { issues } = checked.error
    const first = firstOf(issues)
    for (const fault of explainIssues(first, rest, places, knownKeys)) faults.push(fault)
    // Each part that is set aside costs a look at the whole file.
    if (faults.length > MOST_FAULTS) return refused(faults)
    const aside = setAside(rest, first, unread)
    rest = aside.rest
    unread = aside.unread
  }
  return refused(faults)
}

function refused(faults: readonly Fault[]): ReadProtocol {
  const sorted = [...faults].sort((a, b) => a.line - b.line || a.column - b.column)
  const told = sorted.filter((fault, i) => !isSame(fault, sorted[i - 1]))
  const last = told[MOST_FAULTS]
  if (last === undefined) return { ok: false, faults: told }
  const message = `more than ${MOST_FAULTS} faults; from here on they are not told`
  const rest = { ...last, place: '', message, remedy: 'Mend those before, and check the file again.' }
  return { ok: false, faults: [...told.slice(0, MOST_FAULTS), rest] }
}

/** The first of the complaints, and one more than will be told; a complaint about keys may name thousands of them. */
function firstOf(issues: readonly z.core.$ZodIssue[]): readonly z.core.$ZodIssue[] {
  const first: z.core.$ZodIssue[] = []
  let room = MOST_FAULTS + 1
  for (const issue of issues) {
    if (room <= 0) break
    const named = issue.code === 'unrecognized_keys' ? { ...issue, keys: issue.keys.slice(0, room) } : issue
    first.push(named)
    room -= named.code === 'unrecognized_keys' ? named.keys.length : 1
  }
  return first
}

function isSame(a: Fault, b: Fault | undefined): boolean {
  return b !== undefined && a.line === b.line && a.column === b.column && a.place === b.place && a.message === b.message
}

function read(text: ProtocolText): Protocol {
  const ifOverdue = accepted(parseIfOverdue(text['if overdue']))
  const forms = mapOf(text.forms, (_, each) => readQuestions(each))
  const helped = readHelped(text['did it help'], forms)
  const asking = helped === null ? new Set<string>() : stepsThatAsk(helped)
  return {
    id: text.protocol,
    title: text.title,
    authority: text.authority,
    version: text.version,
    source: {
      document: text.source.document,
      issued: text.source.issued,
      reviewDue: text.source['review due'],
      owner: text.source.owner ?? null,
      clauses: text.source.clauses,
    },
    subject: text.subject,
    forWhom: text.for ?? null,
    calendar: text.calendar,
    readings: text.readings ?? [],
    roles: new Map(Object.entries(text.roles)),
    uses: text.uses ?? [],
    stages: mapOf(text.stages, readStage),
    triggers: listOf(text.triggers, readTrigger),
    steps: listOf(text.steps, (id, each) => {
      const step = readStep(id, each, forms)
      return asking.has(id) ? { ...step, asks: [...step.asks, ...(helped?.questions ?? [])] } : step
    }),
    duties: listOf(text.duties, (id, each) => readDuty(id, each, ifOverdue)),
    forms,
    notices: listOf(text.notices, readNotice),
    flags: listOf(text.flags, readFlag),
    meetings: listOf(text.meetings, readMeeting),
    documents: listOf(text.documents, readDocument),
    grants: listOf(text.sees, readGrant),
    versions: listOf(text.versions, (id, each) => readVersions(id, each, forms)),
    levels: listOf(text.levels, readLevel),
    registers: listOf(text.registers, readRegister),
    kept: text.kept === undefined ? null : readKept(text.kept),
    lifeEvents: readLifeEffects(text['life events'] ?? {}),
    helped,
    pools: new Map(Object.entries(text.pools ?? {})),
    ifOverdue,
    movesFrom: readMovesFrom(text['moves from']),
  }
}

/** The names of the forms that steps ask, where they ask no questions of their own. */
function formsOf({ steps = {} }: ProtocolText): ReadonlyMap<string, readonly string[]> {
  const forms = new Map<string, readonly string[]>()
  for (const [id, { asks }] of Object.entries(steps)) if (isFormNames(asks)) forms.set(id, [asks].flat())
  return forms
}

type Group<T> = Readonly<Record<string, T>> | undefined

function listOf<T, R>(group: Group<T>, readItem: (id: string, each: T) => R): readonly R[] {
  return Object.entries(group ?? {}).map(([id, each]) => readItem(id, each))
}

function mapOf<T, R>(group: Group<T>, readItem: (id: string, each: T) => R): ReadonlyMap<string, R> {
  return new Map(Object.entries(group ?? {}).map(([id, each]) => [id, readItem(id, each)]))
}

type Item<K extends 'triggers' | 'duties'> = NonNullable<ProtocolText[K]>[string]

function readTrigger(id: string, text: Item<'triggers'>): Trigger {
  return {
    id,
    title: text.title,
    cites: text.cites,
    forEach: accepted(parseEach(text['for each'])),
    met: readCondition(text.met),
    opens: text.opens ?? null,
    takesOver: text['takes over'] ?? [],
    suggests: text.suggests ?? null,
    asks: text.asks ?? [],
    reading: text.reading ?? null,
  }
}

function readDuty(id: string, text: Item<'duties'>, silence: IfOverdue): Duty {
  const each = text['for each']
  const ownSilence = text['if overdue']
  return {
    id,
    title: text.title,
    cites: text.cites,
    owedBy: accepted(parseOwedBy(text['owed by'])),
    forEach: each === undefined ? null : accepted(parseEach(each)),
    while: text.while === undefined ? null : accepted(parseWhile(text.while)),
    due: accepted(parseDue(text.due)),
    metBy: readMetBy(text['met by']),
    metFrom: text['met from'] === undefined ? null : accepted(parseMoment(text['met from'])),
    lapses: text.lapses === undefined ? null : accepted(parseLapses(text.lapses)),
    replacedByNext: text['replaced by the next'] === 'yes',
    outlasts: text['outlasts the end'] === 'yes',
    ifOverdue: ownSilence === undefined ? silence : accepted(parseIfOverdue(ownSilence)),
    reading: text.reading ?? null,
  }
}

function readMetBy(text: string): MetBy {
  return text === 'review conference' || text === 'initial conference'
    ? { kind: 'fact', fact: text }
    : { kind: 'step', step: text }
}

/** Made when a fault first asks for it; making it anew for each would be most of the work on a file with many. */
let published: JsonSchema | undefined

/** The keys that the schema allows at a path, read from the published schema itself. */
const knownKeys: KnownKeys = (path: Path) => {
  published ??= protocolJsonSchema()
  let here = choicesOf(published)
  for (const part of path) {
    here = here.flatMap(({ properties, additionalProperties, items }) => {
      const next = properties?.[String(part)] ?? additionalProperties ?? items
      return next === undefined ? [] : choicesOf(next)
    })
  }
  return [...new Set(here.flatMap(({ properties }) => Object.keys(properties ?? {})))]
}

/** Where a value may be of several kinds, each of them. */
function choicesOf(schema: JsonSchema): readonly JsonSchema[] {
  return [schema, ...(schema.anyOf ?? []).flatMap(choicesOf)]
}
