import type { Viz } from '@viz-js/viz'
import type { Name } from '../../engine/protocol/sentences/sentence.ts'
import { type Box, boxOf, type Label, labelOf, type Words } from './boxes.ts'
import type { Chart, ChartStage } from './chart.ts'
import { layOutClearly } from './clear-layout.ts'
import { type Layout, openGraphviz } from './layout.ts'

// The way through a protocol at a glance: its stages and the arrows between them, on as few sheets as hold it.

/** A part of the map that stands on a sheet of its own. */
export interface MapPart {
  readonly boxes: readonly Box[]
  /** Which of them is which stage. */
  readonly stages: ReadonlyMap<Name, number>
  readonly links: readonly { readonly from: number; readonly to: number; readonly label: Label | null }[]
  readonly layout: Layout
}

/** What an upright sheet of A4 has room for, in CSS pixels; the first also bears the heading of the drawing. */
const WIDTH = 718
const HEIGHT = { first: 915, next: 1020 }
/** Wider than other boxes: it stands beside a stage, and its height would push the stages apart. */
const WAYS_IN = 330
/** A part is made no longer where it is already so much higher than a sheet. */
const TOO_HIGH = 1.5
/** What it costs to say an arrow and not draw it, and to leave a sheet white, where a further sheet costs 1. */
const CUT = 0.1
const WHITE = 0.7

/** The map on the fewest sheets, cut where most of its arrows stay whole; none for a protocol without stages. */
export async function mapOf(chart: Chart): Promise<readonly MapPart[]> {
  const running = chart.stages.filter(({ ends }) => !ends)
  const viz = await openGraphviz()
  const laid = running.map((_, from) => partsFrom(viz, chart, running, from))
  // From the last stage to the first: the best way to draw the rest.
  const best: { readonly cost: number; readonly parts: readonly MapPart[] }[] = []
  best[running.length] = { cost: 0, parts: [] }
  for (let from = running.length - 1; from >= 0; from--) {
    const room = from === 0 ? HEIGHT.first : HEIGHT.next
    const ways = (laid[from] ?? [])
      .filter(({ part: { layout } }, i) => i === 0 || (layout.width <= WIDTH && layout.height <= room))
      .map(({ part, until, cut }) => {
        const rest = best[until]
        const white = until === running.length ? 0 : Math.max(0, 1 - part.layout.height / room)
        return { cost: 1 + CUT * cut + WHITE * white + (rest?.cost ?? 0), parts: [part, ...(rest?.parts ?? [])] }
      })
    best[from] = ways.toSorted((a, b) => a.cost - b.cost)[0] ?? { cost: 0, parts: [] }
  }
  return best[0]?.parts ?? []
}

interface Candidate {
  readonly part: MapPart
  readonly until: number
  readonly cut: number
}

function partsFrom(viz: Viz, chart: Chart, running: readonly ChartStage[], from: number): readonly Candidate[] {
  const found: Candidate[] = []
  for (let until = from + 1; until <= running.length; until++) {
    const stages = running.slice(from, until)
    const { boxes, links, at } = new Drawn(chart, stages)
    const { layout } = layOutClearly(viz, boxes, links, 'TB')
    if (until > from + 1 && layout.height > HEIGHT.next * TOO_HIGH) break
    found.push({ part: { boxes, links, stages: at, layout }, until, cut: cutBy(chart, stages) })
  }
  return found
}

/** How many arrows lead from these stages to others that do not end. */
function cutBy(chart: Chart, stages: readonly ChartStage[]): number {
  const targets = stages.flatMap(({ id }) => waysFrom(chart, id).map(([to]) => to))
  const ends = new Set(chart.stages.filter((stage) => stage.ends).map(({ id }) => id))
  return targets.filter((to) => !ends.has(to) && !stages.some(({ id }) => id === to)).length
}

class Drawn {
  readonly boxes: Box[] = []
  readonly links: { from: number; to: number; label: Label | null }[] = []
  readonly at = new Map<Name, number>()

