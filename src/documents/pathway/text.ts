import { formatDay } from '../../engine/calendar/day.ts'
import { sayDay } from '../../engine/calendar/words.ts'
import { dayOf } from '../../engine/pathway/days.ts'
import type { FlagView, NoticeView, Offer, PathwayDuty, Refused, View } from '../../engine/pathway/view.ts'
import { Layout } from '../scan/layout.ts'
import { capital, sayCounted, sayDays, sayList, sayProtocol } from '../scan/words.ts'
import { sayAnswers } from './answers.ts'
import { whyThen } from './derivations.ts'
import { inOrderOfNeed, sayOwing, sayPastSilence, saySilence, sayStandingOfDuty } from './duties.ts'
import { titleOfDuty } from './duty-title.ts'
import { notesOfEntry, sayEntry } from './entries.ts'
import { reasonsOf, sayObligation, sayTrigger } from './obligations.ts'
import { sayRefusal } from './refusals.ts'
import { byPlace, byStage } from './refused.ts'
import type { Shown } from './shown.ts'
import { strangersIn } from './strangers.ts'
import { sayAt, sayHappened, sayKept, sayMoment, sayPersons, titlesOf } from './titles.ts'

/** One pathway in words, for a person to read from top to bottom. `width` is that of the terminal, in characters. */
export function viewText(shown: Shown, width = 100): string {
  const layout = new Layout(width)
  layHead(shown, layout)
  layDuties(shown, layout)
  layOffers(shown, layout)
  layRefused(shown, layout)
  layEntries(shown, layout)
  layRest(shown, layout)
  return layout.text
}

function layHead(shown: Shown, layout: Layout): void {
  const { protocol, history, view, asOf, knownAt } = shown
  layout.paragraph(sayProtocol(protocol))
  const known = knownAt === null ? '' : `, as it was known at ${sayMoment(knownAt)}`
  const subject = protocol.subject === 'series of meetings' ? 'Series' : 'Child'
  layout.paragraph(`${subject} ${history.facts.child.id}, as of ${sayMoment(asOf)}${known}.`)
  const end = sayChildhoodEnd(view)
  if (end !== null) layout.paragraph(end)
  const strangers = strangersIn(shown)
  if (strangers.length > 0) {
    layout.heading('Names that the protocol does not have')
    for (const said of strangers) layout.paragraph(said, 0, 2)
  }
  layout.heading('Where it stands')
  if (view.stage === null || view.since === null) layout.paragraph('Nothing has been opened.')
  else {
    const days = dayOf(asOf) - dayOf(view.since)
    const long = days === 0 ? 'since today' : `for ${sayDays(days)}`
    layout.paragraph(`${view.stage.title}: ${long}, reached ${sayAt(view.since)}.`)
    if (view.stage.ends) layout.paragraph('It has ended.')
  }
  if (view.validUntil !== null) {
    layout.paragraph(`If nothing is recorded before, this holds until ${sayMoment(view.validUntil)}.`)
  }
}

/** "The child died on Wednesday 25 March 2026." Null where the childhood has not ended. */
export function sayChildhoodEnd({ childhoodEnd }: Pick<View, 'childhoodEnd'>): string | null {
  if (childhoodEnd === null) return null
  return `The child ${childhoodEnd.by === 'death' ? 'died' : 'turned 18'} on ${sayDay(childhoodEnd.on)}.`
}

function layDuties(shown: Shown, layout: Layout): void {
  const { duties } = shown.view
  const isDone = ({ standing: { kind } }: PathwayDuty): boolean => kind === 'met' || kind === 'lapsed'
  layout.heading('What is owed, by whom and by when')
  const ordered = inOrderOfNeed(duties)
  const owed = ordered.filter((duty) => !isDone(duty))
  if (owed.length === 0) layout.paragraph('Nothing.')
  for (const duty of owed) {
    layout.paragraph(withClauses(titleOfDuty(duty, shown.protocol), duty.duty.cites), 0, 2)
    layout.paragraph(`${capital(sayStandingOfDuty(duty, shown))}.`.replace(/\.\.$/, '.'), 2)
    layout.paragraph(`Owed by ${sayOwing(duty, shown)}.`, 2)
    const about = sayAbout(duty, shown)
    if (about !== '') layout.paragraph(about, 2)
    if ('derivation' in duty.due) {
      layout.paragraph(`Why then: ${whyThen(duty, shown).join(' ')}`, 2, 2)
    }
    if (duty.metFrom !== null) {
      layout.paragraph(`Only what is done from ${sayDay(duty.metFrom)} on meets it.`, 2, 2)
    }
    if (duty.duty.reading !== null) layout.paragraph(`How the source was read: ${duty.duty.reading}`, 2, 2)
    layout.paragraph(saySilence(duty, shown), 2)
    layout.paragraph(`Identifier: ${duty.id}`, 2)
  }
  const { obligations } = shown.view
  if (obligations.length > 0) {
    layout.heading('What else must be settled, though nobody was told to')
    for (const obligation of obligations) layout.paragraph(sayObligation(obligation, shown), 0, 2)
  }
  const done = ordered.filter(isDone)
  if (done.length > 0) {
    layout.heading('What was owed and is no longer')
    for (const duty of done) {
      const said = `${sayStandingOfDuty(duty, shown)}${sayPastSilence(duty)}`
      layout.paragraph(`${withClauses(titleOfDuty(duty, shown.protocol), duty.duty.cites)}: ${said}.`, 0, 2)
    }
  }
}

