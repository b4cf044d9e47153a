import type { Day } from '../../../engine/calendar/day.ts'
import { addMonths } from '../../../engine/calendar/months.ts'
import { FACT_KINDS } from '../../../engine/facts/fact.ts'
import { explainOccasion } from '../../../engine/watch/explain.ts'
import type { Question } from '../../../engine/watch/scan.ts'
import { type Told, tell } from '../../../engine/watch/told.ts'
import type { Scanned } from '../scanned.ts'
import {
  capital,
  DUTY_STANDING_LABELS,
  reasonLines,
  type SayPlace,
  sayCategory,
  sayCounted,
  sayDate,
  sayDutyStanding,
  sayFact,
  sayNoDay,
  sayNumber,
  sayStanding,
} from '../words.ts'
import type { Agenda, ChildAgenda } from './agenda.ts'
import { Axis, axisMarkup } from './axis.ts'
import { type Content, html, type Markup } from './markup.ts'
import { limitNote } from './owed.ts'
import { clauseLinks } from './protocols.ts'
import { shapeOf, shapeOfDuty, stripOf } from './strip.ts'

/** How many months the pictures reach back: as far as the oldest plan that runs, between these. */
const LEAST_BACK = 12
const MOST_BACK = 24
/** How many months they reach ahead: as far as was asked, between these. What lies later stands at the edge. */
const LEAST_AHEAD = 4
const MOST_AHEAD = 12
/** How many duties of one child are told one by one; a window of years brings the same ones again and again. */
const MOST_LINES = 12
/** Reasons within reasons are indented as far as this. */
const DEEPEST = 3

/** The time line of each child shown. */
export function* childrenSection(scanned: Scanned, agenda: Agenda, sayPlace: SayPlace): Iterable<Markup> {
  yield html`<h2 id="children">Each child’s time line</h2>
    `
  if (agenda.shown.length === 0) {
    yield html`<p>No child has a trigger or a duty in the days looked ahead to.</p>`
    return
  }
  const { question } = scanned.scan
  const told = agenda.shown.map(({ child }) => tell(scanned.cohort.history(child, question.knownAt), question.asOf))
  const axis = axisOf(told, question)
  yield html`<p>Soonest first. All pictures span the same days, ${sayDate(axis.from)} to ${sayDate(axis.until)}; the
    broken line is the day of this report, and the shaded part is to come.
    <a href="#legend">What the shapes mean</a>.</p>
    ${agenda.left > 0 ? limitNote(agenda) : null}
    <svg class="defs" aria-hidden="true" focusable="false"><defs>
    ${axisMarkup(axis, question.asOf)}</defs></svg>
    `
  for (const [i, each] of agenda.shown.entries()) {
    const said = told[i]
    if (said !== undefined) yield childPart(scanned, each, said, axis, sayPlace)
  }
}

/** One span for all, so that the pictures can be compared. */
function axisOf(told: readonly Told[], { asOf, until }: Question): Axis {
  const back = addMonths(asOf, -MOST_BACK)
  let from = addMonths(asOf, -LEAST_BACK)
  for (const each of told) {
    for (const plan of each.facts('protection-plan')) if (plan.until === null && plan.from < from) from = plan.from
  }
  const ahead = Math.min(Math.max(until, addMonths(asOf, LEAST_AHEAD)), addMonths(asOf, MOST_AHEAD)) as Day
  return new Axis(addMonths(from < back ? back : from, -1), ahead)
}

function childPart(scanned: Scanned, agenda: ChildAgenda, told: Told, axis: Axis, sayPlace: SayPlace): Markup {
  const { asOf } = scanned.scan.question
  const { id } = told.child
  const strip = stripOf({ agenda, told, axis, name: `Time line of child ${id}`, say: sayPicture(agenda, told) })
  return html`<section class="child" id="c${agenda.child}"><h3>Child <bdi>${id}</bdi></h3>
    <p>${situation(told, agenda)}</p>
    ${strip}
    <ul class="marks">${triggerLines(agenda)}${dutyLines(agenda, asOf)}</ul>
    <details><summary>In words, with every source</summary>
    ${reasons(scanned, agenda, sayPlace)}
    ${facts(told, sayPlace)}</details></section>
    `
}

