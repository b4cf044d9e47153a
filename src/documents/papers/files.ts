import { Worker } from 'node:worker_threads'
import { type Answer, answer, refuse } from '../../engine/calendar/answer.ts'
import { sayList } from '../scan/words.ts'
import type { Paper } from './paper.ts'
import type { Compiled } from './typst/compile.ts'
import type { Answered, Asked, Written } from './write-in-thread.ts'

/** Why there is no PDF. The same paper can then be had as DOCX. */
export type NoPdf = Exclude<Compiled, { readonly kind: 'pdf' }>

/** One that is being waited for. */
interface Waiting {
  readonly settle: (written: Written) => void
  readonly fail: (error: unknown) => void
}

let thread: Worker | null = null
let asked = 0
const waiting = new Map<number, Waiting>()

/**
 * A paper as PDF/UA-1, for people and for screen readers. The same paper gives the same bytes on one machine, and on all of them
 * as long as the font that comes along has all its letters.
 */
export async function paperPdf(paper: Paper): Promise<Answer<Uint8Array, NoPdf>> {
  const written = await inThread('pdf', paper)
  if (written.kind === 'docx') throw new Error('asked for PDF and given DOCX')
  return written.kind === 'pdf' ? answer(written.bytes) : refuse(written)
}

/** A paper as a Word document, which is made on every machine. */
export async function paperDocx(paper: Paper): Promise<Uint8Array> {
  const written = await inThread('docx', paper)
  if (written.kind !== 'docx') throw new Error('asked for DOCX and given something else')
  return written.bytes
}

function inThread(form: Asked['form'], paper: Paper): Promise<Written> {
  const writing = thread ?? begin()
  asked += 1
  const number = asked
  return new Promise((settle, fail) => {
    waiting.set(number, { settle, fail })
    // Only while something is waited for does the thread keep the program alive.
    writing.ref()
    writing.postMessage({ number, form, paper } satisfies Asked)
  })
}

function begin(): Worker {
  const begun = new Worker(new URL('./write-in-thread.ts', import.meta.url))
  begun.on('message', ({ number, written }: Answered) => {
    const { settle, fail } = waiting.get(number) ?? {}
    waiting.delete(number)
    if (written.kind === 'failed') fail?.(written.error)
    else settle?.(written)
    if (waiting.size === 0) begun.unref()
  })
  const end = (error: unknown): void => {
    // What was asked of this thread is lost; the next paper begins another.
    if (thread !== begun) return
    thread = null
    for (const { fail } of waiting.values()) fail(error)
    waiting.clear()
  }
  begun.on('error', end)
  begun.on('exit', (status) => {
    end(new Error(`the thread that writes papers ended with ${status}`))
  })
  thread = begun
  return begun
}

/** Why there is no PDF, and what to do. */
export function sayNoPdf(why: NoPdf): { readonly says: string; readonly instead: string } {
  switch (why.kind) {
    case 'no-typesetter':
      return {
        says:
          `No PDF can be made on this machine (${process.platform} ${process.arch}): the typesetter is made for Linux on x64 ` +
          'with the GNU C library, where "npm ci" installs it.',
        instead: 'Take it as DOCX, which is made on every machine.',
      }
    case 'no-letters':
      return {
        says: `No font on this machine has these letters: ${sayList(why.letters)}.`,
        instead: 'Take it as DOCX, or install a font that has them.',
      }
    case 'refused':
      return { says: `The PDF could not be made: ${why.why.join('; ')}.`, instead: 'Take it as DOCX.' }
    default:
      return why satisfies never
  }
}
