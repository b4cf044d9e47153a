import { Ceremonies } from './ceremony.ts'
import { aboutRoutes } from './pages/about/routes.ts'
import { actionRoutes } from './pages/actions/routes.ts'
import { around } from './pages/around/routes.ts'
import { caseRoutes } from './pages/cases/routes.ts'
import { childRoutes } from './pages/children/routes.ts'
import { flagRoutes } from './pages/flags/routes.ts'
import { importRoutes } from './pages/imports/routes.ts'
import { notifiedRoutes } from './pages/life/notified-routes.ts'
import { lifeRoutes } from './pages/life/routes.ts'
import { listRoutes } from './pages/lists/routes.ts'
import { matchRoutes } from './pages/matches/routes.ts'
import { meetingRoutes } from './pages/meetings/routes.ts'
import { mistakeRoutes } from './pages/mistakes/routes.ts'
import { myWorkRoutes } from './pages/my-work/routes.ts'
import { accessRoutes } from './pages/need-to-know/access-routes.ts'
import { eraseRoutes } from './pages/need-to-know/erase-routes.ts'
import { glassRoutes } from './pages/need-to-know/glass-routes.ts'
import { withheldRoutes } from './pages/need-to-know/withheld-routes.ts'
import { passkeyRoutes } from './pages/passkeys/routes.ts'
import { pathwayRoutes } from './pages/pathways/routes.ts'
import { leadRoutes } from './pages/people/lead-routes.ts'
import { peopleListRoutes } from './pages/people/lists-routes.ts'
import { peopleRoutes } from './pages/people/people-routes.ts'
import { placeRoutes } from './pages/people/place-routes.ts'
import { settingRoutes } from './pages/people/setting-routes.ts'
import { teamRoutes } from './pages/people/team-routes.ts'
import { telephoneRoutes } from './pages/people/telephone-routes.ts'
import { protocolRoutes } from './pages/protocols/routes.ts'
import { sharingRoutes } from './pages/sharing/routes.ts'
import { passkeySignIn } from './pages/sign-in/passkey-routes.ts'
import { providerSignIn } from './pages/sign-in/provider-routes.ts'
import type { ProviderSettings } from './pages/sign-in/providers-file.ts'
import { demonstrationSignIn, signOut } from './pages/sign-in/routes.ts'
import { stepRoutes } from './pages/steps/routes.ts'
import type { Route } from './route.ts'
import { routeTable } from './route-table.ts'

/** Every page and form of the face. What is not listed here is not there. */
const ROUTES: readonly Route[] = [
  ...around,
  ...aboutRoutes,
  ...signOut,
  ...myWorkRoutes,
  ...actionRoutes,
  ...pathwayRoutes,
  ...caseRoutes,
  ...lifeRoutes,
  ...notifiedRoutes,
  ...listRoutes,
  ...flagRoutes,
  ...importRoutes,
  ...childRoutes,
  ...matchRoutes,
  ...meetingRoutes,
  ...stepRoutes,
  ...mistakeRoutes,
  ...glassRoutes,
  ...withheldRoutes,
  ...accessRoutes,
  ...eraseRoutes,
  ...sharingRoutes,
  ...peopleRoutes,
  ...placeRoutes,
  ...leadRoutes,
  ...telephoneRoutes,
  ...peopleListRoutes,
  ...teamRoutes,
  ...settingRoutes,
  ...protocolRoutes,
]

/** With the way into the demonstration, for a record that holds invented people alone. */
export const DEMONSTRATION_ROUTES: readonly Route[] = [...ROUTES, ...demonstrationSignIn]

/** A stand-in where routes are told of, and nobody comes by them. */
const NOWHERE = 'https://sightline.example'

/** Each door that there is once: what the demonstration and a real authority have, the way into the demonstration first. */
export function everyDoor(): readonly Route[] {
  const doors = new Map<string, Route>()
  for (const route of [...DEMONSTRATION_ROUTES, ...routesOfAuthority([], NOWHERE)]) {
    const address = `${route.method} ${route.path}`
    if (!doors.has(address)) doors.set(address, route)
  }
  return [...doors.values()]
}

/** Every route as a page to read. */
export function tableOfRoutes(): string {
  return routeTable(DEMONSTRATION_ROUTES, routesOfAuthority([], NOWHERE))
}

/**
 * With the ways in by identity providers and by passkeys, for a record of real people.
 * @param origin where browsers reach Sightline: "https://sightline.example"
 */
export function routesOfAuthority(providers: readonly ProviderSettings[], origin: string): readonly Route[] {
  const ceremonies = new Ceremonies(origin)
  return [
    ...ROUTES,
    ...providerSignIn(providers, origin),
    ...passkeySignIn(ceremonies),
    ...passkeyRoutes(ceremonies, origin),
  ]
}
