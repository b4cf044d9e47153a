import type { Bound } from '../bound.ts'

/** Only who keeps the list of people, and the program acting by itself, may change who there is or what is adopted. */
export interface NotAdministrator {
  readonly kind: 'not-allowed'
}

const ADMINISTRATOR = 'role:administrator'

/**
 * By which way somebody may change who there is and what is adopted: null where they may not. Said a second time in SQL, as
 * `sightline.administers` of migrations/0014-guard-people.sql.
 */
export function administering({ scopes }: Bound): 'service' | typeof ADMINISTRATOR | null {
  if (scopes.includes('service')) return 'service'
  return scopes.includes(ADMINISTRATOR) ? ADMINISTRATOR : null
}
