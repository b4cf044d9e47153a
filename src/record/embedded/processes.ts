import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

// What Linux says of the processes of this machine; the embedded server is made for Linux alone.

/**
 * When a process started, in the kernel's own count: it tells the process from a later one of the same number. Null where none
 * runs: one that has ended and was not waited for (a zombie) runs no more.
 */
export function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The process's name stands in brackets, and may hold brackets and blanks itself.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? null)
  } catch {
    return null
  }
}

/** Whether a number is taken by anything at all, a zombie too: PostgreSQL takes every such process for a server. */
export function isTaken(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // It lives and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Whether a process works in a folder, as every process of a PostgreSQL server does in its data. */
export function worksIn(pid: number, folder: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder
  } catch {
    return false
  }
}

/** All that work in a folder: the server, and what it left behind when it was killed. */
export function workersIn(folder: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => worksIn(pid, folder))
}
