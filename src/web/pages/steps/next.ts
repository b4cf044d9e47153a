import { sayMoment, titlesOf } from '../../../documents/pathway/titles.ts'
import { sayList } from '../../../documents/scan/words.ts'
import { addDays, type Day } from '../../../engine/calendar/day.ts'
import type { Instant } from '../../../engine/calendar/instant.ts'
import { sayDay } from '../../../engine/calendar/words.ts'
import { startOf } from '../../../engine/pathway/days.ts'
import type { PathwayDuty, View } from '../../../engine/pathway/view.ts'
import type { Protocol } from '../../../engine/protocol/protocol.ts'
import type { OwedHere } from '../../../record/pathways/lists.ts'
import type { StandIn } from '../../../record/people/stand-ins.ts'
import { sayLate, sayLeft } from '../../late.ts'

/** What whoever recorded something owes next in the same pathway. */
export interface NextLine {
  readonly duty: string
  /** "By 09:30 on Saturday 21 November 2026"; '' where it has no day yet. */
  readonly by: string
  readonly late: string
  /** "23 hours left", where it is due at a moment that is near. */
  readonly left: string
  readonly text: string
  readonly href: string
}

/** What this person owes here now and does by a step, soonest first: recording one thing leads straight on to the next. */
export function nextLines(
  owed: readonly OwedHere[],
  {
    pathway,
    now,
    titleOf = ({ duty }) => duties.find(({ id }) => id === duty)?.title ?? duty,
  }: { readonly pathway: string; readonly now: Instant; readonly titleOf?: (owed: OwedHere) => string },
  { duties, steps }: Protocol,
): readonly NextLine[] {
  // What is due at the same time stands as the protocol has it.
  const placeOf = ({ duty }: OwedHere): number => duties.findIndex(({ id }) => id === duty)
  const inOrder = owed.toSorted((a, b) => timeOf(a) - timeOf(b) || placeOf(a) - placeOf(b))
  return inOrder.flatMap((each) => {
    const { duty: id, dutyId, due, dueAt } = each
    const duty = duties.find((each) => each.id === id)
    const step = duty?.metBy.kind === 'step' ? stepNamed(duty.metBy.step, steps) : undefined
    if (duty === undefined || step === undefined) return []
    return [
      {
        duty: titleOf(each),
        by: sayBy(due, dueAt),
        late: sayLate({ due, dueAt }, now),
        left: sayLeft({ due, dueAt }, now),
        text: step.title,
        href: `/pathways/${pathway}/steps/${step.id}?${new URLSearchParams({ about: dutyId })}`,
      },
    ]
  })
}

function timeOf({ due, dueAt }: OwedHere): number {
  // What has no day stands after every day.
  return dueAt ?? (due === null ? Number.MAX_SAFE_INTEGER : startOf(addDays(due, 1)))
}

function stepNamed(id: string, steps: Protocol['steps']): Protocol['steps'][number] | undefined {
  return steps.find((each) => each.id === id)
}

function sayBy(due: Day | null, dueAt: Instant | null): string {
  if (dueAt !== null) return `By ${sayMoment(dueAt)}`
  return due === null ? '' : `By ${sayDay(due)}`
}

/** Somebody to ring. */
export interface ToRing {
  readonly name: string
  /** Who they are to the case, and where they work. */
  readonly detail: string
  /** '' where no number is kept. */
  readonly phone: string
  /** Who stands in for them, or that nobody does; '' where they are not away. */
  readonly standIn: string
}

/** Whom to ring of what was recorded, and for which words of the protocol nobody is known. */
export interface Ringing {
  readonly persons: readonly ToRing[]
  readonly nobody: readonly string[]
}

/** Whether something that is owed next is done by speaking to somebody: the step that records it asks with whom, and when. */
export function asksToSpeak(owed: readonly OwedHere[], { duties, steps }: Protocol): boolean {
  return owed.some(({ duty: id }) => {
    const metBy = duties.find((each) => each.id === id)?.metBy
    const step = metBy?.kind === 'step' ? stepNamed(metBy.step, steps) : undefined
    return step?.asks.some(({ type }) => type === 'contact') === true
  })
}

/** The duties that an entry opened and that others than its recorder owe: theirs is the next word. */
export function openedForOthers(
  { before, after }: { readonly before: View; readonly after: View },
  by: string,
): readonly PathwayDuty[] {
  const known = new Set(before.duties.map(({ id }) => id))
  return after.duties.filter(({ id, owedBy }) => !known.has(id) && !owedBy.includes(by))
}

/** Those who owe what an entry opened, with who stands in for them. */
export function ringing(
  opened: readonly Pick<PathwayDuty, 'owedBy' | 'who'>[],
  protocol: Protocol,
  names: ReadonlyMap<string, { readonly name: string; readonly agency: string }>,
  standIns: ReadonlyMap<string, StandIn>,
  phones: ReadonlyMap<string, string> = new Map(),
): Ringing {
  const titles = titlesOf(protocol)
  const ownWords = new Map<string, string>()
  for (const { owedBy, who } of opened) for (const person of owedBy) ownWords.set(person, titles.who([who]))
  // Whoever stands in for one of them is named beside them.
  const covering = new Set([...ownWords.keys()].flatMap((person) => standIns.get(person)?.by ?? []))
  const persons = [...ownWords]
    .filter(([person]) => !covering.has(person))
    .map(([person, is]): ToRing => {
      const { name, agency } = names.get(person) ?? { name: 'Somebody who is no longer known here', agency: '' }
      const detail = [is, agency].filter((part) => part !== '').join(', ')
      return { name, detail, phone: phones.get(person) ?? '', standIn: sayStandIn(person) }
    })
  const nobody = opened.filter(({ owedBy }) => owedBy.length === 0).map(({ who }) => titles.who([who]))
  return { persons, nobody: [...new Set(nobody)] }

  function sayStandIn(person: string): string {
    const found = standIns.get(person)
    if (found === undefined) return ''
    const back = found.backOn === null ? '' : ` They are back on ${sayDay(found.backOn)}.`
    const by = found.by.map((each) => {
      const number = phones.get(each)
      return `${names.get(each)?.name ?? 'somebody'}${number === undefined ? '' : ` (${number})`}`
    })
    return by.length === 0 ? `Away, and nobody stands in.${back}` : `Away: ring ${sayList(by)} instead.${back}`
  }
}
