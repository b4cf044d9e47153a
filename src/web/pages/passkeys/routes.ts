import type { Ceremonies } from '../../ceremony.ts'
import type { Route } from '../../route.ts'
import { invitationRoutes } from './invitation-routes.ts'
import { ownRoutes } from './own-routes.ts'
import { peopleRoutes } from './people-routes.ts'

/**
 * Passkeys, for people whom no identity provider knows: invited, made, added to, revoked.
 * @param origin where browsers reach Sightline
 */
export function passkeyRoutes(ceremonies: Ceremonies, origin: string): readonly Route[] {
  return [...invitationRoutes(ceremonies), ...ownRoutes(ceremonies, origin), ...peopleRoutes(origin)]
}
