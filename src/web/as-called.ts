import { sayRole } from '../documents/pathway/titles.ts'
import type { Protocol } from '../engine/protocol/protocol.ts'
import { titlesOfRoles } from '../engine/protocol/roles-in-several.ts'
import { adoptedProtocols } from '../record/pathways/adopted.ts'
import type { Bound } from '../record/transaction.ts'

/** What roles are called where no one protocol is spoken of, and which lists of people there are for protocols to draw on. */
export interface AsCalled {
  readonly role: (role: string) => string
  /** Those that the adopted protocols name, each with every title that they give it. */
  readonly roles: ReadonlyMap<string, string>
  readonly pools: readonly string[]
}

/** By what most of these protocols call each; what none of them names goes by its own name. */
export function calledIn(protocols: readonly Pick<Protocol, 'id' | 'roles' | 'pools'>[]): AsCalled {
  const named = titlesOfRoles(protocols)
  const pools = [...new Set(protocols.flatMap((protocol) => [...protocol.pools.keys()]))]
  const titled = (id: string) => named.get(id)?.map(({ title }) => title || sayRole(id)) ?? [sayRole(id)]
  const roles = new Map([...named.keys()].map((id) => [id, titled(id).join(', or ')]))
  return { role: (id) => titled(id)[0] ?? sayRole(id), roles, pools }
}

/** By the protocols that an authority has adopted. */
export async function asCalled(bound: Bound): Promise<AsCalled> {
  return calledIn((await adoptedProtocols(bound)).map(({ protocol }) => protocol))
}
