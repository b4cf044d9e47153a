// Small protocols that differ in a step and a duty, for what the checker asks of what can happen.
import assert from 'node:assert/strict'
import { nothingChanges } from '../../src/engine/facts/life-event.test-data.ts'
import { neverAsked } from '../../src/engine/protocol/helped.test-data.ts'
import { readProtocol } from '../../src/engine/protocol/read.ts'
import { RUNNING_SURROUNDINGS } from './running-sample.ts'
import { SENTENCE } from './seeds.ts'

export const BARE = `protocol: bare
title: Bare
authority: Nowhere
version: '1'
source: { document: A document, issued: 2020-01, review due: none given, clauses: sample }
subject: child
calendar: every-weekday
${nothingChanges('SAM-01')}${neverAsked('SAM-01')}roles: { worker: Worker, director: Director }
stages: { open: Open, closed: { title: Closed, ends: yes } }
steps:
  raise: { title: Raise, cites: [SAM-01], at: start, by: worker, to: open }
  look: { title: Look, cites: [SAM-01], at: open, by: worker, asks: { a: { title: A, type: words } } }
  close: { title: Close, cites: [SAM-01], at: open, by: worker, needs: [{ earlier: look }], to: closed }
if overdue: tell director
`

/** A pathway through two stages; `more` are steps and duties of its own, and `stop` is what closing needs. */
export function twoStages(more: string, duties: string, stop = 'met: extra'): string {
  return BARE.replace('stages: { open: Open, closed', 'stages: { open: Open, second: Second, closed').replace(
    / {2}look:.*\n {2}close:.*\n/,
    `  go-on: { title: Go on, cites: [SAM-01], at: open, by: worker, to: second }
  early: { title: Early, cites: [SAM-01], at: open, by: worker, asks: { a: { title: A, type: words } } }
${more}  close: { title: Close, cites: [SAM-01], at: second, by: worker, needs: [{ ${stop} }], to: closed }
duties:
${duties}`,
  )
}

/** One duty of the worker's in a line. */
export const owed = (id: string, own: string): string =>
  `  ${id}: { title: D, cites: [SAM-01], owed by: worker, ${own} }\n`
export const LOOK = '  look: { title: Look, cites: [SAM-01], at: second, by: worker }\n'

/** Every fault of a protocol, each with its place; each has a remedy. */
export function foundIn(text: string): readonly string[] {
  const read = readProtocol(text, RUNNING_SURROUNDINGS)
  if (read.ok) return []
  for (const { remedy } of read.faults) assert.match(remedy, SENTENCE)
  return read.faults.map(({ place, message }) => `${place}: ${message}`)
}
