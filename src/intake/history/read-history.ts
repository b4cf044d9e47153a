import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs'
import type { z } from 'zod'
import type { Command } from '../../engine/pathway/view.ts'
import { closest } from '../../engine/protocol/sentences/reader.ts'
import { type HistoryFault, type HistoryRead, sayPath, shortened } from './fault.ts'
import { faultsOfReferences } from './references.ts'
import { commandSchema, type GivenHistory, historySchema } from './schema.ts'
import { parseStrictJson } from './strict-json.ts'

/** A case of ten years with every word that was said in it has less than one. */
const MOST_MEGABYTES = 8

/** Reads a history whole, or gives every fault of it. */
export function readHistory(text: string): HistoryRead<GivenHistory> {
  const read = readAs(historySchema, text)
  if (!read.ok) return read
  const faults = faultsOfReferences(read.value)
  return faults.length > 0 ? { ok: false, faults } : read
}

/** Reads what somebody wants to record. */
export function readCommand(text: string): HistoryRead<Command> {
  return readAs(commandSchema, text)
}

/** The text of a file, where it is one, small enough and in UTF-8. */
export function readJsonFile(path: string): HistoryRead<string> {
  const fault = (message: string, remedy: string): HistoryRead<string> => {
    return { ok: false, faults: [{ path: '', message, remedy }] }
  }
  let file: number | undefined
  try {
    // A pipe that nobody writes to must not keep us waiting.
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
    const found = fstatSync(file)
    if (!found.isFile()) return fault('this is a folder, a device or a pipe, and not a file', 'Name a file.')
    if (found.size > MOST_MEGABYTES * 1_048_576) {
      return fault(
        `this has ${Math.ceil(found.size / 1_048_576)} MB, and at most ${MOST_MEGABYTES} are taken; it was not read`,
        'Give one case in each file.',
      )
    }
    return { ok: true, value: new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file)) }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const [message, remedy] = READING_FAULTS[code] ?? ['it could not be read', 'See that it is there and may be read.']
    return fault(message, remedy)
  } finally {
    if (file !== undefined) closeSync(file)
  }
}

const READING_FAULTS: Readonly<Record<string, readonly [message: string, remedy: string]>> = {
  ENOENT: ['there is no such file', 'Check the name.'],
  EISDIR: ['this is a folder', 'Name a file in it.'],
  EACCES: ['this account may not read it', 'Change its permissions.'],
  ERR_ENCODING_INVALID_ENCODED_DATA: ['this is not text in UTF-8', 'Save it again as UTF-8.'],
}

function readAs<T>(schema: z.ZodType<T>, text: string): HistoryRead<T> {
  const json = parseStrictJson(text)
  if (!json.ok) return json
  const read = schema.safeParse(json.value)
  return read.success ? { ok: true, value: read.data } : { ok: false, faults: read.error.issues.flatMap(faultsOfIssue) }
}

type Issue = z.core.$ZodIssue

function faultsOfIssue(issue: Issue): readonly HistoryFault[] {
  const at = (path: readonly PropertyKey[], message: string, remedy: string): HistoryFault => {
    return { path: sayPath(path), message, remedy }
  }
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => {
        const meant = closest(key, KEYS)
        const remedy = meant === undefined ? 'Take it out; the reference lists every key.' : `Did you mean "${meant}"?`
        return at([...issue.path, key], `there is no key "${shortened(key)}" here`, remedy)
      })
    case 'invalid_type': {
      const wanted = TYPES[issue.expected] ?? issue.expected
      const isMissing = issue.message.endsWith('received undefined')
      return [at(issue.path, isMissing ? 'it is missing' : 'it is of the wrong kind', `Give ${wanted}.`)]
    }
    case 'invalid_value':
      return [
        at(
          issue.path,
          'it is not one of the values that are known',
          `Write ${issue.values.map((each) => JSON.stringify(each)).join(', or ')}.`,
        ),
      ]
    case 'too_big':
      return [
        at(
          issue.path,
          `it is more than can be taken: ${issue.maximum} at most`,
          issue.origin === 'array' ? 'Give one case in each file.' : 'Give less.',
        ),
      ]
    case 'too_small':
      return [
        at(issue.path, 'it is empty, or less than can be', 'Give it, or leave the key out where it may be left out.'),
      ]
    case 'invalid_union':
      return [
        issue.discriminator === 'kind'
          ? at(issue.path, 'no fact is of this kind', 'The reference lists the kinds of facts.')
          : at(
              issue.path,
              'this is no answer',
              'Write words, a number, true or false, a list or an object; leave out what was not answered.',
            ),
      ]
    case 'custom':
      return [at(issue.path, issue.message, remedyOf(issue.params) ?? 'Correct it.')]
    case 'invalid_format':
      return [at(issue.path, 'it is not written as it should be', 'Write a day as YYYY-MM-DD.')]
    default:
      return [at(issue.path, 'it cannot be taken', 'See the reference.')]
  }
}

function remedyOf(params: Readonly<Record<string, unknown>> | undefined): string | undefined {
  return typeof params?.['remedy'] === 'string' ? params['remedy'] : undefined
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'words in double quotes',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list in square brackets',
  object: 'an object in curly brackets',
  record: 'an object in curly brackets',
}

/** Every key that some part of a history has, for "did you mean". */
const KEYS = [
  ...['format', 'formatVersion', 'note', 'child', 'facts', 'coverage', 'family', 'people', 'entries'],
  ...['earlierRuns', 'opened', 'ended'],
  ...['kind', 'from', 'until', 'key', 'knownFrom', 'knownUntil', 'born', 'died', 'expected', 'sex', 'ethnicity'],
  ...['initialCategory', 'latestCategory', 'statedPrevious', 'statedMayCountThis', 'conference', 'plan', 'due'],
  ...['persons', 'holdings', 'own', 'coreGroup', 'siblings', 'agencies', 'pools', 'sittings', 'agency', 'manager'],
  ...['person', 'role', 'meeting', 'on', 'id', 'step', 'outcome', 'by', 'happened', 'recorded', 'answers', 'about'],
  ...['supersedes', 'because', 'trigger', 'met'],
]
