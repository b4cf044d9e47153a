import type { Standing } from './standing.ts'
import type { PathwayDuty, View } from './view.ts'

/** As much of a view as a list shows. */
export function standingIn({ stage, since, duties, validUntil }: View): Standing {
  return {
    stage,
    since,
    duties: duties.filter(isOpen).map(({ tell: _tell, tellFrom: _tellFrom, ...duty }) => duty),
    validUntil,
  }
}

function isOpen({ standing }: PathwayDuty): boolean {
  return standing.kind !== 'met' && standing.kind !== 'lapsed'
}
