import type { Instant } from '../calendar/instant.ts'
import type { Flag, Notice } from '../protocol/pathway-parts.ts'
import { dayOf } from './days.ts'
import { type Item, itemsOf, openDuty, openForFlag } from './openings.ts'
import { type Counted, toldBy } from './record.ts'
import { namesOf } from './rulebook.ts'
import { answerIs, answerTo, type FlagState, type SentNotice, type State } from './state.ts'
import type { FlagView, NoticeView } from './view.ts'
import { agencyOf, firstMeant } from './who.ts'

/** Sends what a record sends: for the step itself, and for the stage that it leads to. */
export function sendNotices(record: Counted, state: State): void {
  const { noticesOfStep, noticesOfStage } = state.rulebook
  const named = record.step?.id ?? record.trigger?.id
  const notices = [
    ...(named === undefined ? [] : (noticesOfStep.get(named) ?? [])),
    ...(record.to === null ? [] : (noticesOfStage.get(record.to.id) ?? [])),
  ]
  for (const notice of notices) if (isSent(notice, record, state)) send(notice, record, state)
}

function isSent({ forEach }: Notice, record: Counted, state: State): boolean {
  const { of, where } = forEach
  const { step } = record
  if (of.kind === 'named' && step !== null && (state.records.get(step.id)?.length ?? 0) < of.from) return false
  return where === null || toldBy(record).some((told) => answerIs(answerTo(told, where.question), where.is))
}

function send(notice: Notice, by: Counted, state: State): void {
  const { happened } = by.entry
  const scene = { state, on: dayOf(happened), by, agency: agencyOf(state.people, by.entry.by), person: null }
  const nobody: SentNotice['nobody'][number][] = []
  const to = new Set<string>()
  for (const { anyOf } of notice.to) {
    const { who, persons } = firstMeant(anyOf, scene)
    if (persons.length === 0 && who !== null) nobody.push(who)
    for (const person of persons) to.add(person)
  }
  state.notices.push({ notice, by, to: [...to], nobody })
  for (const duty of state.rulebook.opens.recipients.get(notice.id) ?? []) {
    for (const person of to) {
      const agency = agencyOf(state.people, person)
      openDuty(
        duty,
        { of: `${by.root}/${notice.id}/${person}`, at: happened, by, answers: toldBy(by), person, agency },
        state,
      )
    }
  }
}

/** Asks agencies for the flags that a record asks for, each once while it has not been taken away. */
export function raiseFlags(record: Counted, state: State): void {
  for (const flag of state.rulebook.flags) {
    for (const { agency, answers } of flagged(flag, record)) {
      if (agency === null) continue
      const has = state.flags.some((each) => each.flag === flag && each.agency === agency && each.removalAsked === null)
      if (has) continue
      const at = record.entry.happened
      const raised: FlagState = {
        flag,
        agency,
        by: record,
        answers,
        asked: at,
        placed: null,
        removalAsked: null,
        removed: null,
      }
      state.flags.push(raised)
      openForFlag(raised, at, 'asked', state)
    }
  }

  function flagged({ forEach: { of, where } }: Flag, { step, to }: Counted): readonly Omit<Item, 'id'>[] {
    const asked = (each: Omit<Item, 'id'>): boolean => {
      return where === null || each.answers.some((own) => answerIs(answerTo(own, where.question), where.is))
    }
    if (of.kind === 'item') return of.step === step?.id ? itemsOf(record, of.question, state).filter(asked) : []
    const isNow =
      of.kind === 'named' ? namesOf(of).includes(step?.id ?? '') : of.kind === 'entering' && of.stage === to?.id
    if (!isNow) return []
    return state.people.agencies.map((agency) => ({ agency, person: null, answers: toldBy(record) })).filter(asked)
  }
}

export function viewOfNotice({ notice, by, to, nobody }: SentNotice): NoticeView {
  return { id: notice.id, of: by.root, at: by.entry.happened, to, nobody, mailbox: notice.mailbox }
}

export function viewOfFlag({ flag, agency, asked, placed, removalAsked, removed }: FlagState): FlagView {
  const at = (state: FlagView['state'], since: Instant): FlagView => ({ id: flag.id, agency, state, since })
  if (removed !== null) return at('removed', removed)
  if (removalAsked !== null) return at('removal-asked', removalAsked)
  return placed === null ? at('asked', asked) : at('placed', placed)
}
