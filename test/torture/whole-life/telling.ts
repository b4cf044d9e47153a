// Goes on with walks through the record, several at a time, and says in a line of its own how far each has come, until it is
// killed. It is given a file that says which walks, and how far others came before.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../../../scripts/step.ts'
import { identifiers } from '../../../src/cli/identifiers.ts'
import { readMigrations } from '../../../src/record/database/migrate.ts'
import { openRecord } from '../../../src/record/opening/open.ts'
import { sayRecordRefusal } from '../../../src/record/opening/refusal.ts'
import { Playing } from '../../through/playing.ts'
import type { Life, Told } from './life.ts'

const AT_ONCE = 3

const [data = '', file = ''] = process.argv.slice(2)
const lives: readonly Life[] = JSON.parse(readFileSync(file, 'utf8'))
const migrations = readMigrations(join(ROOT, 'migrations'))
const opened = await openRecord({ kind: 'folder', data }, { ids: identifiers(), migrations, onLost: () => undefined })
if (!opened.ok) throw new Error(sayRecordRefusal(opened.refusal))
const { store } = opened.record
const waiting = [...lives]
await Promise.all(Array.from({ length: AT_ONCE }, goOnWithAll))
await opened.record.close()

async function goOnWithAll(): Promise<void> {
  for (let life = waiting.shift(); life !== undefined; life = waiting.shift()) await goOn(life)
}

async function goOn({ authority, script, came }: Life): Promise<void> {
  const playing = new Playing(store, authority, script)
  await playing.goOnFrom(came)
  while (!playing.isOver) {
    await playing.goOn()
    say({ authority, came: playing.came })
  }
}

function say(told: Told): void {
  process.stdout.write(`${JSON.stringify(told)}\n`)
}
