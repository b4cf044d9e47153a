import fc from 'fast-check'
import { addDays, type Day, day } from '../calendar/day.ts'
import { formatInstant, LONDON } from '../calendar/instant.ts'
import type { Guard, Outcome, Question, Stage, Step } from '../protocol/pathway-parts.ts'
import type { Duty, Protocol } from '../protocol/protocol.ts'
import type { Due, Each, Lapses, Length, Who } from '../protocol/sentences/sentence.ts'
import {
  assessment,
  conference,
  enquiry,
  legalStatus,
  placement,
  plan,
  referral,
  review,
} from '../watch/given.test-data.ts'
import type { Answers, AnswerValue } from './entry.ts'
import { at, small } from './given.test-data.ts'
import type { People } from './people.ts'
import { askedOf } from './questions.ts'

// Pathways at random: small protocols that no checker has seen, people for any protocol, and answers to any question.

const STAGES = ['s0', 's1', 's2', 'end'] as const
const STEPS = ['start', 'a', 'b', 'c', 'd'] as const
const DUTIES = ['p', 'q', 'r'] as const
const ROLES = ['worker', 'manager', 'director'] as const

const role = fc.constantFrom(...ROLES)
const stage = fc.constantFrom(...STAGES)
const later = fc.constantFrom('a', 'b', 'c', 'd')

const who: fc.Arbitrary<Who> = fc.oneof(
  role.map((each): Who => ({ kind: 'role', role: each })),
  role.map((each): Who => ({ kind: 'of-case', role: each })),
  role.map((each): Who => ({ kind: 'raisers-own', role: each })),
  fc.constant<Who>({ kind: 'raiser' }),
  fc.constant<Who>({ kind: 'anyone-independent' }),
  fc.constant<Who>({ kind: 'tied-holder', role: 'worker' }),
  fc.constant<Who>({ kind: 'whoever-recorded-it' }),
)

const own = { cites: [], otherwise: null }
const plainGuard: fc.Arbitrary<Guard> = fc.oneof(
  fc
    .record({ step: later, since: fc.option(stage) })
    .map((each): Guard => ({ ...own, kind: 'earlier', outcome: null, ...each })),
  fc.constantFrom(...DUTIES).map((duty): Guard => ({ ...own, kind: 'met', duty })),
  fc.constantFrom(...DUTIES).map((duty): Guard => ({ ...own, kind: 'overdue', duty })),
  later.map((step): Guard => ({ ...own, kind: 'another-person', step })),
  fc.constant<Guard>({ ...own, kind: 'answer', question: 'sure', is: 'yes', with: null }),
)
const guard: fc.Arbitrary<Guard> = fc.oneof(
  { weight: 3, arbitrary: plainGuard },
  fc.array(plainGuard, { minLength: 2, maxLength: 2 }).map((guards): Guard => ({ ...own, kind: 'either', guards })),
)

const SURE: Question = {
  id: 'sure',
  title: 'Are you sure?',
  type: 'yes or no',
  hint: null,
  cites: [],
  of: null,
  shown: { kind: 'always' },
  needed: { kind: 'never' },
  options: new Map(),
  from: null,
  each: null,
  withTheCase: null,
  tells: null,
  seriousIncident: [],
  plans: null,
  proposed: [],
  meanings: new Map(),
  parts: [],
}

function step(id: string): fc.Arbitrary<Step> {
  const outcome = fc.record({ to: fc.option(stage, { freq: 3 }) })
  return fc
    .record({
      by: fc.array(who, { minLength: 1, maxLength: 2 }),
      needs: fc.array(guard, { maxLength: 1 }),
      ends: fc.array(outcome, { maxLength: 2 }),
      stages: fc.subarray(['s0', 's1', 's2'], { minLength: 1 }),
      any: fc.boolean(),
    })
    .map(({ by, needs, ends, stages, any }): Step => {
      const starts = id === 'start'
      const outcomes = ends.map(({ to }, i): Outcome => ({ id: `o${i}`, title: '', to, cites: [] }))
      const first: Outcome = { id, title: '', to: 's0', cites: [] }
      return {
        id,
        title: id,
        cites: [],
        at: starts ? { kind: 'start' } : any ? { kind: 'any' } : { kind: 'stages', stages },
        by: { anyOf: starts ? [{ kind: 'role', role: 'worker' }] : by },
        asks: [SURE],
        needs: starts ? [] : needs,
        outcomes: starts ? [first] : outcomes,
        chooses: !starts && outcomes.length > 1,
        otherwise: null,
        warning: null,
        recalls: [],
        reading: null,
      }
    })
}

