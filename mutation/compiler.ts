import { join } from 'node:path'
import ts from 'typescript'
import { ROOT } from '../scripts/step.ts'
import { engineFiles, type Mutant, mutated } from './mutant.ts'

// As Stryker's own checker for TypeScript does, what is merely left unused or out of reach does not count as refused.
const LENIENT = { noUnusedLocals: false, noUnusedParameters: false, allowUnreachableCode: true }

/** Whether the compiler refuses the mutant in its own file, so that no test need notice it. */
export function compilerRefusing(): (mutant: Mutant) => boolean {
  const config = join(ROOT, 'src/engine/tsconfig.json')
  const json: unknown = ts.readConfigFile(config, ts.sys.readFile).config
  const parsed = ts.parseJsonConfigFileContent(json, ts.sys, join(ROOT, 'src/engine'))
  const options = { ...parsed.options, ...LENIENT }
  const files = engineFiles().map((file) => join(ROOT, file))
  let changed: { readonly file: string; readonly text: string } | undefined
  let version = 0
  const versions = new Map<string, number>()
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => files,
    getScriptVersion: (file) => String(versions.get(file) ?? 0),
    getScriptSnapshot: (file) => {
      const text = file === changed?.file ? changed.text : ts.sys.readFile(file)
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text)
    },
    getCurrentDirectory: () => ROOT,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
  })
  // This compiler, which has no Temporal in its library, may find fault with a file as it stands.
  const untouched = new Map(engineFiles().map((file) => [file, new Set(complaints(service, join(ROOT, file)))]))
  return (mutant) => {
    version += 1
    if (changed !== undefined) versions.set(changed.file, version)
    changed = { file: join(ROOT, mutant.file), text: mutated(mutant) }
    versions.set(changed.file, version)
    const before = untouched.get(mutant.file) ?? new Set()
    return complaints(service, changed.file).some((each) => !before.has(each))
  }
}

function complaints(service: ts.LanguageService, file: string): readonly string[] {
  const all = [...service.getSyntacticDiagnostics(file), ...service.getSemanticDiagnostics(file)]
  return all.map(({ code, messageText }) => `${code} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`)
}
