import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../calendar/day.ts'
import { answers, at, type Case, opened, PEOPLE, running } from './given.test-data.ts'
import type { EndedAgency, Holding } from './people.ts'

const protocol = running(
  `
  place-the-flag:
    title: Place the flag
    cites: [INV-03]
    owed by: that agency
    for each: agency with a flag
    due: 2 working days after it
    met by: placed
  take-it-off:
    title: Take the flag off
    cites: [INV-03]
    owed by: that agency
    for each: agency with a flag
    due: 5 working days after leaving first
    met by: taken-off
  say-what-is-seen:
    title: Say what was seen
    cites: [INV-04]
    owed by: each agency with a flag
    for each: look
    due: 3 working days after it
    met by: say-it`,
  `
  ask-for-flags:
    title: Ask for flags
    cites: [INV-03]
    at: first
    by: worker
    asks: { agencies: { title: Which agencies?, type: items, parts: { which: { title: Which?, type: agencies } } } }
  placed: { title: Placed, cites: [INV-03], at: any stage, by: that agency }
  taken-off: { title: Taken off, cites: [INV-03], at: any stage, by: that agency }
  look: { title: Look again, cites: [INV-04], at: any stage, by: worker }
  say-it: { title: Tell, cites: [INV-04], at: any stage, by: each agency with a flag }`,
  `
flags:
  concern: { title: Concern, cites: [INV-03], for each: item of agencies in ask-for-flags, while: first, placed by: placed, removed by: taken-off }
`,
)

const flagged = (...agencies: readonly string[]): Case => {
  const which = agencies.map((agency) => ({ which: [agency] }))
  return opened(protocol).records('wyn', 'ask-for-flags', answers({ agencies: which }))
}
const ofWhom = (one: Case): readonly string[] =>
  one
    .view()
    .duties.filter(({ duty }) => duty.id === 'say-what-is-seen')
    .map(({ of, standing, owedBy }) => `${of.replace(/^.*\//, '')} ${standing.kind} by ${owedBy.join(' and ')}`)

describe('what each agency with a flag owes', () => {
  it('is asked of every agency that one item names, and not of the first alone', () => {
    const one = opened(protocol).records(
      'wyn',
      'ask-for-flags',
      answers({ agencies: [{ which: ['hospital', 'police'] }] }),
    )
    assert.deepEqual(
      one.view().flags.map(({ agency }) => agency),
      ['hospital', 'police'],
    )
    const owed = one.view().duties.filter(({ duty }) => duty.id === 'place-the-flag')
    assert.deepEqual(
      owed.map(({ owedBy }) => owedBy),
      [['nan', 'lea'], ['otto']],
    )
  })

  it('is owed by each agency that was asked for a flag, whether it has placed it or not, and by no other', () => {
    const asked = flagged('hospital', 'police').records('otto', 'placed')
    assert.deepEqual(ofWhom(asked.records('wyn', 'look')), ['hospital open by nan and lea', 'police open by otto'])
  })

  it('is owed once by an agency with two flags', () => {
    const twice = flagged('police').records('wyn', 'ask-for-flags', answers({ agencies: [{ which: ['police'] }] }))
    assert.deepEqual(ofWhom(twice.records('wyn', 'look')), ['police open by otto'])
  })

  it('is owed by nobody where no flag was asked for', () => {
    assert.deepEqual(ofWhom(opened(protocol).records('wyn', 'look')), [])
  })

  it('is not owed by an agency that has taken its flag off', () => {
    const left = flagged('hospital', 'police').records('wyn', 'go-on').records('otto', 'taken-off')
    assert.deepEqual(ofWhom(left.records('wyn', 'look')), ['hospital open by nan and lea'])
  })

  it('is answered by each for itself', () => {
    const told = flagged('hospital', 'police').records('wyn', 'look').records('lea', 'say-it')
    assert.deepEqual(ofWhom(told), ['hospital met by nan and lea', 'police open by otto'])
  })

  it('is answered by nobody else', () => {
    assert.deepEqual(flagged('police').records('wyn', 'look').refusals('nan', 'say-it'), ['not-the-own'])
    assert.deepEqual(flagged('police').records('wyn', 'look').refusals('otto', 'say-it'), [])
  })
})

describe('a flag', () => {
  const flags = (one: Case) => one.view().flags.map(({ agency, state, since }) => [agency, state, since])

  it('is asked to be taken off once, when its stage is left for the first time', () => {
    const left = flagged('police').on('2026-03-03').records('wyn', 'go-on')
    const since = left.now
    const again = left.on('2026-03-04').records('wyn', 'go-back').on('2026-03-05').records('wyn', 'go-on')
    assert.deepEqual(flags(again), [['police', 'removal-asked', since]])
  })
})

