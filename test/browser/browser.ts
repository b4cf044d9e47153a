// A real browser for tests, from packages alone: nothing is downloaded, and none need be installed. Run by itself, this
// file unpacks the browser into the folder that TMPDIR names.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inflate } from '@sparticuz/chromium'
import { type Browser, chromium } from 'playwright-core'

const THIS_FILE = fileURLToPath(import.meta.url)
const PACKAGE = fileURLToPath(new URL('../', import.meta.resolve('@sparticuz/chromium')))
const ARCHIVES = ['chromium.br', 'fonts.tar.br', 'al2023.tar.br']
const FONTS = 'sightline-fonts.conf'

/** Why there is no browser on this machine; false where there is one, as the `skip` of a test wants it. */
export const noBrowser: string | false =
  process.platform === 'linux' && process.arch === 'x64'
    ? false
    : `the packaged browser runs on Linux x64, and this is ${process.platform} ${process.arch}`

export async function launchBrowser(): Promise<Browser> {
  const home = unpacked()
  const { LD_LIBRARY_PATH: before } = process.env
  const libraries = join(home, 'al2023', 'lib')
  return chromium.launch({
    executablePath: join(home, 'chromium'),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--font-render-hinting=none'],
    env: {
      ...process.env,
      // The browser's own copies of NSS, which a bare machine lacks.
      LD_LIBRARY_PATH: before === undefined ? libraries : `${libraries}:${before}`,
      // Its own fonts too, so that a page is as wide on every machine.
      FONTCONFIG_FILE: process.env['FONTCONFIG_FILE'] ?? join(home, FONTS),
    },
  })
}

/** The folder that holds the browser: unpacked once for each version and user, then used again. */
function unpacked(): string {
  const { version } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as { version: string }
  const home = join(tmpdir(), `sightline-browser-${version}-${process.getuid?.() ?? 'user'}`)
  if (existsSync(home)) return home
  // The package takes any file of the right name for its own, even half of one: the folder is filled aside and renamed.
  const aside = mkdtempSync(join(tmpdir(), 'sightline-browser-'))
  const run = spawnSync(process.execPath, [THIS_FILE], { env: { ...process.env, TMPDIR: aside }, encoding: 'utf8' })
  if (run.status !== 0) throw new Error(`the browser could not be unpacked into ${aside}: ${run.stderr}`)
  // The package's own configuration names folders of a function host.
  writeFileSync(
    join(aside, FONTS),
    `<fontconfig><dir>${home}/fonts/fonts</dir><cachedir>${home}/fonts-cache</cachedir></fontconfig>\n`,
  )
  try {
    renameSync(aside, home)
  } catch (error) {
    // Another run was quicker.
    if (!existsSync(home)) throw error
    rmSync(aside, { recursive: true })
  }
  return home
}

if (import.meta.main) {
  for (const archive of ARCHIVES) await inflate(join(PACKAGE, 'bin', archive))
}
