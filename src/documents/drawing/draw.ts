import type { Day } from '../../engine/calendar/day.ts'
import type { Protocol } from '../../engine/protocol/protocol.ts'
import type { Name } from '../../engine/protocol/sentences/sentence.ts'
import { chartOf } from './chart.ts'
import { mapOf } from './map.ts'
import { drawPlace } from './map-picture.ts'
import { sheetOf } from './sheet.ts'
import { tellChart } from './text.ts'

/**
 * A flow chart of a protocol: a page of HTML that any browser prints on sheets of A4. The same protocol on the same day
 * always gives the same text.
 */
export async function drawProtocol(protocol: Protocol, on: Day | null = null): Promise<string> {
  const chart = chartOf(protocol, on)
  return sheetOf(chart, await mapOf(chart)).text
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
  const parts = await mapOf(chart)
  const part = parts.find(({ stages }) => stands !== null && stages.has(stands)) ?? parts[0]
  if (part === undefined) return null
  const stage = protocol.stages.get(stands ?? '')
  const told =
    stage === undefined ? `Stages of ${chart.title}` : `Stages of ${chart.title}; it stands at "${stage.title}"`
  return drawPlace(part, told, stands).text
}
