import { parentPort } from 'node:worker_threads'
import { writeDocx } from './docx/write-docx.ts'
import type { Paper } from './paper.ts'
import { type Compiled, compile } from './typst/compile.ts'
import { typstData } from './typst/typst-data.ts'

// Both writers hold their thread while they work, so that they have one of their own.

/** What the thread is asked. */
export interface Asked {
  readonly number: number
  readonly form: 'pdf' | 'docx'
  readonly paper: Paper
}

/** What it answers; `failed` is what went wrong where it should never have. */
export interface Answered {
  readonly number: number
  readonly written: Written | { readonly kind: 'failed'; readonly error: unknown }
}

export type Written = Compiled | { readonly kind: 'docx'; readonly bytes: Uint8Array }

parentPort?.on('message', (asked: Asked) => {
  write(asked).then(
    (written) => answer({ number: asked.number, written }),
    (error: unknown) => answer({ number: asked.number, written: { kind: 'failed', error } }),
  )
})

function answer(answered: Answered): void {
  parentPort?.postMessage(answered)
}

async function write({ form, paper }: Asked): Promise<Written> {
  switch (form) {
    case 'pdf':
      return compile(typstData(paper), Math.floor(paper.made / 1000))
    case 'docx':
      return { kind: 'docx', bytes: await writeDocx(paper) }
    default:
      return form satisfies never
  }
}
