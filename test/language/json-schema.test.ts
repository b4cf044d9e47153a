// The published JSON Schema and the reader agree, as far as form goes: what one takes the other takes.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { parse } from 'yaml'
import type { z } from 'zod'
import { CONDITION_KEYS } from '../../src/engine/protocol/condition-keys.ts'
import { type JsonSchema, protocolJsonSchema, protocolSchema } from '../../src/engine/protocol/schema.ts'
import { RUNNING } from './running-sample.ts'
import { SAMPLE } from './sample.ts'

const schema = protocolJsonSchema()
const accepts = new Ajv2020({ strict: true, strictRequired: false }).compile(schema)

/** Whether a complaint is about what a sentence says, of which JSON Schema knows nothing: to it a sentence is text. */
function isOfSentence(issue: z.core.$ZodIssue): boolean {
  if (issue.code === 'invalid_union') return issue.errors.some((branch) => branch.every(isOfSentence))
  return issue.code === 'custom' && issue.params?.['column'] !== undefined
}

function hasForm(value: unknown): boolean {
  const read = protocolSchema.safeParse(value)
  return read.success || read.error.issues.every(isOfSentence)
}

const SAMPLES = [SAMPLE, RUNNING]

test('the samples have the form that the JSON Schema asks for', () => {
  for (const text of SAMPLES) {
    assert.equal(accepts(parse(text)), true, JSON.stringify(accepts.errors))
    assert.equal(hasForm(parse(text)), true)
  }
})

test('the JSON Schema offers every condition, and says what each means', () => {
  const text = JSON.stringify(schema)
  for (const [key, { means }] of Object.entries(CONDITION_KEYS)) {
    assert.ok(text.includes(JSON.stringify(key)), key)
    assert.ok(text.includes(JSON.stringify(means)), means)
  }
})

/** Keys that say of themselves what stands there. */
const PLAIN = ['title', 'owner', 'subject', 'source']

/** Every key that a file may hold, with what stands there. */
function keysIn(here: Offered, path: string): readonly (readonly [path: string, offered: Offered])[] {
  const own = Object.entries(here.properties ?? {}).map(([key, inner]) => [`${path} / ${key}`, inner] as const)
  const further = [here.additionalProperties, here.items, ...(here.anyOf ?? [])].filter((each) => each !== undefined)
  return [
    ...own,
    ...own.flatMap(([at, inner]) => keysIn(inner, at)),
    ...further.flatMap((inner) => keysIn(inner, `${path} / *`)),
  ]
}

interface Offered extends JsonSchema {
  readonly $ref?: string
  readonly description?: string
  readonly examples?: readonly string[]
  readonly properties?: Readonly<Record<string, Offered>>
  readonly additionalProperties?: Offered
  readonly items?: Offered
  readonly anyOf?: readonly Offered[]
}

test('the JSON Schema says of every key what stands there', () => {
  const keys = keysIn(schema, '')
  assert.ok(keys.length > 150, String(keys.length))
  for (const [path, { description, $ref }] of keys) {
    const key = path.split(' / ').at(-1) ?? ''
    if (PLAIN.includes(key) || $ref !== undefined) continue
    assert.match(description ?? '', /^[A-Z].*\S[.]$/, path)
  }
})

/** A place in the sample, by the number of its node, and what happens to it. */
const change = fc.record({
  node: fc.nat({ max: 500 }),
  how: fc.oneof(
    fc.record({ kind: fc.constant('gone') }),
    fc.record({
      kind: fc.constant('renamed'),
      to: fc.constantFrom('titel', 'due', 'Name', 'a-name', 'not', 'while', 'cites'),
    }),
    fc.record({
      kind: fc.constant('replaced'),
      by: fc.constantFrom<unknown>(
        '',
        ' ',
        'word',
        'listed',
        7,
        0,
        2.5,
        true,
        null,
        [],
        {},
        ['SAM-01'],
        { 'open to social care': 'yes' },
        [{ 'open to social care': 'yes' }],
      ),
    }),
  ),
})
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never

/** The value with one of its nodes changed, counted in the order in which they are met. */
function altered(value: unknown, { node, how }: Change): unknown {
  let met = 0
  const walk = (each: unknown): unknown => {
    if (Array.isArray(each)) {
      const items: readonly unknown[] = each
      return items.flatMap((item) => {
        const isIt = met++ === node
        if (isIt && how.kind === 'gone') return []
        return [isIt && how.kind === 'replaced' ? how.by : walk(item)]
      })
    }
    if (typeof each !== 'object' || each === null) return each
    return Object.fromEntries(
      Object.entries(each).flatMap(([key, inner]: [string, unknown]) => {
        if (met++ !== node) return [[key, walk(inner)]]
        if (how.kind === 'gone') return []
        return [how.kind === 'renamed' ? [how.to, inner] : [key, how.by]]
      }),
    )
  }
  return walk(value)
}

for (const [which, text] of [
  ['that is watched', SAMPLE],
  ['that is run', RUNNING],
] as const) {
  test(`what one of them takes the other takes, whatever is changed in the sample ${which}`, () => {
    let refused = 0
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        const value = changes.reduce<unknown>(altered, parse(text))
        const form = hasForm(value)
        if (!form) refused += 1
        assert.equal(accepts(value), form, JSON.stringify(value))
      }),
      { numRuns: 300 },
    )
    assert.ok(refused > 30, `only ${refused} of 300 were refused: the test proves little`)
  })
}