describe('somebody who sits for two agencies', () => {
  const sits = (role: string): Holding => ({
    person: 'nan',
    role,
    agency: 'police',
    from: day('2020-01-01'),
    until: null,
  })
  const sitting = (...roles: readonly string[]): Case => {
    const one = flagged('hospital', 'police')
    one.people = { ...PEOPLE, holdings: [...PEOPLE.holdings, ...roles.map(sits)] }
    return one
  }
  const placed = (one: Case) => one.view().flags.flatMap(({ agency, state }) => (state === 'placed' ? [agency] : []))
  const actedFor = (one: Case) => one.entries.at(-1)?.agency

  it('confirms for the agency to which the role belongs, and the record says for which', () => {
    const board = sitting('officer').records('nan', 'placed', { role: 'officer' })
    assert.deepEqual([placed(board), actedFor(board)], [['police'], 'police'])
    const own = sitting('officer').records('nan', 'placed', { role: 'nurse' })
    assert.deepEqual([placed(own), actedFor(own)], [['hospital'], 'hospital'])
  })

  it('confirms for neither in a role that is held for the other', () => {
    const police = sitting('officer')
      .view()
      .duties.find(({ agency }) => agency === 'police')
    const about = police?.id ?? ''
    assert.deepEqual(sitting('officer').refusals('nan', 'placed', { role: 'nurse', about }), ['not-the-own'])
    assert.deepEqual(sitting('officer').refusals('nan', 'placed', { role: 'officer', about }), [])
    assert.deepEqual(sitting('officer').refusals('nan', 'placed', { role: 'nurse', agency: 'police' }), [
      'agency-not-theirs',
    ])
  })

  it('chooses where the role is held for both', () => {
    const both = sitting('nurse', 'officer')
    assert.deepEqual(both.refusals('nan', 'placed', { role: 'nurse' }), ['agency-needed'])
    const chosen = both.records('nan', 'placed', { role: 'nurse', agency: 'police' })
    assert.deepEqual([placed(chosen), actedFor(chosen)], [['police'], 'police'])
  })

  it('is asked for what both owe, and owes nothing for the second any more when the role has ended', () => {
    const one = sitting('officer').records('wyn', 'look')
    assert.deepEqual(ofWhom(one), ['hospital open by nan and lea', 'police open by otto and nan'])
    one.people = { ...PEOPLE, holdings: [...PEOPLE.holdings, { ...sits('officer'), until: day('2026-03-01') }] }
    assert.deepEqual(ofWhom(one), ['hospital open by nan and lea', 'police open by otto'])
  })

  it('puts right what they recorded for the agency for which they did', () => {
    const both = sitting('nurse', 'officer').records('nan', 'placed', { role: 'nurse', agency: 'police' })
    const corrected = both.records('nan', 'placed', {
      role: 'nurse',
      supersedes: both.entries.at(-1)?.id ?? '',
      because: 'Late',
    })
    assert.deepEqual([placed(corrected), actedFor(corrected)], [['police'], 'police'])
  })
})

describe('an agency that has ended', () => {
  const ends = (end: Partial<EndedAgency>): Case => {
    const one = flagged('police').on('2026-03-05 12:00')
    const ended = [{ agency: 'police', on: day('2026-03-04'), successor: null, falls: null, ...end }]
    const persons = PEOPLE.persons.map((each) =>
      each.agency === 'police' ? { ...each, until: day('2026-03-04') } : each,
    )
    one.people = { ...PEOPLE, persons, ended }
    return one
  }
  const placing = (one: Case) => one.view().duties.find(({ duty }) => duty.id === 'place-the-flag')
  const settle = (one: Case) => one.view().obligations.map(({ kind, owedBy }) => [kind, owedBy])

  it('leaves what it owed to its successor, who confirms for it', () => {
    const passed = ends({ successor: 'hospital' })
    assert.deepEqual(placing(passed)?.owedBy, ['nan', 'lea'])
    assert.deepEqual(settle(passed), [])
    const placed = passed.records('nan', 'placed', { happened: at('2026-03-05 11:00') })
    assert.equal(placing(placed)?.standing.kind, 'met')
    assert.deepEqual(
      placed.view().flags.map(({ agency, state }) => [agency, state]),
      [['police', 'placed']],
    )
    assert.equal(placed.entries.at(-1)?.agency, 'hospital')
  })

  it('owes it itself until its last day', () => {
    const before = ends({ successor: 'hospital' }).on('2026-03-03 12:00')
    assert.deepEqual(placing(before)?.owedBy, ['otto'])
    assert.equal(before.view().validUntil, at('2026-03-04 00:00'))
  })

  it('leaves it to the holders of a role of the lead agency where nothing takes its place', () => {
    const passed = ends({ falls: { role: 'manager', agency: 'council' } })
    assert.deepEqual(placing(passed)?.owedBy, ['mo', 'mel'])
    assert.deepEqual(passed.refusals('wyn', 'placed', { happened: at('2026-03-05 11:00') }), ['not-the-own'])
    const placed = passed.records('mel', 'placed', { happened: at('2026-03-05 11:00') })
    assert.equal(placing(placed)?.standing.kind, 'met')
  })

  it('leaves it to be settled by somebody named where nobody takes its place, or those go round in a ring', () => {
    for (const left of [ends({}), ends({ successor: 'police' })]) {
      assert.deepEqual(placing(left)?.owedBy, [])
      assert.deepEqual(settle(left), [['find-who', ['dot']]])
    }
  })
})

describe('somebody who has left', () => {
  it('is owed for no more, and what they alone owed is to be settled by somebody named', () => {
    const one = flagged('police')
    const gone = (person: string) =>
      one.people.persons.map((each) => (each.id === person ? { ...each, until: day('2026-03-02') } : each))
    one.people = { ...PEOPLE, persons: gone('otto') }
    const [placing] = one.view().duties
    assert.deepEqual(placing?.owedBy, [])
    assert.deepEqual(
      one.view().obligations.map(({ kind, owedBy }) => [kind, owedBy]),
      [['find-who', ['dot']]],
    )
  })
})