/** Which agency, item or record it is for, where several of a kind are told apart. */
function sayAbout({ duty }: PathwayDuty, { protocol }: Shown): string {
  const of = duty.forEach?.of
  if (of === undefined) return ''
  const titles = titlesOf(protocol)
  switch (of.kind) {
    case 'item':
      return `For one item of ${titles.question(titles.stepOf(of.step), of.question)}.`
    case 'sitting':
      return `For a sitting of ${titles.meeting(of.meeting)}.`
    default:
      return ''
  }
}

function layOffers(shown: Shown, layout: Layout): void {
  layout.heading('What can be recorded now, and by whom')
  if (shown.view.offers.length === 0) layout.paragraph('Nothing.')
  for (const offer of shown.view.offers) layOffer(offer, shown, layout)
}

function layOffer({ step, by, takers, outcomes, meets, asks }: Offer, { protocol, view }: Shown, layout: Layout): void {
  const titles = titlesOf(protocol)
  layout.paragraph(withClauses(step.title, step.cites), 0, 2)
  const persons = [...new Set(takers.map(({ person }) => person))]
  layout.paragraph(`By ${sayPersons(persons)} (${titles.who(by)}). Step: ${step.id}`, 2)
  if (step.warning !== null) layout.paragraph(`Before you begin: ${step.warning}`, 2)
  if (step.chooses) {
    for (const { id, title, to } of outcomes) {
      layout.paragraph(`${title} (${id})${to === null ? '' : ` leads to ${titles.stage(to)}`}.`, 4, 2)
    }
  } else {
    const [only] = outcomes
    if (only?.to != null) layout.paragraph(`Leads to ${titles.stage(only.to)}.`, 2)
  }
  if (asks.length > 0) layout.paragraph(`Asks: ${asks.map(({ title }) => title).join(' ')}`, 2, 2)
  const met = meets.map((id) => view.duties.find((duty) => duty.id === id)?.duty.title ?? id)
  if (met.length > 0) layout.paragraph(`Would meet: ${[...new Set(met)].join('; ')}.`, 2, 2)
}

function layRefused(shown: Shown, layout: Layout): void {
  const { refused, stage } = shown.view
  const { here, elsewhere } = byPlace(refused)
  layout.heading('What cannot be recorded now, and why')
  if (refused.length === 0) layout.paragraph('Nothing is refused.')
  for (const each of here) layRefusedStep(each, shown, layout)
  if (elsewhere.length === 0) return
  const [first] = elsewhere[0]?.refusals ?? []
  if (stage?.ends === true || first?.kind === 'not-open') {
    const words = first === undefined ? undefined : sayRefusal(first, undefined, shown.protocol, shown.clause)
    layout.paragraph(
      `${sayCounted(elsewhere.length, 'step', 'steps')}: ${words?.says ?? ''} ${words?.instead ?? ''}`,
      0,
      2,
    )
    return
  }
  layout.paragraph(`${sayCounted(elsewhere.length, 'step belongs', 'steps belong')} to other stages:`)
  for (const [where, titles] of byStage(elsewhere, shown)) layout.paragraph(`${where}: ${titles.join('; ')}.`, 2, 2)
}

function layRefusedStep({ step, refusals }: Refused, { protocol, clause }: Shown, layout: Layout): void {
  layout.paragraph(step.title, 0, 2)
  const words = refusals.map((refusal) => sayRefusal(refusal, step, protocol, clause))
  for (const { says } of words) layout.paragraph(says, 2, 2)
  for (const instead of new Set(words.map((each) => each.instead))) layout.paragraph(`What to do: ${instead}`, 2, 2)
  for (const said of new Set(words.flatMap(({ clauses }) => clauses))) layout.paragraph(said, 4, 2)
}

