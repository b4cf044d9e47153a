import type { LevelLine } from '../../../documents/followed/levels.ts'
import type { Followed, WithTheCase } from '../../../documents/followed/versions.ts'
import { papersMade } from '../../../documents/papers/case-paper.ts'
import { sayAnswers } from '../../../documents/pathway/answers.ts'
import { whyThen } from '../../../documents/pathway/derivations.ts'
import {
  inOrderOfNeed,
  sayOwing,
  sayPastSilence,
  saySilence,
  sayStandingOfDuty,
} from '../../../documents/pathway/duties.ts'
import { titleOfDuty } from '../../../documents/pathway/duty-title.ts'
import { notesOfEntry, sayEntry } from '../../../documents/pathway/entries.ts'
import { becauseOf, sayObligation, sayTrigger } from '../../../documents/pathway/obligations.ts'
import { sayRefusal } from '../../../documents/pathway/refusals.ts'
import { byPlace, byStage } from '../../../documents/pathway/refused.ts'
import { type Shown, toldUnder } from '../../../documents/pathway/shown.ts'
import { sayChildhoodEnd } from '../../../documents/pathway/text.ts'
import { sayAt, sayHappened, sayMoment, sayPersons, titlesOf } from '../../../documents/pathway/titles.ts'
import { capital, reasonLines, sayClause, sayDays } from '../../../documents/scan/words.ts'
import { sayDay } from '../../../engine/calendar/words.ts'
import { dayOf } from '../../../engine/pathway/days.ts'
import type { DutyStanding, EntryView, Offer, PathwayDuty } from '../../../engine/pathway/view.ts'
import { isForFamily } from '../../../engine/watch/occasions.ts'
import type { MovedEntry } from '../../../record/pathways/moves.ts'
import { flagTable } from '../../flag-table.ts'
import { type Around, agencyTitle } from '../../recording/model/around.ts'
import { siblingOf, siblingOfEntry } from '../../recording/siblings.ts'
import type { Table } from '../../table.ts'
import { type SaidWithTheCase, sayWithTheCase } from '../../with-the-case.ts'
import { type FollowedPart, followedPart } from './followed.ts'
import { type LevelPart, levelPart } from './level.ts'
import { type VersionPart, type VersionRead, versionOf } from './protocol-version.ts'
import { type ToldPart, type ToldRead, toldParts, unreadOf } from './told.ts'

/** What a pathway's page rests on: `shown` bears people's names; `mine` are the steps that whoever looks may record now. */
export interface PathwayRead extends VersionRead {
  readonly shown: Shown
  readonly pathway: string
  readonly caseId: string
  readonly childName: string | null
  readonly mine: ReadonlySet<string>
  /** Identifiers of the entries, in the order in which they are shown. */
  readonly entries: readonly string[]
  /** A day that has passed is looked at: nothing can be recorded then. */
  readonly isPast: boolean
  /** The entries that whoever looks may correct now, take back or move. */
  readonly correctable: ReadonlySet<string>
  /** What is kept in versions, and what is shown wherever the case is. */
  readonly followed: readonly Followed[]
  readonly withTheCase: readonly WithTheCase[]
  readonly levels: readonly LevelLine[]
  readonly around: Around
  /** What people were told of it, and who has read it. */
  readonly told: ToldRead
  /** Entries that were recorded on the wrong child, and moved from it or to it. */
  readonly moved: readonly MovedEntry[]
}

