import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ICruiseOptions, ICruiseResult, IForbiddenRuleType } from 'dependency-cruiser'
import { failed, type Outcome, ROOT } from './step.ts'

interface Layer {
  /** Its folder under src, or the file src/main.ts. */
  readonly name: string
  /** The layers that it may import beside itself. */
  readonly imports: readonly string[]
  readonly reason: string
}

/** The layers, lowest first. What stands here is the whole order; nothing else says it again. */
export const LAYERS: readonly Layer[] = [
  {
    name: 'engine',
    imports: [],
    reason: 'The engine is a pure function of its arguments, so that every date can be explained and worked out again.',
  },
  {
    name: 'intake',
    imports: ['engine'],
    reason: 'Intake turns files into facts of the engine; what is done with the facts is not its business.',
  },
  {
    name: 'record',
    imports: ['engine'],
    reason: 'The record keeps entries and facts as the engine defines them; it serves cases and knows none of them.',
  },
  {
    name: 'cases',
    imports: ['engine', 'intake', 'record'],
    reason: 'A case slice says what people do; how that is printed, served or typed in is decided above it.',
  },
  {
    name: 'documents',
    imports: ['engine', 'intake', 'record', 'cases'],
    reason: 'A document is made from what is known; every shell may ask for it, so it knows of no shell.',
  },
  {
    name: 'web',
    imports: ['engine', 'intake', 'record', 'cases', 'documents'],
    reason: 'A shell stands alone: what two shells need belongs to a layer below them.',
  },
  {
    name: 'jobs',
    imports: ['engine', 'intake', 'record', 'cases', 'documents'],
    reason: 'A shell stands alone: what two shells need belongs to a layer below them.',
  },
  {
    name: 'cli',
    imports: ['engine', 'intake', 'record', 'cases', 'documents'],
    reason: 'A shell stands alone: what two shells need belongs to a layer below them.',
  },
  {
    name: 'main.ts',
    imports: ['engine', 'intake', 'record', 'cases', 'documents', 'web', 'jobs', 'cli'],
    reason: 'The program starts here, so it may know everything, and nothing may know it.',
  },
]

/** The packages that the engine may use: neither of them reads a clock, a file or the network. */
const ENGINE_PACKAGES = ['yaml', 'zod']

/** What bench is measured against, which is there only when "npm run bench" has installed it. */
export const PEERS: readonly string[] = Object.keys(
  JSON.parse(readFileSync(join(ROOT, 'bench', 'package.json'), 'utf8')).dependencies,
)

/** Tests, and the data that several tests beside each other are given. */
const TESTS = '\\.test(-data)?\\.ts$'
const pathOf = (layer: string): string => `^src/${layer.replace('.', '\\.')}${layer.endsWith('.ts') ? '$' : '/'}`

function onlyLayersBelow({ name, imports, reason }: Layer): IForbiddenRuleType {
  const allowed = imports.length === 0 ? 'nothing outside itself' : `only ${imports.join(', ')}`
  return {
    name: `layer-${name.replace('.ts', '')}`,
    comment: `src/${name} imports ${allowed}. ${reason}`,
    severity: 'error',
    from: { path: pathOf(name) },
    to: { path: '^(src|test|scripts|bench|mutation|bin)/', pathNot: [name, ...imports].map(pathOf) },
  }
}

