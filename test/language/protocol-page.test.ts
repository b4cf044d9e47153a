// docs/reference/protocol-file.md lists the keys that the schema has, and its example is a protocol without a fault.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parse } from 'yaml'
import { ROOT } from '../../scripts/step.ts'
import { sayFault } from '../../src/engine/protocol/fault.ts'
import { readProtocol } from '../../src/engine/protocol/read.ts'
import { protocolJsonSchema } from '../../src/engine/protocol/schema.ts'
import { fences } from './page.ts'

const PAGE = readFileSync(join(ROOT, 'docs/reference/protocol-file.md'), 'utf8')

interface Group {
  readonly properties?: Readonly<Record<string, Group>>
  readonly required?: readonly string[]
  readonly additionalProperties?: Group
  readonly items?: Group
}

const file: Group = protocolJsonSchema()
const inside = (group: string): Group | undefined => file.properties?.[group]

for (const [heading, schema] of [
  ['the file', file],
  ['the source', inside('source')],
  ['a reading', inside('readings')?.items],
  ['a trigger', inside('triggers')?.additionalProperties],
  ['a step', inside('steps')?.additionalProperties],
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
