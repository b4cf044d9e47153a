import { createServer } from 'node:net'
import { UsageFault } from './exit.ts'

export const LAST_PORT = 65_535

/**
 * Sees that nobody else listens there, before anything is made.
 * @param command as it is written, with its other arguments left out: "npm start --"
 * @throws UsageFault that names another
 */
export async function needFreePort(port: number, host: string, command: string): Promise<void> {
  const why = await new Promise<string | null>((resolve) => {
    const probe = createServer()
    probe.once('error', (error) => resolve('code' in error ? String(error.code) : error.message))
    probe.listen({ port, host }, () => probe.close(() => resolve(null)))
  })
  if (why === null) return
  if (why === 'EADDRINUSE') {
    const other = port === LAST_PORT ? port - 1 : port + 1
    throw new UsageFault(`another program listens on port ${port}`, `Name another: ${command} --port ${other}`)
  }
  if (why === 'EADDRNOTAVAIL' || why === 'ENOTFOUND' || why === 'EINVAL') {
    throw new UsageFault(
      `this computer has no address ${host} (${why})`,
      `Name one that it has: ${command} --host 127.0.0.1`,
    )
  }
  throw new UsageFault(`port ${port} cannot be used (${why})`, `Name one from 1024 on: ${command} --port 3001`)
}