  constructor(chart: Chart, stages: readonly ChartStage[]) {
    for (const stage of stages) {
      this.at.set(
        stage.id,
        this.#box(
          boxOf('stage', [titleWords(stage), ...sayFrom(chart, stage, stages), ...this.#beside(chart, stage, stages)]),
        ),
      )
    }
    for (const { id } of stages) {
      const ways = waysIn(chart, id)
      const to = this.at.get(id)
      if (ways.length === 0 || to === undefined) continue
      this.links.push({ from: this.#box(boxOf('step', ways, WAYS_IN)), to, label: null })
    }
    for (const { id } of stages) {
      for (const [to, titles] of waysFrom(chart, id)) {
        const target = chart.stages.find((stage) => stage.id === to)
        const [begin, end] = [this.at.get(id), this.at.get(to)]
        if (begin === undefined || end === undefined || target === undefined || isBack(chart, id, target)) continue
        this.links.push({ from: begin, to: end, label: labelOf(sayOr(titles)) })
      }
    }
  }

  #box(box: Box): number {
    return this.boxes.push(box) - 1
  }

  /** Where a stage leads without an arrow: to an end, back, or to another sheet. */
  #beside(chart: Chart, from: ChartStage, stages: readonly ChartStage[]): readonly Words[] {
    const said = new Map<string, string[]>()
    for (const [to, titles] of waysFrom(chart, from.id)) {
      const target = chart.stages.find(({ id }) => id === to)
      if (target === undefined) continue
      const back = isBack(chart, from.id, target)
      if (stages.some(({ id }) => id === to) && !back) continue
      const where = target.ends ? 'END' : to === from.id ? 'stays' : `${back ? 'back' : 'on'} to ${target.number}`
      said.set(where, [...(said.get(where) ?? []), ...titles])
    }
    return [...said].map(([where, titles]) => ({ text: `${where}: ${titles.join('; or: ')}`, ruled: true }))
  }
}

/** The ways in to a stage, which stand together. */
function waysIn({ triggers, steps }: Chart, stage: Name): readonly Words[] {
  const opening = triggers.filter(({ opens }) => opens === stage)
  const starting = steps.filter(({ at, ways }) => at.kind === 'start' && ways.some(({ to }) => to === stage))
  return [
    ...opening.map(({ title }) => `STARTS BY ITSELF: ${title}`),
    ...starting.map(({ title }) => `START: ${title}`),
  ].map((text, i) => ({ text, ruled: i > 0 }))
}

/** From which stages of other sheets it is reached. */
function sayFrom(chart: Chart, { id }: ChartStage, here: readonly ChartStage[]): readonly Words[] {
  const others = chart.stages.filter(
    (stage) => !here.includes(stage) && waysFrom(chart, stage.id).some(([to]) => to === id),
  )
  return others.length === 0 ? [] : [{ text: `from ${others.map(({ number }) => number).join(', ')}`, ruled: true }]
}

function titleWords({ number, title }: ChartStage): Words {
  return { text: `${number}  ${title}`, bold: true }
}

function isBack({ stages }: Chart, from: Name, target: ChartStage): boolean {
  return !target.ends && target.number <= (stages.find(({ id }) => id === from)?.number ?? 0)
}

/** Where the steps that are drawn at a stage lead, and by which outcomes; by the step itself where there is no choice. */
function waysFrom({ groups }: Chart, stage: Name): readonly (readonly [Name, readonly string[]])[] {
  const ways = new Map<Name, string[]>()
  for (const { at, steps } of groups) {
    if (at.kind !== 'stages' || at.stages.length > 1 || !at.stages.includes(stage)) continue
    for (const step of steps) {
      for (const { to, titles } of step.ways) {
        if (to === null) continue
        ways.set(to, [...(ways.get(to) ?? []), ...(titles.length === 0 ? [step.title] : titles)])
      }
    }
  }
  return [...ways]
}

export function sayOr(titles: readonly string[]): readonly string[] {
  return titles.map((title, i) => (i === 0 ? title : `or: ${title}`))
}
