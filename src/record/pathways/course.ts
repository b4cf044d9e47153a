import { evaluate } from '../../engine/pathway/evaluate.ts'
import type { PathwayHistory } from '../../engine/pathway/fold.ts'
import type { People } from '../../engine/pathway/people.ts'
import type { Asking, View } from '../../engine/pathway/view.ts'
import type { Protocol } from '../../engine/protocol/protocol.ts'
import type { Rules } from './shelf.ts'

/** The versions of its protocol by which a pathway has run. */
export interface Course {
  /** That under which it was opened. */
  readonly opened: Rules
  /** Those to which entries moved it, by what these call them. */
  readonly later: ReadonlyMap<string, Rules>
}

/** What an entry calls the version to which it moves a pathway. */
export function versionCalled({ protocolHash, calendarHash }: Pick<Rules, 'protocolHash' | 'calendarHash'>): string {
  return `${protocolHash.toString('hex')}:${calendarHash.toString('hex')}`
}

/** The rules of a version, as the engine names it; null is that under which the pathway was opened. */
export function rulesUnder({ opened, later }: Course, version: string | null): Rules {
  return (version === null ? undefined : later.get(version)) ?? opened
}

/** The text of each version by which a pathway has run, as its entries call it. */
export function protocolsOf({ opened, later }: Course): ReadonlyMap<string | null, Protocol> {
  const moved = [...later].map(([version, { protocol }]) => [version, protocol] as const)
  return new Map<string | null, Protocol>([[null, opened.protocol], ...moved])
}

/** A pathway worked out by every version of its own, with the rules that hold at the moment asked. */
export function workedOut(
  { course, history, people }: { readonly course: Course; readonly history: PathwayHistory; readonly people: People },
  asking: Asking,
): { readonly view: View; readonly rules: Rules } {
  const { protocol, calendar } = course.opened
  const view = evaluate(protocol, history, people, calendar, asking)
  return { view, rules: rulesUnder(course, view.version) }
}
