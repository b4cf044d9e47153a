import { z } from 'zod'
import type { Question } from './pathway-parts.ts'
import { cites, name, named, words } from './schema-words.ts'
import type { Name } from './sentences/sentence.ts'

/** How it is known whether a pathway helped the child: how high the risk is and how the child fares, from the start to the end. */
export interface Helped {
  readonly cites: readonly string[]
  /** The forms that each step named here asks last, after its own questions. */
  readonly forms: readonly Name[]
  /** What they ask, in order. */
  readonly questions: readonly Question[]
  /** Which of `levels` says how high the risk is. */
  readonly level: Name | null
  /** The question that asks what the child's life is like. */
  readonly dayToDay: Name | null
  readonly atEntry: readonly Name[]
  readonly atReview: readonly Name[]
  readonly atExit: readonly Name[]
  /** Steps that begin or end a pathway and do not ask it, each with why. */
  readonly notAsked: ReadonlyMap<Name, string>
  /** Why nothing of it is asked at all; null where something is. */
  readonly whyNot: string | null
}

const steps = (description: string): z.ZodOptional<z.ZodArray<typeof name>> =>
  z.array(name).min(1).optional().meta({ description })

// The checker asks for what is needed, so that a part may say some.
export const didItHelp = z
  .strictObject({
    cites: cites.optional(),
    asks: z
      .union([name, z.array(name).min(1)])
      .optional()
      .meta({
        description: 'The form, or forms, that each step named here asks last.',
      }),
    level: name.optional().meta({ description: 'Which of "levels" says how high the risk is.' }),
    'day to day': name.optional().meta({ description: "The question that asks what the child's life is like." }),
    'at entry': steps('The steps at the beginning: each that opens a pathway, and what comes first where files do.'),
    'at review': steps('The steps that look at the child again on the way.'),
    'at exit': steps('The steps that end a pathway. A step that may end it or go on stands under "at review" too.'),
    'not asked': named(words, 'Steps that begin or end a pathway and do not ask it, each with why.').optional(),
    'why not': words.optional().meta({ description: 'Why nothing of it is asked at all.' }),
  })
  .meta({ description: 'How it is known whether it helped the child: what is asked at entry, at reviews and at exit.' })

type HelpedText = z.infer<typeof didItHelp>

export function readHelped(text: HelpedText | undefined, asked: ReadonlyMap<Name, readonly Question[]>): Helped | null {
  if (text === undefined) return null
  const forms = [text.asks ?? []].flat()
  return {
    cites: text.cites ?? [],
    forms,
    questions: forms.flatMap((form) => asked.get(form) ?? []),
    level: text.level ?? null,
    dayToDay: text['day to day'] ?? null,
    atEntry: text['at entry'] ?? [],
    atReview: text['at review'] ?? [],
    atExit: text['at exit'] ?? [],
    notAsked: new Map(Object.entries(text['not asked'] ?? {})),
    whyNot: text['why not'] ?? null,
  }
}

/** The steps that ask it. */
export function stepsThatAsk({ atEntry, atReview, atExit }: Helped): ReadonlySet<Name> {
  return new Set([...atEntry, ...atReview, ...atExit])
}
