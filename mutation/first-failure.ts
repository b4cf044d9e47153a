// A reporter that ends the run at the first test that fails: the mutant is found, and the rest is of no interest.
import type { TestEvent } from 'node:test/reporters'

// biome-ignore lint/style/noDefaultExport: Node takes a reporter by its default export.
export default async function* firstFailure(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const { type } of events) if (type === 'test:fail') process.exit(1)
  yield ''
}
