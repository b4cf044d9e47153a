// Loaded before node:test in the processes that run tests (scripts/test.ts). node:test follows every promise, so that an error
// which nothing awaits is told of the test that left it: a fifth of the time of tests that ask a server or a database goes into
// that. Here such an error ends the process instead, and scripts/test.ts names the file (scripts/lane.ts).
import hooks from 'node:async_hooks'

hooks.createHook = () => {
  const nothing: hooks.AsyncHook = { enable: () => nothing, disable: () => nothing }
  return nothing
}
