import type { Checking } from './checking.ts'

export const KEPT = 'kept'

/** A pathway is kept from those who see the case that it is about, within the agency of somebody who raised it or who leads. */
export function checkKept(checking: Checking): void {
  const { kept, subject, triggers } = checking.protocol
  if (kept === null) return
  if (subject === 'series of meetings') {
    const message = 'a series of meetings is seen by those alone who hold its roles'
    checking.faultAtKey([KEPT], message, `Take "${KEPT}" away.`)
    return
  }
  if (!checking.runs && !checking.unread.any) {
    checking.faultAtKey([KEPT], 'no pathway is run by it', `Take "${KEPT}" away.`)
  }
  const opening = triggers.find(({ opens }) => opens !== null)
  if (kept.within !== 'raiser' || opening === undefined) return
  const message = `nobody raises what "${opening.id}" opens by itself`
  checking.fault([KEPT, 'within'], message, 'Write "within: the lead agency", or open it by a step alone.')
}
