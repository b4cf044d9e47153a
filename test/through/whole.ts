// Walks played whole, one authority each, so that none knows of another.
import type { Store } from '../../src/record/transaction.ts'
import { open } from '../walks/proof.ts'
import { PROOFS } from '../walks/proofs.ts'
import { nothingPlayed, type Played, Player } from './player.ts'
import { scriptOf, scriptsOf, type Whole } from './script.ts'

/** Every walk of every protocol. */
export function everyScript(): readonly Whole[] {
  return PROOFS.flatMap(scriptsOf)
}

/** Plays scripts through a record, so many at a time. What cannot go on is a difference as well. */
export async function playAll(
  store: Store,
  scripts: readonly Whole[],
  { atOnce, onPlayed }: { readonly atOnce: number; readonly onPlayed: (count: number) => void },
): Promise<Played> {
  const played = nothingPlayed()
  const waiting = [...scripts.entries()]
  let count = 0
  const goOn = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [number, script] = next
      try {
        await new Player(store, `walk-${number + 1}`, script, played).play()
      } catch (error) {
        played.differences.push(`${script.title}: ${error instanceof Error ? error.message : String(error)}`)
      }
      count += 1
      onPlayed(count)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, goOn))
  return played
}

/** Walks by their protocol and how their titles begin. */
export type Titles = Readonly<Record<string, readonly string[]>>

export function scriptsCalled(titles: Titles): readonly Whole[] {
  return PROOFS.flatMap((proof) => {
    const opened = open(proof)
    return (titles[proof.protocol] ?? []).map((title) => {
      const walk = proof.walks.find((each) => each.title.startsWith(title))
      if (walk === undefined) throw new Error(`no walk of ${proof.protocol} is called "${title}"`)
      return scriptOf(proof, walk, opened)
    })
  })
}
