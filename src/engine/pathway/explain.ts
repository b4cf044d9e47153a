import { type Because, explainCondition } from '../watch/explain.ts'
import { type PathwayHistory, toldOf } from './fold.ts'
import type { Asking, TriggerView } from './view.ts'

/** Why a trigger of a pathway holds from the day it does, as a tree. It is asked for one trigger at a time. */
export function explainTrigger({ occasion }: TriggerView, history: PathwayHistory, asking: Asking): Because {
  const { anchor, trigger } = occasion
  return explainCondition(trigger.met, { ...toldOf(history, asking), anchor })
}
