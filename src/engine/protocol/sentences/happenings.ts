import type { Happening, Moment, Name } from './sentence.ts'

/** Everything that a moment counts from. */
export function happeningsIn(moment: Moment): readonly Happening[] {
  switch (moment.kind) {
    case 'by':
    case 'shifted':
    case 'same-working-day':
      return partsOf(moment.event)
    case 'earlier-of':
    case 'later-of':
      return moment.parts.flatMap(happeningsIn)
    case 'next':
      return []
    default:
      return moment satisfies never
  }
}

/** The steps whose every record a moment counts from. */
export function recordsIn(moment: Moment): readonly Name[] {
  return happeningsIn(moment).flatMap((event) => (event.kind === 'each' || event.kind === 'named' ? [event.name] : []))
}

function partsOf(event: Happening): readonly Happening[] {
  return 'parts' in event ? event.parts.flatMap(partsOf) : [event]
}

/** The meetings at whose next sitting it may be due. */
export function meetingsIn(moment: Moment): readonly Name[] {
  switch (moment.kind) {
    case 'by':
    case 'shifted':
    case 'same-working-day':
      return []
    case 'earlier-of':
    case 'later-of':
      return moment.parts.flatMap(meetingsIn)
    case 'next':
      return moment.meetings
    default:
      return moment satisfies never
  }
}
