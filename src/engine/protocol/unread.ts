import type { z } from 'zod'
import type { Path } from './place.ts'
import { closest } from './sentences/reader.ts'

/** Stands for a name that could not be read. No protocol means it. */
const UNREAD_NAME = 'unreadable'

/** What a faulty file still keeps from the checker: it says nothing of these names, nor that anything goes unused. */
export interface Unread {
  readonly any: boolean
  /** Groups such as `steps`, of which nothing could be read. */
  readonly groups: ReadonlySet<string>
  /** Names that are there although what they name could not be read. */
  readonly names: ReadonlySet<string>
  /** Names that are no names, such as "Director": whoever says "director" means this. */
  readonly misnamed: ReadonlySet<string>
}

export const NOTHING_UNREAD: Unread = { any: false, groups: new Set(), names: new Set(), misnamed: new Set() }

const OPTIONAL_NAMED_GROUPS = [
  'stages',
  'triggers',
  'steps',
  'duties',
  'forms',
  'notices',
  'flags',
  'meetings',
  'documents',
  'sees',
  'pools',
  'versions',
  'levels',
  'registers',
  'life events',
  'did it help',
]
const NAMED_GROUPS = ['roles', ...OPTIONAL_NAMED_GROUPS]
const OPTIONAL_GROUPS = ['readings', 'uses', 'kept', ...OPTIONAL_NAMED_GROUPS]

const SOURCE_STANDS_IN: Readonly<Record<string, unknown>> = {
  document: UNREAD_NAME,
  issued: '1970-01',
  'review due': 'none given',
  clauses: UNREAD_NAME,
}

/** What holds the place of a part that could not be read, so that the rest can be checked in the same run. */
const STANDS_IN: Readonly<Record<string, unknown>> = {
  protocol: UNREAD_NAME,
  title: UNREAD_NAME,
  authority: UNREAD_NAME,
  version: UNREAD_NAME,
  source: SOURCE_STANDS_IN,
  subject: 'child',
  calendar: UNREAD_NAME,
  roles: {},
  'if overdue': `tell ${UNREAD_NAME}`,
}

type Group = Readonly<Record<string, unknown>>

/** Sets the faulty parts of a file aside, so that whoever mends it hears of the faults in the rest at once. */
export function setAside(
  value: Group,
  issues: readonly z.core.$ZodIssue[],
  before: Unread,
): { rest: Group; unread: Unread } {
  const groups = new Set(before.groups)
  const names = new Set([...before.names, UNREAD_NAME])
  const misnamed = new Set(before.misnamed)
  let rest = value
  for (const issue of issues) {
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) {
        rest = without(rest, [...issue.path, key])
        // Under a misspelt "triggers:" lie triggers, which the rest of the file may well name.
        const meant = issue.path.length === 0 ? closest(key, OPTIONAL_GROUPS) : undefined
        if (meant !== undefined) groups.add(meant)
      }
      continue
    }
    const [top = '', name] = issue.path.map(String)
    if (NAMED_GROUPS.includes(top) && name !== undefined) {
      rest = without(rest, [top, name])
      names.add(name)
      if (issue.code === 'invalid_key') misnamed.add(name)
    } else if (OPTIONAL_GROUPS.includes(top)) {
      rest = without(rest, [top])
      groups.add(top)
    } else if (top === 'source' && name !== undefined && name !== 'clauses' && isGroup(rest['source'])) {
      rest = { ...rest, source: { ...rest['source'], [name]: SOURCE_STANDS_IN[name] } }
    } else {
      rest = { ...rest, [top]: STANDS_IN[top] }
      groups.add(top)
    }
  }
  return { rest, unread: { any: true, groups, names, misnamed } }
}

function isGroup(value: unknown): value is Group {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function without(value: Group, path: Path): Group {
  const [first, ...others] = path.map(String)
  if (first === undefined || !Object.hasOwn(value, first)) return value
  if (others.length === 0) return Object.fromEntries(Object.entries(value).filter(([key]) => key !== first))
  const inner = value[first]
  if (isGroup(inner)) return { ...value, [first]: without(inner, others) }
  if (!Array.isArray(inner)) return value
  const items: readonly unknown[] = inner
  const [index, ...inside] = others
  return {
    ...value,
    [first]: items.map((item, i) => (String(i) === index && isGroup(item) ? without(item, inside) : item)),
  }
}
