// Loaded before node:test in the processes that run tests (scripts/test.ts). node:test follows every promise: to know to which
// suite a test belongs that is declared after something was awaited, and which test left an error that nothing awaits. That takes
// a fifth of the time of tests that ask a server or a database. Here promises are followed only while the tests of a file are
// declared, and an error that nothing awaits ends the process (scripts/lane.ts).
import hooks from 'node:async_hooks'

const { createHook } = hooks
const following: hooks.AsyncHook[] = []

hooks.createHook = (callbacks) => {
  const hook = createHook(callbacks)
  following.push(hook)
  return hook
}

/** From now on promises are followed. */
export function follow(): void {
  for (const hook of following) hook.enable()
}

/** From now on they are not. */
export function leave(): void {
  for (const hook of following) hook.disable()
}
