import type { Bound } from '../../../record/transaction.ts'
import type { Question } from '../../asking/questions.ts'
import { sayCapacity } from '../../recording/capacity.ts'
import type { Reason } from '../../recording/model/refused.ts'
import type { Answer } from '../../route.ts'
import { type Mistaken, type NotTheirs, readMistaken } from './read.ts'

export const BECAUSE: Question = {
  name: 'because',
  label: 'Why?',
  hint: 'Everybody who can read the entry reads this beside it.',
  missing: 'Say why',
  as: { kind: 'lines' },
}

/** In which role it is put right, where somebody has several. */
export function roleQuestion({ setting }: Mistaken): readonly Question[] {
  const { roles, around } = setting
  if (roles.length < 2) return []
  const options = roles.map((role) => ({ value: role, text: sayCapacity(role, around) }))
  return [{ name: 'role', label: 'In which of your roles?', missing: 'Choose a role', as: { kind: 'one', options } }]
}

export function roleIn({ setting: { roles } }: Mistaken, chosen: string): string {
  return roles.find((role) => role === chosen) ?? roles[0] ?? ''
}

/** Nothing is done: why, and what to do instead. */
export function cannot({ reasons }: NotTheirs, pathway: string): Answer {
  return {
    kind: 'refused',
    title: 'This cannot be done',
    reasons: reasons.map(({ says, instead, clauses }: Reason) => ({ why: says, instead, clauses: clauses.join('; ') })),
    back: { href: `/pathways/${pathway}`, text: 'See where it stands' },
  }
}

export function recordedAt({ pathway, entry }: { readonly pathway: string; readonly entry: string }): Answer {
  return { kind: 'redirect', to: `/pathways/${pathway}/recorded/${entry}` }
}

/** What is done about an entry, for whoever may put it right; for others why not. */
export function aboutMistaken<T>(
  of: { readonly pathway: string; readonly entry: string },
  work: (found: Mistaken, bound: Bound) => Promise<T | Answer>,
): (bound: Bound) => Promise<T | Answer> {
  return async (bound) => {
    const found = await readMistaken(bound, of.pathway, of.entry)
    if (found === null) return { kind: 'not-found' }
    return 'reasons' in found ? cannot(found, of.pathway) : work(found, bound)
  }
}
