import assert from 'node:assert/strict'
import { test } from 'node:test'
import { day } from '../../engine/calendar/day.ts'
import type { Protocol } from '../../engine/protocol/protocol.ts'
import { openLibrary } from '../../intake/library.ts'
import { chartOf } from './chart.ts'
import { drawProtocol, tellProtocol } from './draw.ts'

const { protocols } = openLibrary()

const ENTITIES: readonly (readonly [string, string])[] = [
  ['&lt;', '<'],
  ['&gt;', '>'],
  ['&quot;', '"'],
  ['&#39;', "'"],
  ['&amp;', '&'],
]

/** What is written on a page, in the order in which it is read. */
function writingOn(page: string): string {
  const bare = page.replace(/<style>.*<\/style>/s, '').replaceAll(/<[^>]*>/g, ' ')
  return ENTITIES.reduce((text, [entity, sign]) => text.replaceAll(entity, sign), bare).replaceAll(/\s+/g, ' ')
}

for (const { protocol } of protocols) {
  test(`${protocol.id}: the drawing says every stage, step, outcome, time, condition, notice, meeting and reading`, async () => {
    const writing = writingOn(await drawProtocol(protocol))
    assert.deepEqual(
      partsOf(protocol).filter((part) => !writing.includes(part)),
      [],
    )
    for (const { title, conditions } of chartOf(protocol).steps) {
      // A step that follows from the one above it says "then" instead.
      const unsaid = conditions.filter((said) => !writing.includes(said.replace(/^only /, '')))
      assert.ok(unsaid.length === 0 || (unsaid.length === 1 && writing.includes(`then ${title}`)), unsaid.join())
    }
  })

  test(`${protocol.id}: the text says the same`, () => {
    const text = tellProtocol(protocol)
    const conditions = chartOf(protocol).steps.flatMap((step) =>
      step.conditions.map((said) => said.replace(/^only /, '')),
    )
    assert.deepEqual(
      [...partsOf(protocol), ...conditions].filter((part) => !text.includes(part)),
      [],
    )
  })

  test(`${protocol.id}: every step is drawn at a place of its own, and every stage that goes on has one`, () => {
    const { steps, groups, stages } = chartOf(protocol)
    for (const { id } of steps)
      assert.ok(
        groups.some((group) => group.steps.some((step) => step.id === id)),
        id,
      )
    for (const { id, ends } of stages) {
      const isPlace = steps.some(({ at }) => at.kind === 'stages' && at.stages.includes(id))
      assert.ok(ends || isPlace, id)
    }
  })

  test(`${protocol.id}: the same protocol gives the same drawing`, async () => {
    assert.equal(await drawProtocol(protocol), await drawProtocol(structuredClone(protocol)))
  })
}

function partsOf(protocol: Protocol): readonly string[] {
  const chart = chartOf(protocol)
  const ofOneStage = chart.groups.flatMap(({ at, steps }) =>
    at.kind === 'stages' && at.stages.length === 1
      ? at.stages.flatMap((stage) => steps.flatMap(({ deadlines }) => deadlines(stage).map(({ due }) => due)))
      : [],
  )
  const duties = protocol.stages.size === 0 ? chart.duties : chart.duties.filter(({ metBy }) => metBy !== null)
  return [
    protocol.title,
    ...[...protocol.stages.values()].map(({ title }) => title),
    ...protocol.steps.flatMap(({ title, outcomes, chooses }) => [
      title,
      ...(chooses ? outcomes.map((each) => each.title) : []),
    ]),
    ...protocol.triggers.map(({ title }) => title),
    ...ofOneStage,
    ...duties.flatMap((duty) => [duty.duty, duty.due, duty.owedBy]),
    ...chart.notices.flatMap(({ title, when, to }) => [title, when, ...to]),
    ...chart.meetings.flatMap(({ title, lists }) => [title, ...lists.flatMap(({ of, items }) => [of, ...items])]),
    ...chart.readings,
  ]
}

test('a duty is marked where it carries a reading, and only there', () => {
  for (const { protocol } of protocols) {
    const chart = chartOf(protocol)
    const marked = chart.duties.filter(({ due }) => / †\d+$/.test(due)).map(({ duty }) => duty)
    const read = protocol.duties.filter(({ reading }) => reading !== null).map(({ title }) => title)
    assert.deepEqual(marked, read)
    for (const { due } of chart.duties) {
      const [, number] = /†(\d+)$/.exec(due) ?? []
      assert.ok(number === undefined || chart.readings[Number(number) - 1] !== undefined, due)
    }
  }
})

test('a review is overdue once its day, or the whole of its month or year, is over', () => {
  const [first] = protocols
  assert.ok(first)
  const isOverdue = (reviewDue: string, on: string): boolean => {
    const protocol = { ...first.protocol, source: { ...first.protocol.source, reviewDue } }
    return chartOf(protocol, day(on)).source.includes('overdue')
  }
  assert.equal(isOverdue('2023-10-15', '2023-10-15'), false)
  assert.equal(isOverdue('2023-10-15', '2023-10-16'), true)
  assert.equal(isOverdue('2023-10', '2023-10-31'), false)
  assert.equal(isOverdue('2023-10', '2023-11-01'), true)
  assert.equal(isOverdue('2023', '2023-12-31'), false)
  assert.equal(isOverdue('2023', '2024-01-01'), true)
  assert.equal(isOverdue('none given', '2099-01-01'), false)
})

test('a title that looks like markup is drawn as it is written', async () => {
  const [first] = protocols
  assert.ok(first)
  const title = '</h1><script>alert("1 < 2 & \u0007")</script>'
  const page = await drawProtocol({ ...first.protocol, title })
  assert.doesNotMatch(page, /<script/)
  assert.match(page, /<h1>&lt;\/h1&gt;&lt;script&gt;alert\(&quot;1 &lt; 2 &amp; \ufffd&quot;\)&lt;\/script&gt;<\/h1>/)
})

test('a trigger that takes over says from which stages, in the drawing and in the text', async () => {
  const found = protocols.find(({ protocol }) => protocol.triggers.some(({ takesOver }) => takesOver.length > 1))
  assert.ok(found)
  assert.match(writingOn(await drawProtocol(found.protocol)), /A request that stands at 1, 2 or 3 goes on from here\./)
  assert.match(tellProtocol(found.protocol), /It takes over a pathway that stands at stage 1, .*, or stage 3, /)
})

test('of several times for one step each says what it counts from, and equal ones are said once', () => {
  const found = protocols.find(({ protocol }) => protocol.id === 'challenging-cases')
  assert.ok(found)
  const step = chartOf(found.protocol).steps.find(({ id }) => id === 'hold-tier-1')
  const [only, ...more] = step?.deadlines('tier-1-requested') ?? []
  assert.deepEqual(more, [])
  assert.match(only?.due ?? '', /^within 10 working days of the trigger being met .*; of “Ask the Team Manager/)
})

test('a step that needs the one above it follows from it, and says no other condition twice', async () => {
  const found = protocols.find(({ protocol }) => protocol.id === 'cases-of-most-concern')
  assert.ok(found)
  const writing = writingOn(await drawProtocol(found.protocol))
  assert.match(writing, /then Agree or refuse to take the case off the list/)
  assert.doesNotMatch(writing, /Only after “Discuss the evidence/)
})
