import type { Name } from '../../engine/protocol/sentences/sentence.ts'
import type { ChartMeeting, ChartNotice } from './around.ts'
import { type Chart, type ChartStep, type ChartTrigger, type Deadline, MARKED } from './chart.ts'
import { READING } from './readings.ts'

/** The flow chart in words, to be read aloud: whole sentences, each stage by its number, nothing that must be seen. */
export function tellChart(chart: Chart): string {
  const { title, edition, source, stages, steps } = chart
  const opening = chart.triggers.flatMap((trigger) => tellTrigger(chart, trigger))
  const starting = steps.filter(({ at }) => at.kind === 'start')
  const anywhere = steps.filter(({ at }) => at.kind === 'any')
  const parts = [
    part('', [sentence(title), sentence(edition), source, ...(stages.length === 0 ? [] : [counted(chart)])]),
    part('What opens it', [...opening, ...starting.flatMap((step) => tellStep(chart, step, null))]),
    ...stages.map(({ id, number, title, ends }) => {
      const here = steps.filter(({ at }) => at.kind === 'stages' && at.stages.includes(id))
      const told = ends ? ['The pathway ends here.'] : here.flatMap((step) => tellStep(chart, step, id))
      return part(`Stage ${number}: ${title}`, told)
    }),
    part(
      stages.length === 0 ? 'What people do' : 'At any stage',
      anywhere.flatMap((step) => tellStep(chart, step, null)),
    ),
    part('What the files show to be done, or what is owed', tellDuties(chart)),
    part('What a change in the child’s life does', chart.lifeEvents.flatMap(tellLifeEvent)),
    part('Who is told', chart.notices.map(tellNotice)),
    part('Who meets', chart.meetings.flatMap(tellMeeting)),
    part('How the source was read', chart.readings.length === 0 ? [] : [MARKED, ...chart.readings.map(tellReading)]),
  ]
  return `${parts.filter((lines) => lines !== '').join('\n\n')}\n`
}

function tellLifeEvent({ title, follows }: Chart['lifeEvents'][number]): readonly string[] {
  return [`  ${sentence(title)}`, ...follows.map((said) => `    ${sentence(said)}`)]
}

function tellNotice({ title, when, to, mailbox }: ChartNotice): string {
  const all = [...to, ...(mailbox === null ? [] : [`the mailbox “${mailbox}”`])]
  return `  ${sentence(title)} After: ${when}. Told: ${sentence(all.join('; '))}`
}

function tellMeeting({ title, held, lists }: ChartMeeting): readonly string[] {
  return [
    `  Meeting: ${title}. It is held ${held}.`,
    ...lists.map(({ of, items }) => `    ${of}: ${sentence(items.join('; '))}`),
  ]
}

function tellReading(reading: string, i: number): string {
  return `  ${READING}${i + 1}: ${sentence(reading)}`
}

function part(heading: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [...(heading === '' ? [] : [sentence(heading)]), ...lines].join('\n')
}

function counted({ stages }: Chart): string {
  const ends = stages.filter((stage) => stage.ends).length
  return `It has ${stages.length} stages, ${ends} of which end it.`
}

function tellTrigger(chart: Chart, { title, of, opens, takesOver, suggests }: ChartTrigger): readonly string[] {
  const what = `  Trigger, for ${of}: ${sentence(title)}`
  if (opens !== null) {
    const over = takesOver.map((stage) => tellStage(chart, stage)).join(', or ')
    return [
      what,
      `    It opens the pathway by itself, at ${tellStage(chart, opens)}.`,
      ...(over === '' ? [] : [`    It takes over a pathway that stands at ${over}.`]),
    ]
  }
  return suggests === null ? [what] : [what, `    It opens nothing by itself. ${sentence(suggests)}`]
}

function tellStep(chart: Chart, step: ChartStep, stage: Name | null): readonly string[] {
  const { title, who, ways, conditions } = step
  return [
    `  Step: ${sentence(title)}`,
    `    Done by ${sentence(who)}`,
    ...conditions.map((said) => `    ${said.slice(0, 1).toUpperCase()}${sentence(said.slice(1))}`),
    ...step.deadlines(stage).map((deadline) => `    ${tellDeadline(deadline)}`),
    ...ways.map(({ titles, to }) => {
      const if_ = titles.length === 0 ? '' : `Outcome: ${titles.map((each) => `“${each}”`).join(', or ')}. `
      return `    ${if_}${to === null ? 'The pathway stays at this stage.' : `It goes to ${tellStage(chart, to)}.`}`
    }),
  ]
}

function tellDeadline({ due, owedBy, ifOverdue }: Deadline): string {
  const owed = owedBy === null ? '' : `, owed by ${owedBy}`
  return `Due ${due}${owed}. If it is overdue, tell ${sentence(ifOverdue)}`
}

/** In a protocol with stages, the steps say every duty that a record meets. */
function tellDuties({ duties, stages }: Chart): readonly string[] {
  return duties
    .filter(({ metBy }) => stages.length === 0 || metBy !== null)
    .flatMap((duty) => [
      `  Duty: ${sentence(duty.duty)}`,
      `    Owed for ${sentence(duty.from.join(' or '))}`,
      `    ${tellDeadline(duty)}`,
      ...(duty.metBy === null ? [] : [`    It is ${sentence(duty.metBy)}`]),
    ])
}

function tellStage({ stages }: Chart, id: Name): string {
  const stage = stages.find((each) => each.id === id)
  if (stage === undefined) return id
  return `stage ${stage.number}, “${stage.title}”${stage.ends ? ', which ends it' : ''}`
}

function sentence(text: string): string {
  return /[.?!]$/.test(text) ? text : `${text}.`
}
