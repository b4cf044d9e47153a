import type { FastifyBaseLogger, FastifyServerOptions } from 'fastify'
import type { AccessLine, FaultLine } from './face.ts'
import { nameOf, placesOf } from './faults.ts'

const LINES = new WeakSet<object>()

/** Writes a line of ours, which says nothing of anybody: the log takes no other as it stands. */
export function writeLine(log: FastifyBaseLogger, line: AccessLine | FaultLine): void {
  LINES.add(line)
  if ('fault' in line) log.error(line)
  else log.info(line)
}

/**
 * A log of one JSON object a line (pino). What libraries write of their own may quote an address or an error's words: of their
 * errors the kind and the places are kept, and everything else of theirs is left out.
 */
export function logOptions(write: (line: string) => void): FastifyServerOptions['logger'] & object {
  return {
    level: 'info',
    base: null,
    // Our lines bear the moment of the server's own clock.
    timestamp: false,
    formatters: { level: (label) => ({ level: label }) },
    stream: { write },
    hooks: {
      logMethod(given, method) {
        const kept = keptOf(given[0])
        if (kept !== null) method.apply(this, [kept])
      },
    },
  }
}

function keptOf(given: unknown): object | null {
  if (typeof given !== 'object' || given === null) return null
  if (LINES.has(given)) return given
  const error = given instanceof Error ? given : 'err' in given ? given.err : null
  return error instanceof Error ? { fault: nameOf(error), where: placesOf(error) } : null
}