/** What the page shows: texts and addresses alone. */
export interface PathwayPage {
  /** By which version of its protocol it runs, where it is not the one adopted last or was moved; null where nothing is to be said. */
  readonly version: VersionPart | null
  readonly child: { readonly text: string; readonly href: string }
  readonly protocol: string
  readonly stage: { readonly title: string; readonly since: string; readonly ends: boolean }
  readonly childhoodEnd: string
  readonly withTheCase: readonly SaidWithTheCase[]
  readonly followed: readonly FollowedPart[]
  readonly levels: readonly LevelPart[]
  readonly registers: readonly { readonly title: string; readonly href: string }[]
  /** Where it stands in its protocol, as a picture; and the whole protocol as sheets to print. */
  readonly drawing: string
  readonly sheet: string
  readonly past: string
  readonly can: readonly CanRow[]
  readonly others: readonly { readonly title: string; readonly by: string }[]
  readonly owed: readonly OwedPart[]
  readonly done: readonly string[]
  readonly settle: readonly string[]
  readonly cannot: readonly CannotPart[]
  readonly elsewhere: readonly { readonly where: string; readonly titles: readonly string[] }[]
  readonly entries: readonly EntryPart[]
  readonly told: readonly ToldPart[]
  /** What of it has been left unread for days, or reached nobody. */
  readonly unread: ReturnType<typeof unreadOf>
  readonly flags: Table | null
  readonly documents: readonly DocumentRow[]
  readonly files: readonly FilePart[]
}

interface CanRow {
  readonly title: string
  readonly href: string
  readonly warning: string
  readonly meets: string
}

interface OwedPart {
  readonly title: string
  /** Each clause with its place in the source and what it asks for. */
  readonly clauses: readonly string[]
  readonly tag: { readonly text: string; readonly colour: string }
  readonly when: string
  readonly by: string
  readonly why: readonly string[]
  readonly reading: string
  readonly silence: string
}

interface CannotPart {
  readonly title: string
  readonly reasons: readonly string[]
  readonly instead: readonly string[]
  readonly clauses: readonly string[]
}

interface EntryPart {
  readonly number: number
  readonly when: string
  readonly title: string
  readonly by: string
  readonly notes: readonly string[]
  readonly answers: readonly { readonly title: string; readonly says: string }[]
  readonly counts: boolean
  /** Where it is corrected; "" for what nobody corrects. */
  readonly correct: string
  /** Where it is taken back or moved to another child; "" where it is not. */
  readonly wrong: string
  /** That it was recorded on the wrong child, with the other record where that may be seen. */
  readonly moved: readonly MovedLine[]
  /** Where its text for the case system is copied; "" for what nobody recorded. */
  readonly forFile: string
}

interface MovedLine {
  readonly text: string
  readonly href: string
  /** Where whoever moved it undoes that, for a short time; "" for others. */
  readonly undo: string
  readonly until: string
}

/** A document that was made, and where it is fetched in each form. */
interface DocumentRow {
  readonly title: string
  readonly when: string
  readonly pdf: string
  readonly docx: string
}

interface FilePart {
  readonly title: string
  readonly says: string
  readonly reasons: readonly { readonly depth: number; readonly text: string }[]
}

