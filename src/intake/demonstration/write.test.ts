import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { test } from 'node:test'
import { day } from '../../engine/calendar/day.ts'
import { AS_OF } from './given.test-data.ts'
import { COLUMNS, TABLE_NAMES } from './tables.ts'
import { type Demonstration, type DemonstrationOptions, DemonstrationRefused, writeDemonstration } from './write.ts'

/** Writes an authority in a folder of its own, which is gone afterwards. */
async function inFolder<T>(
  options: Partial<DemonstrationOptions>,
  look: (made: Demonstration) => T | Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-demonstration-'))
  try {
    return await look(await writeDemonstration({ folder, children: 200, seed: 1, asOf: AS_OF, ...options }))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function hashes({ files }: Demonstration): string[] {
  return files.map((file) => `${basename(file)} ${createHash('sha256').update(readFileSync(file)).digest('hex')}`)
}

test('the same seed gives the same bytes, another seed or day others', async () => {
  const once = await inFolder({}, hashes)
  assert.deepEqual(await inFolder({}, hashes), once)
  const census = once[0]
  assert.notEqual((await inFolder({ seed: 2 }, hashes))[0], census)
  assert.notEqual((await inFolder({ asOf: day('2026-03-31') }, hashes))[0], census)
})

test('every file is named and counted, and each table has its columns', async () => {
  await inFolder({}, (made) => {
    const { files, census, dataset, counts } = made
    assert.equal(basename(census), 'census-2026.xml')
    assert.deepEqual([census, ...dataset], files)
    assert.deepEqual(
      dataset.map((file) => basename(file, '.csv')),
      TABLE_NAMES,
    )
    assert.equal(
      files.reduce((sum, file) => sum + statSync(file).size, 0),
      counts.bytes,
    )
    for (const [index, file] of dataset.entries()) {
      const [head = '', ...rows] = readFileSync(file, 'utf8').trimEnd().split('\n')
      const table = TABLE_NAMES[index]
      assert(table !== undefined)
      assert.deepEqual(head.split(','), COLUMNS[table])
      assert(rows.length > 0, `${table} is empty`)
    }
    const persons = readFileSync(join(census, '..', 'ssd_person.csv'), 'utf8')
      .trimEnd()
      .split('\n')
    assert.equal(counts.inDataset, persons.length - 1)
    assert.equal(counts.inCensus, readFileSync(census, 'utf8').split('<Child>').length - 1)
    assert.equal(counts.inNeed, 200)
  })
})

test('one child is enough, and earlier years have the census of their time', async () => {
  await inFolder({ children: 1, asOf: day('2024-12-01') }, ({ census, counts }) => {
    const text = readFileSync(census, 'utf8')
    assert.equal(counts.inNeed, 1)
    assert.match(text, /<Year>2024<\/Year>/)
    assert.match(text, /<GenderCurrent>[012]</)
    assert.doesNotMatch(text, /<Sex>|<PreProceedingsandFGDM>/)
  })
  await inFolder({ asOf: day('2025-04-01') }, ({ census }) => {
    const text = readFileSync(census, 'utf8')
    assert.match(text, /<Sex>[MFU]</)
    assert.doesNotMatch(text, /<GenderCurrent>|<PreProceedingsandFGDM>/)
  })
})

test('options out of range are refused together, each with its remedy, and nothing is written', async () => {
  const folder = join(tmpdir(), 'sightline-demonstration-never-made')
  const bad = { folder, children: 0, seed: -1, asOf: day('2019-01-01') }
  await assert.rejects(writeDemonstration(bad), (error) => {
    assert(error instanceof DemonstrationRefused)
    assert.equal(error.faults.length, 3)
    for (const fault of error.faults) assert.match(fault, /; give /)
    return true
  })
  assert.equal(statSync(folder, { throwIfNoEntry: false }), undefined)
  await assert.rejects(
    writeDemonstration({ ...bad, children: 1.5, seed: 1, asOf: day('2028-12-31') }),
    DemonstrationRefused,
  )
})

test("a folder that cannot be made is the file system's own error", async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-demonstration-'))
  try {
    const file = join(folder, 'in-the-way')
    writeFileSync(file, '')
    await assert.rejects(writeDemonstration({ folder: file, children: 1, seed: 1, asOf: AS_OF }), { code: 'EEXIST' })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test("nobody else's files are written over", async () => {
  await inFolder({ children: 5 }, async ({ census, dataset }) => {
    const folder = dirname(census)
    const again: DemonstrationOptions = { folder, children: 5, seed: 1, asOf: AS_OF }
    await writeDemonstration(again)
    await writeDemonstration({ ...again, asOf: day('2025-06-30') })
    for (const name of readdirSync(folder)) if (name.startsWith('census-')) rmSync(join(folder, name))
    const [table = ''] = dataset
    const before = readFileSync(table)
    await assert.rejects(writeDemonstration(again), {
      name: 'DemonstrationRefused',
      message: /ssd_\w+\.csv is no file/,
    })
    writeFileSync(
      join(folder, 'census-2026.xml'),
      '<Message><Header><Source><LEA>301</LEA></Source></Header></Message>',
    )
    await assert.rejects(writeDemonstration(again), { name: 'DemonstrationRefused', message: /census-2026\.xml/ })
    assert.deepEqual(readFileSync(table), before)
  })
})