const length: fc.Arbitrary<Length> = fc.record({
  count: fc.integer({ min: 1, max: 12 }),
  unit: fc.constantFrom('working day', 'day', 'week', 'hour'),
})

function duty(id: string): fc.Arbitrary<Duty> {
  const each: fc.Arbitrary<Each> = fc
    .oneof(
      stage.map((name): Each['of'] => ({ kind: 'entering', stage: name })),
      later.map((name): Each['of'] => ({ kind: 'named', name, from: 1, or: [] })),
      fc.constant<Each['of']>({ kind: 'named', name: id === 'p' ? 'a' : 'p', from: 1, or: [] }),
    )
    .map((of): Each => ({ of, where: null }))
  const lapses: fc.Arbitrary<Lapses> = fc.oneof(
    stage.map((name): Lapses => ({ kind: 'leaving', stage: name })),
    later.map((name): Lapses => ({ kind: 'recorded', step: name })),
    fc.constantFrom(...DUTIES).map((name): Lapses => ({ kind: 'duty-met', duty: name, sameThing: false })),
  )
  return fc
    .record({
      forEach: fc.option(each, { freq: 4 }),
      stages: fc.subarray(['s0', 's1', 's2'], { minLength: 1 }),
      lasts: fc.boolean(),
      length,
      again: fc.option(fc.oneof(fc.constant<'every'>('every'), later), { freq: 2 }),
      metBy: later,
      replacedByNext: fc.boolean(),
      outlasts: fc.boolean(),
      metFrom: fc.option(length, { freq: 3 }),
      lapses: fc.option(lapses),
      owedBy: fc.oneof(
        who,
        role.map((name): Who => ({ kind: 'every-holder', role: name })),
        role.map((name): Who => ({ kind: 'every-other-holder', role: name })),
        role.map((name): Who => ({ kind: 'managers-of', role: name })),
      ),
    })
    .map(({ forEach, stages, lasts, again, metBy, owedBy, ...rest }): Duty => {
      const first: Due['first'] = { kind: 'shifted', length: rest.length, direction: 'after', event: { kind: 'it' } }
      const anew: Due['again'] =
        again === null
          ? { kind: 'never' }
          : again === 'every'
            ? { kind: 'every', length: { count: 1, unit: 'week' } }
            : { kind: 'again', moment: { ...first, event: { kind: 'each', name: again } } }
      return {
        id,
        title: id,
        cites: [],
        owedBy: { anyOf: [owedBy] },
        forEach,
        while: forEach === null || lasts ? { stages } : null,
        due: { first, again: anew },
        metBy: { kind: 'step', step: metBy },
        lapses: rest.lapses,
        replacedByNext: rest.replacedByNext,
        outlasts: rest.outlasts,
        metFrom: rest.metFrom === null ? null : { ...first, length: rest.metFrom },
        ifOverdue: { tell: [{ kind: 'role', role: 'director' }], after: null },
        reading: null,
      }
    })
}

const BARE = small(`
stages: { open: Open, shut: { title: Shut, ends: yes } }
steps:
  begin: { title: Begin, cites: [INV-01], at: start, by: worker, to: open }
  stop: { title: Stop, cites: [INV-01], at: open, by: director, to: shut }
`)

/** A protocol of four stages, five steps and three duties, put together by chance. */
export const anyProtocol: fc.Arbitrary<Protocol> = fc
  .record({ steps: fc.tuple(...STEPS.map(step)), duties: fc.tuple(...DUTIES.map(duty)) })
  .map(({ steps, duties }) => ({
    ...BARE,
    stages: new Map(STAGES.map((id): [string, Stage] => [id, { id, title: id, ends: id === 'end' }])),
    steps,
    duties,
  }))

