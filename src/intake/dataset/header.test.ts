import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { Cohort } from '../../engine/facts/cohort.ts'
import type { Finding } from '../finding.ts'
import { TODAY } from './files.test-data.ts'
import { recognise } from './header.ts'
import { UNUSED_TABLES } from './layout.ts'
import { RowSplitter } from './rows.ts'
import { TABLES } from './tables/all.ts'

function header(...cells: readonly string[]): {
  name: string | undefined
  columns: Readonly<Record<string, number>>
  findings: readonly Finding[]
  rules: readonly string[]
} {
  const findings: Finding[] = []
  const reading = { cohort: new Cohort(), report: (finding: Finding) => void findings.push(finding), today: TODAY }
  const sheet = recognise({ file: 'any.csv', number: 0, line: 1, cells }, reading)
  return {
    name: sheet?.table.name,
    columns: Object.fromEntries(sheet?.columns ?? []),
    findings,
    rules: findings.map(({ weight, rule }) => `${weight} ${rule}`),
  }
}

const FAMILY = ['fami_family_id', 'fami_person_id']

describe('knowing a table by its columns', () => {
  it('asks neither for an order nor for capitals, and looks through what tools put around a name', () => {
    assert.deepEqual(header('fami_person_id', 'fami_table_id', 'fami_family_id').columns, {
      fami_family_id: 2,
      fami_person_id: 0,
    })
    for (const cells of [
      [' FAMI_Family_ID ', 'Fami_Person_Id'],
      ['\uFEFFfami_family_id', 'fami_person_id '],
      ['[fami_family_id]', '[fami_person_id]'],
      ['ssd_family.fami_family_id', 'ssd_development.ssd_family.fami_person_id'],
      ['fami family id', 'fami-person-id'],
    ]) {
      assert.equal(header(...cells).name, 'ssd_family', cells.join())
      assert.deepEqual(header(...cells).rules, [], cells.join())
    }
  })

  it('names the table that most columns belong to', () => {
    assert.equal(header(...FAMILY, 'pers_surname').name, 'ssd_family')
  })

  it('passes over a table that no rule needs, and says so', () => {
    const { name, rules, findings } = header('cppv_cp_visit_id', 'cppv_person_id', 'cppv_cp_visit_date')
    assert.equal(name, undefined)
    assert.deepEqual(rules, ['note table-not-used'])
    assert.match(findings[0]?.message ?? '', /ssd_cp_visits/)
    assert.deepEqual(header('moth_table_id', 'moth_person_id').rules, ['note table-not-used'])
  })

  it('refuses a table of something else', () => {
    assert.deepEqual(header('CHILD', 'DECOM', 'RNE', 'LS').rules, ['refused table-unknown'])
    assert.deepEqual(header('some text').rules, ['refused table-unknown'])
  })

  it('refuses a table without a column that it needs, and names a likely misspelling', () => {
    const { name, rules, findings } = header('fami_familly_id', 'fami_person_id')
    assert.equal(name, undefined)
    assert.deepEqual(rules, ['refused columns-missing'])
    assert.match(findings[0]?.message ?? '', /without fami_family_id;/)
    assert.equal(findings[0]?.remedy.slice(0, 52), 'Did you mean "fami_familly_id" for fami_family_id? C')
    assert.deepEqual(
      header('clap_cla_placement_start_date', 'clap_cla_placement_type', 'clap_cla_placement_end_date').rules,
      ['refused columns-missing'],
    )
  })

  it('reads a table without the columns that it can do without, and says which', () => {
    const needed = ['cine_person_id', 'cine_referral_date', 'cine_close_date', 'cine_referral_nfa']
    const given = header('cine_referral_id', ...needed)
    assert.equal(given.name, 'ssd_cin_episodes')
    assert.deepEqual(given.rules, ['note columns-not-given'])
    assert.match(given.findings[0]?.message ?? '', /no cine_cin_primary_need_code;/)
    const misspelt = header('cine_referral_id', 'cine_cin_primary_need_cod', ...needed)
    assert.deepEqual(misspelt.rules, ['doubtful columns-not-given'])
    assert.match(misspelt.findings[0]?.remedy ?? '', /"cine_cin_primary_need_cod" for cine_cin_primary_need_code/)
  })

  it('ignores columns that it does not read', () => {
    assert.deepEqual(header(...FAMILY, 'fami_table_id', 'fami_local_note', '').rules, [])
  })

  it('reads the first of two columns of one name, and says so', () => {
    const { columns, rules } = header(...FAMILY, 'fami_person_id')
    assert.deepEqual(columns, { fami_family_id: 0, fami_person_id: 1 })
    assert.deepEqual(rules, ['doubtful column-twice'])
  })
})

describe("the dataset's own specification", () => {
  const file = new URL('../../../../shared/data/ssd/data_objects_specification.csv', import.meta.url)

  it('has every table and column that is named here', (test) => {
    if (!existsSync(file)) {
      test.skip('the samples lie in ../shared/data beside the clone, and are not there')
      return
    }
    const splitter = new RowSplitter()
    const lines: string[][] = []
    for (const { cells } of splitter.push(readFileSync(file, 'utf8'))) lines.push([...cells])
    const [names = [], ...rest] = lines
    const [table, column] = [names.indexOf('object_name'), names.indexOf('field_name')]
    const specified = new Set(rest.map((cells) => `${cells[table]?.trim()}.${cells[column]?.trim()}`))
    assert.ok(specified.size > 300, `only ${specified.size} columns were found`)
    const named = TABLES.flatMap(({ name, columns }) => Object.keys(columns).map((each) => `${name}.${each}`))
    assert.deepEqual(
      named.filter((each) => !specified.has(each)),
      [],
    )
    const ofTables = [...TABLES.map(({ prefix, name }) => [prefix, name] as const), ...UNUSED_TABLES]
    for (const [prefix, name] of ofTables) {
      assert.ok(
        [...specified].some((each) => each.startsWith(`${name}.${prefix}`)),
        `${name} has columns that begin with ${prefix}`,
      )
    }
  })

  it('has no two tables of one prefix', () => {
    const prefixes = [...TABLES.map(({ prefix }) => prefix), ...UNUSED_TABLES.keys()]
    assert.equal(new Set(prefixes).size, prefixes.length)
  })
})