/** Sets out where a pathway stands, in words for whoever looks. */
export function pathwayPage(read: PathwayRead): PathwayPage {
  const { shown, pathway, caseId, childName, isPast } = read
  const { protocol, view, asOf } = shown
  const owed = inOrderOfNeed(view.duties)
  const { here, elsewhere } = byPlace(view.refused)
  const told = toldParts(read.told, shown)
  return {
    child: { text: childName ?? 'Not about one child', href: `/cases/${caseId}` },
    protocol: protocol.title,
    stage: stageOf(shown),
    version: versionOf(read),
    childhoodEnd: sayChildhoodEnd(view) ?? '',
    withTheCase: sayWithTheCase(read.withTheCase, read.around),
    levels: read.levels.map((line) => levelPart(line, { pathway, today: dayOf(asOf), isPast })),
    registers: protocol.registers.map(({ id, title }) => ({ title, href: `/pathways/${pathway}/registers/${id}` })),
    followed: read.followed.map((each) => followedPart(each, pathway, read.around)),
    drawing: `/pathways/${pathway}/drawing.svg`,
    sheet: `/pathways/${pathway}/protocol.html`,
    past: isPast ? `${sayDay(dayOf(asOf))}, as it was known then` : '',
    // What does something that is owed stands first.
    can: (isPast ? [] : view.offers)
      .filter(({ step }) => read.mine.has(step.id))
      .map((offer) => canOf(offer, read))
      .toSorted((a, b) => Number(a.meets === '') - Number(b.meets === '')),
    others: view.offers
      .filter(({ step }) => isPast || !read.mine.has(step.id))
      .map(({ step, takers, by }) => {
        const who = titlesOf(protocol).who(by)
        const persons = [...new Set(takers.map(({ person }) => person))]
        const isThem = by.every(({ kind }) => kind === 'that-person' || kind === 'that-agency')
        const named = isThem ? sayPersons(persons) : `${sayPersons(persons)} (${who})`
        return { title: step.title, by: persons.length > 4 ? capital(who) : named }
      }),
    owed: owed.filter((duty) => !isDone(duty)).map((duty) => owedOf(duty, read)),
    done: owed.filter(isDone).map((duty) => {
      return `${titleOf(duty, read)}: ${sayStandingOfDuty(duty, shown)}${sayPastSilence(duty)}.`
    }),
    settle: view.obligations.map((each) => sayObligation(each, shown)),
    cannot: here.map(({ step, refusals }) => {
      const words = refusals.map((refusal) => sayRefusal(refusal, step, protocol, shown.clause))
      return {
        title: step.title,
        reasons: words.map(({ says }) => says),
        instead: [...new Set(words.map(({ instead }) => instead))],
        clauses: [...new Set(words.flatMap(({ clauses }) => clauses))],
      }
    }),
    elsewhere: [...byStage(elsewhere, shown)].map(([where, titles]) => ({ where, titles })),
    entries: view.entries.map((each, place) => entryOf(each, place, read)).toReversed(),
    told,
    unread: unreadOf(told),
    flags: flagTable(view.flags, protocol, read.around.agencies),
    documents: documentsOf(read),
    files: view.triggers.map((trigger) => ({
      title: trigger.occasion.trigger.title,
      says: sayTrigger(trigger),
      // What it rests on of brothers and sisters is theirs to show.
      reasons: isForFamily(trigger.occasion.trigger)
        ? []
        : [...reasonLines(becauseOf(trigger, shown), () => 'the files that were brought in')],
    })),
  }
}

function documentsOf({ shown, pathway, entries }: PathwayRead): readonly DocumentRow[] {
  const { view } = shown
  return papersMade(shown).flatMap(({ document, of }) => {
    const place = entries.indexOf(of)
    const entry = view.entries[place]?.entry
    if (entry === undefined || document.while.length > 0) return []
    const address = (form: string) => `/pathways/${pathway}/papers/${document.id}.${form}?of=${of}`
    return [{ title: document.title, when: sayHappened(entry.happened), pdf: address('pdf'), docx: address('docx') }]
  })
}

function stageOf({ view, asOf }: Shown): PathwayPage['stage'] {
  const { stage, since } = view
  if (stage === null || since === null) return { title: 'Not opened', since: '', ends: false }
  const days = dayOf(asOf) - dayOf(since)
  const long = days === 0 ? 'since today' : `for ${sayDays(days)}`
  return { title: stage.title, since: `${capital(long)}, reached ${sayAt(since)}.`, ends: stage.ends }
}

function isDone({ standing: { kind } }: PathwayDuty): boolean {
  return kind === 'met' || kind === 'lapsed'
}

function canOf({ step, meets }: Offer, { pathway, shown }: PathwayRead): CanRow {
  const met = shown.view.duties.filter(({ id }) => meets.includes(id)).map((duty) => titleOfDuty(duty, shown.protocol))
  return {
    title: step.title,
    href: `/pathways/${pathway}/steps/${step.id}`,
    warning: step.warning ?? '',
    meets: met.length === 0 ? '' : `Does what is owed: ${[...new Set(met)].join('; ')}`,
  }
}

const TAGS: Readonly<Record<DutyStanding['kind'], { readonly text: string; readonly colour: string }>> = {
  overdue: { text: 'Overdue', colour: 'red' },
  open: { text: 'Owed', colour: 'blue' },
  'not-known': { text: 'Not known', colour: 'yellow' },
  met: { text: 'Done', colour: 'green' },
  lapsed: { text: 'Lapsed', colour: 'grey' },
}