export const RULES: readonly IForbiddenRuleType[] = [
  ...LAYERS.map(onlyLayersBelow),
  {
    name: 'engine-no-node',
    comment:
      'src/engine uses nothing of Node. A file, a clock or the network comes in as an argument, so that the same ' +
      'answer can be had again on any day.',
    severity: 'error',
    from: { path: pathOf('engine'), pathNot: TESTS },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'engine-few-packages',
    comment:
      `src/engine uses no package but ${ENGINE_PACKAGES.join(' and ')}: each further one could bring in a clock, ` +
      'randomness or a view of time of its own.',
    severity: 'error',
    from: { path: pathOf('engine'), pathNot: TESTS },
    to: { path: 'node_modules/', pathNot: `node_modules/(${ENGINE_PACKAGES.join('|')})/` },
  },
  {
    name: 'slices-apart',
    comment:
      'Slices of src/cases do not import each other: a change to what people do in one must not break another. ' +
      'What two slices need is a rule of the engine or a part of the record.',
    severity: 'error',
    from: { path: '^src/cases/([^/]+)/' },
    to: { path: '^src/cases/([^/]+)/', pathNot: '^src/cases/$1/' },
  },
  {
    name: 'no-circles',
    comment:
      'No module imports itself by way of others: such modules can be read, tested and started only all together. ' +
      'Move what both need into a third.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'tests-stay-outside',
    comment:
      'The program imports no test and nothing from test, scripts, bench or mutation: those are not there when it runs.',
    severity: 'error',
    from: { path: '^src/', pathNot: TESTS },
    to: { path: ['^(test|scripts|bench|mutation)/', TESTS] },
  },
  {
    name: 'no-development-packages',
    comment:
      'What runs for users imports only packages under "dependencies": others are missing where NODE_ENV is production.',
    severity: 'error',
    from: { path: '^src/', pathNot: TESTS },
    to: { dependencyTypes: ['npm-dev', 'npm-no-pkg'], dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'resolvable',
    comment: 'Every import leads somewhere: one that does not fails only when that line is reached.',
    severity: 'error',
    // What lies in assets is served to browsers, beside files that only the server puts there.
    from: { pathNot: ['^bench/', '^src/web/assets/'] },
    to: { couldNotResolve: true },
  },
  {
    name: 'resolvable-in-bench',
    comment:
      'Every import of bench leads to a file, or to a package that bench/package.json names (which only "npm run bench" ' +
      'installs) or package.json.',
    severity: 'error',
    from: { path: '^bench/' },
    to: { couldNotResolve: true, pathNot: PEERS.map((name) => `^${name}(/|$)`) },
  },
]

/** What following the imports of a source tree found. */
export interface LayerReport {
  readonly modules: number
  /** Modules that lie in the tree and were not read, so that no rule was tried on them. */
  readonly unseen: readonly string[]
  /** Each import that breaks a rule. */
  readonly broken: readonly {
    readonly rule: string
    readonly from: string
    readonly to: string
    readonly why: string
  }[]
}

/** How Node itself finds a package: by its "exports", as an import. */
const RESOLUTION = {
  extensions: ['.ts', '.mjs', '.js', '.json'],
  exportsFields: ['exports'],
  conditionNames: ['node', 'import', 'default'],
}

/** Follows every import of the modules in these folders below `root`. */
export async function followImports(root: string, folders: readonly string[]): Promise<LayerReport> {
  const { cruise } = await import('dependency-cruiser')
  const options: ICruiseOptions = {
    baseDir: root,
    validate: true,
    ruleSet: { forbidden: [...RULES] },
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
  }
  const { output } = await cruise([...folders], options, RESOLUTION)
  const { summary, modules } = output as ICruiseResult
  const seen = new Set(modules.map(({ source }) => source))
  return {
    modules: summary.totalCruised,
    unseen: folders
      .flatMap((folder) => globSync(`${folder}/**/*.ts`, { cwd: root, exclude: ['**/node_modules/**'] }))
      .filter((file) => !seen.has(file) && !file.endsWith('.d.ts')),
    broken: summary.violations.map(({ rule, from, to, cycle }) => ({
      rule: rule.name,
      from,
      to: cycle === undefined ? to : cycle.map(({ name }) => name).join(' -> '),
      why: RULES.find(({ name }) => name === rule.name)?.comment ?? '',
    })),
  }
}

export function judge({ modules, unseen, broken }: LayerReport): Outcome {
  if (modules === 0 || unseen.length > 0) {
    return failed(
      `No rule was tried on these modules, since they were not read:\n${unseen.join('\n')}\n` +
        'dependency-cruiser reads TypeScript only by TypeScript 5: see that node_modules/typescript is 5.9 ("npm ci").',
    )
  }
  if (broken.length === 0) return { ok: true, output: `${modules} modules` }
  return failed(broken.map(({ rule, from, to, why }) => `${from} -> ${to}\n  ${rule}: ${why}`).join('\n'))
}

export async function checkLayers(): Promise<Outcome> {
  const folders = ['src', 'test', 'scripts', 'bench'].filter((folder) => existsSync(join(ROOT, folder)))
  return judge(await followImports(ROOT, folders))
}
