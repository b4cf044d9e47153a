// docs/reference/protocol-file.md lists the keys that the schema has, and its example is a protocol without a fault.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parse } from 'yaml'
import { ROOT } from '../../scripts/step.ts'
import { sayFault } from '../../src/engine/protocol/fault.ts'
import { GROUPS_OF_PARTS } from '../../src/engine/protocol/part.ts'
import { QUESTION_TYPES } from '../../src/engine/protocol/pathway-parts.ts'
import { readProtocol } from '../../src/engine/protocol/read.ts'
import { protocolJsonSchema } from '../../src/engine/protocol/schema.ts'
import { COMPARTMENTS } from '../../src/engine/protocol/schema-parts.ts'
import { PLAIN_GUARDS } from '../../src/engine/protocol/schema-step.ts'
import { fences } from './page.ts'

const PAGE = readFileSync(join(ROOT, 'docs/reference/protocol-file.md'), 'utf8')

interface Group {
  readonly properties?: Readonly<Record<string, Group>>
  readonly required?: readonly string[]
  readonly additionalProperties?: Group
  readonly items?: Group
  readonly anyOf?: readonly Group[]
}

const file: Group = protocolJsonSchema()
const inside = (group: string): Group | undefined => file.properties?.[group]

/** Of what may be written in several ways, the one that has keys. */
function keyed(group: Group | undefined): Group | undefined {
  return group?.anyOf?.find((each) => each.properties !== undefined || each.additionalProperties !== undefined) ?? group
}

const step = inside('steps')?.additionalProperties
const question = inside('forms')?.additionalProperties?.additionalProperties

for (const [heading, schema] of [
  ['the file', file],
  ['the source', inside('source')],
  ['a reading', inside('readings')?.items],
  ['a trigger', inside('triggers')?.additionalProperties],
  ['a stage', keyed(inside('stages')?.additionalProperties)],
  ['a step', step],
  ['an outcome', keyed(keyed(step?.properties?.['to'])?.additionalProperties)],
  ['a question', question],
  ['a notice', inside('notices')?.additionalProperties],
  ['a flag', inside('flags')?.additionalProperties],
  ['a meeting', inside('meetings')?.additionalProperties],
  ['a document', inside('documents')?.additionalProperties],
  ['what is seen', inside('sees')?.additionalProperties],
  ['what is kept', inside('kept')],
  ['what is written in versions', inside('versions')?.additionalProperties],
  ['a level', inside('levels')?.additionalProperties],
  ['a register', inside('registers')?.additionalProperties],
  ['a move', inside('moves from')?.additionalProperties],
  ['a life event', inside('life events')?.properties?.['death']],
  ['whether it helped', inside('did it help')],
  ['a duty', inside('duties')?.additionalProperties],
] as const) {
  test(`the page lists the keys of ${heading}, and which of them are needed`, () => {
    const section = PAGE.split(/^## /m).find((each) => each.startsWith(`Keys of ${heading}\n`)) ?? ''
    const rows = [...section.matchAll(/^\| `([^`]+)` \|([^|]*)\|/gm)].map(([, key = '', needed = '']) => [
      key,
      needed.trim(),
    ])
    assert.ok(rows.length >= 2, 'it lists none')
    assert.deepEqual(
      rows.map(([key]) => key),
      Object.keys(schema?.properties ?? {}),
    )
    assert.deepEqual(
      rows.filter(([, needed]) => needed === 'yes').map(([key]) => key),
      Object.keys(schema?.properties ?? {}).filter((key) => schema?.required?.includes(key)),
    )
  })
}

/** The first column of a section's table, without the marks of code. */
function firstColumn(heading: string): readonly string[] {
  const section = PAGE.split(/^## /m).find((each) => each.startsWith(`${heading}\n`)) ?? ''
  return [...section.matchAll(/^\| `([^`]+)` \|/gm)].map(([, key = '']) => key)
}

test('the page lists every type of answer', () => assert.deepEqual(firstColumn('Answers'), QUESTION_TYPES))

test('the page lists every guard', () => {
  const guards = new Set(firstColumn('Guards').map((guard) => guard.split(':')[0]))
  assert.deepEqual([...guards], [...Object.keys(PLAIN_GUARDS), 'either'])
})

test('the page lists every compartment, and every group that a part may hold', () => {
  for (const word of [...COMPARTMENTS, ...GROUPS_OF_PARTS]) assert.ok(PAGE.includes(`\`${word}\``), word)
})

test('the example is a protocol without a fault, and its register holds what it cites', () => {
  const [protocol, register] = [fences(PAGE, 'yaml')[0]?.text ?? '', fences(PAGE, 'yaml')[1]?.text ?? '']
  const { clauses, entries }: { clauses: string; entries: Record<string, { place: string; says: string }> } =
    parse(register)
  const known = new Map(Object.entries(entries).map(([id, entry]) => [id, { id, ...entry }]))
  const read = readProtocol(protocol, {
    clauses: (name) => (name === clauses ? known : undefined),
    calendars: new Set(['england-and-wales']),
  })
  assert.ok(read.ok, read.ok ? '' : read.faults.map((fault) => sayFault('example', fault)).join('\n'))
})
