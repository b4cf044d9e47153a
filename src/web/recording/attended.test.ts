import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { Attended } from '../../cases/meetings/attended.ts'
import { shownOf } from '../../documents/pathway/given.test-data.ts'
import { day } from '../../engine/calendar/day.ts'
import { attendedTyped } from './attended.ts'
import { type Around, candidatesForPost, ownerOfPost } from './model/around.ts'

const ON = day('2026-11-20')
const { protocol } = shownOf('challenging-cases', ON)
const step = protocol.steps.find(({ asks }) => asks.some(({ type }) => type === 'attendance'))
const question = step?.asks.find(({ type }) => type === 'attendance')
const meeting = protocol.meetings.find(({ id }) => id === question?.from)
const [post = ''] = [...(meeting?.always ?? []), ...(meeting?.needs ?? [])]
const field = `a.${question?.id}.${post}`

const holding = { role: post, from: day('2020-01-01'), until: null }
const around: Around = {
  protocol,
  people: {
    persons: [],
    holdings: [],
    own: [{ ...holding, person: 'tam' }],
    coreGroup: [],
    agencies: [],
    pools: {},
    sittings: [],
  },
  names: new Map(['tam', 'wyn'].map((name) => [name, { name, agency: 'Invented' }])),
  agencies: new Map(),
  siblings: new Map(),
  recordedBy: () => [],
  today: ON,
}
const kept: Around = {
  ...around,
  people: { ...around.people, excluded: [{ person: 'tam', from: day('2026-11-01'), until: null }] },
}

const NOT_KNOWN = { kind: 'not-known' } as const
const THERE = { kind: 'there', by: 'cases' } as const

function begins(known: Partial<Attended>, among = around) {
  assert.ok(step !== undefined && meeting !== undefined)
  return attendedTyped({ step, around: among }, meeting.id, [{ person: 'tam', answer: null, was: NOT_KNOWN, ...known }])
}

it('begins with who was there, and who sent apologies, and takes nobody’s word for having come', () => {
  assert.deepEqual(begins({ was: THERE }), { [`${field}.is`]: ['present'], [`${field}.who`]: ['tam'] })
  assert.deepEqual(begins({ answer: 'apologies' }), { [`${field}.is`]: ['absent'] })
  assert.deepEqual(begins({ was: { kind: 'away', by: 'noted' } }), { [`${field}.is`]: ['absent'] })
  assert.deepEqual(begins({ answer: 'coming' }), {})
  assert.deepEqual(begins({ answer: 'apologies', was: { kind: 'differs' } }), {})
})

it('puts somebody forward once who holds two posts', () => {
  const other = meeting?.invites.find((role) => role !== 'core-group') ?? ''
  const own = [...around.people.own, { ...holding, role: other, person: 'tam' }]
  const both = begins({ was: THERE }, { ...around, people: { ...around.people, own } })
  assert.deepEqual(both, { [`${field}.is`]: ['present'], [`${field}.who`]: ['tam'] })
})

it('puts nobody forward who is kept from the case, and offers them no more, but for whom they are named by already', () => {
  assert.deepEqual(begins({ was: THERE }, kept), { [`${field}.is`]: ['absent'] })
  const offered = (among: Around, chosen = '') => candidatesForPost(post, among, chosen).map(({ id }) => id)
  assert.deepEqual([offered(around), offered(kept), offered(kept, 'tam')], [['tam', 'wyn'], ['wyn'], ['tam', 'wyn']])
  assert.deepEqual([ownerOfPost(post, around), ownerOfPost(post, kept)], ['tam', null])
})
