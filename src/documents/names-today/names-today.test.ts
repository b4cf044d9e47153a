import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import file from '../../../data/names-today.json' with { type: 'json' }
import { explainNames, namesTodayFile } from './names-today.ts'

const { bodies } = namesTodayFile.parse(file)

describe('what bodies are called today', () => {
  it('is said of each that a text names, once, by the longest name that is meant', () => {
    const said = explainNames(
      ['The Warwickshire Safeguarding Children Board (WSCB) and the CCG decide.', 'The CCG writes to WSCB.'],
      bodies,
    )
    assert.equal(said.length, 2)
    assert.match(said[0] ?? '', /^Where it says Warwickshire Safeguarding Children Board, .* Warwickshire’s/)
    assert.match(said[1] ?? '', /CCG, that is today the integrated care board \(since Friday 1 July 2022\)/)
  })

  it('is said of no word in which a name merely stands', () => {
    assert.deepEqual(explainNames(['CAFCASS and the NPSA, in a CCGroup'], bodies), [])
  })

  it('has one body for each name', () => {
    const names = bodies.flatMap(({ named }) => named)
    assert.equal(new Set(names).size, names.length)
  })
})
