// npm run mutants: breaks the engine in small ways, one at a time, and sees whether a test notices (docs/mutation.md).
// "npm run mutants -- src/engine/calendar" asks of one folder or file; "--sample 200" of so many mutants in each folder,
// "--sample all" of every one; "--seed WORD" draws others; "--survivors" asks again of those that survived, and no others.
import { setPriority } from 'node:os'
import { parseArgs } from 'node:util'
import { ROOT } from '../scripts/step.ts'
import { compilerRefusing } from './compiler.ts'
import { finding, measuredTests, readFound, stillHolds, writeFound } from './kept.ts'
import { engineFiles, isInstrumenterInstalled, type Mutant, mutantsOf, sampleOf } from './mutant.ts'
import { survivorLines, table } from './score.ts'
import { judge, type TestFile } from './tests.ts'

const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

function refuse(line: string): never {
  process.stderr.write(`${line}\n`)
  process.exit(2)
}

function asked() {
  try {
    const { values, positionals } = parseArgs({
      options: {
        sample: { type: 'string', default: '100' },
        seed: { type: 'string', default: 'sightline' },
        survivors: { type: 'boolean', default: false },
      },
      allowPositionals: true,
    })
    const size = values.sample === 'all' ? Number.POSITIVE_INFINITY : Number(values.sample)
    if (!(size >= 1)) refuse(`--sample is "${values.sample}"; it must be a number of mutants, or "all".`)
    return { ...values, size, places: positionals }
  } catch (error) {
    refuse(`${error instanceof Error ? error.message : error}`)
  }
}

/** The test files that noticed a mutant of this file before, then those beside it, then the rest; the quickest first. */
function inOrder(
  tests: readonly TestFile[],
  mutant: Mutant,
  noticed: ReadonlyMap<string, number>,
): readonly TestFile[] {
  const beside = mutant.file.slice(0, mutant.file.lastIndexOf('/') + 1)
  const rank = ({ file }: TestFile): number => (file.startsWith(beside) ? 0 : 1)
  const count = ({ file }: TestFile): number => noticed.get(`${mutant.file} ${file}`) ?? 0
  return [...tests].sort((x, y) => count(y) - count(x) || rank(x) - rank(y) || x.milliseconds - y.milliseconds)
}

const { size, seed, survivors, places } = asked()
if (!isInstrumenterInstalled()) refuse('The instrumenter is not installed: run "npm ci --prefix mutation".')
process.chdir(ROOT)
// It takes long, and others may want the machine.
setPriority(15)

const files = engineFiles().filter((file) => places.length === 0 || places.some((place) => file.startsWith(place)))
if (files.length === 0)
  refuse(`No file of the engine is in ${places.join(', ')}. Name one such as src/engine/calendar.`)
const all = await mutantsOf(files)
const folders = [...new Set(all.map(({ folder }) => folder))].sort()
const drawn = folders.flatMap((folder) =>
  sampleOf(
    all.filter((each) => each.folder === folder),
    size,
    seed,
  ),
)
const tests = await measuredTests(say)
const refuses = compilerRefusing()
const found = readFound()
const noticed = new Map<string, number>()

let done = 0
for (const mutant of drawn) {
  const known = stillHolds(found, mutant.id, mutant.file)
  const before = found[mutant.id]?.verdict.kind
  const wanted = survivors ? before === 'survived' || before === 'not run' : known === undefined
  if (wanted) {
    const verdict = refuses(mutant)
      ? ({ kind: 'refused by the compiler' } as const)
      : await judge(mutant, inOrder(tests, mutant, noticed))
    found[mutant.id] = finding(mutant.file, verdict)
    writeFound(found)
    if ('by' in verdict) {
      const key = `${mutant.file} ${verdict.by}`
      noticed.set(key, (noticed.get(key) ?? 0) + 1)
    }
    say(`${done + 1}/${drawn.length} ${verdict.kind}: ${mutant.file}:${mutant.line} ${mutant.kind}`)
  }
  done += 1
}

const judged = drawn.flatMap((mutant) => {
  const verdict = found[mutant.id]?.verdict
  return verdict === undefined ? [] : [{ mutant, verdict }]
})
say('')
for (const line of survivorLines(judged)) say(line)
for (const line of table(folders, all, judged)) say(line)
