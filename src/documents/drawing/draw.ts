import type { Day } from '../../engine/calendar/day.ts'
import type { Protocol } from '../../engine/protocol/protocol.ts'
import { chartOf } from './chart.ts'
import { mapOf } from './map.ts'
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
