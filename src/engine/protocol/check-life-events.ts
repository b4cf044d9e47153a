import { LIFE_EVENTS } from '../facts/life-event.ts'
import type { Checking } from './checking.ts'
import type { LifeEffect } from './life-effect.ts'

const GROUP = 'life events'

/** What follows from each change in a child's life must be said: what nobody wrote down, nobody thought of (PRA-04). */
export function checkLifeEvents(checking: Checking): void {
  const { protocol, unread } = checking
  const { lifeEvents, subject } = protocol
  for (const effect of lifeEvents) checkEffect(checking, effect)
  const owed = new Set(lifeEvents.flatMap(({ owes }) => owes))
  for (const { id, forEach } of protocol.duties) {
    if (forEach?.of.kind !== 'life-event' || owed.has(id) || unread.groups.has(GROUP)) continue
    const remedy = `Name it under "${GROUP}", where the event stands that it is owed for.`
    checking.fault(['duties', id, 'for each'], `no life event owes "${id}"`, remedy)
  }
  if (subject === 'series of meetings') {
    if (lifeEvents.length === 0) return
    checking.faultAtKey([GROUP], 'a series of meetings is about no child', `Take "${GROUP}" away.`)
    return
  }
  if (!checking.runs || unread.groups.has(GROUP)) return
  const said = new Set<string>([...lifeEvents.map(({ event }) => event), ...unread.names])
  const missing = LIFE_EVENTS.filter((event) => !said.has(event))
  const [first] = missing
  if (first === undefined) return
  const all = missing.map((event) => `"${event}"`).join(', ')
  const message = `nothing says what ${all} ${missing.length === 1 ? 'does' : 'do'} to a pathway that is open`
  const remedy = `Write "${first}:" under "${GROUP}", with the duties that it "owes" or "ends", or why "nothing changes".`
  checking.faultAtKey(checking.deeper([], GROUP), message, remedy)
}

function checkEffect(checking: Checking, { event, owes, ends, changesNothing }: LifeEffect): void {
  const path = [GROUP, event]
  const { duties } = checking.protocol
  const follows = owes.length > 0 || ends.length > 0
  if (follows === (changesNothing !== null)) {
    const message = follows ? 'something follows from it, and nothing changes' : 'nothing is said to follow from it'
    checking.faultAtKey(path, message, 'Write what it "owes" or "ends", or why "nothing changes": one of the two.')
  }
  owes.forEach((id, i) => {
    checking.duty([...path, 'owes', i], id)
    const duty = duties.find((each) => each.id === id)
    if (duty === undefined || duty.forEach?.of.kind === 'life-event') return
    const message = `"${id}" is not owed for a life event`
    checking.fault([...path, 'owes', i], message, 'Write "for each: life event" in the duty, or name another.')
  })
  ends.forEach((id, i) => {
    checking.duty([...path, 'ends', i], id)
    if (!owes.includes(id)) return
    checking.fault([...path, 'ends', i], `"${id}" is owed for it, and cannot end with it`, 'Take one of the two away.')
  })
}
