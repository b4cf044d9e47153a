import { formatDay } from '../../engine/calendar/day.ts'
import { sayDay } from '../../engine/calendar/words.ts'
import type { PathwayDuty, Refusal, View } from '../../engine/pathway/view.ts'
import type { Clause, Protocol } from '../../engine/protocol/protocol.ts'
import { type RefusalWords, sayRefusal } from './refusals.ts'

/** What a pathway would come to by another version of its protocol. */
export interface Prospective {
  readonly from: Protocol
  readonly to: Protocol
  readonly clause: (id: string) => Clause | undefined
  readonly before: View
  readonly became:
    | { readonly ok: true; readonly after: View }
    | { readonly ok: false; readonly refusals: readonly Refusal[] }
}

/** The same in words. */
export interface ProspectWords {
  /** Where it stands, and where it would: "" where it is not moved, or goes on at a stage of the same title. */
  readonly stands: string
  readonly wouldStand: string
  /** What each duty that is open would become, and what would be owed besides. */
  readonly duties: readonly string[]
  readonly refused: readonly RefusalWords[]
}

export function sayProspect({ from, to, clause, before, became }: Prospective): ProspectWords {
  const stands = before.stage?.title ?? 'Not opened yet'
  if (!became.ok) {
    const refused = became.refusals.map((each) => sayRefusal(each, undefined, to, clause))
    return { stands, wouldStand: '', duties: [], refused }
  }
  const { after } = became
  const then = after.stage?.title ?? ''
  return { stands, wouldStand: then === stands ? '' : then, duties: dutiesIn(before, after, from, to), refused: [] }
}

function dutiesIn(before: View, after: View, from: Protocol, to: Protocol): readonly string[] {
  const was = new Map(before.duties.map((each) => [each.id, each]))
  const said = to.movesFrom.find(({ version }) => version === from.version)
  return after.duties.flatMap((now): readonly string[] => {
    const old = was.get(now.id)
    if (old === undefined) return isOpen(now) ? [`New: ${now.duty.title}, ${sayDue(now)}.`] : []
    if (!isOpen(old)) return []
    if (now.standing.kind === 'lapsed') {
      const move = said?.duties.get(old.duty.id)
      return [`Ends: ${old.duty.title}. ${move?.kind === 'ends' ? move.because : ''}`.trim()]
    }
    const name = old.duty.title === now.duty.title ? now.duty.title : `${now.duty.title} (until now: ${old.duty.title})`
    const due = dayIn(old) === dayIn(now) ? `${sayDue(now)}, as promised` : `${sayDue(now)}; until now ${sayDue(old)}`
    return [`Goes on: ${name}, ${due}.`]
  })
}

function isOpen({ standing }: PathwayDuty): boolean {
  return standing.kind === 'open' || standing.kind === 'overdue'
}

function dayIn({ due }: PathwayDuty): string | null {
  return 'day' in due ? formatDay(due.day) : null
}

function sayDue({ due }: PathwayDuty): string {
  return 'day' in due ? `due ${sayDay(due.day)}` : 'with no day yet'
}
