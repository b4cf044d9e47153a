/**
 * The one place that words what the engine gives as data, for a data officer and a director alike. The engine knows days,
 * bounds, gaps and derivations; terminal, spreadsheet, JSON and page all take their sentences from here.
 */
export * from './words/days.ts'
export * from './words/derivations.ts'
export * from './words/facts.ts'
export * from './words/gaps.ts'
export * from './words/protocols.ts'
export * from './words/reasons.ts'
export * from './words/sources.ts'
export * from './words/standings.ts'
