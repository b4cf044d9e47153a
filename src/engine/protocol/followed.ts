import { EARLIER, PROPOSALS, type Proposal, type Question } from './pathway-parts.ts'
import type { ProtocolText } from './schema.ts'
import { accepted } from './sentence-text.ts'
import { parseEach } from './sentences/parse.ts'
import type { Name } from './sentences/sentence.ts'

// What a protocol follows from record to record.

/** Something that is written anew again and again, such as a plan: each record of it is a version. */
export interface Versions {
  readonly id: Name
  readonly title: string
  readonly cites: readonly string[]
  readonly forms: readonly Name[]
  /** What is asked in it, in order. */
  readonly questions: readonly Question[]
  /** The step with which each agency writes its own part; null where nobody does. */
  readonly partsBy: Name | null
  /** The step with which an agency adopts it, and the answer that says that it does (null: recording it does). */
  readonly adoptedBy: {
    readonly step: Name
    readonly where: { readonly question: Name; readonly is: string } | null
  } | null
}

/** A level that is told again and again. `scale` runs from the lowest to the highest. */
export interface Level {
  readonly id: Name
  readonly title: string
  readonly cites: readonly string[]
  readonly scale: readonly Name[]
  readonly toldBy: readonly Name[]
}

/** What a series of meetings has brought up. */
export interface Register {
  readonly id: Name
  readonly title: string
  readonly cites: readonly string[]
  /** The steps whose records stand in it, with what one is called there. */
  readonly holds: ReadonlyMap<Name, string>
}

type Item<K extends 'versions' | 'levels' | 'registers'> = NonNullable<ProtocolText[K]>[string]

export function readVersions(
  id: Name,
  text: Item<'versions'>,
  asked: ReadonlyMap<Name, readonly Question[]>,
): Versions {
  const forms = [text.of].flat()
  const adopted = text['adopted by'] === undefined ? null : accepted(parseEach(text['adopted by']))
  return {
    id,
    title: text.title,
    cites: text.cites,
    forms,
    questions: forms.flatMap((form) => asked.get(form) ?? []),
    partsBy: text['parts by'] ?? null,
    adoptedBy: adopted === null ? null : { step: nameIn(adopted.of), where: adopted.where },
  }
}

/** What "for each" names by itself; nothing where it says something else, which the checker refuses. */
function nameIn(of: { readonly kind: string; readonly name?: Name }): Name {
  return of.name ?? ''
}

export function readLevel(id: Name, text: Item<'levels'>): Level {
  return { id, title: text.title, cites: text.cites, scale: text.scale, toldBy: text['told by'] }
}

export function readRegister(id: Name, text: Item<'registers'>): Register {
  return { id, title: text.title, cites: text.cites, holds: new Map(Object.entries(text.holds)) }
}

export function readProposal(text: string): Proposal {
  const what = PROPOSALS.find((each) => each === text)
  if (what !== undefined) return { kind: 'of-child', what }
  if (text === EARLIER) return { kind: 'earlier' }
  const [kind = '', , name = ''] = text.split(' ')
  return kind === 'cases' ? { kind: 'cases', protocol: name } : { kind: 'register', step: name }
}
