import type { Instant } from '../calendar/instant.ts'
import type { Flag, Notice } from '../protocol/pathway-parts.ts'
import { agencyOf, agencyOfEntry } from './agencies.ts'
import { dayOf } from './days.ts'
import type { Answers } from './entry.ts'
import { type Item, itemsOf } from './items.ts'
import { openDuty, openForFlag } from './openings.ts'
import { type Counted, toldBy } from './record.ts'
import { namesOf } from './rulebook.ts'
import { answerIs, answerTo, type FlagState, type OpenedDuty, type SentNotice, type State } from './state.ts'
import type { FlagView, NoticeView } from './view.ts'
import { firstMeant, missedOf } from './who.ts'

/** Sends what a record sends: for the step itself, for each item of its lists, and for the stage that it leads to. */
export function sendNotices(record: Counted, state: State): void {
  const { noticesOfStep, noticesOfItems, noticesOfStage } = state.rulebook
  const named = record.step?.id ?? record.trigger?.id ?? ''
  const ofStep = noticesOfStep.get(named) ?? NONE
  const ofItems = noticesOfItems.get(named) ?? NONE
  const ofStage = record.to === null ? NONE : (noticesOfStage.get(record.to.id) ?? NONE)
  if (ofStep.length + ofItems.length + ofStage.length === 0) return
  const whole: Sending = {
    id: record.root,
    agency: agencyOfEntry(state.people, record.entry),
    person: null,
    answers: toldBy(record),
  }
  for (const notice of ofStep) {
    const { of } = notice.forEach
    const from = of.kind === 'named' && record.step !== null ? of.from : 1
    if (from === 1 || (state.records.get(named)?.length ?? 0) >= from) send(notice, whole, record, state)
  }
  for (const notice of ofItems) {
    const { of } = notice.forEach
    for (const item of of.kind === 'item' ? itemsOf(record, of.question, state) : []) {
      send(notice, { ...item, id: `${record.root}/${item.id}` }, record, state)
    }
  }
  for (const notice of ofStage) send(notice, whole, record, state)
}

const NONE: readonly never[] = []

/** What sends a notice, once for each. */
type Sending = Omit<Item, 'agencies'>

function send(notice: Notice, { id, agency, person, answers }: Sending, by: Counted, state: State): void {
  const { where } = notice.forEach
  if (where !== null && !answers.some((told) => answerIs(answerTo(told, where.question), where.is))) return
  const { happened } = by.entry
  const scene = { state, on: dayOf(happened), by, agency, person }
  const nobody: SentNotice['nobody'][number][] = []
  const to = new Set<string>()
  for (const { anyOf } of notice.to) {
    const { who, persons } = firstMeant(anyOf, scene)
    if (who !== null) nobody.push(...missedOf(who, persons, scene))
    for (const each of persons) to.add(each)
  }
  state.notices.push({ notice, of: id, by, to: [...to], nobody })
  for (const duty of state.rulebook.opens.recipients.get(notice.id) ?? []) {
    for (const recipient of to) {
      const of = `${id}/${notice.id}/${recipient}`
      const theirs = agencyOf(state.people, recipient)
      openDuty(duty, { of, at: happened, by, answers, person: recipient, agency: theirs }, state)
    }
  }
}

/** Asks agencies for the flags that a record asks for, each once while it has not been taken away. */
export function raiseFlags(record: Counted, state: State): void {
  for (const flag of state.rulebook.flags) {
    for (const { agency, answers } of flagged(flag, record)) {
      const has = state.flags.some((each) => each.flag.id === flag.id && each.agency === agency && stays(each))
      if (has) continue
      const at = record.entry.happened
      const raised: FlagState = {
        flag,
        agency,
        by: record,
        answers,
        asked: at,
        placed: null,
        placedIn: null,
        removalAsked: null,
        removed: null,
      }
      state.flags.push(raised)
      openForFlag(raised, at, 'asked', state)
    }
  }

  function flagged({ forEach: { of, where } }: Flag, { step, to }: Counted): readonly Asked[] {
    const asked = (each: Pick<Asked, 'answers'>): boolean => {
      return where === null || each.answers.some((own) => answerIs(answerTo(own, where.question), where.is))
    }
    if (of.kind === 'item') {
      const items = of.step === step?.id ? itemsOf(record, of.question, state).filter(asked) : []
      return items.flatMap(({ agencies, answers }) => agencies.map((agency) => ({ agency, answers })))
    }
    const isNow =
      of.kind === 'named' ? namesOf(of).includes(step?.id ?? '') : of.kind === 'entering' && of.stage === to?.id
    if (!isNow) return []
    return state.people.agencies.map((agency) => ({ agency, answers: toldBy(record) })).filter(asked)
  }
}

/** An agency that is asked for a flag, and what was answered of it. */
type Asked = { readonly agency: string; readonly answers: readonly Answers[] }

/** Whether a flag is asked for or placed, and nobody has asked for it to be taken away or has taken it away. */
function stays({ removalAsked, removed }: FlagState): boolean {
  return removalAsked === null && removed === null
}

export function viewOfNotice({ notice, of, by, to, nobody }: SentNotice): NoticeView {
  return { id: notice.id, of, at: by.entry.recorded, to, nobody, correctedBy: null, mailbox: notice.mailbox }
}

/** Each flag as it stands, in the order in which they were asked for. */
export function viewOfFlags({ flags, opened }: State): readonly FlagView[] {
  const owed = Map.groupBy(opened, ({ flag }) => flag)
  return flags.map((each) => viewOfFlag(each, owed.get(each) ?? []))
}

function viewOfFlag(state: FlagState, owed: readonly OpenedDuty[]): FlagView {
  const { flag, agency, asked, placed, placedIn, removalAsked, removed } = state
  const confirms = removalAsked === null ? flag.placedBy : flag.removedBy
  const duty = owed.find(({ duty: { metBy } }) => metBy.kind === 'step' && metBy.step === confirms)?.id ?? null
  const at = (now: FlagView['state'], since: Instant): FlagView => {
    return { id: flag.id, agency, state: now, since, asked, duty, placedIn }
  }
  if (removed !== null) return at('removed', removed)
  if (removalAsked !== null) return at('removal-asked', removalAsked)
  return placed === null ? at('asked', asked) : at('placed', placed)
}
