import type { AgendaCase, AgendaPart } from '../../../cases/meetings/agenda.ts'
import type { AttendanceAt } from '../../../cases/meetings/attended.ts'
import { listCases, listOf } from '../../../documents/pathway/list.ts'
import { sayMoment } from '../../../documents/pathway/titles.ts'
import type { Day } from '../../../engine/calendar/day.ts'
import { sayDay } from '../../../engine/calendar/words.ts'
import { isOfActions } from '../../../engine/pathway/agreed.ts'
import { dayOf } from '../../../engine/pathway/days.ts'
import type { EntryView } from '../../../engine/pathway/view.ts'
import { stepsAtSitting } from '../../../engine/protocol/meeting-steps.ts'
import type { Step } from '../../../engine/protocol/pathway-parts.ts'
import type { Name } from '../../../engine/protocol/sentences/sentence.ts'
import type { Roster } from '../../../record/people/roster.ts'
import { fieldsOf, type KeptField, shownFrom } from '../../kept-list.ts'
import { sayCapacity } from '../../recording/capacity.ts'
import type { FormPage } from '../../recording/form-page.ts'
import type { Around } from '../../recording/model/around.ts'
import { type SaidAnswer, sayAnswers } from '../../recording/model/said.ts'
import { actionsOf, ownerOf } from './actions.ts'
import { sayDiffering } from './differing.ts'
import type { AgendaRead } from './read.ts'
import { casesOf, isToDecide } from './sitting-model.ts'

/** One case at one sitting. */
export interface Conducting {
  readonly read: AgendaRead
  readonly part: AgendaPart
  readonly each: AgendaCase
}

/** The page of one case at a sitting. */
export interface ConductPage {
  readonly here: string
  readonly sitting: string
  readonly meeting: string
  readonly day: string
  readonly place: string
  readonly stage: string
  readonly pathway: string
  readonly fields: readonly KeptField[]
  readonly decided: readonly Decided[]
  /** Who is at the sitting and not there for this case, and how its record differs. */
  readonly differs: readonly string[]
  readonly last: Decided | null
  readonly form: (FormPage & { readonly title: string; readonly otherRoles: readonly Choice[] }) | null
  readonly others: readonly Choice[]
  readonly why: string
  readonly done: string
  readonly cases: readonly (Choice & { readonly state: string; readonly colour: string; readonly current: boolean })[]
  readonly next: string
}

interface Choice {
  readonly text: string
  readonly href: string
}

/** Something that was decided of a case, as it is read. */
export interface Decided {
  readonly title: string
  readonly when: string
  readonly by: string
  readonly answers: readonly SaidAnswer[]
  readonly actions: readonly { readonly what: string; readonly who: string; readonly became: string }[]
  readonly correct: string
}

interface ConductOf {
  readonly person: string
  readonly at: AttendanceAt
  readonly today: Day
  readonly roster: Roster
  readonly after: { readonly pathway: string; readonly entry: string } | null
  readonly form: (FormPage & { readonly step: Step; readonly roles: readonly string[] }) | null
}

export function conductPage({ read, each }: Conducting, of: ConductOf): ConductPage {
  const { sitting, meeting, parts } = read
  const { person, today, form, after, roster } = of
  const pathway = each.read.pathway
  const here = `/sittings/${sitting.id}/cases/${pathway}`
  const all = casesOf(parts)
  const around = aroundOf(each, roster, today)
  const mine = each.open.filter(({ takers }) => takers.some((taker) => taker.person === person))
  const next = all.slice(all.indexOf(each) + 1)[0]
  return {
    here,
    sitting: `/sittings/${sitting.id}`,
    meeting: meeting.title,
    day: sayDay(sitting.on),
    place: `Case ${all.indexOf(each) + 1} of ${all.length}`,
    stage: each.read.view.stage?.title ?? '',
    pathway: `/pathways/${pathway}`,
    fields: keptFields(each, roster),
    decided: each.decided.map((entry) => decidedOf(entry, each, around, roster, today)),
    differs: sayDiffering(each, of.at, sitting.on, roster),
    last: lastBefore(each, meeting.id, sitting.on, around, roster, today),
    form:
      form === null
        ? null
        : {
            ...form,
            action: `${here}/steps/${form.step.id}`,
            title: form.step.title,
            otherRoles: form.roles
              .map((role) => ({ role, text: sayCapacity(role, around) }))
              .filter(({ text }) => text !== form.role)
              .map(({ role, text }) => ({
                text,
                href: `${here}?step=${form.step.id}&role=${role}`,
              })),
          },
    others: mine
      .filter(({ step }) => step.id !== form?.step.id)
      .map(({ step }) => ({ text: step.title, href: `${here}?step=${step.id}` })),
    why: form === null ? whyNoForm(each, read, mine.length > 0, today) : '',
    done: after === null ? '' : `/pathways/${after.pathway}/recorded/${after.entry}`,
    cases: all.map((one) => ({
      text: one.read.childName ?? 'Not about one child',
      href: `/sittings/${sitting.id}/cases/${one.read.pathway}`,
      ...(isToDecide(one, person)
        ? { state: 'To be recorded', colour: 'yellow' }
        : one.decided.length > 0
          ? { state: 'Recorded', colour: 'green' }
          : { state: 'Not recorded', colour: 'grey' }),
      current: one === each,
    })),
    next: next === undefined ? '' : `/sittings/${sitting.id}/cases/${next.read.pathway}`,
  }
}

