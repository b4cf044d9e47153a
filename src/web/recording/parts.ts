import type { Followed } from '../../documents/followed/versions.ts'
import { sayHappened } from '../../documents/pathway/titles.ts'
import { type Around, agencyTitle, candidate } from './model/around.ts'
import { type SaidAnswer, sayAnswers } from './model/said.ts'

/** What one agency wrote as its own part, with who wrote it and when. */
export interface PartShown {
  readonly agency: string
  readonly by: string
  readonly answers: readonly SaidAnswer[]
}

/** The parts that went into a version, each under its agency's name. */
export function partsOf({ parts }: Pick<Followed, 'parts'>, version: number, around: Around): readonly PartShown[] {
  return parts.flatMap(({ agency, entry, for: into }) => {
    if (entry === null || into !== version) return []
    const step = around.protocol.steps.find(({ id }) => id === entry.entry.step)
    const corrected = entry.entry.supersedes === null ? '' : ', as corrected'
    const by = `${candidate(entry.entry.by, around).name}, ${sayHappened(entry.entry.happened)}${corrected}`
    const answers = sayAnswers(step?.asks ?? [], entry.entry.answers, around)
    return [{ agency: agencyTitle(agency, around), by, answers }]
  })
}
