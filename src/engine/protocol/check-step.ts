import type { Checking } from './checking.ts'
import type { Step } from './protocol.ts'
import { faultOfRelation } from './relation.ts'

/** Checks who may record a step. What it is recorded about is told by the duties that it meets. */
export function checkStep(checking: Checking, step: Step): void {
  const { id, at, by, outcomes } = step
  if (at.kind === 'stages') for (const stage of at.stages) checking.stage(['steps', id, 'at'], stage)
  for (const { to } of outcomes) if (to !== null) checking.stage(['steps', id, 'to'], to)
  const path = ['steps', id, 'by']
  const meets = checking.protocol.duties.filter(({ metBy }) => metBy.kind === 'step' && metBy.step === id)
  for (const who of by.anyOf) {
    checking.role(path, who)
    if (who.kind !== 'that-agency' && who.kind !== 'whoever-recorded-it') continue
    if (checking.unread.any || meets.some(({ forEach }) => faultOfRelation(checking, who, forEach) === undefined))
      continue
    const message = 'no duty that this step meets tells who that is'
    checking.fault(path, message, 'Let it meet such a duty, or name a role, or a relation to the case.')
  }
}
