import { z } from 'zod'
import { sayNotDone } from '../../../cases/import/words.ts'
import {
  listMergers,
  lookAtMatch,
  lookAtMerger,
  type MatchSeen,
  type MergerSeen,
} from '../../../record/facts/look-at-matches.ts'
import { decideMatch, doubtfulMatches, splitChildren } from '../../../record/facts/merging.ts'
import { type Answer, type FormError, identifier, type Route, route } from '../../route.ts'
import { matchLines, matchPage, mergerLines, mergerPage } from './model.ts'

const MERGERS_ON_A_PAGE = 50

const permission = { kind: 'holds', roles: ['record-keeper'] } as const
const match = z.object({ match: identifier })
const merger = z.object({ merger: identifier })
const because = z.string().max(2_000)

/** Deciding whether two records are of one child, and taking a merger back. */
export const matchRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/matches',
    permission,
    audit: { notes: ['list-doubtful-matches', 'list-mergers'] },
    query: z.object({ after: identifier.optional(), mergers: identifier.optional() }),
    handle: async ({ within, query }) => {
      const { after = null, mergers: from = null } = query
      const found = await within(async (bound) => ({
        matches: await doubtfulMatches(bound, after),
        merged: await listMergers(bound, { after: from, most: MERGERS_ON_A_PAGE }),
      }))
      if ('kind' in found.matches || 'kind' in found.merged) return { kind: 'not-found' }
      const { matches, merged } = found
      const last = matches.length >= 100 ? matches.at(-1)?.matchId : undefined
      const model = {
        matches: matchLines(matches),
        matchPages: {
          first: after === null ? '' : '/matches',
          next: last === undefined ? '' : `/matches?after=${last}`,
          label: 'Pages of children who may be one',
        },
        mergers: mergerLines(merged.mergers),
        mergerPages: {
          first: from === null ? '' : '/matches',
          next: merged.hasMore ? `/matches?mergers=${merged.mergers.at(-1)?.mergeId ?? ''}` : '',
          label: 'Pages of mergers',
        },
      }
      return { kind: 'page', template: 'matches/matches.njk', title: 'Children who may be one', model }
    },
  }),
  route({
    method: 'GET',
    path: '/matches/:match',
    permission,
    audit: { notes: ['look-at-match'] },
    params: match,
    handle: async ({ within, params }) => {
      const seen = await within((bound) => lookAtMatch(bound, params.match))
      return seen === null || 'kind' in seen ? { kind: 'not-found' } : showMatch(seen, NOTHING_TYPED, [])
    },
  }),
  route({
    method: 'POST',
    path: '/matches/:match',
    permission,
    audit: { notes: ['look-at-match', 'decide-match', 'merge-children'] },
    params: match,
    body: z.object({ decision: z.enum(['same', 'different']).optional(), because }),
    handle: async ({ within, params, body }) => {
      const seen = await within((bound) => lookAtMatch(bound, params.match))
      if (seen === null || 'kind' in seen) return { kind: 'not-found' }
      const { decision, because } = body
      const errors: FormError[] = []
      if (decision === undefined) errors.push({ field: 'decision', text: 'Say whether they are one child' })
      if (because.trim() === '') errors.push({ field: 'because', text: 'Say why' })
      if (decision === undefined || errors.length > 0)
        return showMatch(seen, { decision: decision ?? '', because }, errors)
      const decided = await within((bound) => decideMatch(bound, { matchId: seen.matchId, decision, because }))
      if (decided.kind === 'merged') return { kind: 'redirect', to: `/mergers/${decided.mergeId}` }
      if (decided.kind === 'kept-apart') return { kind: 'redirect', to: '/matches' }
      return nothingDone(sayNotDone(decided))
    },
  }),
  route({
    method: 'GET',
    path: '/mergers/:merger',
    permission,
    audit: { notes: ['look-at-merger'] },
    params: merger,
    handle: async ({ within, params }) => {
      const seen = await within((bound) => lookAtMerger(bound, params.merger))
      return seen === null || 'kind' in seen ? { kind: 'not-found' } : showMerger(seen, '', [])
    },
  }),
  route({
    method: 'POST',
    path: '/mergers/:merger',
    permission,
    audit: { notes: ['look-at-merger', 'split-children'] },
    params: merger,
    body: z.object({ because }),
    handle: async ({ within, params, body }) => {
      const seen = await within((bound) => lookAtMerger(bound, params.merger))
      if (seen === null || 'kind' in seen) return { kind: 'not-found' }
      const { because } = body
      if (because.trim() === '') return showMerger(seen, because, [{ field: 'because', text: 'Say why' }])
      const split = await within((bound) => splitChildren(bound, { mergeId: seen.mergeId, because }))
      return split.kind === 'split' ? { kind: 'redirect', to: '/matches' } : nothingDone(sayNotDone(split))
    },
  }),
]

const NOTHING_TYPED = { decision: '', because: '' }

function showMatch(
  seen: MatchSeen,
  typed: { readonly decision: string; readonly because: string },
  errors: readonly FormError[],
): Answer {
  const model = { ...matchPage(seen), ...typed, action: `/matches/${seen.matchId}`, ...errorsOf(errors) }
  return { kind: 'page', template: 'matches/match.njk', title: 'Are they one child?', model, errors }
}

function showMerger(seen: MergerSeen, because: string, errors: readonly FormError[]): Answer {
  const model = {
    ...mergerPage(seen),
    typed: because,
    action: `/mergers/${seen.mergeId}`,
    ...errorsOf(errors),
  }
  return { kind: 'page', template: 'matches/merger.njk', title: 'Two records of one child', model, errors }
}

function errorsOf(errors: readonly FormError[]) {
  const of = (field: string): string => errors.find((each) => each.field === field)?.text ?? ''
  return { decisionError: of('decision'), becauseError: of('because') }
}

function nothingDone(why: string): Answer {
  return {
    kind: 'refused',
    title: 'Nothing was done',
    reasons: [{ why, clauses: '', instead: 'See how it stands now.' }],
    back: { href: '/matches', text: 'Children who may be one' },
  }
}
