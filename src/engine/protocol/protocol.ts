import type { Condition } from './condition.ts'
import type { Level, Register, Versions } from './followed.ts'
import type { Helped } from './helped.ts'
import type { LifeEffect } from './life-effect.ts'
import type { MovesFrom } from './moves.ts'
import type { DocumentPart, Flag, Grant, Kept, Meeting, Notice, Question, Stage, Step } from './pathway-parts.ts'
import type { Due, Each, IfOverdue, Lapses, Moment, Name, OwedBy, While } from './sentences/sentence.ts'

export type { Step } from './pathway-parts.ts'

/** A clause of the source document, as the register of its clauses tells it. */
export interface Clause {
  readonly id: string
  /** Where the source says it. */
  readonly place: string
  /** What it asks for, in our own words. */
  readonly says: string
}

export interface Trigger {
  readonly id: Name
  readonly title: string
  readonly cites: readonly string[]
  readonly forEach: Each
  readonly met: Condition
  readonly opens: Name | null
  /** Stages of a pathway that runs already, which it leads on from to where it opens one. */
  readonly takesOver: readonly Name[]
  readonly suggests: string | null
  readonly asks: readonly string[]
  readonly reading: string | null
}

/** What meets a duty: a step that somebody records, or a fact that the files tell of. */
export type MetBy =
  | { readonly kind: 'step'; readonly step: Name }
  | { readonly kind: 'fact'; readonly fact: 'review conference' | 'initial conference' }

export interface Duty {
  readonly id: Name
  readonly title: string
  readonly cites: readonly string[]
  readonly owedBy: OwedBy
  readonly forEach: Each | null
  readonly while: While | null
  readonly due: Due
  readonly metBy: MetBy
  /** From when on a record meets it: what was recorded before is too early for it. */
  readonly metFrom: Moment | null
  readonly lapses: Lapses | null
  /** Whether it ends unmet once the next of what it is owed for each of has come. */
  readonly replacedByNext: boolean
  /** Whether it is still owed when the pathway has ended: what is to be told, filed or shared then as well. */
  readonly outlasts: boolean
  readonly ifOverdue: IfOverdue
  readonly reading: string | null
}

/** A protocol whose form and names have been checked and whose sentences have been read. */
export interface Protocol {
  readonly id: Name
  readonly title: string
  readonly authority: string
  readonly version: string
  readonly source: {
    readonly document: string
    readonly issued: string
    readonly reviewDue: string
    readonly owner: string | null
    readonly clauses: Name
  }
  /** A series of meetings: what it owes is owed once, and not by any one case. */
  readonly subject: 'child' | 'young person' | 'family' | 'series of meetings'
  /** For whom it is, in words for whoever chooses what to begin; null where its title says enough. */
  readonly forWhom: string | null
  readonly calendar: Name
  readonly readings: readonly { readonly cites: readonly string[]; readonly reading: string }[]
  readonly roles: ReadonlyMap<Name, string>
  /** Names of the parts shared with other protocols; what they hold is in the groups below already. */
  readonly uses: readonly Name[]
  readonly stages: ReadonlyMap<Name, Stage>
  readonly triggers: readonly Trigger[]
  readonly steps: readonly Step[]
  readonly duties: readonly Duty[]
  /** Questions that several steps ask; each such step has them among its own. */
  readonly forms: ReadonlyMap<Name, readonly Question[]>
  readonly notices: readonly Notice[]
  readonly flags: readonly Flag[]
  readonly meetings: readonly Meeting[]
  readonly documents: readonly DocumentPart[]
  readonly grants: readonly Grant[]
  readonly versions: readonly Versions[]
  readonly levels: readonly Level[]
  readonly registers: readonly Register[]
  /** Within which agency its pathways are kept; null where whoever sees a case sees them. */
  readonly kept: Kept | null
  /** What follows from each change in a child's life; of a series of meetings, which is about no child, nothing. */
  readonly lifeEvents: readonly LifeEffect[]
  /** How it is known whether it helped the child; null where nothing says so. */
  readonly helped: Helped | null
  /** Lists of people that the authority keeps, by name, with their titles. */
  readonly pools: ReadonlyMap<Name, string>
  /** What silence does where a duty does not say. */
  readonly ifOverdue: IfOverdue
  /** How pathways of earlier versions go on by this one; those of a version that it does not name stay as they are. */
  readonly movesFrom: readonly MovesFrom[]
}

/** The register of what is expected whatever the source says: a protocol may cite it beside its own. */
export const PRACTICE = 'practice'

/** What a protocol may refer to outside its own file. */
export interface Surroundings {
  /** Every clause of the register that the protocol names; undefined where there is no such register. */
  readonly clauses: (register: string) => ReadonlyMap<string, Clause> | undefined
  readonly calendars: ReadonlySet<string>
  /** The text of protocols/parts/NAME.yaml; undefined where there is no such part. Left out: there are none. */
  readonly parts?: (name: string) => string | undefined
}

/** Whether a protocol runs pathways: some step says where it is recorded or where it leads. Others are only watched. */
export function runsPathways({ steps }: Protocol): boolean {
  return steps.some(({ at, outcomes }) => at.kind !== 'any' || outcomes.length > 0)
}
