import { parseDay } from '../calendar/day.ts'
import { checkDuty } from './check-duty.ts'
import { checkStep } from './check-step.ts'
import { checkTrigger } from './check-trigger.ts'
import { Checking } from './checking.ts'
import type { Fault } from './fault.ts'
import type { Path, Places } from './place.ts'
import type { Protocol, Step, Surroundings } from './protocol.ts'
import { RESERVED_WORDS } from './sentences/sentence.ts'
import { NOTHING_UNREAD, type Unread } from './unread.ts'

const RESERVED: ReadonlySet<string> = new Set(RESERVED_WORDS)

/** Checks what no schema can: that every name is known, and that each sentence makes sense where it stands. */
export function checkProtocol(
  protocol: Protocol,
  surroundings: Surroundings,
  places: Places,
  unread: Unread = NOTHING_UNREAD,
): readonly Fault[] {
  const checking = new Checking(protocol, places, unread)
  checkSource(checking)
  checkSurroundings(checking, surroundings)
  checkNames(checking)
  for (const trigger of protocol.triggers) checkTrigger(checking, trigger)
  for (const who of protocol.ifOverdue.tell) checking.role(['if overdue'], who)
  for (const step of protocol.steps) checkStep(checking, step)
  for (const duty of protocol.duties) checkDuty(checking, duty)
  if (!unread.any) checkUse(checking)
  return checking.faults
}

function checkSource(checking: Checking): void {
  const { issued, reviewDue } = checking.protocol.source
  const remedy = 'Write a day that exists, as YYYY-MM-DD.'
  if (!isRealDate(issued)) checking.fault(['source', 'issued'], `there is no day ${issued}`, remedy)
  if (reviewDue === 'none given') return
  const path = ['source', 'review due']
  if (!isRealDate(reviewDue)) checking.fault(path, `there is no day ${reviewDue}`, remedy)
  if (reviewDue < issued)
    checking.fault(path, `its review was due before it was issued (${issued})`, 'Correct one of the two.')
}

function isRealDate(text: string): boolean {
  return text.length === 7 || parseDay(text) !== undefined
}

function checkSurroundings(checking: Checking, { clauses, calendars }: Surroundings): void {
  const { protocol } = checking
  const { calendar, source } = protocol
  if (!calendars.has(calendar)) checking.unknown(['calendar'], 'calendar', calendar, calendars, ['calendar'])
  const register = clauses(source.clauses)
  if (register === undefined) {
    if (checking.unread.groups.has('source')) return
    const remedy = `Write protocols/clauses/${source.clauses}.yaml, or correct the name.`
    checking.fault(['source', 'clauses'], `there is no register of clauses "${source.clauses}"`, remedy)
    return
  }
  const check = (path: Path, cites: readonly string[]): void => {
    cites.forEach((clause, i) => {
      if (!register.has(clause)) checking.unknown([...path, 'cites', i], 'clause', clause, register.keys(), [])
    })
  }
  protocol.readings.forEach(({ cites }, i) => check(['readings', i], cites))
  for (const each of protocol.triggers) check(['triggers', each.id], each.cites)
  for (const each of protocol.steps) check(['steps', each.id], each.cites)
  for (const each of protocol.duties) check(['duties', each.id], each.cites)
}

/** Names may not clash with the grammar's words, nor a step, duty and trigger share one. */
function checkNames(checking: Checking): void {
  const { protocol } = checking
  const seen = new Map<string, string>()
  const groups: readonly (readonly [string, Iterable<string>])[] = [
    ['roles', protocol.roles.keys()],
    ['stages', protocol.stages.keys()],
    ['triggers', checking.triggers],
    ['steps', checking.steps],
    ['duties', checking.duties],
  ]
  for (const [group, names] of groups) {
    for (const name of names) {
      if (RESERVED.has(name))
        checking.faultAtKey([group, name], `"${name}" is a word of the language`, 'Choose another name.')
      if (group === 'roles' || group === 'stages') continue
      const before = seen.get(name)
      if (before !== undefined) {
        checking.faultAtKey(
          [group, name],
          `"${name}" is also the name of one of the ${before}`,
          'Give each its own name.',
        )
      }
      seen.set(name, group)
    }
  }
}

/** A role, step or stage that nothing uses is a slip of the pen, or a clause forgotten. */
function checkUse(checking: Checking): void {
  const { protocol, usedRoles, usedSteps, usedStages, unknownKinds } = checking
  const unused = (kind: string, names: Iterable<string>, used: ReadonlySet<string>): readonly string[] =>
    [...unknownKinds].some((what) => what.includes(kind))
      ? []
      : [...names].filter((name) => !used.has(name) && !RESERVED.has(name))
  for (const role of unused('role', protocol.roles.keys(), usedRoles)) {
    checking.faultAtKey(['roles', role], `nobody is asked for as "${role}"`, 'Use the role, or take it away.')
  }
  const idle = protocol.steps.filter(isIdle).map(({ id }) => id)
  for (const step of unused('step', idle, usedSteps)) {
    const remedy = 'Let a duty be "met by" it, or take it away.'
    checking.faultAtKey(['steps', step], `nothing leads to the step "${step}"`, remedy)
  }
  for (const stage of unused('stage', protocol.stages.keys(), usedStages)) {
    const remedy = 'Let something lead to it, or take it away.'
    checking.faultAtKey(['stages', stage], `the stage "${stage}" is never reached`, remedy)
  }
}

/** Whether a step does nothing of its own: then something else must lead to it. */
function isIdle({ at, asks, outcomes }: Step): boolean {
  return at.kind === 'any' && asks.length === 0 && outcomes.length === 0
}
