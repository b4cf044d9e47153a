import { SMTPServer } from 'smtp-server'

/** A mail as it came over the wire. */
export interface Came {
  readonly to: string
  readonly raw: string
}

/** A real mail server, which keeps what it takes. */
export interface MailServer {
  readonly url: string
  readonly came: Came[]
  /** What it says to an address instead of taking mail for it: 550, 451. */
  readonly says: Map<string, number>
  readonly stop: () => Promise<void>
}

/** @param port the one that it had before, where it comes back */
export async function mailServer(port = 0): Promise<MailServer> {
  const came: Came[] = []
  const says = new Map<string, number>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: ({ address }, _session, done) => {
      const status = says.get(address)
      if (status === undefined) return done()
      done(Object.assign(new Error('not here'), { responseCode: status }))
    },
    onData: (stream, { envelope }, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const raw = Buffer.concat(parts).toString('utf8')
        for (const { address } of envelope.rcptTo) came.push({ to: address, raw })
        done()
      })
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const at = server.server.address()
  if (at === null || typeof at === 'string') throw new Error('a mail server listens on a port')
  return {
    url: `smtp://127.0.0.1:${at.port}`,
    came,
    says,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
