import { sql } from 'kysely'
import { addDays, type Day, formatDay, parseDay } from '../../engine/calendar/day.ts'
import type { View } from '../../engine/pathway/view.ts'
import type { ReadModel } from '../pathways/read-models.ts'
import type { Bound } from '../transaction.ts'

/** What people are told because time passed. Each is told once for a due day; another due day is told of anew. */
export interface Telling {
  /** The duty's identity. */
  readonly about: string
  /**
   * `reminder`: it is due soon, to whoever owes it. `overdue`: its day has passed, to the same. `silence`: to whomever the
   * protocol names for that. `nobody`: nobody is there to owe it, to whoever keeps the list of people; or nobody who may see it,
   * because of a seal or an exclusion, to who manages the case.
   */
  readonly kind: 'reminder' | 'overdue' | 'silence' | 'nobody'
  readonly dueDay: Day | null
  readonly persons: readonly string[]
  /** The duty's title and how its day was reckoned, as they were told. */
  readonly words: unknown
}

/** Whom there is to tell, besides those who owe something. */
export interface Told {
  /** Who may not see the case: they are told nothing of it. */
  readonly blind: ReadonlySet<string>
  /** Who manages the case, and may see it. */
  readonly managers: readonly string[]
  /** Who keeps the authority's list of people; nobody where the case is sealed. */
  readonly administrators: readonly string[]
}

/** What is to be told of a pathway's open duties on a day. */
export function tellingsOf(
  { duties }: View,
  model: ReadModel,
  today: Day,
  { blind, managers, administrators }: Told,
): readonly Telling[] {
  const seeing = (persons: readonly string[]): readonly string[] => persons.filter((person) => !blind.has(person))
  const byId = new Map(duties.map((each) => [each.id, each]))
  return model.duties.flatMap((kept): readonly Telling[] => {
    const owed = byId.get(kept.duty_id)
    if (owed === undefined || kept.met !== null || kept.lapsed !== null) return []
    const { due } = owed
    const dueDay = 'day' in due ? due.day : null
    const telling = (kind: Telling['kind'], persons: readonly string[]): Telling => {
      return { about: kept.duty_id, kind, dueDay, persons, words: { title: owed.duty.title, due } }
    }
    const owing = kept.owed.filter((person) => person !== null)
    const owers = seeing(owing)
    const told: Telling[] = []
    if (owing.length === 0) told.push(telling('nobody', administrators))
    else if (owers.length === 0) told.push(telling('nobody', managers.length > 0 ? managers : administrators))
    if (dueDay === null) return told
    if (today > dueDay) told.push(telling('overdue', owers))
    else if (today >= (dayIn(kept.remind_from) ?? dueDay)) told.push(telling('reminder', owers))
    const from = dayIn(kept.tell_from) ?? addDays(dueDay, 1)
    const tell = seeing(kept.tell)
    if (today >= from) told.push(telling('silence', tell.length > 0 ? tell : administrators))
    return told
  })
}

function dayIn(text: string | null): Day | null {
  return text === null ? null : (parseDay(text) ?? null)
}

/** Tells them, each person once; gives how many were told something new. Call it inside `unbound`. */
export async function tell(
  { tx, store, principal, moment }: Bound,
  pathway: string,
  caseId: string,
  tellings: readonly Telling[],
): Promise<number> {
  const rows = tellings.flatMap(({ persons, dueDay, ...telling }) =>
    [...new Set(persons)].map((person) => ({
      ...telling,
      person,
      due: dueDay === null ? null : formatDay(dueDay),
      id: store.ids.random(),
    })),
  )
  if (rows.length === 0) return 0
  const { numAffectedRows } = await sql`
    insert into sightline.told (authority, told_id, pathway_id, case_id, about, kind, due_day, person_id, told, words)
    select ${principal.authority}, id, ${pathway}::uuid, ${caseId}::uuid, about, kind, due, person, ${new Date(moment)}, words
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t (
      id uuid, about text, kind text, due date, person uuid, words jsonb)
    on conflict (authority, pathway_id, about, kind, due_day, person_id) do nothing`.execute(tx)
  return Number(numAffectedRows ?? 0n)
}
