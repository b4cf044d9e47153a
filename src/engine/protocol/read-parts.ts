import type { DocumentPart, Flag, Grant, Kept, Meeting, Notice, Stage } from './pathway-parts.ts'
import type { ProtocolText } from './schema.ts'
import { accepted } from './sentence-text.ts'
import { parseBy, parseEach, parseHeld, parseOwedBy, parseWhile, parseWho } from './sentences/parse.ts'
import type { Name, Who } from './sentences/sentence.ts'

// Stages, notices, flags, meetings, documents and grants, from a file whose form has been accepted.

type Item<K extends keyof ProtocolText> =
  NonNullable<ProtocolText[K]> extends Readonly<Record<string, infer T>> ? T : never

export function readStage(id: Name, text: Item<'stages'>): Stage {
  if (typeof text === 'string') return { id, title: text, ends: false }
  return { id, title: text.title, ends: text.ends === 'yes' }
}

export function readNotice(id: Name, text: Item<'notices'>): Notice {
  return {
    id,
    title: text.title,
    cites: text.cites,
    forEach: accepted(parseEach(text['for each'])),
    to: (text.to ?? []).map((who) => accepted(parseOwedBy(who))),
    mailbox: text.mailbox ?? null,
    says: text.says,
    reading: text.reading ?? null,
  }
}

export function readFlag(id: Name, text: Item<'flags'>): Flag {
  const { title, cites } = text
  return {
    id,
    title,
    cites,
    forEach: accepted(parseEach(text['for each'])),
    while: readStages(text.while),
    placedBy: text['placed by'] ?? null,
    removedBy: text['removed by'] ?? null,
    code: text.code ?? null,
    reference: text.reference ?? null,
    reviewedBy: text['reviewed by'] ?? null,
    whenSeen: text['when seen'] ?? null,
  }
}

export function readMeeting(id: Name, text: Item<'meetings'>): Meeting {
  return {
    id,
    title: text.title,
    cites: text.cites,
    chair: accepted(parseBy(text.by)).anyOf,
    always: text.always ?? [],
    needs: text.needs ?? [],
    invites: text.invites ?? [],
    considers: text.considers ?? [],
    chosenIn: text['invites chosen in'] ?? [],
    never: text.never ?? [],
    agenda: text.agenda ?? [],
    everyMonths: text.held === undefined ? null : accepted(parseHeld(text.held)).everyMonths,
    reading: text.reading ?? null,
  }
}

export function readDocument(id: Name, text: Item<'documents'>): DocumentPart {
  const { title, cites, by } = text
  const madeBy = by === undefined ? null : accepted(parseEach(by))
  const namesNobody = text['names nobody'] === 'yes'
  const headings = text.headings.map((each) => {
    return typeof each === 'string'
      ? { title: each, says: null, from: [] }
      : { title: each.title, says: each.says ?? null, from: each.from ?? [] }
  })
  return { id, title, cites, madeBy, while: readStages(text.while), namesNobody, headings }
}

export function readGrant(id: Name, text: Item<'sees'>): Grant {
  const { cites, compartments } = text
  return { id, cites, who: readWhos(text.who), while: readStages(text.while), compartments }
}

export function readKept(text: NonNullable<ProtocolText['kept']>): Kept {
  const { within, cites, reading } = text
  return { within: within === 'the lead agency' ? 'lead' : 'raiser', cites, reading: reading ?? null }
}

function readWhos(texts: readonly string[]): readonly Who[] {
  return texts.map((text) => accepted(parseWho(text)))
}

function readStages(text: string | undefined): readonly Name[] {
  return text === undefined ? [] : accepted(parseWhile(text)).stages
}
