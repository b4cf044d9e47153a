import { addDays, type Day, parseDay } from '../../engine/calendar/day.ts'
import type { View } from '../../engine/pathway/view.ts'
import type { Telling } from '../notices/tell.ts'
import { identityOf, type ReadModel } from '../pathways/read-models.ts'

/** Whom there is to tell, besides those who owe something. */
export interface Told {
  /** Who may not see the case: they are told nothing of it. */
  readonly blind: ReadonlySet<string>
  /** Who manages the case, and may see it. */
  readonly managers: readonly string[]
  /** Who keeps the authority's list of people; nobody where the case is sealed. */
  readonly administrators: readonly string[]
}

/**
 * What is to be told of a pathway because time passed, on a day: of its open duties, and of notices that nobody was there to be
 * sent. Where nobody is in a role it falls to whomever the protocol names next, else to whoever keeps the list of people; where
 * nobody who owes it may see the case, to who manages that.
 */
export function tellingsOf(
  { duties, obligations }: View,
  model: ReadModel,
  today: Day,
  { blind, managers, administrators }: Told,
): readonly Telling[] {
  const seeing = (persons: readonly string[]): readonly string[] => persons.filter((person) => !blind.has(person))
  const orAdministrators = (named: readonly string[]): readonly string[] => {
    const seen = seeing(named)
    return seen.length > 0 ? seen : administrators
  }
  const ofNotices = obligations.flatMap((each): readonly Telling[] => {
    if (each.kind !== 'find-who' || each.for !== 'notice') return []
    const words = { notice: each.of.slice(0, each.of.indexOf(':')), who: each.who }
    return [{ about: identityOf(each), kind: 'nobody', dueDay: null, persons: orAdministrators(each.owedBy), words }]
  })
  const byId = new Map(duties.map((each) => [each.id, each]))
  const ofDuties = model.duties.flatMap((kept): readonly Telling[] => {
    const owed = byId.get(kept.duty_id)
    if (owed === undefined || kept.met !== null || kept.lapsed !== null) return []
    const { due } = owed
    const dueDay = 'day' in due ? due.day : null
    const words = { duty: owed.duty.id, title: owed.duty.title, due }
    const telling = (kind: Telling['kind'], persons: readonly string[], more: object = {}): Telling => {
      return { about: kept.duty_id, kind, dueDay, persons, words: { ...words, ...more } }
    }
    const owing = kept.owed.filter((person) => person !== null)
    const owers = seeing(owing)
    const told: Telling[] = []
    if (owing.length === 0) told.push(telling('nobody', orAdministrators(kept.tell)))
    else if (owers.length === 0) {
      told.push(telling('nobody', managers.length > 0 ? managers : administrators, { unseen: true }))
    }
    if (dueDay === null) return told
    if (today > dueDay) told.push(telling('overdue', owers))
    else if (today >= (dayIn(kept.remind_from) ?? dueDay)) told.push(telling('reminder', owers))
    const from = dayIn(kept.tell_from) ?? addDays(dueDay, 1)
    if (today >= from) told.push(telling('silence', orAdministrators(kept.tell)))
    return told
  })
  return [...ofDuties, ...ofNotices]
}

function dayIn(text: string | null): Day | null {
  return text === null ? null : (parseDay(text) ?? null)
}
