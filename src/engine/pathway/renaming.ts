import type { DutyMove, MovesFrom } from '../protocol/moves.ts'
import type { Duty } from '../protocol/protocol.ts'
import type { Happening, Moment, Name } from '../protocol/sentences/sentence.ts'
import type { Answers, AnswerValue } from './entry.ts'
import type { Rulebook } from './rulebook.ts'
import type { Later } from './versions.ts'

/** What the things of one version are called in another: what that does not say is called as before. */
export interface Renaming {
  readonly stage: (name: Name) => Name
  readonly step: (name: Name) => Name
  readonly duty: (name: Name) => Name
  readonly question: (name: Name) => Name
}

/** What a version says of an earlier one; undefined where it says nothing. */
export function movesFrom({ rulebook }: Pick<Later, 'rulebook'>, before: Rulebook): MovesFrom | undefined {
  const { version } = before.protocol
  return rulebook.protocol.movesFrom.find((each) => each.version === version)
}

export function renamingTo(later: Pick<Later, 'rulebook'>, before: Rulebook): Renaming {
  const said = movesFrom(later, before)
  const by = (names: ReadonlyMap<Name, Name> | undefined) => (name: Name) => names?.get(name) ?? name
  return {
    stage: by(said?.stages),
    step: by(said?.steps),
    question: by(said?.questions),
    duty: (name) => becomes(said, name) ?? name,
  }
}

function becomes(said: MovesFrom | undefined, name: Name): Name | undefined {
  const move: DutyMove | undefined = said?.duties.get(name)
  return move?.kind === 'to' ? move.duty : undefined
}

/** A duty's days as they were promised, said in the names of a later version: what they count from may only happen by that one. */
export function renamedDays(duty: Duty, renaming: Renaming): Duty {
  const { due, metFrom } = duty
  const again = due.again.kind === 'again' ? { ...due.again, moment: inMoment(due.again.moment, renaming) } : due.again
  return {
    ...duty,
    due: { first: inMoment(due.first, renaming), again },
    metFrom: metFrom === null ? null : inMoment(metFrom, renaming),
  }
}

function inMoment(moment: Moment, renaming: Renaming): Moment {
  switch (moment.kind) {
    case 'by':
    case 'shifted':
    case 'same-working-day':
      return { ...moment, event: inHappening(moment.event, renaming) }
    case 'earlier-of':
    case 'later-of': {
      const [a, b] = moment.parts
      return { ...moment, parts: [inMoment(a, renaming), inMoment(b, renaming)] }
    }
    case 'next':
      return moment
    default:
      return moment satisfies never
  }
}

function inHappening(event: Happening, renaming: Renaming): Happening {
  switch (event.kind) {
    case 'entering':
    case 'leaving':
      return { ...event, stage: renaming.stage(event.stage) }
    case 'each':
    case 'named':
      // Steps, duties and triggers share their names among them.
      return { ...event, name: renaming.duty(renaming.step(event.name)) }
    case 'earlier-of':
    case 'later-of': {
      const [a, b] = event.parts
      return { ...event, parts: [inHappening(a, renaming), inHappening(b, renaming)] }
    }
    case 'it':
    case 'its-start':
    case 'its-end':
    case 'its-day':
    case 'its-conference':
    case 'its-review':
    case 'trigger-met':
    case 'trigger-noticed':
      return event
    default:
      return event satisfies never
  }
}

/** Answers under what their questions are called in a later version; the same where none is called otherwise. */
export function renamedAnswers(answers: Answers, { question }: Renaming): Answers {
  const names = Object.keys(answers)
  if (names.every((name) => question(name) === name)) return answers
  return Object.fromEntries(
    Object.entries(answers).map(([name, value]: [string, AnswerValue]) => [question(name), value]),
  )
}
