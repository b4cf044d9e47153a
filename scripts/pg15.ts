// npm run test:pg15: the record's tests on PostgreSQL 15, the oldest that is supported. Its programs are those of PG15_BIN, or of
// Debian's packages. It runs for these tests alone, in a temporary folder, as an account that is not root.
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { accountFor } from '../src/record/embedded/account.ts'
import { SUPERUSER } from '../src/record/embedded/cluster.ts'
import { signIn } from '../src/record/opening/sign-in.ts'
import { needDevelopmentPackages, ROOT } from './step.ts'

const DEBIAN = '/usr/lib/postgresql/15/bin'
const TRIES = 200

needDevelopmentPackages()
const bin = process.env.PG15_BIN ?? DEBIAN
if (!existsSync(join(bin, 'initdb'))) {
  process.stderr.write(
    `There is no PostgreSQL 15 in ${bin}, so nothing was tested on it. Install one (Debian: apt-get install postgresql-15), ` +
      'or name the folder of its programs in PG15_BIN.\n',
  )
  process.exit(1)
}
const folder = mkdtempSync(join(tmpdir(), 'sightline-pg15-'))
process.exitCode = await testOn(folder).finally(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }))

async function testOn(place: string): Promise<number> {
  chmodSync(place, 0o755)
  const cluster = join(place, 'cluster')
  const account = accountFor(cluster)
  mkdirSync(cluster, { mode: 0o700 })
  if (account !== null) chownSync(cluster, account.uid, account.gid)
  const as = { cwd: '/', env: { LC_ALL: 'C' }, ...account }
  const made = spawnSync(
    join(bin, 'initdb'),
    ['-D', cluster, '-U', SUPERUSER, '--encoding=UTF8', '--locale=C', '--auth=trust'],
    { ...as, encoding: 'utf8' },
  )
  if (made.status !== 0) return fail(`initdb failed: ${made.error?.message ?? made.stderr}`)
  const settings = ['listen_addresses=', 'unix_socket_permissions=0700'].flatMap((each) => ['-c', each])
  const server = spawn(join(bin, 'postgres'), ['-D', cluster, '-k', cluster, ...settings], { ...as, stdio: 'ignore' })
  try {
    const version = await versionOf(cluster)
    if (version === null) return fail('The server did not start.')
    process.stdout.write(`PostgreSQL ${version}\n`)
    return test(cluster)
  } finally {
    server.kill('SIGQUIT')
    while (server.exitCode === null && server.signalCode === null) await wait(20)
  }
}

function fail(words: string): number {
  process.stderr.write(`${words}\n`)
  return 1
}

async function versionOf(host: string): Promise<string | null> {
  for (let tries = 0; tries < TRIES; tries++) {
    const signedIn = await signIn({
      config: { host, user: SUPERUSER, database: 'postgres' },
      place: host,
      user: SUPERUSER,
    })
    if (signedIn.ok) {
      const { rows } = await signedIn.client.query('show server_version')
      await signedIn.client.end()
      return rows[0].server_version
    }
    await wait(50)
  }
  return null
}

/** Every test that asks for a database, and not for a server of its own. */
function test(host: string): number {
  const files = globSync('{src,test}/**/*.test.ts', { cwd: ROOT })
    .filter((file) => /testDatabase\(/.test(readFileSync(join(ROOT, file), 'utf8')))
    .sort()
  const { status } = spawnSync(process.execPath, ['--test', '--test-isolation=none', ...files], {
    cwd: ROOT,
    env: { ...process.env, TEST_DATABASE_HOST: host },
    stdio: 'inherit',
  })
  return status ?? 1
}