function whyNoForm(each: AgendaCase, { sitting }: Conducting['read'], isMine: boolean, today: Day): string {
  if (sitting.cancelledBecause !== null) return 'This sitting was called off, so that nothing is recorded at it.'
  if (sitting.on > today) return 'The meeting has not sat yet. On its day the form for what it decides is here.'
  if (isMine) return 'All that waits for this meeting is recorded.'
  if (each.open.length > 0) return 'Others record what this meeting decides of the case.'
  return 'Nothing that this meeting decides can be recorded of the case as it stands now.'
}

/** What a case looks like on the list that its protocol keeps; nothing where it keeps none or the case is not on it. */
function keptFields({ read }: AgendaCase, roster: Roster): readonly KeptField[] {
  const { protocol } = read.rules
  const document = listOf(protocol)
  if (document === undefined) return []
  const names = new Map([...roster.persons].map(([id, { name }]) => [id, name]))
  const now = read.view.entries.at(-1)?.entry.recorded ?? read.view.since
  if (now === null) return []
  const [row] = listCases(document, protocol, [shownFrom(read, names, now)], []).rows
  return row === undefined ? [] : fieldsOf(row)
}

/** What words about a case are said from. Brothers and sisters are named on the case's own pages. */
export function aroundOf({ read }: Pick<AgendaCase, 'read'>, roster: Roster, today: Day): Around {
  return {
    protocol: read.rules.protocol,
    people: read.people,
    names: roster.persons,
    agencies: roster.agencies,
    siblings: new Map(),
    recordedBy: () => [],
    today,
  }
}

/** The last thing that the same meeting decided of the case at an earlier sitting. */
function lastBefore(
  each: AgendaCase,
  meeting: Name,
  on: Day,
  around: Around,
  roster: Roster,
  today: Day,
): Decided | null {
  const steps = stepsAtSitting(meeting, each.read.rules.protocol)
  const last = each.read.view.entries.findLast(({ entry, supersededBy, ignored }) => {
    const isOf = steps.some(({ id }) => id === entry.step) && dayOf(entry.happened) < on
    return isOf && supersededBy === null && ignored === null
  })
  return last === undefined ? null : decidedOf(last, each, around, roster, today)
}

/** An entry as a decision: what was answered, and what became of the actions that it agreed. */
export function decidedOf(
  view: EntryView,
  { read }: Pick<AgendaCase, 'read'>,
  around: Around,
  roster: Roster,
  today: Day,
): Decided {
  const { entry } = view
  const { protocol } = read.rules
  const step = protocol.steps.find(({ id }) => id === entry.step)
  const agreed = new Set((step?.asks ?? []).filter(isOfActions).map(({ id }) => id))
  const outcome = step?.chooses === true ? step.outcomes.find(({ id }) => id === entry.outcome)?.title : undefined
  return {
    title: `${step?.title ?? 'An entry'}${outcome === undefined ? '' : `: ${outcome}`}`,
    when: sayMoment(entry.happened),
    by: roster.persons.get(entry.by)?.name ?? '',
    answers: sayAnswers(step?.asks ?? [], entry.answers, around).filter(({ question }) => !agreed.has(question)),
    actions: actionsOf(view, protocol, read.view).map((action) => ({
      what: action.what,
      who: ownerOf(action, roster),
      became: sayBecame(action, today),
    })),
    correct: `/pathways/${read.pathway}/steps/${entry.step ?? ''}?corrects=${entry.id}`,
  }
}

function sayBecame({ standing, by }: ReturnType<typeof actionsOf>[number], today: Day): string {
  const due = by === null ? '' : sayDay(by)
  switch (standing?.kind) {
    case 'met':
      return `Done ${sayMoment(standing.at)}${standing.late ? ', late' : ''}`
    case 'lapsed':
      return 'Not owed any more'
    case 'overdue':
    case 'open':
      return by !== null && by < today ? `Overdue: it was due ${due}` : `Due ${due}`
    case 'not-known':
    case undefined:
      return due === '' ? 'No day' : `By ${due}`
    default:
      return standing satisfies never
  }
}
