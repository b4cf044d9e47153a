// Tells the process that deals files to lanes (scripts/test.ts) which tests failed, beside what is printed of them.
import type { TestEvent } from 'node:test/reporters'

// biome-ignore lint/correctness/useYield: a reporter is a generator, and this one prints nothing.
// biome-ignore lint/style/noDefaultExport: so Node asks for a reporter.
export default async function* tell(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const names: string[] = []
  for await (const { type, data } of events) {
    if (type === 'test:start') names.splice(data.nesting, names.length, data.name)
    if (type !== 'test:fail' || ofItsParts(data.details.error)) continue
    process.send?.({ kind: 'failed', test: [...names.slice(0, data.nesting), data.name].join(' > ') })
  }
}

/** A suite fails with each test in it, which is told of already. */
function ofItsParts(error: Error): boolean {
  return 'failureType' in error && error.failureType === 'subtestsFailed'
}
