import type { WorkingCalendar } from '../calendar/calendar.ts'
import type { Instant } from '../calendar/instant.ts'
import { isMoment } from './days.ts'
import type { Recording } from './decide.ts'
import type { Entry } from './entry.ts'
import { givenFor, type PathwayHistory } from './fold.ts'
import { judgeEntry, lastRecorded, refusalsOfForm } from './judge-entry.ts'
import type { People } from './people.ts'
import { type Running, rulebookOf } from './rulebook.ts'
import type { Decision } from './view.ts'

/** That a pathway goes on by another version of its protocol, or that this is taken back: by whoever may adopt one. */
export interface Moving {
  /** The version, as the history calls it; or the entry that moved the pathway. */
  readonly what: { readonly to: string } | { readonly back: string }
  readonly by: string
  readonly role: string
  readonly because: string | null
}

/**
 * Judges a move, or the taking back of one. It is refused where something that is live has no place in the other version, and
 * where a later entry would no longer stand. It is never backdated: a move happens when it is recorded.
 */
export function decideMove(
  protocol: Running,
  history: PathwayHistory,
  people: People,
  calendar: WorkingCalendar,
  { what, by, role, because }: Moving,
  { now, newId }: Recording,
): Decision {
  const given = givenFor(protocol, history, people, calendar, rulebookOf)
  const recorded = lastRecorded(history, now)
  const supersedes = 'back' in what ? what.back : null
  const moved = history.entries.find(({ id }) => id === supersedes)
  const happened = moved?.happened ?? history.entries.reduce(latest, recorded)
  const entry: Entry = {
    id: newId,
    step: null,
    outcome: null,
    by,
    role,
    happened,
    recorded,
    answers: {},
    about: null,
    supersedes,
    because,
    trigger: null,
    ...('to' in what ? { movesTo: what.to } : {}),
  }
  const then = happened > now ? happened : now
  const refusals = refusalsOfForm(entry, then, given)
  return refusals.length > 0 ? { ok: false, refusals } : judgeEntry(entry, then, given, 'moves')
}

function latest(last: Instant, { happened }: Entry): Instant {
  return isMoment(happened) && happened > last ? happened : last
}
