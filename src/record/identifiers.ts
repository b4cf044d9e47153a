import type { Identifiers } from './bound.ts'

/** Where chance and the time come from. */
export interface Chance {
  readonly now: () => number
  /** A UUID of version 4. */
  readonly uuid: () => string
  readonly bytes: (count: number) => Buffer
}

/** Identifiers from chance and a clock, which the program's shells alone have. */
export function identifiersFrom({ now, uuid, bytes }: Chance): Identifiers {
  let last = { millisecond: 0, count: 0 }
  return {
    growing: () => {
      const millisecond = Math.max(now(), last.millisecond)
      last = millisecond === last.millisecond ? next(last) : { millisecond, count: 0 }
      return version7(last.millisecond, last.count, bytes(8))
    },
    random: uuid,
    salt: () => bytes(32),
  }
}

/** So many in one millisecond can be told apart; more take the next one's. */
const MOST = 0xfff

function next({ millisecond, count }: { millisecond: number; count: number }): { millisecond: number; count: number } {
  return count < MOST ? { millisecond, count: count + 1 } : { millisecond: millisecond + 1, count: 0 }
}

/** RFC 9562, section 5.7, with its method 1: a counter stands in the twelve bits after the millisecond. */
function version7(millisecond: number, count: number, chance: Buffer): string {
  const time = millisecond.toString(16).padStart(12, '0')
  chance[0] = ((chance[0] ?? 0) & 0x3f) | 0x80
  const rest = chance.toString('hex')
  const counted = count.toString(16).padStart(3, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counted}-${rest.slice(0, 4)}-${rest.slice(4)}`
}
