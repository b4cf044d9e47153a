import { formatDay } from '../../engine/calendar/day.ts'
import { formatInstant, type Instant, LONDON } from '../../engine/calendar/instant.ts'
import type { EntryView, FlagView, KeptWithin, NoticeView, Obligation, PathwayDuty } from '../../engine/pathway/view.ts'
import type { Kept } from '../../engine/protocol/pathway-parts.ts'
import { dayOfOccasion } from '../../engine/watch/occasions.ts'
import { becauseJson, dayOrNull } from '../scan/json-because.ts'
import { lastWorkingDay, sayBareFact } from '../scan/words.ts'
import { sayAnswers } from './answers.ts'
import { whyThen } from './derivations.ts'
import { sayStandingOfDuty } from './duties.ts'
import { notesOfEntry, noticedLate, sayEntry } from './entries.ts'
import { derivationJson } from './json-derivation.ts'
import { questionJson } from './json-question.ts'
import { refusalJson } from './json-refusal.ts'
import type { DutyJson, EntryJson, FlagJson, NoticeJson, ViewJson } from './json-schema.ts'
import { becauseOf, sayObligation, sayTrigger } from './obligations.ts'
import { type Shown, toldUnder } from './shown.ts'
import { strangersIn } from './strangers.ts'
import { leftOut, sayChildhoodEnd, sayNotice } from './text.ts'
import { sayKept, titlesOf } from './titles.ts'

/** One pathway as JSON for another program, in two-space indentation. */
export function viewJson(shown: Shown): string {
  return `${JSON.stringify(viewOf(shown), null, 2)}\n`
}

function viewOf(shown: Shown): ViewJson {
  const { protocol, history, asOf, knownAt, view, version } = shown
  const { id, title, authority } = protocol
  const titles = titlesOf(protocol)
  const isSeries = protocol.subject === 'series of meetings'
  return {
    format: 'sightline-view',
    formatVersion: 2,
    madeBy: `Sightline ${version}`,
    protocol: { id, title, authority, version: protocol.version },
    child: isSeries ? null : history.facts.child.id,
    series: isSeries ? history.facts.child.id : null,
    childhoodEnd: childhoodEndJson(view),
    asOf: moment(asOf),
    knownAt: momentOrNull(knownAt),
    validUntil: momentOrNull(view.validUntil),
    stage:
      view.stage === null || view.since === null
        ? null
        : { id: view.stage.id, title: view.stage.title, ends: view.stage.ends, since: moment(view.since) },
    duties: view.duties.map((duty) => dutyJson(duty, shown)),
    obligations: view.obligations.map((each) => ({
      kind: each.kind,
      of: settles(each),
      for: 'for' in each ? each.for : null,
      who: 'who' in each ? titles.who([each.who]) : null,
      owedBy: [...each.owedBy],
      due: dayOrNull(each.due),
      says: sayObligation(each, shown),
    })),
    offers: view.offers.map(({ step, by, takers, asks, outcomes, meets }) => ({
      step: step.id,
      title: step.title,
      cites: [...step.cites],
      by: titles.who(by),
      takers: takers.map((taker) => ({ ...taker })),
      warning: step.warning,
      asks: asks.map(questionJson),
      outcomes: outcomes.map((outcome) => ({ outcome: outcome.id, title: outcome.title, to: outcome.to })),
      meets: [...meets],
    })),
    refused: view.refused.map(({ step, refusals }) => ({
      step: step.id,
      title: step.title,
      refusals: refusals.map((each) => refusalJson(each, step, shown)),
    })),
    entries: view.entries.map((each) => entryJson(each, shown)),
    leftOut: leftOut(shown),
    strangers: [...strangersIn(shown)],
    triggers: view.triggers.map((each) => ({
      id: each.occasion.trigger.id,
      title: each.occasion.trigger.title,
      cites: [...each.occasion.trigger.cites],
      standing: each.standing,
      does: each.does,
      noticed: dayOrNull(each.noticed),
      noticedLate: each.noticed === null ? null : each.noticed - dayOfOccasion(each.occasion),
      earliest: dayOrNull(each.occasion.possible),
      latest: dayOrNull(each.occasion.certain),
      over: dayOrNull(each.occasion.over),
      says: sayTrigger(each),
      because: becauseJson(becauseOf(each, shown), (fact) => ({
        kind: fact.kind,
        from: formatDay(fact.from),
        until: dayOrNull(fact.until),
        says: sayBareFact(fact),
      })),
    })),
    notices: view.notices.map((notice) => noticeJson(notice, shown)),
    flags: view.flags.map((flag) => flagJson(flag, shown)),
    documents: view.documents.map((made) => ({
      id: made.id,
      title: protocol.documents.find((each) => each.id === made.id)?.title ?? made.id,
      of: made.of,
    })),
    grants: view.grants.map((grant) => {
      const found = protocol.grants.find((each) => each.id === grant.id)
      return {
        id: grant.id,
        cites: [...(found?.cites ?? [])],
        who: titles.who(found?.who ?? []),
        persons: [...grant.persons],
        compartments: [...grant.compartments],
      }
    }),
    kept: protocol.kept === null || view.kept === null ? null : keptJson(protocol.kept, view.kept),
    clauses: clausesOf(shown),
  }
}

