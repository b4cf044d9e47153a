import { Readable, Writable } from 'node:stream'
import type { Connection, Submittable } from 'pg'

// COPY, which the driver leaves to others: rows stream out of a table or into one, however large it is. Both are questions that
// a client is asked: `client.query(new CopyOut('copy ... to stdout'))`.

/** What the server sends of one row. */
interface CopyData {
  readonly chunk: Buffer
}

const ROWS_AT_ONCE = 1_000

/** The rows of a "copy ... to stdout", one each, as PostgreSQL writes them. */
export class CopyOut extends Readable implements Submittable {
  readonly #text: string
  #connection: Connection | null = null

  constructor(text: string) {
    super({ objectMode: true, highWaterMark: ROWS_AT_ONCE })
    this.#text = text
  }

  submit(connection: Connection): void {
    this.#connection = connection
    connection.query(this.#text)
  }

  handleCopyData({ chunk }: CopyData, connection: Connection): void {
    // Whoever has left is sent the rest in vain: only so does the connection come to its next question.
    if (this.destroyed) return
    // The message's bytes are the driver's own and are written over with the next.
    if (!this.push(Buffer.from(chunk))) connection.stream.pause()
  }

  handleError(error: Error): void {
    this.destroy(error)
  }

  handleCommandComplete(): void {
    // Told again by handleReadyForQuery.
  }

  handleReadyForQuery(): void {
    this.push(null)
  }

  override _read(): void {
    this.#connection?.stream.resume()
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#connection?.stream.resume()
    done(error)
  }
}

/** Takes the rows of a "copy ... from stdin"; "finish" comes when the server has taken them all. */
export class CopyIn extends Writable implements Submittable {
  readonly #text: string
  #connection: Connection | null = null
  #begun: (error?: Error | null) => void = () => undefined
  #ended: (error?: Error | null) => void = () => undefined

  constructor(text: string) {
    super({ highWaterMark: 1 << 20 })
    this.#text = text
  }

  submit(connection: Connection): void {
    this.#connection = connection
    connection.query(this.#text)
  }

  /** Nothing is written before the server says that it is ready for rows. */
  override _construct(done: (error?: Error | null) => void): void {
    this.#begun = done
  }

  handleCopyInResponse(): void {
    this.#begun()
  }

  override _write(rows: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#send('d', rows, done)
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#ended = done
    this.#send('c', Buffer.alloc(0), () => undefined)
  }

  handleError(error: Error): void {
    this.#begun(error)
    this.destroy(error)
  }

  handleCommandComplete(): void {
    // Told again by handleReadyForQuery.
  }

  handleReadyForQuery(): void {
    this.#ended()
  }

  /** A message of the protocol: its kind, the length of what follows with these four bytes, and that. */
  #send(kind: 'd' | 'c', rows: Buffer, done: (error?: Error | null) => void): void {
    const head = Buffer.alloc(5)
    head.write(kind, 'latin1')
    head.writeInt32BE(rows.length + 4, 1)
    this.#connection?.stream.write(Buffer.concat([head, rows]), done)
  }
}
