// Records a step in one case after the other, so many at a time, and says each that was acknowledged in a line of its own, until it
// is killed. Where the database goes away in the midst of a request, it sends the same again under the same key.
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { ROOT } from '../../../scripts/step.ts'
import { identifiers } from '../../../src/cli/identifiers.ts'
import { readMigrations } from '../../../src/record/database/migrate.ts'
import { RecordUnavailable } from '../../../src/record/database/unavailable.ts'
import { openRecord } from '../../../src/record/opening/open.ts'
import { sayRecordRefusal } from '../../../src/record/opening/refusal.ts'
import { type Recorded, recordStep, type Submission } from '../../../src/record/pathways/record-step.ts'
import { type NotActive, within } from '../../../src/record/transaction.ts'
import { AUTHORITY, moment } from '../../record/authority.ts'
import type { Line } from './line.ts'

const NOW = moment('2026-11-20T10:00:00Z')

const [data = '', person = '', atOnce = '', cases = ''] = process.argv.slice(2)
const ids = identifiers()
const migrations = readMigrations(join(ROOT, 'migrations'))
const opened = await openRecord({ kind: 'folder', data }, { ids, migrations, onLost: () => undefined })
if (!opened.ok) {
  say({ kind: 'refused', says: sayRecordRefusal(opened.refusal) })
  process.exit(1)
}
const { store } = opened.record
say({ kind: 'opened' })
const waiting = cases.split(',')
await Promise.all(Array.from({ length: Number(atOnce) }, writeOn))

function say(line: Line): void {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

async function writeOn(): Promise<void> {
  for (let caseId = waiting.shift(); caseId !== undefined; caseId = waiting.shift()) {
    const pathway = ids.random()
    const key = ids.random()
    const submission: Submission = {
      key,
      on: { opens: { protocol: 'cases-of-most-concern', caseId, pathway } },
      command: {
        step: 'raise-the-child',
        outcome: null,
        role: 'social-worker',
        happened: NOW,
        answers: { circumstances: `An invented worry, ${key}`, 'not-reducing': 'An invented reason' },
        about: null,
        supersedes: null,
        because: null,
      },
    }
    const recorded = await untilAnswered(submission)
    if ('ok' in recorded && recorded.ok) say({ kind: 'acknowledged', entry: recorded.entry, key })
    else say({ kind: 'refused', says: JSON.stringify(recorded) })
  }
}

async function untilAnswered(submission: Submission): Promise<Recorded | NotActive> {
  for (;;) {
    try {
      return await within(store, { authority: AUTHORITY, person }, NOW, (bound) => recordStep(bound, submission))
    } catch (error) {
      if (!(error instanceof RecordUnavailable)) throw error
      await wait(20)
    }
  }
}
