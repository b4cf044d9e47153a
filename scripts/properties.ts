// Loaded before the tests where a property is to be replayed or run longer (CONTRIBUTING.md, "Properties").
import fc from 'fast-check'

const { PROPERTY_SEED, PROPERTY_PATH, PROPERTY_RUNS } = process.env

function wholeNumber(name: string, text: string): number {
  const value = Number(text)
  if (Number.isInteger(value)) return value
  process.stderr.write(`${name} is "${text}"; it must be a whole number, as fast-check prints it.\n`)
  process.exit(2)
}

fc.configureGlobal({
  ...(PROPERTY_SEED === undefined ? {} : { seed: wholeNumber('PROPERTY_SEED', PROPERTY_SEED) }),
  ...(PROPERTY_PATH === undefined ? {} : { path: PROPERTY_PATH }),
  ...(PROPERTY_RUNS === undefined ? {} : { numRuns: wholeNumber('PROPERTY_RUNS', PROPERTY_RUNS) }),
})
