import { Client } from 'pg'

/** A statement as it was sent, with its parameters. */
export interface Statement {
  readonly text: string
  readonly values: readonly unknown[]
}

/** A kind of connection that writes down what is sent through it, in order. */
export function writingDown(statements: Statement[]): typeof Client {
  return class extends Client {
    override query: Client['query'] = (...given: unknown[]) => {
      const [text, values] = given
      if (typeof text === 'string') statements.push({ text, values: Array.isArray(values) ? values : [] })
      return Reflect.apply(Client.prototype.query, this, given)
    }
  }
}

/** The statements as a script of pgbench, each parameter in its place as a literal. */
export function scriptOf(statements: readonly Statement[]): string {
  const lines = statements.map(({ text, values }) => {
    const filled = text.replaceAll(/\$(\d+)/g, (_, number) => literalOf(values[Number(number) - 1]))
    return `${filled.trim()};`
  })
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
