import type { WorkingCalendar } from '../calendar/calendar.ts'
import type { Instant } from '../calendar/instant.ts'
import { agenciesInRole, agencyOfEntry } from './agencies.ts'
import { dayOf } from './days.ts'
import type { Entry } from './entry.ts'
import { begin, fold, type Given, givenFor, type PathwayHistory, take } from './fold.ts'
import { refusalsOfPerson } from './judge.ts'
import type { People } from './people.ts'
import type { Counted } from './record.ts'
import { type Running, rulebookOf } from './rulebook.ts'
import { advance } from './schedule.ts'
import type { State } from './state.ts'
import type { Refusal } from './view.ts'
import { rolesOf } from './who.ts'

/** Who corrects what now: a person, in the role and for the agency in which they do it. */
type Corrector = Pick<Entry, 'by' | 'role' | 'agency'>

/** The pathway as whoever corrects something finds it: with everything that counts, today. */
export function standsBefore(counted: readonly Counted[], now: Instant, given: Given): State {
  const state = begin(given, { asOf: now, knownAt: now })
  for (const each of counted) take(each, state)
  advance(state, now)
  return state
}

/**
 * Whoever recorded an entry may correct it, and whoever might have recorded it themselves. What a trigger opened by itself
 * nobody corrects: it is closed by a step that says why.
 */
export function refusalsOfCorrecting(
  by: Corrector,
  { step, entry: target }: Counted,
  now: Instant,
  state: State,
): readonly Refusal[] {
  if (step === null) return [{ kind: 'wrong-role', role: by.role, wanted: [], cites: [], instead: null }]
  const { happened: _, ...as } = { ...target, ...by }
  const refusals = refusalsOfPerson(step, { ...as, happened: now }, state)
  return by.by === target.by
    ? refusals.filter(({ kind }) => kind === 'role-not-held' || kind === 'agency-not-theirs')
    : refusals
}

/** In which of their roles somebody may correct an entry; where in none, why not. */
export interface Correcting {
  readonly roles: readonly string[]
  readonly refusals: readonly Refusal[]
}

/** What somebody may correct, take back or move now, by the identifiers of all entries that count and that somebody recorded. */
export function correctableBy(
  protocol: Running,
  history: PathwayHistory,
  people: People,
  calendar: WorkingCalendar,
  { by, now }: { readonly by: string; readonly now: Instant },
): ReadonlyMap<string, Correcting> {
  const given = givenFor(protocol, history, people, calendar, rulebookOf)
  const { counted } = fold(given, { asOf: now, knownAt: now }).record
  const state = standsBefore(counted, now, given)
  const on = dayOf(now)
  const held = rolesOf(people, by, on)
  const found = new Map<string, Correcting>()
  for (const target of counted) {
    const { step, entry } = target
    if (step === null) continue
    // Who holds nothing is told what the step asks for.
    const roles = held.length > 0 ? held : [entry.role]
    const tried = roles.map((role) => {
      const isOwn = entry.by === by && entry.role === role
      const agencies = isOwn ? [agencyOfEntry(people, entry)] : agenciesInRole(people, by, role, on)
      const each = (agencies.length === 0 ? [null] : agencies).map((agency) =>
        refusalsOfCorrecting({ by, role, agency }, target, now, state),
      )
      return { role, refusals: each.find((refusals) => refusals.length === 0) ?? each[0] ?? [] }
    })
    const may = tried.filter(({ refusals }) => refusals.length === 0).map(({ role }) => role)
    found.set(entry.id, { roles: may, refusals: may.length > 0 ? [] : (tried[0]?.refusals ?? []) })
  }
  return found
}
