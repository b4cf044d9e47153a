import type { WorkingCalendar } from '../calendar/calendar.ts'
import type { Instant } from '../calendar/instant.ts'
import { agenciesInRole, agencyOfEntry } from './agencies.ts'
import { dayOf } from './days.ts'
import type { Entry } from './entry.ts'
import { type Given, givenFor, type PathwayHistory } from './fold.ts'
import { refusal } from './judge.ts'
import { judgeEntry, lastRecorded, refusalsOfForm } from './judge-entry.ts'
import type { People } from './people.ts'
import { type Running, rulebookOf } from './rulebook.ts'
import type { Command, Decision, Refusal } from './view.ts'

/** When it is recorded, and the identifier that the entry shall bear. It is put last in the history's list of entries. */
export interface Recording {
  readonly now: Instant
  readonly newId: string
}

/**
 * Judges what somebody wants to record. It is refused, with every reason at once, or becomes an entry with what follows from
 * it. What lies in the past, and every correction, is refused as well where a later entry would no longer stand; that one
 * must be superseded first.
 */
export function decide(
  protocol: Running,
  history: PathwayHistory,
  people: People,
  calendar: WorkingCalendar,
  command: Command,
  { now, newId }: Recording,
): Decision {
  const given = givenFor(protocol, history, people, calendar, rulebookOf)
  const made: Entry = { ...command, id: newId, recorded: lastRecorded(history, now), trigger: null }
  const refusals = refusalsOfForm(made, now, given)
  if (refusals.length > 0) return { ok: false, refusals }
  const agencies = agenciesOf(command, given)
  const decisions = agencies.map((agency) => judgeEntry({ ...made, agency }, now, given))
  const allowed = decisions.filter(({ ok }) => ok)
  if (allowed.length > 1) return { ok: false, refusals: [whichAgency(command, agencies, given.rulebook)] }
  return allowed[0] ?? decisions[0] ?? { ok: false, refusals: [] }
}

/**
 * The agencies for which somebody may be acting, the likeliest first: the one that they say, or for which they recorded what they
 * correct now, else each that goes with the role.
 */
function agenciesOf(
  { agency, by, role, happened, supersedes }: Command,
  { history, people }: Given,
): readonly (string | null)[] {
  if (agency != null) return [agency]
  const target = history.entries.find(({ id }) => id === supersedes)
  if (target !== undefined && target.by === by && target.role === role) return [agencyOfEntry(people, target)]
  const agencies = agenciesInRole(people, by, role, dayOf(happened))
  return agencies.length === 0 ? [null] : agencies
}

function whichAgency(
  { step: id, role }: Command,
  agencies: readonly (string | null)[],
  { steps }: Given['rulebook'],
): Refusal {
  const why = { kind: 'agency-needed', role, agencies: agencies.flatMap((each) => each ?? []) } as const
  const step = id === null ? undefined : steps.get(id)
  return step === undefined ? { ...why, cites: [], instead: null } : refusal(step, why)
}
