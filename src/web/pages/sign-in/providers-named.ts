import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type ReadProviders, readProviders, type SecretPlace } from './providers-file.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** The identity providers of the file that SIGHTLINE_SIGN_IN names; none where it names no file. */
export function providersNamed(env: Environment): ReadProviders {
  const file = env['SIGHTLINE_SIGN_IN']
  if (file === undefined || file === '') return { ok: true, providers: [] }
  const text = textAt(file)
  if (text !== null) return readProviders(text, (place) => secretAt(place, file, env))
  return { ok: false, faults: [{ place: 'SIGHTLINE_SIGN_IN', message: `${file} cannot be read` }] }
}

/** A secret's file is found beside the file that names it. */
function secretAt(place: SecretPlace, file: string, env: Environment): string | null {
  if (place.kind === 'environment') return env[place.name] ?? null
  return textAt(resolve(dirname(file), place.path))?.trim() ?? null
}

function textAt(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error) return null
    throw error
  }
}
