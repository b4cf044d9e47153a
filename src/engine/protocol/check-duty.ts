import { checkDue, checkMoment } from './check-due.ts'
import { checkItem, checkWhere } from './check-parts.ts'
import type { Checking } from './checking.ts'
import { type Origin, originOf } from './origin.ts'
import type { Path } from './place.ts'
import type { Duty } from './protocol.ts'
import { faultOfRelation } from './relation.ts'
import { printWho } from './sentences/print.ts'
import { type Each, FACT_THINGS, type Lapses, type Who } from './sentences/sentence.ts'

export function checkDuty(checking: Checking, duty: Duty): void {
  const path = ['duties', duty.id]
  const origin = originOf(checking, duty)
  if (duty.forEach !== null) checkForEach(checking, [...path, 'for each'], duty, duty.forEach, origin)
  for (const stage of duty.while?.stages ?? []) checking.stage([...path, 'while'], stage)
  checkOwners(checking, path, duty)
  checkDue(checking, [...path, 'due'], duty.due, duty, origin)
  if (duty.metFrom !== null) {
    checkMoment(checking, [...path, 'met from'], duty.metFrom, duty, origin)
    if (duty.metBy.kind === 'fact') {
      const message = `a ${duty.metBy.fact} is held when it is held, and none is too early`
      checking.fault([...path, 'met from'], message, 'Take "met from" away, or let a step meet it.')
    }
  }
  if (duty.metBy.kind === 'step') {
    const { step } = duty.metBy
    const moves = checking.protocol.steps.find(({ id }) => id === step)?.outcomes.some(({ to }) => to !== null)
    if (duty.outlasts && moves === true) {
      const message = `"${step}" moves the pathway, and so cannot be recorded once that has ended`
      checking.fault([...path, 'outlasts the end'], message, 'Let a step meet it that leads nowhere.')
    }
    checking.usedSteps.add(step)
    if (!checking.steps.has(step)) {
      checking.unknown([...path, 'met by'], 'step', step, [...checking.steps, 'review conference'], ['steps'])
    }
  }
  if (duty.replacedByNext) checkReplaced(checking, [...path, 'replaced by the next'], duty)
  if (duty.lapses !== null) checkLapses(checking, [...path, 'lapses'], duty, duty.lapses, origin)
}

function checkForEach(checking: Checking, path: Path, duty: Duty, { of, where }: Each, origin: Origin): void {
  switch (of.kind) {
    case 'named': {
      const known = [...checking.steps, ...checking.triggers, ...checking.duties]
      if (checking.steps.has(of.name)) checking.usedSteps.add(of.name)
      if (of.or.length > 0) {
        for (const name of [of.name, ...of.or]) checking.step(path, name)
        break
      }
      if (of.name === duty.id) {
        checking.fault(path, 'a duty cannot be owed for each of itself', 'Name what opens it.')
      } else if (!known.includes(of.name)) {
        const groups = ['steps', 'triggers', 'duties']
        checking.unknown(path, 'step, duty or trigger', of.name, [...known, ...FACT_THINGS], groups)
      } else if (origin.circle) {
        checking.fault(
          path,
          `"${duty.id}" waits for itself by way of "${of.name}"`,
          'Name what opens the first of them.',
        )
      }
      break
    }
    case 'entering':
      checking.stage(path, of.stage)
      break
    case 'item':
      checkItem(checking, path, of)
      break
    case 'sitting':
      checking.meeting(path, of.meeting)
      break
    case 'recipient':
      checking.notice(path, of.notice)
      break
    case 'agency-with-flag':
      if (checking.protocol.flags.length === 0 && !checking.unread.groups.has('flags')) {
        checking.fault(path, 'no flag is raised in this protocol', 'Name what opens it.')
      }
      break
    case 'fact':
    case 'sibling':
    case 'life-event':
      break
    default:
      of satisfies never
  }
  const isTold =
    of.kind === 'fact' ||
    of.kind === 'life-event' ||
    of.kind === 'sitting' ||
    (of.kind === 'named' && checking.triggers.has(of.name))
  if (where !== null && isTold) {
    checking.fault(path, 'nobody gives an answer there that "where" could look at', 'Take "where ..." away.')
  } else {
    checkWhere(checking, path, { of, where })
  }
}

