import { printable } from '../documents/scan/layout.ts'
import { pathwaysAfter, type Rebuilt, rebuildPathway } from '../record/pathways/rebuild.ts'
import { type NotActive, within } from '../record/transaction.ts'
import { readArguments } from './arguments.ts'
import { EXIT, type ExitStatus } from './exit.ts'
import { type InRecord, inRecord, readId } from './in-record.ts'
import { now } from './record-place.ts'
import type { Terminal } from './terminal.ts'

/** Folds every pathway's entries again, or those of the pathways named, and says where what is read from them differs. */
export async function rebuildCommand(args: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  const { values, positionals } = readArguments(args, {
    data: { type: 'string' },
    authority: { type: 'string' },
    mend: { type: 'boolean' },
  })
  const named = positionals.map((each) => readId('the pathway', each))
  const mend = values.mend === true
  return inRecord({ data: values.data, authority: values.authority }, terminal, async (record) => {
    const totals = { folded: 0, different: 0, stale: 0, disposed: 0, missing: 0 }
    const pathways = named.length > 0 ? named : allOf(record)
    for await (const pathway of pathways) {
      const { store, service } = record
      const rebuilt = await within(store, service, now(), (bound) => rebuildPathway(bound, pathway, mend))
      if (rebuilt === null || 'kind' in rebuilt) {
        totals.missing += 1
        terminal.err(`${pathway}: there is no such pathway.\n`)
        continue
      }
      totals.folded += 1
      if (rebuilt.disposed.length > 0) totals.disposed += 1
      if (rebuilt.different.length > 0) totals[rebuilt.stale ? 'stale' : 'different'] += 1
      const words = sayRebuilt(rebuilt, mend)
      if (words !== null) await terminal.out(`${printable(words)}\n`)
    }
    const { folded, different, stale, disposed, missing } = totals
    await terminal.out(
      `${folded} pathways were folded again from their entries: ${different} differed${mend && different > 0 ? ' and were mended' : ''}, ` +
        `${stale} waited to be worked out anew, ${disposed} had answers disposed.\n`,
    )
    if (missing > 0) return EXIT.nothingRead
    return different > 0 && !mend ? EXIT.partly : EXIT.done
  })
}

async function* allOf({ store, service }: InRecord): AsyncGenerator<string> {
  const pageAfter = (last: string | null): Promise<readonly string[] | NotActive> => {
    return within(store, service, now(), (bound) => pathwaysAfter(bound, last))
  }
  for (let last: string | null = null; ; ) {
    const page: readonly string[] | NotActive = await pageAfter(last)
    if ('kind' in page) return
    yield* page
    last = page.at(-1) ?? null
    if (last === null) return
  }
}

/** What is to be said of one; null where it is as its entries say. */
function sayRebuilt({ pathway, different, disposed, stale }: Rebuilt, mended: boolean): string | null {
  const says: string[] = []
  if (different.length > 0) {
    const why = stale ? ', since something that it rests on has changed' : ''
    says.push(`${different.join(', ')} ${mended ? 'differed and was written anew' : 'differs'}${why}`)
  }
  if (disposed.length > 0) says.push(`the answers of ${disposed.length} entries were disposed`)
  return says.length === 0 ? null : `${pathway}: ${says.join('; ')}`
}
