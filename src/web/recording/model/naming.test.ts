import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { shownOf } from '../../../documents/pathway/given.test-data.ts'
import { day } from '../../../engine/calendar/day.ts'
import type { Question } from '../../../engine/protocol/pathway-parts.ts'
import type { Around } from './around.ts'
import { controlsOf } from './controls.ts'
import { unclearNames, withPersons } from './naming.ts'
import { question } from './question.test-data.ts'

/** As many people as a large authority has; two of one name, in two agencies. */
const names = new Map([
  ...Array.from({ length: 400 }, (_, i) => [`p${i}`, { name: `Person${i} Invented`, agency: 'A council' }] as const),
  ['a', { name: 'Ann Twin', agency: 'A council' }],
  ['b', { name: 'Ann Twin', agency: 'A school' }],
])

const { protocol } = shownOf('challenging-cases', day('2026-11-20'))
const around: Around = {
  protocol,
  people: { persons: [], holdings: [], own: [], coreGroup: ['p3'], agencies: [], pools: {}, sittings: [] },
  names,
  agencies: new Map(),
  siblings: new Map(),
  recordedBy: () => [],
  today: day('2026-11-20'),
}

const [meeting] = protocol.meetings
const [post] = [...(meeting?.always ?? []), ...(meeting?.needs ?? [])]
const there = `a.there.${post}.who`
const QUESTIONS: readonly Question[] = [
  question('owner', 'person'),
  question('invited', 'people'),
  question('there', 'attendance', { from: meeting?.id ?? '' }),
  question('actions', 'items', { parts: [question('who', 'person')] }),
]

function controls(typed: Readonly<Record<string, readonly string[]>>) {
  const faults = unclearNames(QUESTIONS, typed, around)
  return controlsOf({ questions: QUESTIONS, outcomes: [], outcomeTitle: null, role: 'any', typed, faults, around })
}

describe('people of very many, written by name', () => {
  it('stand in what was typed as the persons they mean, in every kind of field', () => {
    const typed = withPersons(
      QUESTIONS,
      {
        'a.owner': ['person7 INVENTED'],
        'a.invited': ['p3'],
        'a.invited.others': ['Person1 Invented\r\n\r\nAnn Twin\nAnn Twin (A school)'],
        [there]: ['Person2 Invented (A council)'],
        'a.actions.rows': ['1'],
        'a.actions.1.who': ['p9'],
      },
      around,
    )
    assert.deepEqual(typed, {
      'a.owner': ['p7'],
      'a.invited': ['p3', 'p1', 'b'],
      'a.invited.others': ['Ann Twin'],
      [there]: ['p2'],
      'a.actions.rows': ['1'],
      'a.actions.1.who': ['p9'],
    })
    const faults = unclearNames(QUESTIONS, typed, around)
    assert.deepEqual(
      faults.map(({ field }) => field),
      ['a.invited.others'],
    )
    assert.match(faults[0]?.says ?? '', /“Ann Twin \(A council\)” or “Ann Twin \(A school\)”/)
  })

  it('are shown as they are called, and chosen between where several are called so', () => {
    const [owner, invited] = controls({ 'a.owner': ['p7'], 'a.invited': ['p9'] })
    assert.ok(owner?.kind === 'somebody' && owner.value === 'Person7 Invented (A council)')
    assert.ok(invited?.kind === 'checkboxes')
    assert.deepEqual(
      invited.groups.flatMap(({ options }) => options.map(({ value, isChosen }) => [value, isChosen])),
      [
        ['p3', false],
        ['p9', true],
      ],
    )
    const [twins] = controls({ 'a.owner': ['ann twin'] })
    assert.ok(twins?.kind === 'select')
    assert.deepEqual(
      twins.groups.flatMap(({ options }) => options.map(({ value }) => value)),
      ['a', 'b'],
    )
    assert.match(twins.error ?? '', /Several people/)
    const [unknown] = controls({ 'a.owner': ['Zed'] })
    assert.ok(unknown?.kind === 'somebody' && unknown.value === 'Zed' && /Nobody here/.test(unknown.error ?? ''))
  })

  it('are chosen from lists where there are few', () => {
    const few = { ...around, names: new Map([...names].slice(0, 20)) }
    const typed = { 'a.owner': ['Person7 Invented'] }
    assert.deepEqual(withPersons(QUESTIONS, typed, few), typed)
    assert.deepEqual(unclearNames(QUESTIONS, typed, few), [])
  })
})
