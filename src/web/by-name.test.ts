import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { meantBy } from './by-name.ts'

const ALL = [
  { value: '1', text: 'Tamar Notreal (Team Manager, Nowhere Council)' },
  { value: '2', text: 'Tamás Notreal (Nowhere Police)' },
  { value: '3', text: 'Ann Invented (Nowhere Police)' },
  { value: '4', text: 'Ann Invented-Fable (Nowhere School)' },
  { value: '5', text: 'Ann Invented (Nowhere School)' },
]

function meant(written: string): readonly string[] {
  const found = meantBy(written, ALL)
  return found.kind === 'one'
    ? [found.named.value]
    : found.kind === 'several'
      ? found.alike.map(({ value }) => value)
      : []
}

describe('somebody who is chosen by writing a name', () => {
  it('is found by the whole line of the list, and by the name before what follows it', () => {
    assert.deepEqual(meant('Tamar Notreal (Team Manager, Nowhere Council)'), ['1'])
    assert.deepEqual(meant('  tamar   NOTREAL '), ['1'])
    assert.deepEqual(meant('Tamas Notreal'), ['2'])
    assert.deepEqual(meant('3'), ['3'])
  })

  it('is found by some words, where they fit nobody else', () => {
    assert.deepEqual(meant('tamar'), ['1'])
    assert.deepEqual(meant('ann fable'), [])
    assert.deepEqual(meant('ann invented-f'), ['4'])
    assert.deepEqual(meant('police tam'), ['2'])
  })

  it('is to be chosen between several of one name, and those alone', () => {
    assert.deepEqual(meant('Ann Invented'), ['3', '5'])
    assert.deepEqual(meant('notreal'), ['1', '2'])
    assert.deepEqual(meant('Nobody Atall'), [])
    assert.deepEqual(meant(' '), [])
  })
})
