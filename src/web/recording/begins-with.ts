import { asksOf, followedIn } from '../../documents/followed/versions.ts'
import { sayMoment } from '../../documents/pathway/titles.ts'
import { agencyOf } from '../../engine/pathway/who.ts'
import { typedFrom } from './model/answered.ts'
import { candidate } from './model/around.ts'
import type { Typed } from './model/typed.ts'
import type { Setting } from './setting.ts'

/** What a form begins with, and what whoever fills it in is told of it. */
export interface Beginning {
  readonly typed: Typed
  readonly says: readonly string[]
}

/** A form that writes what is kept in versions begins with the latest: nothing is typed twice (PRA-02). */
export function latestVersion({ step, before, around }: Setting): Beginning {
  const { rules, view, people } = before
  const followed = followedIn(rules.protocol, view, (person) => agencyOf(people, person))
  const typed: Record<string, readonly string[]> = {}
  const says: string[] = []
  for (const { of, versions } of followed) {
    const latest = versions.at(-1)
    if (latest === undefined || !asksOf(of, step)) continue
    const ids = new Set(of.questions.map(({ id }) => id))
    Object.assign(
      typed,
      typedFrom(
        step.asks.filter(({ id }) => ids.has(id)),
        latest.answers,
      ),
    )
    const { by, happened } = latest.entry.entry
    says.push(
      `Filled in with version ${latest.number} of “${of.title}”, by ${candidate(by, around).name} at ${sayMoment(happened)}. Change what is no longer so: the earlier version stays as it is.`,
    )
  }
  return { typed, says }
}
