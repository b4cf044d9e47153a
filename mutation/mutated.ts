// Loaded before a test file: puts the mutant in the place of the file that it changes.
import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'

const { MUTATED_URL, MUTATED_TEXT } = process.env
if (MUTATED_URL !== undefined && MUTATED_TEXT !== undefined) {
  const source = readFileSync(MUTATED_TEXT, 'utf8')
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context)
      return url === MUTATED_URL ? { ...loaded, source } : loaded
    },
  })
}
