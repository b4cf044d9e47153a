import { type Proposed, proposeOfChild, tellProposals, writeProposals } from '../../documents/followed/proposals.ts'
import { registerLines } from '../../documents/followed/register.ts'
import { asksOf, type Followed, followedIn } from '../../documents/followed/versions.ts'
import { sayYear, yearUntil } from '../../documents/followed/year.ts'
import { sayMoment } from '../../documents/pathway/titles.ts'
import { sayDate } from '../../documents/scan/words.ts'
import type { Day } from '../../engine/calendar/day.ts'
import { dayOf } from '../../engine/pathway/days.ts'
import type { EntryView } from '../../engine/pathway/view.ts'
import type { Proposal, Question } from '../../engine/protocol/pathway-parts.ts'
import type { Name } from '../../engine/protocol/sentences/sentence.ts'
import type { Sitting } from '../../record/meetings/sittings.ts'
import { casesToCount } from '../../record/pathways/cases-of-year.ts'
import { otherPathways } from '../../record/pathways/read-case.ts'
import type { Bound } from '../../record/transaction.ts'
import { attendedBefore } from './attended.ts'
import { typedFrom } from './model/answered.ts'
import { agencyTitle, candidate } from './model/around.ts'
import { sayAnswers, textOf } from './model/said.ts'
import { fieldOf, type Typed } from './model/typed.ts'
import { type PartShown, partsOf } from './parts.ts'
import { aroundToRead } from './reading.ts'
import type { Setting } from './setting.ts'

/** What a form begins with, and what whoever fills it in is told of it. */
export interface Beginning {
  readonly typed: Typed
  readonly says: readonly string[]
  /** What the record tells of a question, by the field that asks it. */
  readonly told: readonly { readonly field: string; readonly text: string; readonly begins: string }[]
  /** What each agency wrote for what is now agreed, and which are still owed. */
  readonly parts: readonly PartShown[]
  readonly owed: readonly string[]
}

export const NOTHING: Beginning = { typed: {}, says: [], told: [], parts: [], owed: [] }

/**
 * What a form begins with: of what is kept in versions the latest, else what the record tells of a question, so that nothing is
 * typed twice (PRA-02). What is read of other pathways is what the person may read, and is noted.
 * @param at the sitting at which it is filled in; null for the last that has been
 */
export async function beginningOf(bound: Bound, setting: Setting, at: Sitting | null = null): Promise<Beginning> {
  const { step, around } = setting
  const followed = followedBy(setting)
  const typed: Record<string, readonly string[]> = {}
  const says: string[] = []
  for (const { of, versions } of followed) {
    const latest = versions.at(-1)
    if (latest === undefined) continue
    const ids = new Set(of.questions.map(({ id }) => id))
    Object.assign(
      typed,
      typedFrom(
        step.asks.filter(({ id }) => ids.has(id)),
        latest.answers,
      ),
    )
    const { by, happened } = latest.entry.entry
    says.push(
      `Filled in with version ${latest.number} of “${of.title}”, by ${candidate(by, around).name} at ${sayMoment(happened)}. Change what is no longer so: the earlier version stays as it is.`,
    )
  }
  const told = await proposedFor(bound, setting)
  const fresh = told.filter(
    (each) => each.begins !== '' && !Object.keys(each.typed).some((field) => Object.hasOwn(typed, field)),
  )
  for (const each of fresh) Object.assign(typed, each.typed)
  if (fresh.length > 0) {
    says.push(
      'Some answers begin with what the record tells, and say where it was read. Check them, and change what is not so: they are yours once you send them.',
    )
  }
  const attended = await attendedBefore(bound, setting, at)
  return {
    typed: { ...typed, ...attended.typed },
    says: [...says, ...attended.says],
    told,
    ...partsBefore(setting),
  }
}

/** What is kept in versions of which a step writes the next. */
function followedBy({ step, before }: Setting): readonly Followed[] {
  const { rules, view, people } = before
  return followedIn(rules.protocol, view, people).filter(({ of }) => asksOf(of, step))
}

/** What agencies wrote for what is now agreed, and which are still owed. */
export function partsBefore(setting: Setting): Pick<Beginning, 'parts' | 'owed'> {
  const { around } = setting
  const next = followedBy(setting).map((each) => ({ each, number: each.versions.length + 1 }))
  return {
    parts: next.flatMap(({ each, number }) => partsOf(each, number, around)),
    owed: next.flatMap(({ each, number }) =>
      each.parts
        .filter(({ entry, duty, for: into }) => entry === null && into === number && duty?.standing.kind !== 'lapsed')
        .map(({ agency }) => agencyTitle(agency, around)),
    ),
  }
}

/** What the record tells of a question, with what is typed into its fields. */
type ToldOf = Beginning['told'][number] & { readonly typed: Typed }

