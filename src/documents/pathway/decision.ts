import { formatDay } from '../../engine/calendar/day.ts'
import { formatInstant, LONDON } from '../../engine/calendar/instant.ts'
import { sayDay } from '../../engine/calendar/words.ts'
import type { Entry } from '../../engine/pathway/entry.ts'
import type { Decision, Effect, PlannedSitting } from '../../engine/pathway/view.ts'
import type { Protocol } from '../../engine/protocol/protocol.ts'
import { Layout } from '../scan/layout.ts'
import { flagJson, noticeJson } from './json.ts'
import { refusalJson } from './json-refusal.ts'
import type { DecisionJson } from './json-schema.ts'
import { sayRefusal } from './refusals.ts'
import type { Shown } from './shown.ts'
import { sayFlag, sayNotice } from './text.ts'
import { sayMoment, titlesOf } from './titles.ts'

/** What a decision is shown with; `step` is the step that somebody wants to record, or null where it takes an entry back. */
export type Judged = Pick<Shown, 'protocol' | 'clause' | 'people' | 'version'> & {
  readonly decision: Decision
  readonly step: string | null
}

/** A decision in words: what is recorded and what follows, or every reason why it is not. */
export function decisionText(judged: Judged, width = 100): string {
  const { protocol, clause, decision } = judged
  const layout = new Layout(width)
  const titles = titlesOf(protocol)
  const step = titles.stepOf(judged.step)
  const title = step?.title ?? judged.step ?? 'Take an entry back'
  if (decision.ok) {
    layout.paragraph(`${title}: it may be recorded.`)
    if (decision.starts.length > 0) {
      layout.heading('What is recorded first')
      for (const { trigger } of decision.starts) layout.paragraph(sayStart(trigger, judged), 0, 2)
    }
    layout.heading('What follows')
    if (decision.effects.length === 0) layout.paragraph('Nothing.')
    for (const effect of decision.effects) layout.paragraph(sayEffect(effect, judged), 0, 2)
    return layout.text
  }
  layout.paragraph(`${title}: it may not be recorded.`)
  layout.heading('Why not, and what to do')
  const words = decision.refusals.map((refusal) => ({ refusal, ...sayRefusal(refusal, step, protocol, clause) }))
  words.forEach(({ refusal, says, instead }, i) => {
    layout.paragraph(refusal.cites.length === 0 ? says : `${says} [${refusal.cites.join(', ')}]`, 0, 2)
    // What is to be done about several in a row is said once, after the last of them.
    if (instead !== words[i + 1]?.instead) layout.paragraph(`What to do: ${instead}`, 4, 2)
  })
  const clauses = new Set(words.flatMap((each) => each.clauses))
  if (clauses.size > 0) layout.heading('The clauses')
  for (const said of [...clauses].sort()) layout.paragraph(said, 0, 2)
  return layout.text
}

/** "It has started by itself: ..., met on ...". */
function sayStart(trigger: Entry['trigger'], { protocol }: Judged): string {
  const title = protocol.triggers.find(({ id }) => id === trigger?.id)?.title ?? trigger?.id
  return `It has started by itself: ${title}, met on ${trigger?.met}. The entry of that start is recorded before this one.`
}

/** The same for another program. */
export function decisionJson(judged: Judged): string {
  const { protocol, version, decision } = judged
  const titles = titlesOf(protocol)
  const step = titles.stepOf(judged.step)
  const json: DecisionJson = {
    format: 'sightline-decision',
    formatVersion: 1,
    madeBy: `Sightline ${version}`,
    protocol: protocol.id,
    allowed: decision.ok,
    starts: decision.ok ? decision.starts.map(entryOf) : [],
    entry: decision.ok ? entryOf(decision.entry) : null,
    effects: decision.ok
      ? decision.effects.map((effect) => ({ ...effectJson(effect, judged), says: sayEffect(effect, judged) }))
      : [],
    refusals: decision.ok ? [] : decision.refusals.map((each) => refusalJson(each, step, judged)),
  }
  return `${JSON.stringify(json, null, 2)}\n`
}

/** An entry as a history writes it, so that it can be put under "entries" as it is. */
function entryOf(entry: Entry): Readonly<Record<string, unknown>> {
  const { happened, recorded, ...rest } = entry
  return { ...rest, happened: formatInstant(happened, LONDON), recorded: formatInstant(recorded, LONDON) }
}

function effectJson(effect: Effect, judged: Judged): Omit<DecisionJson['effects'][number], 'says'> {
  switch (effect.kind) {
    case 'notice':
      return { kind: effect.kind, notice: noticeJson(effect.notice, judged) }
    case 'flag':
      return { kind: effect.kind, flag: flagJson(effect.flag, judged) }
    case 'stage':
    case 'document':
    case 'agenda':
      return { ...effect }
    case 'sitting': {
      const { kind, meeting, on, at } = effect
      return { kind, meeting, on: formatDay(on), at: at === null ? null : formatInstant(at, LONDON) }
    }
    default:
      return effect satisfies never
  }
}

/** "It goes from ... to ..."; what is sent, made, asked for or put on an agenda. */
function sayEffect(effect: Effect, { protocol, people }: Pick<Shown, 'protocol' | 'people'>): string {
  const titles = titlesOf(protocol)
  switch (effect.kind) {
    case 'stage':
      return effect.from === null
        ? `It is opened at ${titles.stage(effect.to)}.`
        : `It goes from ${titles.stage(effect.from)} to ${titles.stage(effect.to)}.`
    case 'notice':
      return `Notice: ${sayNotice(effect.notice, { protocol })}`
    case 'document': {
      const title = protocol.documents.find(({ id }) => id === effect.document)?.title ?? effect.document
      return `Document: ${title}.`
    }
    case 'flag':
      return `Flag: ${sayFlag(effect.flag, { protocol })}`
    case 'agenda': {
      const sitting = people.sittings.find(({ id }) => id === effect.sitting)
      const when =
        sitting === undefined ? 'the next sitting, which is not planned yet' : `the sitting on ${sayDay(sitting.on)}`
      return `Agenda of ${titles.meeting(effect.meeting)}: for ${when}.`
    }
    case 'sitting':
      return sayPlanned(effect, protocol)
    default:
      return effect satisfies never
  }
}

/** "A sitting of ... is planned for ...". */
export function sayPlanned({ meeting, on, at }: PlannedSitting, protocol: Protocol): string {
  const title = titlesOf(protocol).meeting(meeting)
  return `A sitting of ${title} is planned for ${at === null ? sayDay(on) : sayMoment(at)}, where there is none on that day.`
}
