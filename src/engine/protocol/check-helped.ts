import type { Checking } from './checking.ts'
import { type Helped, stepsThatAsk } from './helped.ts'
import type { Step } from './pathway-parts.ts'
import type { Path } from './place.ts'

export const HELPED = 'did it help'

/** Whoever runs pathways about children must say how it is known whether they help: what is never asked is never seen (PRA-08). */
export function checkHelped(checking: Checking): void {
  const { protocol, unread } = checking
  const { helped, subject } = protocol
  if (subject === 'series of meetings') {
    if (helped === null) return
    checking.faultAtKey([HELPED], 'a series of meetings is about no child', `Take "${HELPED}" away.`)
    return
  }
  if (helped !== null) checkAsked(checking, helped)
  else if (checking.runs && !unread.groups.has(HELPED) && !unread.any) {
    const remedy = `Write "${HELPED}:" with what is asked "at entry", "at review" and "at exit", or "why not".`
    checking.faultAtKey([], 'nothing says how it is known whether it helped the child', remedy)
  }
}

function checkAsked(checking: Checking, helped: Helped): void {
  const { protocol, unread } = checking
  const { cites, forms, level, dayToDay, whyNot, notAsked } = helped
  const asking = stepsThatAsk(helped)
  forms.forEach((form, i) => {
    checking.usedForms.add(form)
    if (protocol.forms.has(form)) return
    checking.unknown(checking.deeper([HELPED, 'asks'], i), 'form', form, protocol.forms.keys(), ['forms'])
  })
  for (const [key, steps] of placesOf(helped)) {
    steps.forEach((step, i) => checking.step([HELPED, key, i], step))
  }
  for (const step of notAsked.keys()) {
    checking.step([HELPED, 'not asked', step], step)
    if (!asking.has(step)) continue
    checking.faultAtKey([HELPED, 'not asked', step], `"${step}" asks it`, 'Take it away in one of the two places.')
  }
  if (unread.any) return
  if (cites.length === 0) {
    checking.faultAtKey([HELPED], '"cites" is missing', 'Add "cites:" here, with PRA-08 where no source asks for it.')
  }
  const isAsked = asking.size > 0 || level !== null || dayToDay !== null || forms.length > 0
  if (isAsked === (whyNot !== null)) {
    const message = isAsked ? 'it is asked, and it is said why not' : 'nothing is asked, and nothing says why'
    checking.faultAtKey([HELPED], message, 'Say what is asked, and in which steps, or "why not": one of the two.')
    return
  }
  if (whyNot !== null) return
  checkLine(checking, helped)
  checkPlaces(checking, helped)
}

function placesOf({ atEntry, atReview, atExit }: Helped): readonly (readonly [string, readonly string[]])[] {
  return [
    ['at entry', atEntry],
    ['at review', atReview],
    ['at exit', atExit],
  ]
}

/** There must be a level, and a question of the child's life in what each step named asks. */
function checkLine(checking: Checking, helped: Helped): void {
  const { levels } = checking.protocol
  const { level, dayToDay, questions } = helped
  const remedy = 'Name one of "levels" here, of which a question asks.'
  if (level === null) checking.faultAtKey([HELPED], 'nothing says how high the risk is: "level" is missing', remedy)
  else if (!levels.some(({ id }) => id === level)) {
    const known = levels.map(({ id }) => id)
    checking.unknown([HELPED, 'level'], 'level', level, known, ['levels'])
  }
  const asks = questions.find(({ id }) => id === dayToDay)
  if (dayToDay === null) {
    const message = 'nothing asks what the child\'s life is like: "day to day" is missing'
    checking.faultAtKey([HELPED], message, 'Name a question of a form that it "asks".')
  } else if (asks === undefined) {
    const known = questions.map(({ id }) => id)
    checking.unknown([HELPED, 'day to day'], 'question of what it asks', dayToDay, known, ['forms'])
  } else if (asks.type !== 'words') {
    const message = `the answer to "${dayToDay}" is of type "${asks.type}", and not in words`
    checking.fault([HELPED, 'day to day'], message, 'Name a question of "type: words".')
  }
}

/** What begins a pathway asks it, and what ends it, or is said not to. */
function checkPlaces(checking: Checking, { atEntry, atReview, atExit, notAsked }: Helped): void {
  const { steps, triggers } = checking.protocol
  const missing = (key: string, of: Step, what: string): void => {
    const remedy = `Name it there under "${key}", or under "not asked" with why.`
    checking.faultAtKey(['steps', of.id], `"${of.id}" ${what}, and "${HELPED}" does not name it`, remedy)
  }
  const isNamed = (list: readonly string[], { id }: Step): boolean => list.includes(id) || notAsked.has(id)
  for (const step of steps) {
    if (step.at.kind === 'start' && step.outcomes.length > 0 && !isNamed(atEntry, step))
      missing('at entry', step, 'opens a pathway')
    if (canEnd(checking, step) && step.at.kind !== 'start' && !isNamed(atExit, step)) {
      missing('at exit', step, 'may end a pathway')
    }
  }
  const path: Path = [HELPED]
  const opens = triggers.some((trigger) => trigger.opens !== null)
  if (atEntry.length === 0 && (opens || steps.some(({ at }) => at.kind === 'start'))) {
    checking.faultAtKey(path, 'nothing asks it "at entry"', 'Name the step that comes first.')
  }
  const goesOn = steps.some((step) => step.at.kind !== 'start' && step.outcomes.every(({ to }) => !ends(checking, to)))
  if (atReview.length === 0 && goesOn) {
    checking.faultAtKey(path, 'nothing asks it "at review"', 'Name the steps that look at the child again on the way.')
  }
}

function canEnd(checking: Checking, { outcomes }: Step): boolean {
  return outcomes.some(({ to }) => ends(checking, to))
}

function ends({ protocol }: Checking, stage: string | null): boolean {
  return stage !== null && protocol.stages.get(stage)?.ends === true
}