async function proposedFor(bound: Bound, setting: Setting): Promise<readonly ToldOf[]> {
  const asking = setting.step.asks.filter(({ proposed }) => proposed.length > 0)
  const told: ToldOf[] = []
  for (const question of asking) {
    const before = question.proposed.some(({ kind }) => kind === 'earlier') ? answeredBefore(setting, question) : null
    if (before !== null) told.push(before)
    const all: Proposed[] = []
    for (const each of question.proposed) all.push(...(await proposed(bound, setting, question, each)))
    if (all.length > 0) {
      const field = fieldOf(question.id)
      const begins = answerOf(all) ?? writeProposals(all)
      const typed = begins === '' ? {} : typedFrom([question], { [question.id]: begins })
      told.push({ field, text: tellProposals(all), begins, typed })
    }
  }
  return told
}

/** What was answered last to the same question in this pathway. */
function answeredBefore({ before, around }: Setting, question: Question): ToldOf | null {
  const latest = before.view.entries.findLast(({ entry, supersededBy, ignored }) => {
    return supersededBy === null && ignored === null && Object.hasOwn(entry.answers, question.id)
  })
  const [answer] = latest === undefined ? [] : sayAnswers([question], latest.entry.answers, around)
  if (latest === undefined || answer === undefined) return null
  const { by, happened, answers } = latest.entry
  const text = `${textOf(answer.said)}\n(${candidate(by, around).name}, ${sayMoment(happened)})`
  return { field: fieldOf(question.id), text, begins: text, typed: typedFrom([question], answers) }
}

/** The whole answer, where one proposal is one. */
function answerOf(all: readonly Proposed[]): string | null {
  const [only, ...more] = all
  return only === undefined || more.length > 0 ? null : (only.answer ?? null)
}

async function proposed(
  bound: Bound,
  setting: Setting,
  question: Question,
  proposal: Proposal,
): Promise<readonly Proposed[]> {
  const { facts, view, child } = setting.before
  switch (proposal.kind) {
    case 'of-child':
      return proposal.what === 'earlier versions elsewhere'
        ? elsewhere(bound, setting, question)
        : [proposeOfChild(proposal.what, { child, facts, view, today: bound.today })]
    case 'earlier':
      return []
    case 'register':
      return [registerSays(setting, proposal.step, bound.today)]
    case 'cases':
      return [await casesSay(bound, proposal.protocol)]
    default:
      return proposal satisfies never
  }
}

/** What was answered last to the same question in each other pathway of the child that keeps the same thing in versions. */
async function elsewhere(bound: Bound, { before, target }: Setting, question: Question): Promise<readonly Proposed[]> {
  const kept = before.rules.protocol.versions.find(({ questions }) => questions.some(({ id }) => id === question.id))
  const found: Proposed[] = []
  for (const { rules, view, people, caseId } of await otherPathways(bound, before.caseId, target.on.pathway)) {
    const { protocol } = rules
    const other = followedIn(protocol, view, people).find(({ of }) => of.id === kept?.id)
    const latest = other?.versions.at(-1)
    if (latest === undefined) continue
    const around = await aroundToRead(bound, protocol, caseId)
    const [answer] = sayAnswers([question], latest.answers, around)
    if (answer === undefined) continue
    const { by, happened } = latest.entry.entry
    const source = `“${protocol.title}”, version ${latest.number}, ${sayMoment(happened)}, ${candidate(by, around).name}`
    found.push({ lines: textOf(answer.said).split('\n'), none: '', source })
  }
  return found
}

/** What the cases of a protocol came to in the year: counts, of which few are not told. */
async function casesSay(bound: Bound, protocol: string): Promise<Proposed> {
  const year = yearUntil(bound.today)
  const { cases, more } = await casesToCount(bound, { protocol, ...year })
  const title = cases[0]?.protocol.title ?? ''
  const lines = more
    ? ['There were more cases in the year than one report works out. Count them in the lists.']
    : sayYear(cases, year)
  return {
    lines: cases.length === 0 ? [] : lines,
    none: 'No case was open in the year.',
    source: `the record of “${title}”`,
  }
}

/** What one step has brought up in the year, with what was answered. */
function registerSays({ before, around }: Setting, step: Name, today: Day): Proposed {
  const { protocol } = before.rules
  const { from } = yearUntil(today)
  const register = protocol.registers.find(({ holds }) => holds.has(step))
  const lines = (register === undefined ? [] : registerLines(register, before.view)).filter((line) => {
    return line.step === step && dayOf(line.entry.entry.happened) >= from
  })
  const said = ({ entry }: EntryView): string => {
    const asks = protocol.steps.find(({ id }) => id === entry.step)?.asks ?? []
    return sayAnswers(asks, entry.answers, around)
      .map((answer) => textOf(answer.said))
      .join(' ')
  }
  const title = register?.title ?? ''
  return {
    lines: lines.map(({ number, kind, entry, answers }) => {
      const what = answers.length === 0 ? 'No answer yet.' : `Answer: ${answers.map(said).join(' Then: ')}`
      return `${kind} ${number}, ${sayDate(dayOf(entry.entry.happened))}: ${said(entry)} ${what}`
    }),
    none: 'Nothing of the kind was recorded in the year.',
    source: `“${title}”`,
  }
}
