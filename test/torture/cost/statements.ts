import type { ClientConfig } from 'pg'
import { NamingClient } from '../../../src/record/database/database.ts'

/** A statement as it was sent, with its parameters. */
export interface Statement {
  readonly text: string
  readonly values: readonly unknown[]
}

/** A kind of connection that writes down what is sent through it, in order. */
export function writingDown(statements: Statement[]): typeof NamingClient {
  return class extends NamingClient {
    constructor(config?: ClientConfig) {
      super(config)
      const ask = this.query
      this.query = (...given: unknown[]) => {
        const [text, values] = given
        if (typeof text === 'string') statements.push({ text, values: Array.isArray(values) ? values : [] })
        return Reflect.apply(ask, this, given)
      }
    }
  }
}

/** The statements as a script of pgbench, each prepared once and asked by its name, as our driver does. */
export function scriptOf(statements: readonly Statement[]): string {
  const names = new Map<string, string>()
  const lines: string[] = []
  for (const { text, values } of statements) {
    if (/^(begin|commit)\b/.test(text)) {
      lines.push(`${text};`)
      continue
    }
    const name = names.get(text) ?? `asked_${names.size}`
    if (!names.has(text)) lines.unshift(`prepare ${name} as ${text.trim()};`)
    names.set(text, name)
    lines.push(`execute ${name}${values.length === 0 ? '' : `(${values.map(literalOf).join(', ')})`};`)
  }
  return `${lines.join('\n')}\n`
}

/** As the driver would send it: text of a type that the statement itself settles. */
function literalOf(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (Buffer.isBuffer(value)) return quoted(`\\x${value.toString('hex')}`)
  if (value instanceof Date) return quoted(value.toISOString())
  if (Array.isArray(value)) return quoted(`{${value.map((each) => JSON.stringify(each)).join(',')}}`)
  return quoted(String(value))
}

/** A colon would be taken for one of pgbench's own variables, also within quotes. */
function quoted(text: string): string {
  return `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll(':', '\\x3a')}'`
}
