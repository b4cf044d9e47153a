import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const ONLY_WATCHED = `protocol: only-watched
title: Only watched
authority: Somewhere
version: '1'
source: { document: Signals, issued: 2026-01, review due: none given, clauses: warwickshire }
subject: child
calendar: england-and-wales
roles:
  operations-manager: Operations Manager
triggers:
  long-plan:
    title: Child in need plan running for 12 months
    cites: [WAR-01]
    for each: child in need plan
    met:
      lasting for: 12 months
    suggests: Consider whether the plan is stuck.
if overdue: tell operations-manager
`

/** The path of a protocol file that only watches files, and runs nothing. */
export function onlyWatched(): string {
  const file = join(mkdtempSync(join(tmpdir(), 'sightline-')), 'only-watched.yaml')
  writeFileSync(file, ONLY_WATCHED)
  return file
}
