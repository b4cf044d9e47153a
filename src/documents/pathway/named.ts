import type { DueDerivation } from '../../engine/pathway/derivation.ts'
import type { AnswerValue } from '../../engine/pathway/entry.ts'
import type { EntryView, View } from '../../engine/pathway/view.ts'

/**
 * A view in which people bear their names, for words alone: nothing is asked of the record by it. Entries are known by their
 * place in the list, "3", as people speak of them. Whoever is not named stays as they are.
 */
export function withNames(view: View, names: ReadonlyMap<string, string>): View {
  const places = new Map(view.entries.map(({ entry }, place) => [entry.id, String(place + 1)]))
  const person = (id: string): string => names.get(id) ?? id
  const persons = (ids: readonly string[]): readonly string[] => ids.map(person)
  const place = (id: string): string => places.get(id) ?? id
  const placeOr = (id: string | null): string | null => (id === null ? null : place(id))
  const entryOf = (each: EntryView): EntryView => {
    const { entry, root, supersededBy } = each
    const answers = Object.fromEntries(Object.entries(entry.answers).map(([id, value]) => [id, named(value, person)]))
    const known = { id: place(entry.id), by: person(entry.by), supersedes: placeOr(entry.supersedes) }
    return { ...each, entry: { ...entry, ...known, answers }, root: place(root), supersededBy: placeOr(supersededBy) }
  }
  return {
    ...view,
    entries: view.entries.map(entryOf),
    duties: view.duties.map((duty) => ({
      ...duty,
      owedBy: persons(duty.owedBy),
      tell: persons(duty.tell),
      due: 'derivation' in duty.due ? { ...duty.due, derivation: derived(duty.due.derivation, place) } : duty.due,
      carried: duty.carried === null ? null : { ...duty.carried, by: place(duty.carried.by) },
    })),
    offers: view.offers.map((offer) => {
      return { ...offer, takers: offer.takers.map((taker) => ({ ...taker, person: person(taker.person) })) }
    }),
    refused: view.refused.map((each) => ({ ...each, refusals: each.refusals.map((refusal) => inRefusal(refusal)) })),
    obligations: view.obligations.map((each) => {
      const owedBy = persons(each.owedBy)
      return 'entry' in each ? { ...each, owedBy, entry: place(each.entry) } : { ...each, owedBy }
    }),
    notices: view.notices.map((notice) => {
      return { ...notice, to: persons(notice.to), correctedBy: placeOr(notice.correctedBy) }
    }),
    grants: view.grants.map((grant) => {
      const scopes = grant.scopes.map((each) => {
        return each.kind === 'person' ? { ...each, person: person(each.person) } : each
      })
      return { ...grant, persons: persons(grant.persons), scopes }
    }),
  }

  function inRefusal(refusal: View['refused'][number]['refusals'][number]): typeof refusal {
    switch (refusal.kind) {
      case 'not-independent':
        return { ...refusal, person: person(refusal.person) }
      case 'not-the-own':
        return { ...refusal, own: refusal.own === null ? null : person(refusal.own) }
      case 'none-of':
        return { ...refusal, refusals: refusal.refusals.map(inRefusal) }
      default:
        return refusal
    }
  }
}

/** What a day rests on, with the entries that it names known by their places as the entries themselves are. */
function derived(derivation: DueDerivation, place: (id: string) => string): DueDerivation {
  switch (derivation.kind) {
    case 'recorded':
      return { ...derivation, entry: place(derivation.entry) }
    case 'counted':
    case 'hours':
    case 'working-day':
      return { ...derivation, from: derived(derivation.from, place) }
    case 'earlier-of':
    case 'later-of': {
      const { chosen, other } = derivation
      return { ...derivation, chosen: derived(chosen, place), other: other && derived(other, place) }
    }
    case 'event':
    case 'sitting':
    case 'owed':
    case 'lived':
      return derivation
    default:
      return derivation satisfies never
  }
}

function named(value: AnswerValue, person: (id: string) => string): AnswerValue {
  if (typeof value === 'string') return person(value)
  if (typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map((each) => named(each, person)) as typeof value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]: [string, AnswerValue]) => [key, named(each, person)]),
  )
}
