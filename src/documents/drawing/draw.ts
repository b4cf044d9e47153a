import type { Day } from '../../engine/calendar/day.ts'
import type { Protocol } from '../../engine/protocol/protocol.ts'
import type { Name } from '../../engine/protocol/sentences/sentence.ts'
import { type Chart, chartOf } from './chart.ts'
import { type MapPart, mapOf } from './map.ts'
import { drawPlace } from './map-picture.ts'
import { sheetOf } from './sheet.ts'
import { tellChart } from './text.ts'

/**
 * A flow chart of a protocol: a page of HTML that any browser prints on sheets of A4. The same protocol on the same day
 * always gives the same text.
 */
export async function drawProtocol(protocol: Protocol, on: Day | null = null): Promise<string> {
  const chart = chartOf(protocol, on)
  return sheetOf(chart, await mapIn(protocol, chart)).text
}

const maps = new WeakMap<Protocol, Promise<readonly MapPart[]>>()

/** The map of a protocol, laid out once: up to 0.3 s of Graphviz, for what every page of a pathway shows. No day changes it. */
function mapIn(protocol: Protocol, chart: Chart): Promise<readonly MapPart[]> {
  const known = maps.get(protocol)
  if (known !== undefined) return known
  const made = mapOf(chart)
  maps.set(protocol, made)
  return made
}

/** The flow chart in words, good enough to be read aloud in its place. */
export function tellProtocol(protocol: Protocol, on: Day | null = null): string {
  return tellChart(chartOf(protocol, on))
}

/**
 * The stages around the one at which a pathway stands, as an SVG document: the part of the map that holds it, the first where
 * none does. Null for a protocol without stages.
 */
export async function drawWhereItStands(protocol: Protocol, stands: Name | null): Promise<string | null> {
  const chart = chartOf(protocol, null)
  const parts = await mapIn(protocol, chart)
  const part = parts.find(({ stages }) => stands !== null && stages.has(stands)) ?? parts[0]
  if (part === undefined) return null
  const stage = protocol.stages.get(stands ?? '')
  const told =
    stage === undefined ? `Stages of ${chart.title}` : `Stages of ${chart.title}; it stands at "${stage.title}"`
  return drawPlace(part, told, stands).text
}
