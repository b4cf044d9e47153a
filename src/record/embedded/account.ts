import { readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { NotRunning } from './refusal.ts'

/** The account that the server runs as; null where that is our own. */
export type Account = { readonly uid: number; readonly gid: number } | null

/** In this order: one made for the purpose, the database's usual one, and the one that every machine has. */
const WANTED = ['sightline', 'postgres', 'nobody']

/**
 * PostgreSQL refuses to run as root, so that root lends it an unprivileged account: the one that its data belong to already,
 * else the first of those that this machine has.
 */
export function accountFor(cluster: string): Account {
  if (process.getuid?.() !== 0) return null
  const owner = statSync(cluster, { throwIfNoEntry: false })
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  const known = new Map(
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      .map(([name = '', , uid, gid]) => [name, { uid: Number(uid), gid: Number(gid) }]),
  )
  for (const name of WANTED) {
    const account = known.get(name)
    if (account !== undefined && account.uid > 0) return account
  }
  throw new NotRunning({ kind: 'no-account' })
}

/** Refuses a folder that an account other than ours cannot come to: a permission to pass is missing on some folder above. */
export function refuseUnreachable(folder: string, account: Account): void {
  if (account === null) return
  for (let above = folder; above !== dirname(above); above = dirname(above)) {
    const found = statSync(above, { throwIfNoEntry: false })
    if (found === undefined) continue
    const mine = found.uid === account.uid ? 0o100 : found.gid === account.gid ? 0o010 : 0o001
    if ((found.mode & mine) === 0) throw new NotRunning({ kind: 'not-reachable', folder: above })
  }
}
