#!/usr/bin/env node
// Starts Sightline on Node 26 or later, whatever Node runs this file. It is plain JavaScript that Node 20 can parse.
// With an older Node it runs the copy that came from npm (docs/decisions/0002-node-26-from-npm.md).
import { runOnCurrentNode } from './node26.mjs'

// A small nursery for young objects: reading a 200 MB census then stays under 300 MB of memory, at a tenth more time.
const OPTIONS = ['--max-semi-space-size=8']

await runOnCurrentNode(new URL('../src/main.ts', import.meta.url), process.argv.slice(2), OPTIONS)
