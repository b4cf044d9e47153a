import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { startOf } from './processes.ts'

// Which programs use a server: the last of them stops it. Each leaves a mark that bears its number and when it started, so that
// the mark of one that was killed is known for what it is, even when its number is given to another. A program that means to
// stop the server says so before it looks for marks; one that begins leaves its mark before it looks whether anybody stops. So
// one of the two sees the other.

const STOPPING = 'stopping'
let count = 0

/** Marks this program as a user of the server, once nobody is about to stop it. */
export async function takeHold(data: string): Promise<{ readonly release: () => void }> {
  const holders = join(data, 'holders')
  mkdirSync(holders, { recursive: true })
  count += 1
  const mark = join(holders, `${process.pid}-${count}`)
  writeFileSync(mark, mine())
  while (isLive(join(holders, STOPPING))) await wait(10)
  return { release: () => rmSync(mark, { force: true }) }
}

/** Does something unless a program that runs still uses the server; whoever begins meanwhile waits until it is done. */
export async function unlessHeld(data: string, work: () => Promise<void>): Promise<void> {
  const holders = join(data, 'holders')
  const stopping = join(holders, STOPPING)
  while (!claim(stopping)) await wait(10)
  try {
    if (!isHeld(holders)) await work()
  } finally {
    rmSync(stopping, { force: true })
  }
}

function claim(stopping: string): boolean {
  try {
    writeFileSync(stopping, mine(), { flag: 'wx' })
    return true
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    if (!isLive(stopping)) rmSync(stopping, { force: true })
    return false
  }
}

function isHeld(holders: string): boolean {
  let held = false
  for (const name of readdirSync(holders)) {
    if (name === STOPPING) continue
    if (isLive(join(holders, name))) held = true
    else rmSync(join(holders, name), { force: true })
  }
  return held
}

function mine(): string {
  return `${process.pid} ${startOf(process.pid)}`
}

/** Whether the program that left a mark still runs. A mark that is only now being written counts. */
function isLive(mark: string): boolean {
  try {
    const text = readFileSync(mark, 'utf8')
    const [pid, start] = text.split(' ')
    return text === '' || startOf(Number(pid)) === start
  } catch {
    return false
  }
}
