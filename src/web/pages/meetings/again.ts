import { sayTimes } from '../../../documents/calendar/sitting-event.ts'
import { capital } from '../../../documents/scan/words.ts'
import type { Day } from '../../../engine/calendar/day.ts'
import { sayDay } from '../../../engine/calendar/words.ts'
import type { NotedMeanwhile, ToNote } from '../../../record/meetings/attendance.ts'
import type { Held, Sitting } from '../../../record/meetings/sittings.ts'
import type { Roster } from '../../../record/people/roster.ts'
import type { Answer } from '../../route.ts'
import { cell, type Table, table } from '../../table.ts'

/** A form that is sent once more, with what was typed in it, after its sender has read what is said here. */
interface Again {
  readonly title: string
  readonly action: string
  readonly back: string
  readonly says: readonly string[]
  readonly table: Table | null
  /** What is sent, as it was typed. */
  readonly fields: Readonly<Record<string, string>>
  /** What sends it; '' where it cannot be sent any more. */
  readonly button: string
  /** What goes back to the form with what was typed in it; '' where nothing does. */
  readonly change: string
}

/** What is asked about a day before a sitting is planned for it or moved to it. */
export function askedAgain(on: Day, asks: readonly string[], to: Pick<Again, 'action' | 'back' | 'fields'>): Answer {
  const model: Again = {
    ...to,
    title: `Hold it on ${sayDay(on)} all the same?`,
    says: asks,
    table: null,
    fields: { ...to.fields, sure: asks.join(' ') },
    button: 'Hold it then all the same',
    change: 'Choose another day',
  }
  return { kind: 'page', template: 'meetings/again.njk', title: model.title, model }
}

/** What this person wrote of a sitting, line by line; null where they wrote nothing of it. */
export interface Wrote {
  readonly on?: Day
  readonly held?: Held
  readonly calledOff?: string
  readonly answer?: 'coming' | 'apologies'
}

/** Both texts side by side: a sitting as somebody changed it meanwhile, and what this person is about to do with it. */
export function changedAgain(
  sitting: Sitting,
  wrote: Wrote,
  { fields, ...to }: Pick<Again, 'action' | 'fields' | 'button'>,
): Answer {
  const { on, held, calledOff, answer } = wrote
  const same = 'As it is'
  const mine = (text: string | undefined): string => text ?? same
  const rows = [
    ['Day', sayDay(sitting.on), mine(on === undefined ? undefined : sayDay(on))],
    ['Time', sayHours(sitting), mine(held && sayHours(held))],
    ['Place', sitting.place ?? 'None', mine(held && (held.place ?? 'None'))],
    ['Link', sitting.link ?? 'None', mine(held && (held.link ?? 'None'))],
    ['Called off', sitting.cancelledBecause ?? 'No', calledOff ?? (on === undefined ? same : 'No')],
    ...(answer === undefined ? [] : [['Your answer', '', answer === 'coming' ? 'Coming' : 'Apologies']]),
  ]
  const isOver = sitting.cancelledBecause !== null
  const model: Again = {
    ...to,
    title: 'Somebody changed this sitting while you wrote',
    back: `/sittings/${sitting.id}`,
    says: [
      'Nothing of yours was done yet, and nothing of theirs is lost. Read both, and decide.',
      ...(isOver ? ['It was called off meanwhile. Plan that day anew where it is to be held after all.'] : []),
    ],
    table: table(
      'The sitting as it is now, and as you wrote it',
      ['', 'As it is now', 'What you wrote'],
      rows.map((row) => row.map((text) => cell(text))),
    ),
    fields: { ...fields, revision: String(sitting.revision) },
    button: isOver ? '' : to.button,
    change: '',
  }
  return { kind: 'page', template: 'meetings/again.njk', title: model.title, model, status: 409 }
}

function sayHours({ starts, ends }: Pick<Held, 'starts' | 'ends'>): string {
  return starts === null ? 'All day' : capital(sayTimes(starts, ends))
}

/** Whether a sitting stands already as somebody wrote it: what is sent twice is done once. */
export function standsAs(sitting: Sitting, { on, held, calledOff }: Wrote): boolean {
  if (calledOff !== undefined) return sitting.cancelledBecause === calledOff
  if (held === undefined || sitting.cancelledBecause !== null || sitting.on !== on) return false
  return (['starts', 'ends', 'place', 'link'] as const).every((part) => sitting[part] === held[part])
}

/** Both texts side by side: who was there as somebody noted it meanwhile, and as this person is about to. */
export function notedMeanwhile(
  sitting: string,
  said: ReadonlyMap<string, ToNote>,
  now: readonly NotedMeanwhile[],
  { roster: { persons }, button }: { readonly roster: Roster; readonly button: string },
): Answer {
  const nameOf = (person: string): string => persons.get(person)?.name ?? 'Somebody who has left'
  const word = (came: boolean): string => (came ? 'Was there' : 'Was not there')
  const noted = new Map(now.map((each) => [each.person, each]))
  const sent = (came: boolean): string => (came ? 'yes' : 'no')
  const fields = [...said].flatMap(([person, { seen, came }]) => {
    const is = noted.get(person)?.came ?? seen
    return [[`came.${person}`, sent(came)] as const, ...(is === null ? [] : [[`seen.${person}`, sent(is)] as const])]
  })
  const model: Again = {
    title: 'Somebody noted otherwise while you wrote',
    action: `/sittings/${sitting}/attendance`,
    back: `/sittings/${sitting}/attendance`,
    says: ['Nothing of yours was noted yet, and nothing of theirs is lost. Read both, and decide.'],
    table: table(
      'Who was there, as it is noted now and as you wrote it',
      ['Who', 'As it is noted now', 'What you wrote'],
      now.map(({ person, came, by }) => [
        cell(nameOf(person)),
        cell(word(came), { hint: `By ${nameOf(by)}` }),
        cell(word(said.get(person)?.came === true)),
      ]),
    ),
    fields: { ...Object.fromEntries(fields), do: button },
    button: 'Put what I wrote in its place',
    change: '',
  }
  return { kind: 'page', template: 'meetings/again.njk', title: model.title, model, status: 409 }
}
