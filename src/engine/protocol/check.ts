import { parseDay } from '../calendar/day.ts'
import { checkDuty } from './check-duty.ts'
import { checkLevel, checkProposed, checkRegister, checkVersions } from './check-followed.ts'
import { checkHelped, HELPED } from './check-helped.ts'
import { checkKept, KEPT } from './check-kept.ts'
import { checkLifeEvents } from './check-life-events.ts'
import { checkMovesFrom } from './check-moves.ts'
import { checkDocument, checkFlag, checkGrant, checkMeeting, checkNotice } from './check-parts.ts'
import { checkQuestions } from './check-question.ts'
import { checkReach } from './check-reach.ts'
import { checkStep } from './check-step.ts'
import { checkTrigger } from './check-trigger.ts'
import { Checking } from './checking.ts'
import { explore } from './explore.ts'
import type { Fault } from './fault.ts'
import type { Guard, Question, Step } from './pathway-parts.ts'
import type { Path, Places } from './place.ts'
import { PRACTICE, type Protocol, type Surroundings } from './protocol.ts'
import { isReserved } from './sentences/reader.ts'
import type { Name } from './sentences/sentence.ts'
import type { Unread } from './unread.ts'

/** Checks what no schema can: that every name is known, and that each sentence makes sense where it stands. */
export function checkProtocol(
  protocol: Protocol,
  surroundings: Surroundings,
  places: Places,
  unread: Unread,
  formsOf: ReadonlyMap<Name, readonly Name[]>,
): readonly Fault[] {
  const checking = new Checking(protocol, places, unread, formsOf)
  checkSource(checking)
  checkSurroundings(checking, surroundings)
  checkNames(checking)
  for (const trigger of protocol.triggers) checkTrigger(checking, trigger)
  for (const who of protocol.ifOverdue.tell) checking.role(['if overdue'], who)
  for (const step of protocol.steps) checkStep(checking, step)
  for (const duty of protocol.duties) checkDuty(checking, duty)
  for (const [form, questions] of protocol.forms) {
    const asking = checking.askingForm(form)
    checkQuestions(checking, ['forms', form], questions, asking)
  }
  for (const notice of protocol.notices) checkNotice(checking, notice)
  for (const flag of protocol.flags) checkFlag(checking, flag)
  for (const meeting of protocol.meetings) checkMeeting(checking, meeting)
  for (const document of protocol.documents) checkDocument(checking, document)
  for (const grant of protocol.grants) checkGrant(checking, grant)
  for (const each of protocol.versions) checkVersions(checking, each)
  for (const each of protocol.levels) checkLevel(checking, each)
  for (const each of protocol.registers) checkRegister(checking, each)
  checkProposed(checking)
  for (const each of protocol.movesFrom) checkMovesFrom(checking, each)
  checkLifeEvents(checking)
  checkHelped(checking)
  checkKept(checking)
  if (!unread.any) {
    checkUse(checking)
    if (checking.runs && checking.unknownKinds.size === 0) {
      checkReach(checking)
      // What is out of reach by guards is looked for only where nothing simpler is wrong.
      if (checking.faults.length === 0) checkExplored(checking)
    }
  }
  return checking.faults
}

function checkSource(checking: Checking): void {
  const { issued, reviewDue } = checking.protocol.source
  const remedy = 'Write a day that exists, as YYYY-MM-DD.'
  if (!isRealDate(issued)) checking.fault(['source', 'issued'], `there is no day ${issued}`, remedy)
  if (reviewDue === 'none given') return
  const path = ['source', 'review due']
  if (!isRealDate(reviewDue)) checking.fault(path, `there is no day ${reviewDue}`, remedy)
  // A month is not before a day of it.
  const length = Math.min(issued.length, reviewDue.length)
  if (reviewDue.slice(0, length) < issued.slice(0, length))
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
  const practice = clauses(PRACTICE)
  const check = (path: Path, cites: readonly string[]): void => {
    cites.forEach((clause, i) => {
      if (!register.has(clause) && practice?.has(clause) !== true)
        checking.unknown([...path, 'cites', i], 'clause', clause, register.keys(), [])
    })
  }
  protocol.readings.forEach(({ cites }, i) => check(['readings', i], cites))
  for (const [group, items] of citing(protocol)) {
    for (const each of items) check([group, each.id], each.cites)
  }
  const checkAsked = (path: Path, questions: readonly Question[]): void => {
    for (const { id, cites, parts } of questions) {
      check([...path, id], cites)
      checkAsked([...path, id, 'parts'], parts)
    }
  }
  const checkGuards = (path: Path, guards: readonly Guard[]): void => {
    guards.forEach((guard, i) => {
      check([...path, i], guard.cites)
      if (guard.kind === 'either') checkGuards([...path, i, 'either'], guard.guards)
    })
  }
  for (const step of protocol.steps) {
    const { id, needs, outcomes } = step
    checkGuards(['steps', id, 'needs'], needs)
    for (const outcome of outcomes) check(['steps', id, 'to', outcome.id], outcome.cites)
    if (!checking.formsOf.has(id)) checkAsked(['steps', id, 'asks'], checking.ownOf(step))
  }
  for (const [form, questions] of protocol.forms) checkAsked(['forms', form], questions)
  if (protocol.helped !== null) check([HELPED], protocol.helped.cites)
  if (protocol.kept !== null) check([KEPT], protocol.kept.cites)
}

