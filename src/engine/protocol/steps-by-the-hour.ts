import type { Step } from './pathway-parts.ts'
import type { Duty, Protocol } from './protocol.ts'
import { happeningsIn } from './sentences/happenings.ts'
import type { Each, Happening, Moment, Name } from './sentences/sentence.ts'

type Parts = Pick<Protocol, 'steps' | 'duties' | 'notices' | 'flags'>

/** The steps from whose record hours are counted: whoever records one has to say at what hour it happened. */
export function stepsByTheHour(protocol: Parts): readonly Step[] {
  const found = new Set(
    protocol.duties.flatMap((duty) => countedInHours(duty).flatMap((event) => recordsOf(event, duty, protocol))),
  )
  return protocol.steps.filter((step) => found.has(step))
}

/** What a duty counts from in hours. */
function countedInHours({ due: { first, again } }: Duty): readonly Happening[] {
  switch (again.kind) {
    case 'never':
      return inHours(first)
    case 'again':
      return [...inHours(first), ...inHours(again.moment)]
    case 'every':
    case 'every-or-from-last':
      return again.length.unit === 'hour' ? happeningsIn(first) : inHours(first)
    default:
      return again satisfies never
  }
}

function inHours(moment: Moment): readonly Happening[] {
  switch (moment.kind) {
    case 'shifted':
      return moment.length.unit === 'hour' ? happeningsIn(moment) : []
    case 'earlier-of':
    case 'later-of':
      return moment.parts.flatMap(inHours)
    case 'by':
    case 'same-working-day':
    case 'next':
      return []
    default:
      return moment satisfies never
  }
}

/** The steps whose record is what happens; none where a file, a sitting or time makes it happen. */
function recordsOf(event: Happening, duty: Duty, protocol: Parts): readonly Step[] {
  switch (event.kind) {
    case 'it':
      return recordsOfIt(duty.forEach?.of, protocol)
    case 'entering':
      return leadingTo([event.stage], protocol)
    case 'leaving':
      return protocol.steps.filter(({ at, outcomes }) => {
        const isThere = at.kind === 'any' || (at.kind === 'stages' && at.stages.includes(event.stage))
        return isThere && outcomes.some(({ to }) => to !== null)
      })
    case 'each':
    case 'named':
      return named([event.name], protocol)
    case 'trigger-noticed':
      return duty.forEach?.of.kind === 'named' ? named([duty.forEach.of.name, ...duty.forEach.of.or], protocol) : []
    case 'its-day':
    case 'its-start':
    case 'its-end':
    case 'its-conference':
    case 'its-review':
    case 'trigger-met':
    case 'earlier-of':
    case 'later-of':
      return []
    default:
      return event satisfies never
  }
}

/** The steps whose record opens a duty, or meets the one for each of which it is owed. */
function recordsOfIt(of: Each['of'] | undefined, protocol: Parts): readonly Step[] {
  if (of === undefined) return []
  switch (of.kind) {
    case 'named': {
      const names = [of.name, ...of.or]
      const met = protocol.duties.filter(({ id }) => names.includes(id)).map(({ metBy }) => metBy)
      return named([...names, ...met.flatMap((by) => (by.kind === 'step' ? [by.step] : []))], protocol)
    }
    case 'entering':
      return leadingTo([of.stage], protocol)
    case 'item':
      return named([of.step], protocol)
    case 'recipient':
      return protocol.notices
        .filter(({ id }) => id === of.notice)
        .flatMap((notice) => recordsOfIt(notice.forEach.of, protocol))
    case 'agency-with-flag':
      return protocol.flags.flatMap((flag) => recordsOfIt(flag.forEach.of, protocol))
    case 'fact':
    case 'sitting':
    case 'sibling':
    case 'life-event':
      return []
    default:
      return of satisfies never
  }
}

function named(names: readonly Name[], { steps }: Parts): readonly Step[] {
  return steps.filter(({ id }) => names.includes(id))
}

function leadingTo(stages: readonly Name[], { steps }: Parts): readonly Step[] {
  return steps.filter(({ outcomes }) => outcomes.some(({ to }) => to !== null && stages.includes(to)))
}
