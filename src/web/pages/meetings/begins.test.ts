import assert from 'node:assert/strict'
import { it } from 'node:test'
import { shownOf } from '../../../documents/pathway/given.test-data.ts'
import { day } from '../../../engine/calendar/day.ts'
import type { Attending } from '../../../record/meetings/attendance.ts'
import type { Around } from '../../recording/model/around.ts'
import { attendedTyped } from './begins.ts'

const ON = day('2026-11-20')
const { protocol } = shownOf('challenging-cases', ON)
const step = protocol.steps.find(({ asks }) => asks.some(({ type }) => type === 'attendance'))
const question = step?.asks.find(({ type }) => type === 'attendance')
const meeting = protocol.meetings.find(({ id }) => id === question?.from)
const [post] = [...(meeting?.always ?? []), ...(meeting?.needs ?? [])]

const holding = { role: post ?? '', from: day('2020-01-01'), until: null }
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
  names: new Map(),
  agencies: new Map(),
  siblings: new Map(),
  recordedBy: () => [],
  today: ON,
}

function begins(noted: Partial<Attending>) {
  assert.ok(step !== undefined && meeting !== undefined)
  const attending = [{ person: 'tam', answer: null, answered: null, came: null, ...noted }]
  return attendedTyped({ step, around }, meeting.id, attending)
}

it('begins with who was noted as there, and who sent apologies, and takes nobody’s word for having come', () => {
  const field = `a.${question?.id}.${post}`
  assert.deepEqual(begins({ came: true }), { [`${field}.is`]: ['present'], [`${field}.who`]: ['tam'] })
  assert.deepEqual(begins({ answer: 'apologies' }), { [`${field}.is`]: ['absent'] })
  assert.deepEqual(begins({ answer: 'coming' }), {})
})
