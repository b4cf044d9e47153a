import type { At, Kept, Meeting, Question, Step } from '../../src/engine/protocol/pathway-parts.ts'
import type { Duty, Protocol } from '../../src/engine/protocol/protocol.ts'
import type { Due, Length, Moment, Who } from '../../src/engine/protocol/sentences/sentence.ts'
import type { Element } from './element.ts'
import { alterationsOfHelped, ownAsks } from './helped.ts'

// Every element of a protocol said a little differently: a day later, to somebody else, by anybody, without the need of an
// answer. Where the walks that claim its clause hold all the same, they have not looked closely enough.

export function alterationsOf(protocol: Protocol): readonly Element[] {
  return [
    ...protocol.duties.flatMap((duty) => alteredDuty(protocol, duty)),
    ...protocol.steps.flatMap((step) => alteredStep(protocol, step)),
    ...alterationsOfHelped(protocol),
    ...protocol.notices.flatMap((notice) => {
      const change = (changed: Partial<typeof notice>): Protocol => ({
        ...protocol,
        notices: protocol.notices.map((each) => (each === notice ? { ...each, ...changed } : each)),
      })
      const { cites, forEach } = notice
      return [
        ...notice.to.map((to) => ({
          name: `notice ${notice.id} to one fewer`,
          cites,
          without: change({ to: notice.to.filter((each) => each !== to) }),
        })),
        ...(notice.mailbox === null
          ? []
          : [{ name: `notice ${notice.id} to no mailbox`, cites, without: change({ mailbox: null }) }]),
        ...(forEach.where === null
          ? []
          : [{ name: `notice ${notice.id} always`, cites, without: change({ forEach: { ...forEach, where: null } }) }]),
      ]
    }),
    ...protocol.meetings.flatMap((meeting) => alteredMeeting(protocol, meeting)),
    ...protocol.documents.flatMap((document) =>
      document.headings.map((heading) => ({
        name: `document ${document.id} without "${heading.title}"`,
        cites: document.cites,
        without: {
          ...protocol,
          documents: protocol.documents.map((each) => {
            return each === document ? { ...each, headings: each.headings.filter((kept) => kept !== heading) } : each
          }),
        },
      })),
    ),
    ...(protocol.kept === null ? [] : [keptByTheOther(protocol, protocol.kept)]),
    ...protocol.grants
      .filter((grant) => grant.while.length > 0)
      .map((grant) => ({
        name: `grant ${grant.id} at any stage`,
        cites: grant.cites,
        without: {
          ...protocol,
          grants: protocol.grants.map((each) => (each === grant ? { ...each, while: [] } : each)),
        },
      })),
    ...protocol.grants.flatMap((grant) =>
      grant.who.map((who) => ({
        name: `grant ${grant.id} to one fewer`,
        cites: grant.cites,
        without: {
          ...protocol,
          grants: protocol.grants.map((each) => {
            return each === grant ? { ...each, who: each.who.filter((kept) => kept !== who) } : each
          }),
        },
      })),
    ),
  ]
}

function keptByTheOther(protocol: Protocol, kept: Kept): Element {
  const within = kept.within === 'lead' ? 'raiser' : 'lead'
  return {
    name: 'kept within the other agency',
    cites: kept.cites,
    without: { ...protocol, kept: { ...kept, within } },
  }
}

function alteredMeeting(protocol: Protocol, meeting: Meeting): readonly Element[] {
  const change = (name: string, changed: Partial<Meeting>): Element => ({
    name: `meeting ${meeting.id}: ${name}`,
    cites: meeting.cites,
    without: {
      ...protocol,
      meetings: protocol.meetings.map((each) => (each === meeting ? { ...each, ...changed } : each)),
    },
  })
  return [
    ...meeting.always.map((post) =>
      change(`not always having ${post}`, { always: meeting.always.filter((each) => each !== post) }),
    ),
    ...meeting.needs.map((post) =>
      change(`not needing ${post}`, { needs: meeting.needs.filter((each) => each !== post) }),
    ),
    ...meeting.agenda.map((item) =>
      change(`without "${item}"`, { agenda: meeting.agenda.filter((each) => each !== item) }),
    ),
    ...(meeting.everyMonths === null ? [] : [change('held when called', { everyMonths: null })]),
  ]
}

