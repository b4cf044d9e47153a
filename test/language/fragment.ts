import { LIFE_EVENTS } from '../../src/engine/facts/life-event.ts'
import * as rules from '../../src/engine/protocol/sentences/parse.ts'
import type { Happening, Moment, Name, Who } from '../../src/engine/protocol/sentences/sentence.ts'

// A whole protocol around a fragment of one, so that the fragment can be read: its roles and stages, and a way in and out.

export type Item = Readonly<Record<string, unknown>>
export type Fragment = Readonly<Record<string, Readonly<Record<string, Item>>>>

export const GROUPS = ['triggers', 'duties', 'steps', 'meetings', 'notices', 'flags', 'sees'] as const

const UNCHANGED = { cites: ['CWM-06'], 'nothing changes': 'It goes on.' }

/** The protocol around a fragment; `parts` are read with it, and not written into it. */
export function protocolAround(fragment: Fragment, parts: readonly Fragment[] = []): string {
  const whole = [fragment, ...parts]
  const items = whole.flatMap((each) => GROUPS.flatMap((group) => Object.values(each[group] ?? {})))
  const steps = whole.flatMap((each) => Object.values(each['steps'] ?? {}))
  const { stages, around } = aroundSteps(steps, new Set(items.flatMap(stagesIn)))
  return JSON.stringify({
    protocol: 'a-fragment',
    title: 'A fragment',
    authority: 'Nowhere',
    version: '1',
    source: { document: 'A document', issued: '2020-01', 'review due': 'none given', clauses: 'any' },
    subject: 'child',
    calendar: 'england-and-wales',
    roles: Object.fromEntries(['somebody-else', ...items.flatMap(rolesIn)].map((role) => [role, role])),
    ...fragment,
    stages,
    ...(around === undefined ? {} : { steps: { ...fragment['steps'], ...around } }),
    'life events': Object.fromEntries(LIFE_EVENTS.map((event) => [event, UNCHANGED])),
    'did it help': { cites: ['CWM-06'], 'why not': 'Nobody asks.' },
    'if overdue': 'tell somebody-else',
  })
}

/** Stages with no way in get one from the start; those with no way out end, or are left by one more step. */
function aroundSteps(
  steps: readonly Item[],
  named: ReadonlySet<Name>,
): { readonly stages: Readonly<Record<Name, unknown>>; readonly around: Readonly<Record<Name, unknown>> | undefined } {
  const all = [...named]
  const plain = Object.fromEntries(all.map((stage) => [stage, stage]))
  if (!steps.some(({ at, to }) => at !== undefined || to !== undefined)) return { stages: plain, around: undefined }
  const isOpen = (stage: Name): boolean => steps.some(({ at }) => listOf(at).includes(stage))
  const leads = (stage: Name): boolean =>
    steps.some(
      ({ at, to }) => (at === 'any stage' || listOf(at).includes(stage)) && targetsOf(to).some((to) => to !== stage),
    )
  const reached = new Set(steps.flatMap(({ to }) => targetsOf(to)))
  const stages: Record<Name, unknown> = { over: { title: 'Over', ends: 'yes' } }
  for (const stage of all) stages[stage] = isOpen(stage) ? stage : { title: stage, ends: 'yes' }
  const stuck = all.filter((stage) => isOpen(stage) && !leads(stage))
  const lost = all.filter((stage) => !reached.has(stage))
  const plainStep = { title: 'Around', cites: ['CWM-06'], by: 'somebody-else' }
  return {
    stages,
    around: {
      begin: { ...plainStep, at: 'start', to: Object.fromEntries([...lost, 'over'].map((to, i) => [`way-${i}`, to])) },
      ...(stuck.length > 0 ? { 'wrap-up': { ...plainStep, at: stuck, to: 'over' } } : {}),
    },
  }
}

function listOf(value: unknown): readonly unknown[] {
  return [value ?? []].flat()
}

function targetsOf(to: unknown): readonly Name[] {
  if (typeof to === 'string') return [to]
  if (typeof to !== 'object' || to === null) return []
  return Object.values(to).flatMap((outcome: unknown) =>
    typeof outcome === 'string' ? [outcome] : targetsOf((outcome as Item)['to']),
  )
}

function stagesIn(item: Item): readonly Name[] {
  const text = (key: string): string => String(item[key] ?? '')
  const due = rules.parseDue(text('due'))
  const each = rules.parseEach(text('for each'))
  const lasting = rules.parseWhile(text('while'))
  const lapses = rules.parseLapses(text('lapses'))
  return [
    ...(typeof item['opens'] === 'string' ? [item['opens']] : []),
    ...listOf(item['at']).flatMap((at) => (typeof at === 'string' && at !== 'start' && at !== 'any stage' ? [at] : [])),
    ...(Array.isArray(item['to']) ? [] : targetsOf(item['to'])),
    ...(due.ok
      ? [due.value.first, ...('moment' in due.value.again ? [due.value.again.moment] : [])].flatMap(inMoment)
      : []),
    ...(each.ok && each.value.of.kind === 'entering' ? [each.value.of.stage] : []),
    ...(lasting.ok ? lasting.value.stages : []),
    ...(lapses.ok && lapses.value.kind === 'leaving' ? [lapses.value.stage] : []),
  ]
}

function inMoment(moment: Moment): readonly Name[] {
  if ('parts' in moment) return moment.parts.flatMap(inMoment)
  return 'event' in moment ? inHappening(moment.event) : []
}

function inHappening(event: Happening): readonly Name[] {
  if ('parts' in event) return event.parts.flatMap(inHappening)
  return 'stage' in event ? [event.stage] : []
}

function rolesIn(item: Item): readonly Name[] {
  const text = (key: string): string => String(item[key] ?? '')
  const named = (who: Who): readonly Name[] => ('role' in who ? [who.role] : [])
  const lists = [rules.parseOwedBy(text('owed by')), rules.parseBy(text('by'))]
  const silence = rules.parseIfOverdue(text('if overdue'))
  const asked = typeof item['asks'] === 'object' && item['asks'] !== null ? Object.values(item['asks']) : []
  return [
    ...lists.flatMap((read) => (read.ok ? read.value.anyOf.flatMap(named) : [])),
    ...(silence.ok ? silence.value.tell.flatMap(named) : []),
    ...['needs', 'invites', 'considers', 'who'].flatMap((key) =>
      listOf(item[key]).filter((role) => typeof role === 'string'),
    ),
    ...asked.flatMap((question) => listOf((question as Item)['of']).filter((role) => typeof role === 'string')),
  ]
}
