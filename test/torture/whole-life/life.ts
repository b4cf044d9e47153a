import type { Came } from '../../through/playing.ts'
import type { Script } from '../../through/script.ts'

/** A walk that is played in an authority of its own, and how far it has come. */
export interface Life {
  readonly authority: string
  readonly script: Script
  readonly came: Came
}

/** What a program says that goes on with it, one in a line. */
export type Told = Pick<Life, 'authority' | 'came'>
