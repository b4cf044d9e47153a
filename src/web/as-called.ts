import { sayRole } from '../documents/pathway/titles.ts'
import type { Protocol } from '../engine/protocol/protocol.ts'
import { adoptedProtocols } from '../record/pathways/adopted.ts'
import type { Bound } from '../record/transaction.ts'

/** What roles are called where no one protocol is spoken of, and which lists of people there are for protocols to draw on. */
export interface AsCalled {
  readonly role: (role: string) => string
  /** Those that the adopted protocols name. */
  readonly roles: ReadonlyMap<string, string>
  readonly pools: readonly string[]
}

/** By what most of these protocols call each; what none of them names goes by its own name. */
export function calledIn(protocols: readonly Pick<Protocol, 'roles' | 'pools'>[]): AsCalled {
  const roles = mostOften(protocols.flatMap((protocol) => [...protocol.roles]))
  const pools = [...new Set(protocols.flatMap((protocol) => [...protocol.pools.keys()]))]
  return { role: (id) => roles.get(id) ?? sayRole(id), roles, pools }
}

/** By the protocols that an authority has adopted. */
export async function asCalled(bound: Bound): Promise<AsCalled> {
  return calledIn((await adoptedProtocols(bound)).map(({ protocol }) => protocol))
}

function mostOften(named: readonly (readonly [string, string])[]): ReadonlyMap<string, string> {
  return new Map(
    [...Map.groupBy(named, ([id]) => id)].map(([id, some]) => {
      const counted = [...Map.groupBy(some, ([, title]) => title)].toSorted(([, a], [, b]) => b.length - a.length)
      const title = counted[0]?.[0] ?? ''
      return [id, title === '' ? sayRole(id) : title]
    }),
  )
}
