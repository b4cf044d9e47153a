import type { Name } from '../../engine/protocol/sentences/sentence.ts'
import { type Box, boxOf, type Label, labelOf, type Words } from './boxes.ts'
import type { Chart, ChartStage, ChartStep, Deadline, Way } from './chart.ts'

/** Boxes and arrows that are laid out together; where else they lead is said in words. */
export interface Section {
  readonly boxes: readonly Box[]
  readonly links: readonly { readonly from: number; readonly to: number; readonly label: Label | null }[]
}

/** The part of a flow that runs through some of its stages. */
export function flowThrough(chart: Chart, stages: readonly ChartStage[]): Section {
  const flow = new Flow(chart, stages)
  for (const step of chart.moving) flow.add(step)
  return flow
}

class Flow implements Section {
  readonly boxes: Box[] = []
  readonly links: { from: number; to: number; label: Label | null }[] = []
  readonly #chart: Chart
  readonly #at = new Map<Name, number>()

  constructor(chart: Chart, stages: readonly ChartStage[]) {
    this.#chart = chart
    for (const { id, title, number } of stages) {
      this.#at.set(id, this.#box(boxOf('stage', [{ text: `${number}  ${title}`, bold: true }])))
    }
    for (const { title, opens } of chart.triggers) {
      const to = opens === null ? undefined : this.#at.get(opens)
      if (to === undefined) continue
      const trigger = boxOf('trigger', [{ text: 'TRIGGER', bold: true }, { text: title }])
      this.links.push({ from: this.#box(trigger), to, label: null })
    }
  }

  add(step: ChartStep): void {
    const from = step.at.kind === 'stages' ? step.at.stages.filter((stage) => this.#at.has(stage)) : []
    const opens = step.at.kind === 'start' && step.ways.some(({ to }) => to !== null && this.#at.has(to))
    if (from.length === 0 && !opens) return
    const box = this.#box(boxOf('step', wordsOf(step, opens)))
    for (const stage of from) {
      this.links.push({
        from: this.#at.get(stage) ?? box,
        to: box,
        label: labelOf(step.deadlines(stage).map(onArrow), true),
      })
    }
    const last = Math.max(0, ...from.map((stage) => this.#chart.stages.find(({ id }) => id === stage)?.number ?? 0))
    const exits: Way[] = []
    for (const way of step.ways) {
      const target = this.#chart.stages.find(({ id }) => id === way.to)
      const to = target === undefined || target.number <= last ? undefined : this.#at.get(target.id)
      if (to === undefined) exits.push(way)
      else this.links.push({ from: box, to, label: labelOf(sayTitles(way.titles), false) })
    }
    if (exits.length === 0) return
    const words = exits.flatMap((way, i) => this.#exitWords(way, last, i > 0))
    this.links.push({ from: box, to: this.#box(boxOf('exits', words)), label: null })
  }

  #box(box: Box): number {
    return this.boxes.push(box) - 1
  }

  #exitWords({ titles, to }: Way, last: number, ruled: boolean): readonly Words[] {
    const words = [
      ...sayTitles(titles).map((text) => ({ text })),
      { text: sayTarget(this.#chart, to, last), bold: true },
    ]
    return words.map((each, i) => ({ ...each, ruled: ruled && i === 0 }))
  }
}

function wordsOf({ title, who }: ChartStep, opens: boolean): readonly Words[] {
  const start = opens ? [{ text: 'START', bold: true }] : []
  return [...start, { text: title, bold: true }, { text: `by ${who}` }]
}

export function onArrow({ due, owedBy }: Deadline): string {
  return owedBy === null ? due : `${due} (owed by ${owedBy})`
}

/** Where a step leads, for a reader who does not see the arrow: "to 4 Criteria met", "END: Taken off the list". */
export function sayTarget({ stages }: Chart, to: Name | null, from: number): string {
  const stage = stages.find(({ id }) => id === to)
  if (stage === undefined) return 'stays at this stage'
  if (stage.ends) return `END: ${stage.title}`
  return `${stage.number <= from ? 'back to' : 'go to'} ${stage.number}  ${stage.title}`
}

function sayTitles(titles: readonly string[]): readonly string[] {
  return titles.map((title, i) => (i === 0 ? title : `or: ${title}`))
}

/** What a protocol without stages asks for: each thing that opens a duty, and the duty. */
export function dutiesOf(chart: Chart): Section {
  const boxes: Box[] = []
  const links: { from: number; to: number; label: Label | null }[] = []
  const origins = new Map<string, number>()
  const put = (box: Box): number => boxes.push(box) - 1
  const triggers = new Map(chart.triggers.map((trigger) => [trigger.title, trigger]))
  const origin = (from: string): number => {
    const trigger = triggers.get(from)
    const words = trigger === undefined ? [{ text: from }] : [{ text: 'TRIGGER', bold: true }, { text: from }]
    const known = origins.get(from) ?? put(boxOf(trigger === undefined ? 'origin' : 'trigger', words, WIDE))
    origins.set(from, known)
    return known
  }
  const suggested = new Map<string, number>()
  for (const { title, suggests } of chart.triggers) {
    const from = origin(title)
    if (suggests === null) continue
    const words = [{ text: 'A person decides', bold: true }, { text: suggests }]
    const to = suggested.get(suggests) ?? put(boxOf('exits', words, WIDE))
    suggested.set(suggests, to)
    links.push({ from, to, label: null })
  }
  for (const { duty, from, owedBy, due, metBy } of chart.duties) {
    const met = metBy === null ? [] : [{ text: metBy }]
    const box = put(boxOf('duty', [{ text: duty, bold: true }, { text: `owed by ${owedBy}` }, ...met], WIDE))
    for (const each of from) links.push({ from: origin(each), to: box, label: labelOf([due], true) })
  }
  return { boxes, links }
}

const WIDE = 250
