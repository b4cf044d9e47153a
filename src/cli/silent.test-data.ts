/**
 * Surroundings that say nothing to a program but where Node keeps what it compiled, without which each start costs a second of
 * the processor's time.
 */
export const SILENT: Readonly<Record<string, string>> =
  process.env.NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE }
