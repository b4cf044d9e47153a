// The engine's own tsconfig is what keeps Node and the DOM out of it. Seeded modules prove that it does.
import assert from 'node:assert/strict'
import { readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { ROOT, runPackage } from '../../scripts/step.ts'
import { Tree } from './tree.ts'

const REFUSED: Readonly<Record<string, string>> = {
  'node-fs': "export { readFileSync } from 'node:fs'",
  fs: "export { readFileSync } from 'fs'",
  console: "console.log('here')",
  process: 'export const a = process.env',
  buffer: 'export const a = Buffer.from([1])',
  fetch: "export const a = fetch('/')",
  'set-timeout': 'setTimeout(() => {}, 1)',
  'set-interval': 'setInterval(() => {}, 1)',
  'queue-microtask': 'queueMicrotask(() => {})',
  performance: 'export const a = performance.now()',
  crypto: 'export const a = crypto.randomUUID()',
  document: 'export const a = document.title',
  'text-encoder': 'export const a = new TextEncoder()',
  'unchecked-index': 'export const a = (b: readonly number[]): number => b[0]',
  'loose-optional': 'export const a: { b?: number } = { b: undefined }',
  enum: 'export enum A {\n  B,\n}',
  'parameter-property': 'export class A {\n  constructor(readonly b: number) {}\n}',
}

/** What the engine is free to use; the packages stand here too, since one whose types name Node's would let Node in. */
const FREE = `import { parse } from 'yaml'
import { z } from 'zod'

export const a = Temporal.PlainDate.from('2026-02-28').add({ days: 1 }).toString()
export const b = [...new Set([1, 2]).union(new Set([3]))]
export const c = z.string().safeParse(parse('a: 1'))
export class D {
  readonly #kept = new Int32Array(4)
  get kept(): number {
    return this.#kept.length
  }
}
`

test('the engine compiles with no Node, no DOM and strict types, and refuses each seeded module', async (t) => {
  using tree = new Tree({
    'package.json': '{ "type": "module" }',
    'tsconfig.base.json': readFileSync(join(ROOT, 'tsconfig.base.json'), 'utf8'),
    'src/engine/tsconfig.json': readFileSync(join(ROOT, 'src/engine/tsconfig.json'), 'utf8'),
    'src/engine/free.ts': FREE,
    ...Object.fromEntries(Object.entries(REFUSED).map(([name, code]) => [`src/engine/${name}.ts`, `${code}\n`])),
  })
  // The types of Node lie within reach, as they do in the project: only the configuration keeps them out.
  symlinkSync(join(ROOT, 'node_modules'), join(tree.root, 'node_modules'))
  const { output } = runPackage('typescript-native/bin/tsc', ['-p', 'src/engine/tsconfig.json'], tree.root)
  for (const name of Object.keys(REFUSED)) {
    await t.test(name, () => assert.match(output, new RegExp(`^src/engine/${name}\\.ts\\(\\d+,\\d+\\): error TS`, 'm')))
  }
  assert.doesNotMatch(output, /free\.ts/)
})
