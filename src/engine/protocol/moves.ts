import type { ProtocolText } from './schema.ts'
import type { Name } from './sentences/sentence.ts'

/** What becomes of a duty that is open when its pathway moves to another version. */
export type DutyMove =
  /** It goes on; its day stays as it was promised, or is reckoned `anew`. */
  | { readonly kind: 'to'; readonly duty: Name; readonly anew: boolean }
  /** Nobody owes it any more. */
  | { readonly kind: 'ends'; readonly because: string }

/** How a pathway that runs by an earlier version goes on by this one. What bears the same name in both is not named. */
export interface MovesFrom {
  readonly version: string
  readonly stages: ReadonlyMap<Name, Name>
  readonly steps: ReadonlyMap<Name, Name>
  readonly questions: ReadonlyMap<Name, Name>
  readonly duties: ReadonlyMap<Name, DutyMove>
}

export function readMovesFrom(text: ProtocolText['moves from']): readonly MovesFrom[] {
  return Object.entries(text ?? {}).map(([version, { stages, steps, questions, duties }]) => ({
    version,
    stages: new Map(Object.entries(stages ?? {})),
    steps: new Map(Object.entries(steps ?? {})),
    questions: new Map(Object.entries(questions ?? {})),
    duties: new Map(Object.entries(duties ?? {}).map(([id, each]) => [id, readDutyMove(each)])),
  }))
}

type DutyText = NonNullable<NonNullable<ProtocolText['moves from']>[string]['duties']>[string]

function readDutyMove(text: DutyText): DutyMove {
  if (typeof text === 'string') return { kind: 'to', duty: text, anew: false }
  return 'ends' in text
    ? { kind: 'ends', because: text.ends }
    : { kind: 'to', duty: text.to, anew: text.due === 'anew' }
}