function keptJson(kept: Kept, within: KeptWithin): ViewJson['kept'] {
  const agency = within.kind === 'agency' ? within.agency : null
  return { within: within.kind, agency, cites: [...kept.cites], says: sayKept(kept) }
}

function childhoodEndJson(view: Shown['view']): ViewJson['childhoodEnd'] {
  const { childhoodEnd } = view
  const says = sayChildhoodEnd(view)
  return childhoodEnd === null || says === null ? null : { by: childhoodEnd.by, on: formatDay(childhoodEnd.on), says }
}

/** What an obligation is about, by its identifier or its name in the protocol. */
function settles(obligation: Obligation): string {
  switch (obligation.kind) {
    case 'find-who':
      return obligation.of
    case 'confirm-or-close':
    case 'confirm-plan':
      return obligation.entry
    case 'open':
      return obligation.trigger
    case 'plan-sitting':
      return obligation.meeting
    default:
      return obligation satisfies never
  }
}

function dutyJson(owed: PathwayDuty, shown: Shown): DutyJson {
  const { duty, due, standing } = owed
  const dated = 'derivation' in due ? due : null
  return {
    id: owed.id,
    duty: duty.id,
    title: duty.title,
    cites: [...duty.cites],
    of: owed.of,
    opened: moment(owed.opened),
    owedBy: [...owed.owedBy],
    who: titlesOf(shown.protocol).who([owed.who]),
    due: dated === null ? null : formatDay(dated.day),
    dueAt: momentOrNull(dated?.at ?? null),
    lastWorkingDay: dated === null ? null : dayOrNull(lastWorkingDay(dated.day, shown.calendar)),
    standing: standing.kind,
    at: 'at' in standing ? moment(standing.at) : null,
    late: standing.kind === 'met' ? standing.late : null,
    lapsedBecause: standing.kind === 'lapsed' ? standing.why : null,
    tell: [...owed.tell],
    tellFrom: dayOrNull(owed.tellFrom),
    metFrom: dayOrNull(owed.metFrom),
    says: sayStandingOfDuty(owed, shown),
    why: [...whyThen(owed, shown)],
    reading: duty.reading,
    derivation: dated === null ? null : derivationJson(dated.derivation, shown),
  }
}

function entryJson(each: EntryView, shown: Shown): EntryJson {
  const { entry } = each
  const titles = titlesOf(toldUnder(each, shown).protocol)
  return {
    id: entry.id,
    step: entry.step,
    outcome: entry.outcome,
    trigger: entry.trigger === null ? null : { ...entry.trigger },
    derived: each.derived,
    metByFiles: dayOrNull(each.metByFiles),
    noticedLate: noticedLate(each),
    says: sayEntry(each, shown),
    by: entry.by,
    role: entry.role,
    agency: entry.agency ?? null,
    happened: moment(entry.happened),
    recorded: moment(entry.recorded),
    from: each.from,
    to: each.to,
    answers: sayAnswers(entry.answers, titles.stepOf(entry.step), titles).map((answer) => ({ ...answer })),
    about: entry.about,
    supersedes: entry.supersedes,
    because: entry.because,
    supersededBy: each.supersededBy,
    notCounted: each.ignored,
    notes: [...notesOfEntry(each, shown)],
  }
}

export function noticeJson(notice: NoticeView, { protocol }: Pick<Shown, 'protocol'>): NoticeJson {
  const found = protocol.notices.find((each) => each.id === notice.id)
  return {
    id: notice.id,
    title: found?.title ?? notice.id,
    cites: [...(found?.cites ?? [])],
    of: notice.of,
    at: moment(notice.at),
    to: [...notice.to],
    nobody: notice.nobody.map((who) => titlesOf(protocol).who([who])),
    correctedBy: notice.correctedBy,
    mailbox: notice.mailbox,
    says: sayNotice(notice, { protocol }),
  }
}

export function flagJson(flag: FlagView, { protocol }: Pick<Shown, 'protocol'>): FlagJson {
  const found = protocol.flags.find((each) => each.id === flag.id)
  const { id, agency, state, since } = flag
  return { id, title: found?.title ?? id, cites: [...(found?.cites ?? [])], agency, state, since: moment(since) }
}

/** Every clause that something shown cites, once, in order. */
function clausesOf({ view, protocol, clause }: Shown): ViewJson['clauses'] {
  const grants = protocol.grants.filter(({ id }) => view.grants.some((grant) => grant.id === id))
  const notices = protocol.notices.filter(({ id }) => view.notices.some((notice) => notice.id === id))
  const cited = [
    ...view.duties.flatMap(({ duty }) => duty.cites),
    ...view.offers.flatMap(({ step }) => step.cites),
    ...view.refused.flatMap(({ refusals }) => refusals.flatMap(({ cites }) => cites)),
    ...view.triggers.flatMap(({ occasion }) => occasion.trigger.cites),
    ...[...grants, ...notices].flatMap(({ cites }) => cites),
    ...(protocol.kept?.cites ?? []),
  ]
  return [...new Set(cited)].sort().flatMap((id) => {
    const found = clause(id)
    return found === undefined ? [] : [{ id, place: found.place, says: found.says }]
  })
}

function moment(at: Instant): string {
  return formatInstant(at, LONDON)
}

function momentOrNull(at: Instant | null): string | null {
  return at === null ? null : moment(at)
}
