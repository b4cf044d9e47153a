// Runs a file of the project on Node 26 or later: "node scripts/run.mjs scripts/check.ts". Node 20 can parse this file.
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runOnCurrentNode } from '../bin/node26.mjs'

const [file, ...args] = process.argv.slice(2)
await runOnCurrentNode(pathToFileURL(resolve(file)), args)
