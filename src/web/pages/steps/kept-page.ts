import { sayPersons } from '../../../documents/pathway/titles.ts'
import type { Draft } from '../../../record/pathways/drafts.ts'
import { type Around, candidate } from '../../recording/model/around.ts'
import type { ComesFirst } from '../../recording/model/comes-first.ts'
import { sayKept } from '../../recording/model/kept-answers.ts'
import type { Content } from '../../recording/model/settled.ts'
import type { Found, Target } from '../../recording/setting.ts'
import type { Answer } from '../../route.ts'

/** Why a step cannot be recorded, what to do instead, and what was typed so far: it is kept until it is discarded. */
export function keptPage(
  found: Extract<Found, { kind: 'refused' | 'open-already' }>,
  target: Target,
  draft: Draft<Content> | null,
): Answer {
  const pathway = found.kind === 'open-already' ? found.pathway : 'caseId' in target.on ? '' : target.on.pathway
  const model = {
    reasons:
      found.kind === 'refused'
        ? found.reasons
        : [
            {
              says: 'This is open for the child already, and is opened once at a time.',
              instead: 'Go on in what is open. Whoever may read it sees there what was recorded.',
              clauses: [],
            },
          ],
    first: found.kind === 'refused' ? found.first.map((each) => firstLine(each, pathway, found.around)) : [],
    pathway,
    draft: draft?.draft ?? '',
    typed: draft === null ? [] : sayKept(found.step, draft.content, draft.supersedes, found.around, draft.saved),
  }
  const title =
    found.kind === 'refused'
      ? `You cannot record this now: ${found.step.title}`
      : `It is open already: ${found.around.protocol.title}`
  return { kind: 'page', template: 'steps/kept.njk', title, model, status: 403 }
}

/** A step that comes first: a link where it is for whoever looks, else whose it is. */
function firstLine({ step, isTheirs, takers }: ComesFirst, pathway: string, around: Around) {
  const names = takers.map((person) => candidate(person, around).name)
  const by = names.length > MOST_NAMED ? 'by one of several others' : `by ${sayPersons(names)}`
  return {
    title: step.title,
    href: isTheirs ? `/pathways/${pathway}/steps/${step.id}` : '',
    by: isTheirs
      ? 'You can record it now.'
      : takers.length === 0
        ? 'It waits for something itself.'
        : `It is recorded ${by}.`,
  }
}

const MOST_NAMED = 4
