import { fileText as entryText } from '../../../documents/papers/file-text.ts'
import { namedFrom } from '../../../documents/papers/naming.ts'
import { SERIOUS_INCIDENT } from '../../../documents/pathway/statutory.ts'
import { sayMoment } from '../../../documents/pathway/titles.ts'
import { whereaboutsWarnings } from '../../../documents/pathway/whereabouts.ts'
import { tellsOfSeriousIncident } from '../../../engine/pathway/serious.ts'
import { type FileText, fileTextOf } from '../../../record/pathways/file-texts.ts'
import { owedInPathway } from '../../../record/pathways/lists.ts'
import { type ReadEntry, readEntry } from '../../../record/pathways/read-entry.ts'
import { undoUntil } from '../../../record/pathways/undo-entry.ts'
import { standInsOf } from '../../../record/people/stand-ins.ts'
import { helpLines, type Lines, phonesOf } from '../../../record/people/telephones.ts'
import { withheldIn } from '../../../record/sharing/whereabouts.ts'
import type { Bound } from '../../../record/transaction.ts'
import { dutyTitles } from '../../duty-titles.ts'
import { type Around, agencyTitle, candidate } from '../../recording/model/around.ts'
import { type Follows, followsFrom } from '../../recording/model/follows.ts'
import { type SaidAnswer, sayAnswers } from '../../recording/model/said.ts'
import { aroundToRead } from '../../recording/reading.ts'
import { siblingOf } from '../../recording/siblings.ts'
import type { Answer } from '../../route.ts'
import { asksToSpeak, type NextLine, nextLines, openedForOthers, type Ringing, ringing } from './next.ts'

/** What was recorded, what follows from it, and the text for the case system. */
export interface RecordedPage {
  readonly step: string
  readonly child: string
  readonly pathway: string
  readonly caseId: string
  readonly entry: string
  /** Where something in it is put right; null for whoever did not record it. */
  readonly wrong: string | null
  /** Where it is undone, for a short time after it was recorded; null where it is not. */
  readonly undo: { readonly href: string; readonly until: string; readonly key: string } | null
  readonly answers: readonly SaidAnswer[]
  readonly follows: Follows
  /** What must be considered at once; '' where nothing tells of a serious incident. */
  readonly serious: string
  /** What whoever looks owes next. */
  readonly next: readonly NextLine[]
  /** Whom to ring; null where nothing that they owe next is done by speaking to somebody. */
  readonly ring: Ringing | null
  /** Whom to ring where none of them answers. */
  readonly help: Lines
  readonly supersededBy: boolean
  readonly forFile: string
  /** Where somebody is to say that it stands in the case system: what is known of that, and '' where whoever looks may say so. */
  readonly placing: { readonly said: string } | null
  readonly rows: number
}

