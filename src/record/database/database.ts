import {
  type DatabaseConnection,
  Kysely,
  PostgresDialect,
  PostgresDriver,
  type QueryExecutorProvider,
  type TransactionSettings,
} from 'kysely'
import { Client, Pool, type PoolConfig, types } from 'pg'
import { parseDay } from '../../engine/calendar/day.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import type { Tables } from './rows.ts'

/** The record's database. What may be asked of it is asked through `transaction.ts`, where every question has a principal. */
export type Database = Kysely<Tables>

/** How columns become the engine's values. The other way stands in the types: a day is written as text, a moment as a Date. */
const READERS: ReadonlyMap<number, (text: string) => unknown> = new Map<number, (text: string) => unknown>([
  [types.builtins.DATE, readDay],
  [types.builtins.TIMESTAMPTZ, (text) => Date.parse(text) as Instant],
  [types.builtins.INT8, readWhole],
])

function readDay(text: string): unknown {
  const day = parseDay(text)
  if (day === undefined) throw new RangeError(`the database holds ${text}, which is no day that is written here`)
  return day
}

function readWhole(text: string): number {
  const whole = Number(text)
  if (!Number.isSafeInteger(whole)) throw new RangeError(`the database holds ${text}, which is too large a number`)
  return whole
}

/**
 * A connection that asks each statement by a name of its own, so that the server parses and plans it once: planning was most of
 * the time of a read. The texts are those of the code, with parameters, so that they are few.
 */
export class NamingClient extends Client {
  static readonly #names = new Map<string, string>()

  override query: Client['query'] = (...given: unknown[]) => {
    const [text, values] = given
    if (typeof text !== 'string' || !Array.isArray(values)) return Reflect.apply(Client.prototype.query, this, given)
    return Reflect.apply(Client.prototype.query, this, [{ name: NamingClient.#nameOf(text), text, values }])
  }

  static #nameOf(text: string): string {
    const known = NamingClient.#names.get(text)
    if (known !== undefined) return known
    const name = `sightline_${NamingClient.#names.size}`
    NamingClient.#names.set(text, name)
    return name
  }
}

/** What the questions of one transaction are asked through. */
export type Asking = QueryExecutorProvider

/**
 * Runs work in one transaction on one connection. A question is sent as soon as it is asked, and the server answers in the order
 * of asking: whoever needs no answer before the next question asks on, and saves the wait for it. A question that fails undoes
 * the transaction, also one whose answer nobody waits for: the server then refuses what comes after it, and the commit.
 */
export async function inTransaction<T>(database: Database, work: (tx: Asking) => Promise<T>): Promise<T> {
  return database.transaction().execute(async (transaction) => {
    const one = transaction.getExecutor()
    return one.provideConnection((connection) => {
      const executor = one.withConnectionProvider({ provideConnection: (ask) => ask(connection) })
      return work({ getExecutor: () => executor })
    })
  })
}

/**
 * The beginning of a transaction is not waited for: the first question tells where it failed, for the connection is gone then, or
 * nothing is seen and nothing taken, since a principal told outside a transaction is forgotten at once.
 */
class Unwaiting extends PostgresDriver {
  override async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    super.beginTransaction(connection, settings).catch(() => undefined)
  }
}

class Dialect extends PostgresDialect {
  readonly #pool: Pool

  constructor(pool: Pool) {
    super({ pool })
    this.#pool = pool
  }

  override createDriver(): PostgresDriver {
    return new Unwaiting({ pool: this.#pool })
  }
}

/**
 * Opens the database as this login.
 * @param config where it is: a `connectionString`, or `host` (a socket's folder), `database` and `user`
 * @param onLost told of a connection that broke while nobody was using it; the next use opens another
 */
export function openDatabase(config: PoolConfig, onLost: (error: Error) => void): Database {
  const pool = new Pool({
    max: 10,
    connectionTimeoutMillis: 10_000,
    Client: NamingClient,
    pipeline: true,
    ...config,
    types: { getTypeParser: (oid, format) => READERS.get(oid) ?? types.getTypeParser(oid, format) },
  })
  pool.on('error', onLost)
  // A connection in use that breaks between two questions is told here alone: with nobody to tell, the program would end.
  pool.on('connect', (client) => client.on('error', onLost))
  return new Kysely<Tables>({ dialect: new Dialect(pool) })
}