/** For each role of a protocol two people, the first of them the case's own; three agencies in turn. */
export function peopleFor(protocol: Protocol): People {
  const roles = [...new Set([...protocol.roles.keys(), ...ROLES])]
  const agencies = ['council', 'hospital', 'police']
  const since = { from: day('2020-01-01'), until: null }
  const named = roles.flatMap((name, i) =>
    [1, 2].map((n) => ({ name, id: `${name}-${n}`, agency: agencies[(i + n) % 3] ?? '' })),
  )
  return {
    persons: named.map(({ id, agency }) => ({ id, agency, manager: null })),
    holdings: named.map(({ id, name }) => ({ person: id, role: name, ...since })),
    own: roles.map((name) => ({ person: `${name}-1`, role: name, ...since })),
    coreGroup: [`${roles[0]}-1`],
    agencies,
    pools: Object.fromEntries([...protocol.pools.keys()].map((pool) => [pool, named.map(({ id }) => id)])),
    sittings: protocol.meetings.flatMap(({ id: meeting }) =>
      [3, 10, 24, 52].map((week) => ({
        meeting,
        id: `${meeting} ${week}`,
        on: (day('2026-03-04') + week * 7) as ReturnType<typeof day>,
      })),
    ),
  }
}

/** Answers to everything that a step asks, chosen by a number; good ones, as far as a question alone can tell. */
export function answersTo({ asks }: Step, named: string, chance: number, people: People, protocol: Protocol): Answers {
  let given: Answers = {}
  // Each answer may show another question.
  for (let round = 0; round < 4; round++) {
    const entries = askedOf(asks, named, given).map((question) => [
      question.id,
      answer(question, chance, people, protocol),
    ])
    given = Object.fromEntries(entries)
  }
  return given
}

function answer(question: Question, chance: number, people: People, protocol: Protocol): AnswerValue {
  const options = [...question.options.keys()]
  const pool = question.from === null ? undefined : people.pools[question.from]
  const persons = (question.from === 'core-group' ? people.coreGroup : pool) ?? people.persons.map(({ id }) => id)
  const person = persons[chance % persons.length] ?? ''
  switch (question.type) {
    case 'words':
      return 'Words.'
    case 'yes or no':
      return (chance + question.id.length) % 3 > 0
    case 'day':
      return '2026-03-02'
    case 'moment':
      return formatInstant(at('2026-03-02 10:00'), LONDON)
    case 'number':
      return chance
    case 'choice':
      return options[chance % options.length] ?? ''
    case 'choices':
      return [options[chance % options.length] ?? '']
    case 'person':
      return person
    case 'people':
      return [person]
    case 'agencies':
      return people.agencies.slice(chance % 3)
    case 'siblings':
      return (people.siblings ?? []).slice(chance % 2)
    case 'contact':
      return { when: '2026-03-02', with: 'Somebody' }
    case 'attendance': {
      const meeting = protocol.meetings.find(({ id }) => id === question.from)
      return Object.fromEntries((meeting?.needs ?? ['worker']).map((post) => [post, 'present']))
    }
    case 'items': {
      const parts = question.parts.map((part): [string, AnswerValue] => [
        part.id,
        answer(part, chance, people, protocol),
      ])
      return [Object.fromEntries(parts)]
    }
    default:
      return question.type satisfies never
  }
}

const START = day('2023-01-01')
/** A day of some three and a half years. */
export const anyDay = fc.integer({ min: 0, max: 1_300 }).map((days) => addDays(START, days))
const text = (of: Day): string => new Date(of * 86_400_000).toISOString().slice(0, 10)
const spell = fc
  .record({ from: anyDay, length: fc.option(fc.integer({ min: 1, max: 700 }), { freq: 3 }) })
  .map(({ from, length }) => ({
    from: text(from),
    until: length === null ? null : text(addDays(from, length)),
  }))

const fact = fc.oneof(
  spell.map(({ from, until }) => plan(from, until)),
  anyDay.map((each) => review(text(each))),
  anyDay.map((each) => conference(text(each))),
  spell.map(({ from, until }) => referral(from, until)),
  spell.map(({ from }) => enquiry(from, from)),
  spell.map(({ from, until }) => assessment(from, until, { factors: ['24A'], service: 'no' })),
  spell.map(({ from, until }) => legalStatus('C1', from, until)),
  spell.map(({ from, until }) => placement('P1', from, until, 25)),
)

/** Some facts of a child, of every kind that a shipped trigger looks at. */
export const anyFacts = fc.array(fact, { maxLength: 8 })
