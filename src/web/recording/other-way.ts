import type { Setting } from './setting.ts'

/** A step that somebody may take instead of the one whose form they look at. */
export interface OtherWay {
  readonly title: string
  readonly href: string
}

/**
 * What else whoever records may do about what a step answers: to disagree instead of accepting, or to take it further instead of
 * saying that it is resolved. That is what leads on from the stage with which what is owed ends.
 */
export function otherWays({ step, before, around, corrected }: Setting): readonly OtherWay[] {
  const { on, view } = before
  const { stage } = view
  if (!('pathway' in on) || stage === null || corrected !== null) return []
  const ends = view.duties.some(({ duty: { metBy, lapses }, standing: { kind } }) => {
    const isAnswered = metBy.kind === 'step' && metBy.step === step.id && (kind === 'open' || kind === 'overdue')
    return isAnswered && lapses?.kind === 'leaving' && lapses.stage === stage.id
  })
  if (!ends) return []
  return view.offers
    .filter(({ step: other, outcomes, takers, meets }) => {
      const isTheirs = takers.some(({ person }) => person === around.recorder)
      const leads = outcomes.some(({ to }) => to !== null && to !== stage.id)
      return other.id !== step.id && other.at.kind === 'stages' && meets.length === 0 && isTheirs && leads
    })
    .map(({ step: other }) => ({ title: other.title, href: `/pathways/${on.pathway}/steps/${other.id}` }))
}