function alteredDuty(protocol: Protocol, duty: Duty): readonly Element[] {
  const { id, cites, due, forEach, lapses } = duty
  const change = (name: string, changed: Partial<Duty>): Element => ({
    name: `duty ${id}: ${name}`,
    cites,
    without: { ...protocol, duties: protocol.duties.map((each) => (each === duty ? { ...each, ...changed } : each)) },
  })
  const later = lengthened(due)
  return [
    ...(later === null ? [] : [change('due one later', { due: later })]),
    ...(due.again.kind === 'never' ? [] : [change('only once', { due: { ...due, again: { kind: 'never' } } })]),
    ...(forEach?.where == null ? [] : [change('always', { forEach: { ...forEach, where: null } })]),
    ...(duty.metFrom === null ? [] : [change('met however early', { metFrom: null })]),
    ...(lapses === null ? [] : [change('never lapsing', { lapses: null })]),
    ...(forEach === null || duty.while === null ? [] : [change('at any stage', { while: null })]),
    change('owed by nobody', { owedBy: { anyOf: [NOBODY] } }),
    silent(protocol, change('silence reaching nobody', { ifOverdue: { ...duty.ifOverdue, tell: [NOBODY] } })),
  ]
}

/** With nobody to whom silence is told by default either. */
function silent({ ifOverdue }: Protocol, { without, ...rest }: Element): Element {
  return { ...rest, without: { ...without, ifOverdue: { ...ifOverdue, tell: [NOBODY] } } }
}

/** Nobody in the walks holds this role. */
const NOBODY: Who = { kind: 'role', role: 'nobody' }

function alteredStep(protocol: Protocol, step: Step): readonly Element[] {
  const change = (name: string, changed: Partial<Step>, cites = step.cites): Element => ({
    name: `step ${step.id}: ${name}`,
    cites,
    without: { ...protocol, steps: protocol.steps.map((each) => (each === step ? { ...each, ...changed } : each)) },
  })
  const ask = (name: string, question: Question, changed: Partial<Question>): Element =>
    change(
      `${name} ${question.id}`,
      { asks: step.asks.map((each) => (each === question ? { ...each, ...changed } : each)) },
      question.cites.length > 0 ? question.cites : step.cites,
    )
  const anybody = [...protocol.roles.keys()].map((role): Who => ({ kind: 'role', role }))
  return [
    change('by anybody', { by: { anyOf: anybody } }),
    ...(step.by.anyOf.length < 2
      ? []
      : step.by.anyOf.map((who) => {
          const name = 'role' in who ? who.role : who.kind
          return change(`not by ${name}`, { by: { anyOf: step.by.anyOf.filter((each) => each !== who) } })
        })),
    ...stagesOf(step.at).map((stage) =>
      change(`not at ${stage}`, { at: { kind: 'stages', stages: stagesOf(step.at).filter((each) => each !== stage) } }),
    ),
    ...step.outcomes
      .filter(({ to }) => to !== null)
      .map((outcome) =>
        change(
          `${outcome.id} leading nowhere`,
          { outcomes: step.outcomes.map((each) => (each === outcome ? { ...each, to: null } : each)) },
          outcome.cites.length > 0 ? outcome.cites : step.cites,
        ),
      ),
    ...ownAsks(protocol, step).flatMap((question) => [
      ...(question.needed.kind === 'never' ? [] : [ask('no need of', question, { needed: { kind: 'never' } })]),
      ...(question.shown.kind === 'answer' || question.shown.kind === 'too-late'
        ? [ask('always shows', question, { shown: { kind: 'always' } })]
        : []),
      ...[...question.options].map(([option]) =>
        ask(`does not offer ${option} for`, question, {
          options: new Map([...question.options].filter(([each]) => each !== option)),
        }),
      ),
      ...(question.of === null ? [] : [ask('asks everybody', question, { of: null })]),
      ...(question.of ?? []).map((role) =>
        ask(`does not ask ${role}`, question, { of: question.of?.filter((each) => each !== role) ?? null }),
      ),
    ]),
  ]
}

function stagesOf(at: At): readonly string[] {
  return at.kind === 'stages' && at.stages.length > 1 ? at.stages : []
}

/** The same sentence with its length one longer; null where it names no length. */
function lengthened({ first, again }: Due): Due | null {
  const later = laterMoment(first)
  return later === null ? null : { first: later, again }
}

function laterMoment(moment: Moment): Moment | null {
  if (moment.kind === 'shifted') return { ...moment, length: oneMore(moment.length) }
  if (moment.kind === 'same-working-day') {
    return { kind: 'shifted', length: { count: 1, unit: 'working day' }, direction: 'after', event: moment.event }
  }
  return null
}

function oneMore({ count, unit }: Length): Length {
  return { count: count + 1, unit }
}
