/** The identifier that nothing bears. */
const NOTHING = '00000000-0000-0000-0000-000000000000'

/** As PostgreSQL writes it: other spellings of the same number would be other keys to us. */
const IDENTIFIER = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export function isIdentifier(text: string): boolean {
  return IDENTIFIER.test(text)
}

/** What was asked for; where it is no identifier, that which nothing bears, so that the database is asked the same. */
export function identifierOr(asked: string): string {
  return isIdentifier(asked) ? asked : NOTHING
}

/** Whether an authority can be called so. */
export function isAuthority(text: string): boolean {
  return /^[a-z][a-z0-9-]{0,62}$/.test(text)
}
