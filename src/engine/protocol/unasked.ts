/** What `where` calls the outcome of a step, as if it were a question. */
export const OUTCOME = 'outcome'

/** What every step tells without being asked: its outcome, and when it happened. No question may bear these names. */
export const ALWAYS_TOLD: readonly string[] = [OUTCOME, 'happened']

const EACH = 'each '

/** The question that a heading names after "each", so that all speak who answered it; null where it names one otherwise. */
export function eachSource(source: string): string | null {
  return source.startsWith(EACH) ? source.slice(EACH.length) : null
}