function layEntries(shown: Shown, layout: Layout): void {
  const { entries } = shown.view
  layout.heading('What was recorded')
  if (entries.length === 0) layout.paragraph('Nothing.')
  const titles = titlesOf(shown.protocol)
  for (const each of entries) {
    const { entry } = each
    layout.paragraph(`${capital(sayHappened(entry.happened))}: ${sayEntry(each, shown)}`, 0, 2)
    if (entry.trigger === null)
      layout.paragraph(
        `By ${entry.by}, as ${titles.role(entry.role)}${entry.agency == null ? '' : `, for ${entry.agency}`}; entry ${entry.id}.`,
        2,
      )
    else layout.paragraph(each.derived ? 'By nobody.' : `By nobody; entry ${entry.id}.`, 2)
    for (const note of notesOfEntry(each, shown)) layout.paragraph(note, 2, 2)
    for (const { title, says } of sayAnswers(entry.answers, titles.stepOf(entry.step), titles)) {
      layout.paragraph(`${title}${/[?.]$/.test(title) ? '' : ':'} ${says}`, 4, 2)
    }
  }
  const out = leftOut(shown)
  if (out > 0) {
    const said = sayCounted(out, 'entry of the history is', 'entries of the history are')
    layout.paragraph(`${said} left out: what happened later, or was not known then.`)
  }
}

/** How many entries of the history lie ahead or were not known. */
export function leftOut({ history, view }: Shown): number {
  return history.entries.length - view.entries.filter(({ derived }) => !derived).length
}

function layRest(shown: Shown, layout: Layout): void {
  const { protocol, view } = shown
  const { triggers, notices, flags, documents, grants } = view
  if (triggers.length > 0) {
    layout.heading('What the files say')
    for (const each of triggers) {
      const { title, cites } = each.occasion.trigger
      layout.paragraph(`${withClauses(title, cites)}: ${sayTrigger(each)}`, 0, 2)
      for (const { depth, text } of reasonsOf(each, shown)) layout.paragraph(text, 2 + 2 * depth, 2)
    }
  }
  if (notices.length > 0) {
    layout.heading('Who was told')
    for (const notice of notices) layout.paragraph(sayNotice(notice, shown), 0, 2)
  }
  if (flags.length > 0) {
    layout.heading('Flags')
    for (const flag of flags) layout.paragraph(sayFlag(flag, shown), 0, 2)
  }
  if (documents.length > 0) {
    layout.heading('Documents')
    for (const { id, of } of documents) {
      const title = protocol.documents.find((each) => each.id === id)?.title ?? id
      layout.paragraph(`${title}, of entry ${of}`, 0, 2)
    }
  }
  if (protocol.kept !== null) {
    layout.heading('Within which agency it is kept')
    layout.paragraph(withClauses(sayKept(protocol.kept), protocol.kept.cites))
  }
  layout.heading('Who may see the case because of where it stands')
  if (grants.length === 0) layout.paragraph('Nobody for that reason alone.')
  for (const { id, persons, compartments } of grants) {
    const found = protocol.grants.find((each) => each.id === id)
    const who = found === undefined ? id : titlesOf(protocol).who(found.who)
    layout.paragraph(withClauses(`${sayPersons(persons)} (${who}): ${sayList(compartments)}`, found?.cites ?? []), 0, 2)
  }
}

/** "The child was raised, at ...: told sunil and tamar." Where nobody is there to be told, that it is to be found out. */
export function sayNotice(
  { id, at, to, nobody, correctedBy, mailbox }: NoticeView,
  { protocol }: Pick<Shown, 'protocol'>,
): string {
  const notice = protocol.notices.find((each) => each.id === id)
  const box = mailbox === null ? [] : [`the mailbox ${mailbox}`]
  const told = [...to, ...box]
  const lacking =
    nobody.length === 0
      ? ''
      : ` Nobody is known to be ${titlesOf(protocol).who(nobody)}: find out who it is, and tell them.`
  const corrected = correctedBy === null ? '' : ` What it was sent for was corrected since, by entry ${correctedBy}.`
  const title = withClauses(notice?.title ?? id, notice?.cites ?? [])
  return `${title}, ${sayAt(at)}, to ${sayPersons(told)}.${lacking}${corrected}`
}

const FLAGS: Readonly<Record<FlagView['state'], string>> = {
  asked: 'asked for, and not yet known to be placed',
  placed: 'placed',
  'removal-asked': 'to be taken away, which is not yet known to be done',
  removed: 'taken away',
}

export function sayFlag({ id, agency, state, since }: FlagView, { protocol }: Pick<Shown, 'protocol'>): string {
  const flag = protocol.flags.find((each) => each.id === id)
  const title = withClauses(flag?.title ?? id, flag?.cites ?? [])
  return `${title}, ${agency}: ${FLAGS[state]}, since ${formatDay(dayOf(since))}.`
}

function withClauses(title: string, cites: readonly string[]): string {
  return cites.length === 0 ? title : `${title} [${cites.join(', ')}]`
}