type Citing = readonly { readonly id: Name; readonly cites: readonly string[] }[]

function citing(protocol: Protocol): readonly (readonly [group: string, items: Citing])[] {
  const {
    triggers,
    steps,
    duties,
    notices,
    flags,
    meetings,
    documents,
    grants,
    versions,
    levels,
    registers,
    lifeEvents,
  } = protocol
  return [
    ['triggers', triggers],
    ['steps', steps],
    ['duties', duties],
    ['notices', notices],
    ['flags', flags],
    ['meetings', meetings],
    ['documents', documents],
    ['sees', grants],
    ['versions', versions],
    ['levels', levels],
    ['registers', registers],
    ['life events', lifeEvents.map(({ event, cites }) => ({ id: event, cites }))],
  ]
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
    ['forms', protocol.forms.keys()],
    ['notices', idsOf(protocol.notices)],
    ['flags', idsOf(protocol.flags)],
    ['meetings', idsOf(protocol.meetings)],
    ['documents', idsOf(protocol.documents)],
    ['sees', idsOf(protocol.grants)],
    ['versions', idsOf(protocol.versions)],
    ['levels', idsOf(protocol.levels)],
    ['registers', idsOf(protocol.registers)],
    ['pools', protocol.pools.keys()],
  ]
  const shared = ['triggers', 'steps', 'duties']
  for (const [group, names] of groups) {
    for (const name of names) {
      checking.notReserved([group, name], name)
      if (!shared.includes(group)) continue
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

function idsOf(items: readonly { readonly id: Name }[]): readonly Name[] {
  return items.map(({ id }) => id)
}

function checkExplored(checking: Checking): void {
  for (const { path, atKey, message, remedy } of explore(checking.protocol).found) {
    if (atKey) checking.faultAtKey(path, message, remedy)
    else checking.fault(path, message, remedy)
  }
}

/** A role, step or stage that nothing uses is a slip of the pen, or a clause forgotten. */
function checkUse(checking: Checking): void {
  const { protocol, usedRoles, usedSteps, usedStages, unknownKinds } = checking
  const unused = (kind: string, names: Iterable<string>, used: ReadonlySet<string>): readonly string[] =>
    [...unknownKinds].some((what) => what.includes(kind))
      ? []
      : [...names].filter((name) => !used.has(name) && !isReserved(name))
  for (const role of unused('role', protocol.roles.keys(), usedRoles)) {
    checking.faultAtKey(['roles', role], `nobody is asked for as "${role}"`, 'Use the role, or take it away.')
  }
  const idle = protocol.steps.filter(isIdle).map(({ id }) => id)
  for (const step of unused('step', idle, usedSteps)) {
    const remedy = 'Let a duty be "met by" it, or take it away.'
    checking.faultAtKey(['steps', step], `nothing leads to the step "${step}"`, remedy)
  }
  for (const form of unused('form', protocol.forms.keys(), checking.usedForms)) {
    checking.faultAtKey(['forms', form], `no step asks the form "${form}"`, 'Let a step ask it, or take it away.')
  }
  for (const pool of unused('pool', protocol.pools.keys(), checking.usedPools)) {
    checking.faultAtKey(['pools', pool], `nobody is chosen from "${pool}"`, 'Let a question name it, or take it away.')
  }
  // Where pathways run, what is reached is looked at more closely.
  for (const stage of checking.runs ? [] : unused('stage', protocol.stages.keys(), usedStages)) {
    const remedy = 'Let something lead to it, or take it away.'
    checking.faultAtKey(['stages', stage], `the stage "${stage}" is never reached`, remedy)
  }
}

/** Whether a step does nothing of its own: then something else must lead to it. */
function isIdle({ at, asks, outcomes }: Step): boolean {
  return at.kind === 'any' && asks.length === 0 && outcomes.length === 0
}
