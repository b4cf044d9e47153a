// A program that opens the record in a folder, says so in one line, and keeps it open until it is ended: SIGTERM closes it.
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { identifiers } from '../../src/cli/identifiers.ts'
import { readMigrations } from '../../src/record/database/migrate.ts'
import { openRecord } from '../../src/record/opening/open.ts'
import { sayRecordRefusal } from '../../src/record/opening/refusal.ts'

const [data = ''] = process.argv.slice(2)
const migrations = readMigrations(join(fileURLToPath(new URL('../../', import.meta.url)), 'migrations'))
const opened = await openRecord({ kind: 'folder', data }, { ids: identifiers(), migrations, onLost: () => undefined })
if (opened.ok) {
  const { server, migrated, close } = opened.record
  const waiting = setInterval(() => undefined, 1_000)
  process.once('SIGTERM', () => {
    clearInterval(waiting)
    void close()
  })
  process.stdout.write(`${JSON.stringify({ pid: server?.pid, adopted: server?.adopted, migrated })}\n`)
} else {
  process.stdout.write(`${JSON.stringify({ refusal: opened.refusal, says: sayRecordRefusal(opened.refusal) })}\n`)
}
