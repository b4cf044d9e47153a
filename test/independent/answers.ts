/**
 * Whether something holds on a day. `perhaps`: a fact of this child's own speaks for it without proving it. `silent`: the files
 * do not tell either way, and nothing of this child's own speaks for it.
 */
export type Answer = 'no' | 'silent' | 'perhaps' | 'yes'

const ORDER: readonly Answer[] = ['no', 'silent', 'perhaps', 'yes']

export function answer(holds: boolean): Answer {
  return holds ? 'yes' : 'no'
}

/** An answer, or how to find it: what need not be asked is then not asked. */
type Asked = Answer | (() => Answer)

function found(asked: Asked): Answer {
  return typeof asked === 'function' ? asked() : asked
}

/** All of them hold: as sure as the least sure of them. */
export function all(...parts: readonly Asked[]): Answer {
  let least: Answer = 'yes'
  for (const part of parts) {
    if (least === 'no') return 'no'
    const answer = found(part)
    if (ORDER.indexOf(answer) < ORDER.indexOf(least)) least = answer
  }
  return least
}

/** At least one of them holds: as sure as the surest of them. */
export function any(...parts: readonly Asked[]): Answer {
  let most: Answer = 'no'
  for (const part of parts) {
    if (most === 'yes') return 'yes'
    const answer = found(part)
    if (ORDER.indexOf(answer) > ORDER.indexOf(most)) most = answer
  }
  return most
}

/**
 * A number as far as it is known: the files prove `sure`, facts of the child's own speak for `perhaps`, and where the files are
 * silent there may be `silent`. A bound that is left out is no larger than the one before.
 */
export interface Bounds {
  readonly sure: number
  readonly perhaps?: number
  readonly silent?: number
}

export function atLeast(wanted: number, { sure, perhaps = sure, silent = perhaps }: Bounds): Answer {
  if (sure >= wanted) return 'yes'
  if (perhaps >= wanted) return 'perhaps'
  return silent >= wanted ? 'silent' : 'no'
}
