// One of the processes in which "npm test" runs (scripts/test.ts): asks for a file, runs its tests, and asks for the next.
// Each file is a suite of its own: what it opens before its tests is closed after them.
import { once } from 'node:events'
import { join } from 'node:path'
import { after, describe } from 'node:test'
import { pathToFileURL } from 'node:url'
import { follow, leave } from './parents.ts'
import { ROOT } from './step.ts'

const LONGEST_END_MS = 5_000

/** Of an error that nothing awaited nobody knows what it broke, nor whether the test that left it would ever end. */
function endAt(error: unknown): never {
  console.error(error)
  process.exit(1)
}
process.on('uncaughtException', endAt)
process.on('unhandledRejection', endAt)

// Listening keeps the process, as long as a test runs that waits for nothing which would.
process.on('message', () => undefined)

for (;;) {
  process.send?.({ kind: 'next' })
  const [file]: unknown[] = await once(process, 'message')
  if (typeof file !== 'string') break
  follow()
  await new Promise<void>((done) => {
    void describe(file, async () => {
      // First of all, so that it comes even where the file cannot be loaded.
      after(() => done())
      await import(pathToFileURL(join(ROOT, file)).href).finally(leave)
    })
  })
}
process.channel?.unref()
// A test that failed may have left a connection open, which would keep the process for ever and its results unsaid.
setTimeout(() => {
  process.emit('beforeExit', 0)
  setTimeout(() => process.exit(), LONGEST_END_MS)
}, LONGEST_END_MS).unref()
