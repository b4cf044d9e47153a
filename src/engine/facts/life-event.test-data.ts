import { LIFE_EVENTS } from './life-event.ts'

/** A protocol's word that nothing follows from any change in a child's life. */
export function nothingChanges(clause: string): string {
  return `life events:\n${LIFE_EVENTS.map((event) => `  ${event}: { cites: [${clause}], nothing changes: It goes on. }\n`).join('')}`
}
