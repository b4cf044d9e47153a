import { closest } from '../../engine/protocol/sentences/reader.ts'
import { type HistoryFault, shortened } from './fault.ts'
import type { GivenHistory } from './schema.ts'

/** Whatever the parts of a history say of one another that does not agree. */
export function faultsOfReferences({ history, people }: GivenHistory): readonly HistoryFault[] {
  const faults: HistoryFault[] = []
  const known = new Set(people.persons.map(({ id }) => id))
  const person = (id: string, path: string): void => {
    if (known.has(id)) return
    const meant = closest(id, known)
    faults.push({
      path,
      message: `nobody in people.persons has the identifier "${shortened(id)}"`,
      remedy: meant === undefined ? 'Add the person there, with an agency.' : `Did you mean "${meant}"?`,
    })
  }
  const once = (ids: readonly string[], path: (i: number) => string, whose: string): void => {
    const first = new Map<string, number>()
    ids.forEach((id, i) => {
      const before = first.get(id)
      if (before === undefined) first.set(id, i)
      else {
        const message = `${path(before)} bears the same identifier`
        faults.push({ path: path(i), message, remedy: `Give each ${whose} an identifier of its own.` })
      }
    })
  }
  once(
    people.persons.map(({ id }) => id),
    (i) => `people.persons[${i}].id`,
    'person',
  )
  once(
    people.sittings.map(({ id }) => id),
    (i) => `people.sittings[${i}].id`,
    'sitting',
  )
  once(
    history.entries.map(({ id }) => id),
    (i) => `entries[${i}].id`,
    'entry',
  )
  people.persons.forEach(({ manager }, i) => {
    if (manager !== null) person(manager, `people.persons[${i}].manager`)
  })
  for (const list of ['holdings', 'own'] as const) {
    people[list].forEach((holding, i) => {
      const path = `people.${list}[${i}]`
      person(holding.person, `${path}.person`)
      if (holding.until !== null && holding.until <= holding.from) {
        const message = 'the role ends before it begins: it is held up to, and not on, this day'
        faults.push({ path: `${path}.until`, message, remedy: 'Correct one of the two days.' })
      }
    })
  }
  const began = history.entries.reduce((first, { happened }) => Math.min(first, happened), Number.POSITIVE_INFINITY)
  history.earlierRuns?.forEach(({ ended }, i) => {
    if (ended <= began) return
    faults.push({
      path: `earlierRuns[${i}].ended`,
      message: 'it ended after the first of these entries happened, and so was still running',
      remedy: 'Correct one of the two, or take the run out: runs of one protocol follow one another.',
    })
  })
  people.coreGroup.forEach((id, i) => {
    person(id, `people.coreGroup[${i}]`)
  })
  for (const [pool, ids] of Object.entries(people.pools)) {
    ids.forEach((id, i) => {
      person(id, `people.pools.${pool}[${i}]`)
    })
  }
  history.entries.forEach(({ by, trigger }, i) => {
    if (trigger === null) person(by, `entries[${i}].by`)
  })
  return [
    ...faults,
    ...faultsOfDays(history.facts, ''),
    ...(history.family ?? []).flatMap((each, i) => faultsOfDays(each, `family[${i}].`)),
  ]
}

function faultsOfDays({ facts, coverage }: GivenHistory['history']['facts'], path: string): readonly HistoryFault[] {
  const faults: HistoryFault[] = []
  for (const { from, until, knownFrom, knownUntil, origin } of facts) {
    const place = `${path}facts[${origin.line - 1}]`
    if (until !== null && until < from) {
      faults.push({
        path: `${place}.until`,
        message: 'it ends before it begins',
        remedy: 'Correct one of the two days.',
      })
    }
    if (knownFrom !== null && knownUntil !== null && knownUntil < knownFrom) {
      const message = 'it was known until a day before it became known'
      faults.push({ path: `${place}.knownUntil`, message, remedy: 'Correct one of the two days.' })
    }
  }
  coverage.forEach(({ from, until }) => {
    if (from !== null && until < from) {
      const message = 'a span that is covered ends before it begins'
      faults.push({ path: `${path}coverage`, message, remedy: 'Correct one of the two days.' })
    }
  })
  return faults
}