/** What was not done is not called by the same word as what nobody had to do. */
function tagOf({ standing }: PathwayDuty): OwedPart['tag'] {
  return standing.kind === 'lapsed' && standing.why === 'followed'
    ? { text: 'Not done', colour: 'orange' }
    : TAGS[standing.kind]
}

/** What is owed; where it is owed by or for each of several agencies, or for each brother and sister, with which one. */
function titleOf(duty: PathwayDuty, { around, shown }: PathwayRead): string {
  const title = titleOfDuty(duty, shown.protocol)
  const whom = duty.agency === null ? siblingOf(duty, around, shown.view) : agencyTitle(duty.agency, around)
  return whom === null ? title : `${title} (${whom})`
}

function owedOf(duty: PathwayDuty, read: PathwayRead): OwedPart {
  const { shown } = read
  const { cites, reading } = duty.duty
  return {
    title: titleOf(duty, read),
    clauses: cites.map((id) => sayClause(id, shown.clause)),
    tag: tagOf(duty),
    // Its tag says "Overdue" before it.
    when: `${capital(sayStandingOfDuty(duty, shown).replace(/^overdue:? /, ''))}.`.replace(/\.\.$/, '.'),
    by: `Owed by ${sayOwing(duty, shown)}.`,
    why: whyThen(duty, shown),
    reading: reading ?? '',
    silence: saySilence(duty, shown),
  }
}

function entryOf(each: EntryView, place: number, read: PathwayRead): EntryPart {
  const { shown, pathway, entries, correctable } = read
  const { entry, supersededBy, ignored, derived } = each
  const titles = titlesOf(toldUnder(each, shown).protocol, read.around.agencies)
  const counts = supersededBy === null && ignored === null
  const id = entries[place] ?? ''
  const mayCorrect = counts && entry.step !== null && correctable.has(id)
  return {
    number: place + 1,
    when: capital(sayHappened(entry.happened)),
    title: titleOfEntry(each, read),
    by:
      entry.trigger === null
        ? `${entry.by}, as ${titles.role(entry.role)}${sayActedFor(entry, read)}`
        : derived
          ? 'Nobody yet'
          : 'Sightline',
    notes: notesOfEntry(each, shown),
    answers: sayAnswers(entry.answers, titles.stepOf(entry.step), titles).map(({ question, title, says }) => {
      return { title, says: typeof entry.answers[question] === 'boolean' ? capital(says) : says }
    }),
    counts,
    forFile: entry.step === null ? '' : `/pathways/${pathway}/recorded/${id}#for-file`,
    wrong: mayCorrect ? `/pathways/${pathway}/entries/${id}/wrong` : '',
    moved: read.moved.filter((each) => each.entry === id).map((each) => movedLine(each, read)),
    correct: mayCorrect ? `/pathways/${pathway}/steps/${entry.step}?corrects=${id}` : '',
  }
}

/** What was recorded, with the brother or sister that it is about. */
function titleOfEntry(each: EntryView, { shown, around }: PathwayRead): string {
  const sibling = siblingOfEntry(each, around, shown.view)
  return sibling === null ? sayEntry(each, shown) : `${sayEntry(each, shown)} (${sibling})`
}

/** For which agency somebody acted, where the record says so. */
function sayActedFor({ agency }: EntryView['entry'], { around }: PathwayRead): string {
  return agency == null ? '' : `, for ${agencyTitle(agency, around)}`
}

function movedLine({ direction, by, moved, other, movedId, undoUntil }: MovedEntry, read: PathwayRead): MovedLine {
  const { pathway, told, isPast } = read
  const which = direction === 'out' ? 'It was on the wrong child, and was moved to' : 'It was moved here from'
  return {
    text: `${which} another child’s record by ${told.nameOf(by)}, ${sayMoment(moved)}.`,
    href: other === null ? '' : `/pathways/${other}`,
    undo: undoUntil === null || isPast ? '' : `/pathways/${pathway}/moves/${movedId}/undo`,
    until: undoUntil === null ? '' : sayMoment(undoUntil),
  }
}
