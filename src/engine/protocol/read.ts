import { isAlias, LineCounter, parseDocument, visit } from 'yaml'
import { checkProtocol } from './check.ts'
import { accepted, readCondition } from './condition.ts'
import { explainIssue, type KnownKeys } from './explain-issue.ts'
import type { Fault } from './fault.ts'
import { type Path, Places } from './place.ts'
import type { Clause, Duty, MetBy, Protocol, Step, Trigger } from './protocol.ts'
import { type ProtocolText, protocolJsonSchema, protocolSchema } from './schema.ts'
import { parseDue, parseEach, parseIfOverdue, parseLapses, parseOwedBy, parseWhile } from './sentences/parse.ts'

/** The longest protocol file that is read, in characters; the longest source document is a tenth of it. */
const MOST_CHARACTERS = 500_000

/** What a protocol may refer to outside its own file. */
export interface Surroundings {
  /** Every clause of the register that the protocol names; undefined where there is no such register. */
  readonly clauses: (register: string) => ReadonlyMap<string, Clause> | undefined
  readonly calendars: ReadonlySet<string>
}

export type ReadProtocol =
  | { readonly ok: true; readonly protocol: Protocol }
  | { readonly ok: false; readonly faults: readonly Fault[] }

/**
 * Reads a protocol file: its form, its sentences and its names. Every fault is named at once, each with line, column, reason
 * and remedy; a protocol with a fault is not read at all.
 */
export function readProtocol(text: string, surroundings: Surroundings): ReadProtocol {
  if (text.length > MOST_CHARACTERS) {
    const message = `the file has ${text.length} characters; the most that is read is ${MOST_CHARACTERS}`
    return refused([{ line: 1, column: 1, place: '', message, remedy: 'Split it into several protocols.' }])
  }
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, version: '1.2', merge: false })
  const places = new Places(document, lines)
  if (document.errors.length > 0) {
    return refused(
      document.errors.map((error) => {
        const { line, col } = lines.linePos(error.pos[0])
        return {
          line: Math.max(1, line),
          column: Math.max(1, col),
          place: '',
          ...sayYamlError(error.code, error.message),
        }
      }),
    )
  }
  const aliases: Fault[] = []
  visit(document, {
    Alias: (_, node) => {
      const { line, col } = lines.linePos(node.range?.[0] ?? 0)
      const message = `the alias *${node.source} stands for text elsewhere`
      aliases.push({
        line,
        column: col,
        place: '',
        message,
        remedy: 'Write the text out: each thing is told in one place.',
      })
      return isAlias(node) ? visit.SKIP : undefined
    },
  })
  if (aliases.length > 0) return refused(aliases)

  const value: unknown = document.toJS()
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const message = value === null || value === undefined ? 'the file is empty' : 'this is not a protocol'
    return refused([{ line: 1, column: 1, place: '', message, remedy: 'Begin with "protocol: name-of-the-protocol".' }])
  }
  const checked = protocolSchema.safeParse(value)
  if (!checked.success) {
    return refused(checked.error.issues.flatMap((issue) => explainIssue(issue, [], value, places, knownKeys)))
  }
  const protocol = read(checked.data)
  const faults = checkProtocol(protocol, surroundings, places)
  return faults.length > 0 ? refused(faults) : { ok: true, protocol }
}

function refused(faults: readonly Fault[]): ReadProtocol {
  return { ok: false, faults: [...faults].sort((a, b) => a.line - b.line || a.column - b.column) }
}

function sayYamlError(code: string, message: string): { message: string; remedy: string } {
  const plain = message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? message
  switch (code) {
    case 'TAB_AS_INDENT':
      return { message: 'a tab stands where spaces belong', remedy: 'Indent with two spaces.' }
    case 'DUPLICATE_KEY':
      return { message: 'the same key stands twice in one group', remedy: 'Join the two, or rename one.' }
    default:
      return {
        message: plain,
        remedy: 'Mend the YAML here; the indentation of the lines around it is the usual cause.',
      }
  }
}

function read(text: ProtocolText): Protocol {
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
    calendar: text.calendar,
    readings: text.readings ?? [],
    roles: new Map(Object.entries(text.roles)),
    stages: new Map(Object.entries(text.stages ?? {})),
    triggers: Object.entries(text.triggers ?? {}).map(([id, each]) => readTrigger(id, each)),
    steps: Object.entries(text.steps ?? {}).map(([id, each]) => readStep(id, each)),
    duties: Object.entries(text.duties ?? {}).map(([id, each]) => readDuty(id, each, text['if overdue'])),
    ifOverdue: accepted(parseIfOverdue(text['if overdue'])),
  }
}

type Item<K extends 'triggers' | 'steps' | 'duties'> = NonNullable<ProtocolText[K]>[string]

function readTrigger(id: string, text: Item<'triggers'>): Trigger {
  return {
    id,
    title: text.title,
    cites: text.cites,
    forEach: accepted(parseEach(text['for each'])),
    met: readCondition(text.met),
    opens: text.opens ?? null,
    suggests: text.suggests ?? null,
    asks: text.asks ?? [],
    reading: text.reading ?? null,
  }
}

function readStep(id: string, text: Item<'steps'>): Step {
  const { title, cites } = text
  return { id, title, cites, by: accepted(parseOwedBy(text.by)), reading: text.reading ?? null }
}

function readDuty(id: string, text: Item<'duties'>, silence: string): Duty {
  const each = text['for each']
  return {
    id,
    title: text.title,
    cites: text.cites,
    owedBy: accepted(parseOwedBy(text['owed by'])),
    forEach: each === undefined ? null : accepted(parseEach(each)),
    while: text.while === undefined ? null : accepted(parseWhile(text.while)),
    due: accepted(parseDue(text.due)),
    metBy: readMetBy(text['met by']),
    lapses: text.lapses === undefined ? null : accepted(parseLapses(text.lapses)),
    ifOverdue: accepted(parseIfOverdue(text['if overdue'] ?? silence)),
    reading: text.reading ?? null,
  }
}

function readMetBy(text: string): MetBy {
  return text === 'review conference' || text === 'initial conference'
    ? { kind: 'fact', fact: text }
    : { kind: 'step', step: text }
}

/** The keys that the schema allows at a path, read from the published schema itself. */
const knownKeys: KnownKeys = (path: Path) => {
  let here = protocolJsonSchema() as JsonSchema | undefined
  for (const part of path) {
    here = here?.properties?.[String(part)] ?? here?.additionalProperties ?? here?.items
  }
  return Object.keys(here?.properties ?? {})
}

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly additionalProperties?: JsonSchema
  readonly items?: JsonSchema
}
