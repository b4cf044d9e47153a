import type { Followed, Version } from '../../../documents/followed/versions.ts'
import { sayHappened, sayMoment } from '../../../documents/pathway/titles.ts'
import { capital, sayCounted } from '../../../documents/scan/words.ts'
import type { Around } from '../../recording/model/around.ts'
import { candidate } from '../../recording/model/around.ts'
import { sayAnswers } from '../../recording/model/said.ts'
import { type PartShown, partsOf } from '../../recording/parts.ts'
import { type Compared, compareAnswers } from './compare.ts'

/** The page of something that is kept in versions: one of them, and what changed since another. */
export interface VersionsPage {
  readonly title: string
  readonly child: string
  readonly pathway: string
  readonly here: string
  readonly latest: boolean
  readonly said: string
  readonly summary: string
  readonly choices: {
    readonly version: readonly Choice[]
    readonly since: readonly Choice[]
  }
  readonly compared: readonly Compared[]
  readonly parts: readonly PartShown[]
  readonly closed: string
}

interface Choice {
  readonly value: string
  readonly text: string
  readonly selected: boolean
}

/** What is asked of the page: a version, and the one to compare it with (0: none); null where nothing is said. */
export interface VersionsAsked {
  readonly version: number | null
  readonly since: number | null
}

/** Sets out a version beside another; null where there is no such version. */
export function versionsPage(
  followed: Followed,
  asked: VersionsAsked,
  {
    around,
    child,
    pathway,
    closed,
  }: {
    readonly around: Around
    readonly child: string
    readonly pathway: string
    /** Whether what it says is closed to whoever reads it. */
    readonly closed: boolean
  },
): VersionsPage | null {
  const { of, versions } = followed
  const shown = versions[(asked.version ?? versions.length) - 1]
  if (shown === undefined) return null
  const wanted = asked.since ?? shown.number - 1
  const since = versions[wanted - 1] ?? null
  if (wanted !== 0 && since === null) return null
  const saidOf = (version: Version) => sayAnswers(of.questions, version.answers, around)
  const compared = compareAnswers(since === null || since === shown ? null : saidOf(since), saidOf(shown), of.questions)
  const changed = compared.filter(({ change }) => change !== 'same').length
  return {
    title: `${of.title}, version ${shown.number} of ${versions.length}`,
    child,
    pathway,
    here: `/pathways/${pathway}/versions/${of.id}`,
    latest: shown.number === versions.length,
    said: `${capital(sayVersion(shown, around))}.`,
    summary: since === null || since === shown ? '' : saySummary(changed, compared.length, since),
    choices: {
      version: versions.map((each) => choiceOf(each, shown.number, around)).toReversed(),
      since: [
        { value: '0', text: 'No other version', selected: since === null },
        ...versions
          .filter((each) => each !== shown)
          .map((each) => choiceOf(each, since?.number ?? 0, around))
          .toReversed(),
      ],
    },
    compared,
    parts: partsOf(followed, shown.number, around),
    closed: closed ? 'What it says is not open to you.' : '',
  }
}

/** "recorded at 10:30 on Monday 2 March 2026 by Paula Invented, as Chair". */
export function sayVersion({ entry: { entry } }: Version, around: Around): string {
  const role = around.protocol.roles.get(entry.role) ?? entry.role
  const corrected = entry.supersedes === null ? 'recorded' : 'corrected'
  return `${corrected} at ${sayMoment(entry.happened)} by ${candidate(entry.by, around).name}, as ${role}`
}

function saySummary(changed: number, all: number, since: Version): string {
  if (changed === 0) return `Nothing changed since version ${since.number}.`
  return `${capital(sayCounted(changed, 'answer', 'answers'))} of ${all} changed since version ${since.number}.`
}

function choiceOf(version: Version, chosen: number, around: Around): Choice {
  const { number, entry } = version
  const text = `Version ${number}, ${sayHappened(entry.entry.happened)}, ${candidate(entry.entry.by, around).name}`
  return { value: String(number), text, selected: number === chosen }
}
