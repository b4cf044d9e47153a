import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sayFault } from '../../src/engine/protocol/fault.ts'
import { readProtocol } from '../../src/engine/protocol/read.ts'
import { marked, SAMPLE, SURROUNDINGS, sampleWith } from './sample.ts'

/** A piece of the sample, what stands there instead with "«" where the fault is, and what message and remedy speak of. */
export type Seed = readonly [fault: string, piece: string, instead: string, message: RegExp, remedy: RegExp]

/** How whoever wrote a protocol is spoken to: whole sentences, of which a name may be asked. */
export const SENTENCE = /^[A-Z].*\S[.?]$/s

/** Puts one fault into a sample at a time: it alone must be found, at its line and column, with its remedy. */
export function eachIsFound(seeds: readonly Seed[], sample = SAMPLE, surroundings = SURROUNDINGS): void {
  for (const [fault, piece, instead, message, remedy] of seeds) {
    test(`${fault} is the one fault found, where it stands`, () => {
      const { text, line, column } = marked(sampleWith(piece, instead, sample))
      const read = readProtocol(text, surroundings)
      assert.ok(!read.ok, 'it was accepted')
      assert.deepEqual(
        read.faults.map((each) => [each.line, each.column]),
        [[line, column]],
        read.faults.map((each) => sayFault('sample', each)).join('\n'),
      )
      assert.match(read.faults[0]?.message ?? '', message)
      assert.match(read.faults[0]?.remedy ?? '', remedy)
      assert.match(read.faults[0]?.remedy ?? '', SENTENCE)
      const place = read.faults[0]?.place ?? ''
      assert.ok(place === '' || !place.split(' / ').includes(''), place)
    })
  }
}

/** The line before which `oneMoreDuty` puts another one. */
export const DUTY = '  visit-each-month:'
/** One more duty before the second; `more` are its lines. */
export function oneMoreDuty(...more: readonly string[]): string {
  const lines = ['  extra:', '    title: Extra', '    cites: [SAM-04]', ...more.map((line) => `    ${line}`), DUTY]
  return lines.join('\n')
}
export const BY_DIRECTOR = ['owed by: director', 'met by: record-visit']
