import { sql } from 'kysely'

/** Whether a person (`p`) is there no more on the transaction's day: they have left, or their agency has ended. */
export const HAS_LEFT = sql<boolean>`coalesce(p.until <= sightline.today() or exists (
  select from sightline.agencies g
  where g.authority = p.authority and g.agency = p.agency and g.until <= sightline.today()), false)`
