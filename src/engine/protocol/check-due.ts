import type { Checking } from './checking.ts'
import { isUnread, type Origin } from './origin.ts'
import type { Path } from './place.ts'
import type { Duty } from './protocol.ts'
import type { Due, FactThing, Happening, Moment } from './sentences/sentence.ts'

/** Checks that whatever a due day counts from can come about for what the duty is owed for. */
export function checkDue(checking: Checking, path: Path, { first, again }: Due, duty: Duty, origin: Origin): void {
  const check = (moment: Moment): void => checkMoment(checking, path, moment, duty, origin)
  check(first)
  if (again.kind === 'again') check(again.moment)
}

/** The same of one moment. */
export function checkMoment(checking: Checking, path: Path, moment: Moment, duty: Duty, origin: Origin): void {
  switch (moment.kind) {
    case 'next':
      for (const meeting of moment.meetings) checking.meeting(path, meeting)
      return
    case 'earlier-of':
    case 'later-of':
      for (const part of moment.parts) checkMoment(checking, path, part, duty, origin)
      return
    case 'by':
    case 'same-working-day':
    case 'shifted':
      return checkHappening(checking, path, moment.event, duty, origin)
    default:
      return moment satisfies never
  }
}

function checkHappening(checking: Checking, path: Path, event: Happening, duty: Duty, origin: Origin): void {
  switch (event.kind) {
    case 'entering':
    case 'leaving':
      return checking.stage(path, event.stage)
    case 'each':
    case 'named':
      return checking.step(path, event.name)
    case 'earlier-of':
    case 'later-of':
      for (const part of event.parts) checkHappening(checking, path, part, duty, origin)
      return
    case 'trigger-met':
    case 'trigger-noticed':
      if (origin.trigger === undefined && !origin.circle && !isUnread(checking, origin.of)) {
        const remedy = 'Write "for each:" and a trigger, or count from something else.'
        checking.fault(path, 'no trigger opens this duty', remedy)
      }
      return
    case 'it':
      if (duty.forEach === null) {
        checking.fault(path, '"it" stands for nothing', 'Add "for each: ..." or name the event.')
      }
      return
    case 'its-day':
      return checkItsDay(checking, path, duty)
    case 'its-start':
    case 'its-end':
    case 'its-conference':
    case 'its-review':
      return checkPartOfIt(checking, path, event, duty, origin)
    default:
      return event satisfies never
  }
}

/** The items of a list have a day where one of their questions asks for it. */
function checkItsDay(checking: Checking, path: Path, { forEach }: Duty): void {
  const of = forEach?.of
  if (of?.kind !== 'item') {
    checking.fault(
      path,
      'only an item of a list has a day of its own',
      'Write "for each: item of ..." or count from "it".',
    )
    return
  }
  const step = checking.protocol.steps.find(({ id }) => id === of.step)
  const question = step?.asks.find(({ id }) => id === of.question)
  if (question === undefined || question.parts.some(({ type }) => type === 'day')) return
  checking.fault(
    path,
    `the items of "${of.question}" have no day`,
    'Ask for a day in each of them, or count from "it".',
  )
}

const THINGS_WITH: Readonly<Record<'its-start' | 'its-end' | 'its-conference' | 'its-review', readonly FactThing[]>> = {
  'its-start': ['protection plan', 'child in need plan', 'enquiry', 'placement'],
  'its-end': ['protection plan', 'child in need plan', 'placement'],
  'its-conference': ['enquiry'],
  'its-review': ['protection plan'],
}

const PARTS = {
  'its-start': 'start',
  'its-end': 'end',
  'its-conference': 'conference',
  'its-review': 'review conference',
} as const

function checkPartOfIt(
  checking: Checking,
  path: Path,
  { kind }: { readonly kind: keyof typeof PARTS },
  duty: Duty,
  { thing, of }: Origin,
): void {
  if (duty.forEach === null) {
    checking.fault(path, '"its" stands for nothing', 'Add "for each: ..." or name the event.')
  } else if (thing !== undefined && !THINGS_WITH[kind].includes(thing)) {
    const remedy = `It needs "for each: ${THINGS_WITH[kind].join('" or "for each: ')}", or a trigger for each of these.`
    checking.fault(path, `a ${thing} has no ${PARTS[kind]}`, remedy)
  } else if (thing === undefined && of !== undefined && !isUnread(checking, of)) {
    checking.fault(path, `what this duty is owed for has no ${PARTS[kind]}`, 'Count from "it".')
  }
}