function checkOwners(checking: Checking, path: Path, duty: Duty): void {
  const owedBy = [...path, 'owed by']
  const silence = [...path, 'if overdue']
  for (const who of duty.owedBy.anyOf) {
    checking.role(owedBy, who)
    checkRelation(checking, owedBy, who, duty.forEach)
  }
  const isDefault = duty.ifOverdue === checking.protocol.ifOverdue
  for (const who of duty.ifOverdue.tell) {
    if (!isDefault) checking.role(silence, who)
    checkRelation(checking, silence, who, duty.forEach)
  }
  const owners = duty.owedBy.anyOf
  if (duty.ifOverdue.tell.every((who) => owners.some((owner) => isAmong(who, owner)))) {
    const message = `if it is overdue, only ${owners.map(printWho).join(', else ')} is told, who owes it`
    checking.faultAtKey(isDefault ? path : silence, message, 'Say under "if overdue" who else can act.')
  }
}

/** Whether whoever is meant is one of those who owe: the same words, or one holder of a role that all its holders owe. */
function isAmong(who: Who, owner: Who): boolean {
  return printWho(who) === printWho(owner) || (owner.kind === 'role' && 'role' in who && who.role === owner.role)
}

function checkRelation(checking: Checking, path: Path, who: Who, forEach: Each | null): void {
  const found = faultOfRelation(checking, who, forEach)
  if (found !== undefined) checking.fault(path, found.message, found.remedy)
}

/** What comes one after another can be followed by the next; what stands side by side, or comes once, cannot. */
function checkReplaced(checking: Checking, path: Path, { forEach, metBy }: Duty): void {
  const of = forEach?.of
  const isOnce = of?.kind === 'fact' && (of.thing === 'child' || of.thing === 'family')
  const follows = of?.kind === 'named' || of?.kind === 'entering' || of?.kind === 'sitting' || of?.kind === 'fact'
  if (!follows || isOnce) {
    const remedy = 'Let it be owed for each step, stage, sitting, duty, trigger or fact, or take this away.'
    checking.fault(path, 'what this duty is owed for is never followed by a next one', remedy)
  } else if (metBy.kind === 'fact') {
    checking.fault(path, 'files tell whether this was met, however late', 'Take it away.')
  }
}

function checkLapses(checking: Checking, path: Path, duty: Duty, lapses: Lapses, origin: Origin): void {
  switch (lapses.kind) {
    case 'recorded':
      return checking.step(path, lapses.step)
    case 'leaving':
      return checking.stage(path, lapses.stage)
    case 'plan-ends':
      if (origin.thing !== undefined && origin.thing !== 'protection plan' && origin.thing !== 'child in need plan') {
        const remedy = 'Take "lapses" away, or let the duty be owed for a plan.'
        checking.fault(path, `a ${origin.thing} has no plan whose end could be meant`, remedy)
      }
      return
    case 'duty-met': {
      const other = checking.protocol.duties.find(({ id }) => id === lapses.duty)
      if (other === undefined) return checking.unknown(path, 'duty', lapses.duty, checking.duties, ['duties'])
      if (other.id === duty.id) {
        return checking.fault(path, 'a duty that is met needs no lapse', 'Name another duty, or take "lapses" away.')
      }
      if (lapses.sameThing && !isOwedForTheSame(duty, other)) {
        const remedy = 'Give both the same "for each", or leave out "for the same review".'
        checking.fault(path, `"${duty.id}" and "${other.id}" are not owed for the same`, remedy)
      }
      return
    }
    default:
      return lapses satisfies never
  }
}

function namesOf({ name, or }: { readonly name: string; readonly or: readonly string[] }): string {
  return [name, ...or].toSorted().join(' or ')
}

function isOwedForTheSame({ forEach: a }: Duty, { forEach: b }: Duty): boolean {
  if (a?.of.kind === 'named') return b?.of.kind === 'named' && namesOf(a.of) === namesOf(b.of)
  return a?.of.kind === 'fact' && b?.of.kind === 'fact' && a.of.thing === b.of.thing
}