/** Where the child stands, in a sentence. */
function situation(told: Told, { duties }: ChildAgenda): Content {
  const plan = told.facts('protection-plan').find(({ until }) => until === null)
  const need = told.facts('child-in-need-plan').find(({ until }) => until === null)
  const team = duties.find((each) => each.team !== '')?.team
  const where =
    plan !== undefined
      ? `On a protection plan for ${sayCategory(plan.latestCategory)} since ${sayDate(plan.from)}.`
      : need !== undefined
        ? `On a child in need plan since ${sayDate(need.from)}.`
        : 'On no plan, as far as the files tell.'
  return html`${where}${team === undefined ? null : html` Team: <bdi>${team}</bdi>.`}`
}

function triggerLines({ occasions }: ChildAgenda): Content {
  return occasions.map(({ occasion, standing }) => {
    const { title, cites, suggests } = occasion.trigger
    const consider = suggests === null ? null : ', to be considered'
    const stands = sayStanding(occasion, standing)
    return html`<li class="${shapeOf(standing)}">${title}: ${stands} (${clauseLinks(cites)}${consider})</li>`
  })
}

function dutyLines({ duties, undated }: ChildAgenda, asOf: Day): Content {
  const told = duties.filter(({ owed }) => owed.standing.kind !== 'not-known')
  const untold = duties.filter(({ owed }) => owed.standing.kind === 'not-known')
  const more = told.length - MOST_LINES
  return [
    told.slice(0, MOST_LINES).map(({ owed }) => {
      const stands = sayDutyStanding(owed, asOf)
      return html`<li class="${shapeOfDuty(owed.standing.kind)}">${owed.duty.title}: ${stands}</li>`
    }),
    more > 0 ? html`<li>and ${sayNumber(more)} later</li>` : null,
    untold.length > 0 ? untoldLine(untold) : null,
    undated.map(({ undated: { duty, why } }) => html`<li class="dq">${duty.title}: ${sayNoDay(why)}</li>`),
  ]
}

/** Those of which no file tells are the least urgent and often the most: one line holds them all. */
function untoldLine(rows: ChildAgenda['duties']): Markup {
  const each = rows.map(({ owed: { duty, due } }) => `${duty.title} (${sayDate(due)})`)
  return html`<li class="dq">${capital(DUTY_STANDING_LABELS['not-known'])}: ${each.join('; ')}</li>`
}

/** Why each trigger stands as it does. What two protocols ask in the same words is told once, under both titles. */
function reasons({ cohort, scan }: Scanned, { occasions }: ChildAgenda, sayPlace: SayPlace): Content {
  const told = new Map<string, { readonly titles: Set<string>; readonly why: Markup }>()
  for (const row of occasions) {
    const lines = reasonLines(explainOccasion(row, cohort, scan.question), sayPlace)
    const why = html`<ul>${lines.map(
      ({ depth, text }) => html`<li class="r${Math.min(depth, DEEPEST)}">${capital(text)}</li>`,
    )}</ul>`
    const same = told.get(why.text) ?? { titles: new Set(), why }
    same.titles.add(row.occasion.trigger.title)
    told.set(why.text, same)
  }
  return [...told.values()].map(({ titles, why }) => html`<h4>${[...titles].join('; ')}</h4>${why}`)
}

function facts(told: Told, sayPlace: SayPlace): Content {
  const all = FACT_KINDS.filter((kind) => kind !== 'involvement')
    .flatMap((kind) => told.facts(kind))
    .sort((a, b) => a.from - b.from)
  return html`<h4>The time line</h4><ul>${all.map((fact) => html`<li>${capital(sayFact(fact, sayPlace))}</li>`)}</ul>`
}

/** What the picture shows, for somebody who does not see it. */
function sayPicture({ occasions, duties }: ChildAgenda, told: Told): string {
  const counts = [
    sayCounted(told.facts('protection-plan').length, 'protection plan', 'protection plans'),
    sayCounted(told.facts('review').length, 'review', 'reviews'),
    sayCounted(occasions.length, 'trigger', 'triggers'),
    sayCounted(duties.length, 'duty', 'duties'),
  ]
  return `${counts.join(', ')}; each in words below.`
}
