import type { z } from 'zod'
import { CONDITION_KEYS } from './condition-keys.ts'
import type { Fault } from './fault.ts'
import { type Path, type Places, placeOf } from './place.ts'
import { PLAIN_GUARDS } from './schema-step.ts'
import { closest } from './sentences/reader.ts'

type Issue = z.core.$ZodIssue

/** Words a schema's complaints about a file so that its owner knows the place and the remedy of each. */
export function explainIssues(issues: readonly Issue[], value: unknown, places: Places, known: KnownKeys): Fault[] {
  // A key that is there misspelt is not also missing.
  const misspelt = new Set(
    issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => placeOf([...issue.path, closest(key, known(issue.path)) ?? key]))
        : [],
    ),
  )
  return issues
    .filter((issue) => !(at(value, issue.path) === undefined && misspelt.has(placeOf(issue.path))))
    .flatMap((issue) => explainIssue(issue, [], value, places, known))
}

function explainIssue(issue: Issue, around: Path, value: unknown, places: Places, known: KnownKeys): Fault[] {
  const path = [...around, ...issue.path]
  const here = at(value, issue.path)
  if (here === undefined) {
    const missing = String(path.at(-1))
    const fault = places.faultAtKey(path.slice(0, -1), `"${missing}" is missing`, `Add "${missing}:" here.`)
    return [{ ...fault, place: placeOf(path) }]
  }
  switch (issue.code) {
    case 'unrecognized_keys': {
      const allowed = known(path)
      return issue.keys.map((key) => {
        const meant = closest(key, allowed)
        const hint = meant === undefined ? `Allowed here: ${allowed.join(', ')}.` : `Did you mean "${meant}"?`
        return places.faultAtKey([...path, key], `"${key}" is not a word of the language here`, hint)
      })
    }
    case 'invalid_union':
      return explainUnion(issue, path, here, places, known)
    case 'invalid_type': {
      const expected = EXPECTED[issue.expected] ?? issue.expected
      const remedy =
        issue.expected === 'string' && typeof here !== 'object'
          ? `Put it in quotation marks: '${places.written(path) ?? String(here)}'.`
          : `Write ${expected} here${typeof here === 'string' && issue.expected === 'number' ? ', without quotation marks' : ''}.`
      const message = issue.message.startsWith('Invalid input')
        ? `${describe(here)} stands where ${expected} belongs`
        : issue.message
      return [places.fault(path, message, remedy)]
    }
    case 'invalid_value': {
      const allowed = issue.values.map(String)
      const meant = typeof here === 'string' ? closest(here, allowed) : undefined
      const hint = meant === undefined ? `Write one of: ${allowed.join(', ')}.` : `Did you mean "${meant}"?`
      return [places.fault(path, `${describe(here)} is not known here`, hint)]
    }
    case 'invalid_key':
      return [
        places.faultAtKey(
          path,
          `"${String(path.at(-1))}" is not a name`,
          'Use small letters, digits and hyphens only.',
        ),
      ]
    case 'custom': {
      const params = issue.params as { column?: number; remedy?: string } | undefined
      return params?.column === undefined
        ? [places.faultAtKey(path, issue.message, params?.remedy ?? '')]
        : [places.fault(path, issue.message, params.remedy ?? '', params.column)]
    }
    case 'too_small':
    case 'too_big':
      return [places.fault(path, outOfBounds(issue), `Found: ${describe(here)}.`)]
    case 'invalid_format':
    case 'not_multiple_of':
    case 'invalid_element':
      return [places.fault(path, issue.message, `Found: ${describe(here)}.`)]
    default:
      return issue satisfies never
  }
}

/** Things of which each is known by a key of its own; the schema has them as a union with a branch for each, in order. */
const KEYED_UNIONS: readonly {
  readonly keys: readonly string[]
  /** Keys that may stand beside it. */
  readonly also: readonly string[]
  readonly what: string
  readonly remedyOfCount: string
}[] = [
  {
    keys: Object.keys(CONDITION_KEYS),
    also: [],
    what: 'condition',
    remedyOfCount: 'Write one condition in each place; join several with "all of:" or "earliest of:".',
  },
  ...[Object.keys(PLAIN_GUARDS), [...Object.keys(PLAIN_GUARDS), 'either']].map((keys) => ({
    keys,
    also: ['cites', 'otherwise'],
    what: 'guard',
    remedyOfCount: 'Begin each guard with a "-" on a line of its own.',
  })),
]

/** The keys that may stand at a place, for "did you mean". */
export type KnownKeys = (path: Path) => readonly string[]

/** A union of conditions or guards: the fault lies in the one whose key was written. Other unions: any branch's word will do. */
function explainUnion(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: Path,
  here: unknown,
  places: Places,
  known: KnownKeys,
): Fault[] {
  const keyed = KEYED_UNIONS.find(({ keys }) => keys.length === issue.errors.length)
  if (keyed !== undefined) {
    const { keys, also, what, remedyOfCount } = keyed
    if (typeof here !== 'object' || here === null || Array.isArray(here)) {
      return [places.fault(path, `${describe(here)} is not a ${what}`, `Write one of: ${keys.join(', ')}.`)]
    }
    const given = Object.keys(here).filter((key) => !also.includes(key))
    const [first = ''] = given
    if (given.length !== 1) {
      const count = given.length === 0 ? 'no' : given.length
      return [places.fault(path, `${count} ${what}s stand where one belongs`, remedyOfCount)]
    }
    const index = keys.indexOf(first)
    if (index < 0) {
      const meant = closest(first, keys)
      const remedy = meant === undefined ? `Known ${what}s: ${keys.join(', ')}.` : `Did you mean "${meant}"?`
      return [places.faultAtKey([...path, first], `"${first}" is not a ${what}`, remedy)]
    }
    return (issue.errors[index] ?? []).flatMap((inner) => explainIssue(inner, path, here, places, known))
  }
  const fitting = issue.errors.find((branch) => !branch.some(isOfAnotherKind)) ?? issue.errors[0] ?? []
  return fitting.flatMap((inner) => explainIssue(inner, path, here, places, known))
}

/** The schema's own words where it has some, else plain ones. */
function outOfBounds(issue: Extract<Issue, { code: 'too_small' | 'too_big' }>): string {
  if (!/^Too (?:small|big)/.test(issue.message)) return issue.message
  const limit = issue.code === 'too_small' ? `at least ${issue.minimum}` : `at most ${issue.maximum}`
  switch (issue.origin) {
    case 'string':
      return `it must have ${limit} characters`
    case 'array':
      return `there must be ${limit} of them`
    default:
      return `it must be ${limit}`
  }
}

/** Whether a branch of a union expected another kind of thing altogether, such as a list where text stands. */
function isOfAnotherKind({ code, path }: Issue): boolean {
  return path.length === 0 && (code === 'invalid_type' || code === 'invalid_value')
}

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  array: 'a list',
  object: 'a group of keys',
  record: 'a group of named things',
}

function describe(value: unknown): string {
  if (value === null) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'a group of keys'
  return `"${String(value)}"`
}

function at(value: unknown, path: Path): unknown {
  let here = value
  for (const part of path) {
    if (typeof here !== 'object' || here === null) return undefined
    here = (here as Readonly<Record<PropertyKey, unknown>>)[part]
  }
  return here
}
