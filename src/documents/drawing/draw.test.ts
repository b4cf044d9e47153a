import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SaxesParser } from 'saxes'
import { day } from '../../engine/calendar/day.ts'
import type { Protocol } from '../../engine/protocol/protocol.ts'
import { openLibrary } from '../../intake/library.ts'
import { chartOf, READING } from './chart.ts'
import { drawProtocol, tellProtocol } from './draw.ts'

const { protocols } = openLibrary()

interface Picture {
  /** Each piece of writing, its lines put together. */
  readonly writings: readonly string[]
  readonly desc: string
  readonly size: { readonly width: string; readonly height: string }
}

/** Reads a drawing as a program would: anything that is not well-formed XML is refused. */
function readPicture(svg: string): Picture {
  const parser = new SaxesParser({ xmlns: true })
  const writings: string[] = []
  const open: string[] = []
  let desc = ''
  let size = { width: '', height: '' }
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    if (name === 'svg')
      size = { width: String(attributes['width']?.value), height: String(attributes['height']?.value) }
    if (name === 'text') writings.push('')
    open.push(name)
  })
  parser.on('closetag', () => {
    open.pop()
  })
  parser.on('text', (text) => {
    if (open.at(-1) === 'desc') desc += text
    if (open.includes('text')) writings.push(`${writings.pop() ?? ''}${text}`)
  })
  parser.write(svg).close()
  return { writings: writings.map((each) => each.replaceAll(/\s+/g, ' ').trim()), desc, size }
}

for (const { protocol } of protocols) {
  test(`${protocol.id}: the picture says every stage, step, outcome, trigger and deadline`, async () => {
    const { writings, size } = readPicture(await drawProtocol(protocol))
    const missing = partsOf(protocol).filter((part) => !writings.some((writing) => writing.includes(part)))
    assert.deepEqual(missing, [])
    assert.ok(['297mm 210mm', '210mm 297mm', '420mm 297mm'].includes(`${size.width} ${size.height}`), size.width)
  })

  test(`${protocol.id}: the text says the same, and stands in the picture for those who do not see it`, async () => {
    const text = tellProtocol(protocol)
    assert.deepEqual(
      partsOf(protocol).filter((part) => !text.includes(part)),
      [],
    )
    const { desc } = readPicture(await drawProtocol(protocol))
    assert.equal(desc.replaceAll(/\s+/g, ' '), text.replaceAll(/\s+/g, ' '))
  })

  test(`${protocol.id}: the same protocol gives the same picture`, async () => {
    assert.equal(await drawProtocol(protocol), await drawProtocol(structuredClone(protocol)))
  })
}

function partsOf(protocol: Protocol): readonly string[] {
  const chart = chartOf(protocol)
  const steps = [...chart.moving, ...chart.fromManyStages, ...chart.beside.flatMap((group) => group.steps)]
  assert.equal(steps.length, protocol.steps.length)
  const due = steps.flatMap(({ at, deadlines }) =>
    at.kind === 'stages' && chart.moving.length > 0 && at.stages.length === 1
      ? at.stages.flatMap((stage) => deadlines(stage).map((each) => each.due))
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
    ...due,
    ...duties.flatMap((duty) => [duty.duty, duty.due, duty.owedBy]),
  ]
}

test('a duty is marked where it carries a reading, and only there', () => {
  for (const { protocol } of protocols) {
    const chart = chartOf(protocol)
    const marked = chart.duties.filter(({ due }) => due.endsWith(READING)).map(({ duty }) => duty)
    const read = protocol.duties.filter(({ reading }) => reading !== null).map(({ title }) => title)
    assert.deepEqual(marked, read)
    assert.equal(chart.source.includes(READING), read.length > 0, protocol.id)
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
  const title = '</text><script>alert("1 < 2 & \u0007")</script>'
  const { writings } = readPicture(await drawProtocol({ ...first.protocol, title }))
  assert.ok(writings.includes('</text><script>alert("1 < 2 & \ufffd")</script>'))
})

test('a word too long for its box is broken and nothing of it lost', async () => {
  const found = protocols.find(({ protocol }) => protocol.stages.size > 0)
  assert.ok(found)
  const { protocol } = found
  const [id, stage] = [...protocol.stages][0] ?? []
  assert.ok(id !== undefined && stage !== undefined)
  const title = 'Verfahrensabschluss'.repeat(8)
  const stages = new Map([...protocol.stages, [id, { ...stage, title }]])
  const { writings } = readPicture(await drawProtocol({ ...protocol, stages }))
  assert.ok(writings.some((writing) => writing.replaceAll(' ', '').includes(title)))
})
