import type { Protocol } from '../../engine/protocol/protocol.ts'

/** Stands, with its number, where a protocol reads its source. */
export const READING = '†'

/**
 * The readings of triggers, of duties and of what is kept within an agency, each said once, numbered from 1 in the order of the
 * file.
 */
export class Readings {
  readonly said: readonly string[]

  constructor({ triggers, duties, kept }: Protocol) {
    const all = [...triggers, ...duties, ...(kept === null ? [] : [kept])].flatMap(({ reading }) =>
      reading === null ? [] : [reading],
    )
    this.said = [...new Set(all)]
  }

  /** " †3" after what rests on a reading, and nothing after what does not. */
  mark(reading: string | null): string {
    return reading === null ? '' : ` ${READING}${this.said.indexOf(reading) + 1}`
  }
}
