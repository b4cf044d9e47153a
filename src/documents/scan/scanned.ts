import type { Cohort } from '../../engine/facts/cohort.ts'
import type { Clause } from '../../engine/protocol/protocol.ts'
import type { Scan } from '../../engine/watch/scan.ts'
import type { Findings } from '../../intake/finding.ts'

/** Everything that a document about a scan is made from. */
export interface Scanned {
  readonly scan: Scan
  readonly cohort: Cohort
  readonly findings: Findings
  /** The clause of this identifier, from the registers of the protocols that were asked. */
  readonly clause: (id: string) => Clause | undefined
  /** The version of Sightline that made it. */
  readonly version: string
}
