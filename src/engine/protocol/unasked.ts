/** What `where` calls the outcome of a step, as if it were a question. */
export const OUTCOME = 'outcome'

/** What every step tells without being asked: its outcome, and when it happened. No question may bear these names. */
export const ALWAYS_TOLD: readonly string[] = [OUTCOME, 'happened']
