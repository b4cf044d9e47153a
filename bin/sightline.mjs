#!/usr/bin/env node
// Starts Sightline on Node 26 or later, whatever Node runs this file. It is plain JavaScript that Node 20 can parse.
// With an older Node it runs the copy that came from npm (docs/decisions/0002-node-26-from-npm.md).
import { runOnCurrentNode } from './node26.mjs'

await runOnCurrentNode(new URL('../src/main.ts', import.meta.url), process.argv.slice(2))
