// One process of several that record at once: what its parent sends it, it records, and answers when it began and ended.
import { createHash } from 'node:crypto'
import type { Instant } from '../../../src/engine/calendar/instant.ts'
import { openDatabase } from '../../../src/record/database/database.ts'
import { type Recorded, recordStep, type Submission } from '../../../src/record/pathways/record-step.ts'
import { Shelf } from '../../../src/record/pathways/shelf.ts'
import { type NotActive, type Principal, within } from '../../../src/record/transaction.ts'

/** What is to be recorded, under a number that the answer bears. */
export interface Sent {
  readonly number: number
  readonly principal: Principal
  readonly moment: Instant
  readonly submission: Submission
}

/** What came of it; the times are of the one clock that all processes of a machine share. */
export interface Answered {
  readonly number: number
  readonly result: Recorded | NotActive | { readonly kind: 'thrown'; readonly message: string }
  readonly began: number
  readonly ended: number
}

const [host, name, mark = ''] = process.argv.slice(2)

let count = 0
let at = 0

/** Sorts by the number of what is recorded, and is no other process's. */
function nextId(version: 4 | 7): string {
  count += 1
  const number = at.toString(16).padStart(12, '0')
  return `${number.slice(0, 8)}-${number.slice(8)}-${version}${mark.padStart(3, '0')}-8000-${count.toString(16).padStart(12, '0')}`
}

const database = openDatabase(
  { ...(host ? { host } : {}), ...(name ? { database: name } : {}), user: 'sightline_app' },
  (error) => {
    throw error
  },
)
const ids = {
  growing: () => nextId(7),
  random: () => nextId(4),
  salt: () => createHash('sha256').update(nextId(4)).digest(),
}
const store = { database, shelf: new Shelf(), ids }

process.on('message', (sent: Sent | 'end') => {
  if (sent === 'end') {
    database.destroy().then(
      () => process.exit(0),
      () => process.exit(1),
    )
    return
  }
  recordSent(sent).then(
    (answered) => process.send?.(answered),
    () => process.exit(1),
  )
})
process.on('disconnect', () => process.exit(1))
process.send?.('ready')

async function recordSent({ number, principal, moment, submission }: Sent): Promise<Answered> {
  const began = clock()
  at = number
  const result = await within(store, principal, moment, (bound) => recordStep(bound, submission)).catch(
    (error: unknown) => ({ kind: 'thrown' as const, message: String(error) }),
  )
  return { number, result, began, ended: clock() }
}

function clock(): number {
  return Number(process.hrtime.bigint() / 1000n)
}
