import { RecordUnavailable } from '../record/database/unavailable.ts'
import type { ProblemKind } from './problems.ts'

/** Whoever was signed in when the request came is not active any more. */
export class NoLongerActive extends Error {}

/** What an error comes to, for whoever asked. */
export function kindOf(error: unknown): ProblemKind {
  if (error instanceof RecordUnavailable) return 'unavailable'
  if (error instanceof NoLongerActive) return 'not-active'
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : 500
  if (status === 413) return 'too-large'
  if (status === 415 || status === 406) return 'wrong-type'
  if (typeof status === 'number' && status >= 400 && status < 500) return 'misread'
  return 'fault'
}

/** Of what kind a fault is. What it says may hold what was recorded, so that it is left out. */
export function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  return 'code' in error ? `${error.name} ${String(error.code)}` : error.name
}

/** Where the fault arose: files and lines, without what was said. */
export function placesOf(error: unknown): readonly string[] {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  return [...stack.matchAll(/\(?((?:file:\/\/)?\/[^\s()]+:\d+:\d+)\)?$/gm)].slice(0, 8).map(([, place = '']) => place)
}