/** Shows an entry just recorded; later, the same page shows what followed from it then. */
export async function recordedPage(bound: Bound, pathway: string, asked: string): Promise<Answer> {
  const read = await readEntry(bound, pathway, asked)
  if (read === null) return { kind: 'not-found' }
  const { entry, before, after, rules, childName, caseId } = read
  const { protocol } = rules
  const around = await aroundToRead(bound, protocol, caseId)
  const step = protocol.steps.find(({ id }) => id === entry.entry.step)
  const answers = sayAnswers(step?.asks ?? [], entry.entry.answers, around)
  const follows = followsFrom(before, after, around)
  const address = `/pathways/${pathway}/entries/${entry.entry.id}`
  const until = undoUntil(bound, entry.entry)
  const gone = read.gone
  const warnings = whereaboutsWarnings(await withheldIn(bound, [caseId]))
  const forFile = [...warnings.map((line) => `NOTE: ${line}\n\n`), textForFile(read, around, follows)].join('')
  const owed = await owedInPathway(bound, pathway)
  const others = !gone && asksToSpeak(owed, protocol) ? openedForOthers(read, entry.entry.by) : []
  const standIns = await standInsOf(
    bound,
    others.flatMap(({ owedBy }) => owedBy),
  )
  const toRing = [...others.flatMap(({ owedBy }) => owedBy), ...[...standIns.values()].flatMap(({ by }) => by)]
  const titles = await dutyTitles(
    bound,
    owed.map((each) => ({ ...each, pathway, protocol })),
  )
  // What is owed for several agencies, or brothers and sisters, is several things to do: each says for which.
  const titleOf = (each: (typeof owed)[number]): string => {
    const owed = after.duties.find(({ id }) => id === each.dutyId)
    const title = titles({ ...each, pathway })
    if (owed === undefined) return title
    const whom = owed.agency === null ? siblingOf(owed, around, after) : agencyTitle(owed.agency, around)
    return whom === null ? title : `${title} (${whom})`
  }
  const fileText = await fileTextOf(bound, pathway, asked)
  const model: RecordedPage = {
    step: step?.title ?? titleOfSuperseded(read),
    child: childName ?? '',
    pathway,
    caseId,
    entry: entry.entry.id,
    wrong: step === undefined || entry.entry.by !== bound.principal.person || gone ? null : `${address}/wrong`,
    undo:
      until === null || gone
        ? null
        : { href: `${address}/undo`, until: sayMoment(until), key: bound.store.ids.random() },
    serious: step !== undefined && tellsOfSeriousIncident(step, entry.entry.answers) ? SERIOUS_INCIDENT : '',
    answers,
    follows,
    next: nextLines(owed, { pathway, now: bound.moment, titleOf }, protocol),
    help: await helpLines(bound),
    ring: others.length === 0 ? null : ringing(others, protocol, around.names, standIns, await phonesOf(bound, toRing)),
    supersededBy: gone,
    forFile,
    placing: fileText === null ? null : { said: sayPlaced(fileText, around) },
    rows: Math.min(forFile.split('\n').length + 1, 20),
  }
  return {
    kind: 'page',
    template: 'steps/recorded.njk',
    title: step === undefined ? 'Taken back' : step.at.kind === 'start' ? 'Raised' : 'Recorded',
    model,
  }
}

/** "Wyn said that it is there: ...", or who is still to say so; '' where whoever looks may. */
function sayPlaced({ placed, by, recordedBy, mayPlace }: FileText, around: Around): string {
  if (placed !== null && by !== null)
    return `${candidate(by, around).name} said that it is there: ${sayMoment(placed)}.`
  return mayPlace
    ? ''
    : `It stands to be placed there: ${candidate(recordedBy, around).name} recorded it, and says when it is.`
}

/** What the step of the entry is called that an entry takes back or corrects. */
function titleOfSuperseded({ entry: { entry }, before, rules: { protocol } }: ReadEntry): string {
  const step = before.entries.find((each) => each.entry.id === entry.supersedes)?.entry.step
  return protocol.steps.find(({ id }) => id === step)?.title ?? 'An entry'
}

/** The entry as text for the authority's case system (PRA-02): whole in itself, and the same each time it is copied. */
function textForFile(
  { entry: { entry }, after, rules, people, facts, pathway, childName }: ReadEntry,
  around: Around,
  follows: Follows,
): string {
  const names = new Map([...around.names].map(([id, { name }]) => [id, name]))
  const shown = {
    ...rules,
    history: { facts, entries: [] },
    people,
    asOf: entry.recorded,
    knownAt: entry.recorded,
    view: after,
    version: '',
  }
  const naming = namedFrom(names, people, childName ?? 'Not about one child', around)
  const text = entryText(shown, entry.id, { naming, reference: pathway, closed: [] }) ?? ''
  const owed = follows.owed.map(({ title, by, due }) => `- ${title}: ${by}, by ${due}`)
  const next = [
    ...(follows.stage === null ? [] : [`Now: ${follows.stage.title}`]),
    ...(owed.length === 0 ? [] : ['To be done next:', ...owed]),
  ].join('\n')
  return [text.trimEnd(), next].filter((part) => part !== '').join('\n\n')
}
