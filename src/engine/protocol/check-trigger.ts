import type { Checking } from './checking.ts'
import { type Condition, keyOf } from './condition.ts'
import { CONDITION_KEYS } from './condition-keys.ts'
import type { Path } from './place.ts'
import type { Trigger } from './protocol.ts'
import { FACT_THINGS, type FactThing, type Name } from './sentences/sentence.ts'

const TRIGGER_THINGS = FACT_THINGS.filter((thing) => thing !== 'review conference' && thing !== 'initial conference')

export function checkTrigger(checking: Checking, trigger: Trigger): void {
  const path = ['triggers', trigger.id]
  const { of, where } = trigger.forEach
  if (of.kind !== 'fact' || of.thing === 'review conference' || of.thing === 'initial conference') {
    const remedy = `Write one of: ${TRIGGER_THINGS.join(', ')}.`
    checking.fault([...path, 'for each'], 'a trigger is met for something that the files tell of', remedy)
  } else {
    checkCondition(checking, [...path, 'met'], trigger.met, of.thing)
    if (isOfOne(of.thing) && isOnlyNot(trigger.met)) {
      const message = `"not" alone holds before the ${of.thing} began as well`
      const remedy = 'Write "all of:" with what must hold of it, such as "lasting for: 1 day", and "not:" beside that.'
      checking.fault([...path, 'met'], message, remedy)
    }
  }
  if (where !== null) {
    const remedy = 'Take "where ..." away; use "met".'
    checking.fault([...path, 'for each'], 'a trigger has no answers to look at', remedy)
  }
  if (trigger.opens !== null) checking.stage([...path, 'opens'], trigger.opens)
  trigger.takesOver.forEach((stage, i) => {
    checkTakenOver(checking, [...path, 'takes over', i], trigger, stage)
  })
  if (trigger.opens === null && trigger.suggests === null && !checking.unread.any && !opensADuty(checking, trigger)) {
    const remedy = 'Say what it "opens" or "suggests", or write a duty "for each" of it.'
    checking.faultAtKey(path, `nothing follows from "${trigger.id}"`, remedy)
  }
}

/** Whether a trigger is asked of each plan, placement or enquiry, and not of the child or the family as a whole. */
function isOfOne(thing: FactThing): boolean {
  return thing !== 'child' && thing !== 'family'
}

/** Whether nothing in a condition needs the thing to be there at all. */
function isOnlyNot(condition: Condition): boolean {
  switch (condition.kind) {
    case 'not':
      return true
    case 'all-of':
      return condition.parts.every(isOnlyNot)
    case 'earliest-of':
      return condition.parts.some(isOnlyNot)
    default:
      return false
  }
}

/** What is taken over must wait somewhere else than where the trigger opens, and be open still. */
function checkTakenOver(checking: Checking, path: Path, { opens }: Trigger, stage: Name): void {
  checking.stage(path, stage)
  if (opens === null) {
    checking.fault(path, 'a trigger that opens no pathway takes none over', 'Say which stage it "opens".')
  } else if (stage === opens) {
    checking.fault(path, `a pathway at "${stage}" is where the trigger opens one`, 'Take this stage away.')
  } else if (checking.protocol.stages.get(stage)?.ends === true) {
    checking.fault(path, `a pathway at "${stage}" has ended, and cannot be taken over`, 'Take this stage away.')
  }
}

function opensADuty({ protocol }: Checking, { id }: Trigger): boolean {
  return protocol.duties.some(({ forEach }) => forEach?.of.kind === 'named' && forEach.of.name === id)
}

/** Each condition must make sense for what the trigger is met for. */
function checkCondition(checking: Checking, path: Path, condition: Condition, thing: FactThing): void {
  const key = keyOf(condition)
  const under = CONDITION_KEYS[key]?.under
  if (under !== undefined && !under.includes(thing)) {
    const remedy = `It needs "for each: ${under.join('" or "for each: ')}".`
    checking.fault(path, `"${key}" says nothing of a ${thing}`, remedy)
    return
  }
  switch (condition.kind) {
    case 'earliest-of':
    case 'all-of':
      condition.parts.forEach((part, i) => {
        checkCondition(checking, [...path, key, i], part, thing)
      })
      return
    case 'not':
      return checkCondition(checking, [...path, key], condition.part, thing)
    case 'another-child':
      return checkCondition(checking, [...path, key], condition.condition, 'protection plan')
    default:
      return
  }
}
