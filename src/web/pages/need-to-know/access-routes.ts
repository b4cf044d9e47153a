import { z } from 'zod'
import { addDays } from '../../../engine/calendar/day.ts'
import { accessReviews, type CaseAccess, caseAccess } from '../../../record/access/case-access.ts'
import {
  askToLift,
  type Excluded,
  exclusionsOf,
  keepExclusion,
  liftExclusion,
  setExclusion,
} from '../../../record/access/exclusions.ts'
import { endMembership, grantMembership } from '../../../record/access/membership.ts'
import { setSensitivity } from '../../../record/access/sensitivity.ts'
import { wayIn } from '../../../record/access/way-in.ts'
import { choicesOf } from '../../../record/people/choices.ts'
import { namesOf } from '../../../record/people/names.ts'
import { withholdingsOf } from '../../../record/sharing/whereabouts.ts'
import { PLAIN, taskRoutes } from '../../asking/task.ts'
import { type Answer, type Asked, identifier, type Route, route } from '../../route.ts'
import { table } from '../../table.ts'
import { accessPage, namedBy, reviewRows } from './access.ts'
import * as ask from './ask-access.ts'
import { sayOwedThere } from './owed-there.ts'
import { refused } from './words.ts'

export const MANAGES = { kind: 'may', action: 'manage', of: 'case' } as const
const READS = { notes: ['read-case-access'] } as const
const params = z.object({ case: identifier })
const ofMember = z.object({ case: identifier, member: identifier })
const ofExclusion = z.object({ case: identifier, exclusion: identifier })

/** How far ahead reviews are listed, in days. */
const AHEAD = 28

export type Within = Asked<object, object, object>['within']

const backTo = (caseId: string) => ({ href: `/cases/${caseId}/access`, text: 'Back to who may see this case' })

/** What each of the forms rests on: the case as it stands, its version and its child's name. */
export async function about(within: Within, caseId: string) {
  const access = await within((bound) => caseAccess(bound, caseId))
  if (access === null) return null
  const shell = {
    ...PLAIN,
    caption: access.childName ?? 'Not about one child',
    carries: { version: String(access.version) },
    back: backTo(caseId),
  }
  return { access, shell }
}

/** Who may know of a case: how much of it, whom its managers let in, and who is excluded. */
export const accessRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/cases/:case/access',
    permission: MANAGES,
    audit: { notes: ['read-case-access', 'read-exclusions', 'list-withheld'] },
    params,
    query: z.object({ excluded: identifier.optional() }),
    handle: async ({ within, params: of, query, who, today }) => {
      const found = await within(async (bound) => {
        const access = await caseAccess(bound, of.case)
        const exclusions = (await exclusionsOf(bound, of.case)) ?? []
        const withholdings = (await withholdingsOf(bound, of.case)) ?? []
        const names = namedBy(await choicesOf(bound), await namesOf(bound))
        return access === null
          ? null
          : accessPage(access, { exclusions, withholdings }, names, {
              asker: who.principal.person,
              today,
              just: query.excluded,
            })
      })
      if (found === null) return { kind: 'not-found' }
      return { kind: 'page', template: 'need-to-know/access.njk', title: 'Who may know of this case', model: found }
    },
  }),
  ...taskRoutes({
    path: '/cases/:case/access/sensitivity',
    permission: MANAGES,
    notes: { page: READS, done: { notes: ['read-case-access', 'set-sensitivity'] } },
    params,
    task: async ({ within, params: of, today }) => {
      const found = await about(within, of.case)
      return found === null ? { kind: 'not-found' } : { ...found.shell, ...ask.sensitivity(found.access, today) }
    },
    act: async ({ within, params: of }, { typed, carried }) => {
      const kind = typed.text('to')
      const to =
        kind === 'restricted'
          ? ({ kind, contact: typed.text('contact') } as const)
          : ({ kind: kind === 'sealed' ? 'sealed' : 'standard' } as const)
      const reviewOn = typed.day('review')
      const set = await within((bound) =>
        setSensitivity(bound, {
          caseId: of.case,
          version: Number(carried('version')),
          to,
          because: typed.text('because'),
          ...(reviewOn === null || to.kind === 'standard' ? {} : { reviewOn }),
        }),
      )
      if (!set.ok) return refused('It was not changed', set.refusal, backTo(of.case))
      const leftOut = set.leftOut ?? []
      if (leftOut.length === 0) return { kind: 'redirect', to: backTo(of.case).href }
      const names = await within((bound) => namesOf(bound))
      return leftOutPage(
        of.case,
        leftOut.map((person) => names.get(person) ?? ''),
      )
    },
  }),
  ...taskRoutes({
    path: '/cases/:case/access/let-in',
    permission: MANAGES,
    notes: { page: READS, done: { notes: ['read-case-access', 'grant-membership'] } },
    params,
    task: async ({ within, params: of, today, who }) => {
      const found = await about(within, of.case)
      if (found === null) return { kind: 'not-found' }
      const choices = await within((bound) => choicesOf(bound))
      return { ...found.shell, ...ask.letIn(choices, who.principal.person, today) }
    },
    act: async ({ within, params: of, today }, { typed, carried }) => {
      const until = typed.day('until')
      const done = await within((bound) =>
        grantMembership(bound, {
          caseId: of.case,
          version: Number(carried('version')),
          to: { person: typed.text('person') },
          caseRole: 'let-in-by-name',
          actions: ask.actionsOf(typed.text('actions')),
          compartments: ask.compartmentsOf(typed.some('compartments')),
          since: today,
          until,
          reason: typed.text('reason'),
          basis: ask.basisOf(typed),
        }),
      )
      return afterwards(of.case, 'They were not let in', done)
    },
  }),
  ...taskRoutes({
    path: '/cases/:case/access/members/:member/end',
    permission: MANAGES,
    notes: { page: READS, done: { notes: ['read-case-access', 'end-membership'] } },
    params: ofMember,
    task: async ({ within, params: of }) => {
      const found = await about(within, of.case)
      const member = found?.access.members.find((each) => each.member === of.member)
      if (found === null || member === undefined) return { kind: 'not-found' }
      return { ...found.shell, ...ask.endMember(member.name) }
    },
    act: async ({ within, params: of }, { typed, carried }) => {
      const ending = {
        caseId: of.case,
        version: Number(carried('version')),
        member: of.member,
        because: typed.text('because'),
      }
      return afterwards(of.case, 'It was not ended', await within((bound) => endMembership(bound, ending)))
    },
  }),
  ...taskRoutes({
    path: '/cases/:case/access/exclude',
    permission: MANAGES,
    notes: { page: READS, done: { notes: ['read-case-access', 'set-exclusion'] } },
    params,
    task: async ({ within, params: of, today }) => {
      const found = await about(within, of.case)
      if (found === null) return { kind: 'not-found' }
      const choices = await within((bound) => choicesOf(bound))
      const owed = await within((bound) => sayOwedThere(bound, of.case))
      return { ...found.shell, ...ask.exclude(choices, found.access, owed, today) }
    },
    act: async ({ within, params: of, today }, { typed, carried }) => {
      const found = await about(within, of.case)
      if (found === null) return { kind: 'not-found' }
      const { childId } = found.access
      const reviewOn = typed.day('review') ?? addDays(today, AHEAD)
      const done = await within((bound) =>
        setExclusion(bound, {
          caseId: of.case,
          version: Number(carried('version')),
          of: typed.text('of') === 'child' && childId !== null ? { child: childId } : 'case',
          who: excludedBy(typed.text('who')),
          reason: ask.conflictOf(typed),
          since: today,
          until: typed.day('until'),
          reviewOn,
        }),
      )
      if (!done.ok) return refused('Nobody was excluded', done.refusal, backTo(of.case))
      // Whoever excluded themselves sees nothing more of it.
      const still = await within((bound) => wayIn(bound, 'manage', of.case, null))
      const to = 'exclusion' in done ? `${backTo(of.case).href}?excluded=${done.exclusion}` : backTo(of.case).href
      return { kind: 'redirect', to: still === null ? '/access/reviews' : to }
    },
  }),
  ...taskRoutes({
    path: '/cases/:case/access/exclusions/:exclusion/keep',
    permission: MANAGES,
    notes: { page: READS, done: { notes: ['read-case-access', 'keep-exclusion'] } },
    params: ofExclusion,
    task: async ({ within, params: of, today }) => {
      const found = await aboutExclusion(within, of)
      return found === null ? { kind: 'not-found' } : { ...found.shell, ...ask.keep(found.who, today) }
    },
    act: async ({ within, params: of, today }, { typed, carried }) => {
      const reviewOn = typed.day('review') ?? addDays(today, AHEAD)
      const lifting = { caseId: of.case, version: Number(carried('version')), exclusion: of.exclusion }
      const because = typed.text('because')
      const done = await within((bound) => keepExclusion(bound, { ...lifting, because, reviewOn }))
      return afterwards(of.case, 'The review was not kept', done)
    },
  }),
  ...taskRoutes({
    path: '/cases/:case/access/exclusions/:exclusion/ask-to-lift',
    permission: MANAGES,
    notes: { page: READS, done: { notes: ['read-case-access', 'ask-to-lift-exclusion'] } },
    params: ofExclusion,
    task: async ({ within, params: of }) => {
      const found = await aboutExclusion(within, of)
      return found === null ? { kind: 'not-found' } : { ...found.shell, ...ask.askToLift(found.who) }
    },
    act: async ({ within, params: of }, { typed, carried }) => {
      const lifting = { caseId: of.case, version: Number(carried('version')), exclusion: of.exclusion }
      const done = await within((bound) => askToLift(bound, { ...lifting, because: typed.text('because') }))
      return afterwards(of.case, 'It was not asked', done)
    },
  }),
  ...taskRoutes({
    path: '/cases/:case/access/exclusions/:exclusion/lift',
    permission: MANAGES,
    notes: { page: READS, done: { notes: ['read-case-access', 'lift-exclusion'] } },
    params: ofExclusion,
    task: async ({ within, params: of }) => {
      const found = await aboutExclusion(within, of)
      return found === null ? { kind: 'not-found' } : { ...found.shell, ...ask.lift(found.who, found.because) }
    },
    act: async ({ within, params: of }, { carried }) => {
      const lifting = { caseId: of.case, version: Number(carried('version')), exclusion: of.exclusion }
      return afterwards(of.case, 'It was not lifted', await within((bound) => liftExclusion(bound, lifting)))
    },
  }),
  route({
    method: 'GET',
    path: '/access/reviews',
    permission: { kind: 'signed-in' },
    audit: { notes: ['list-access-reviews'] },
    handle: async ({ within, today }) => {
      const reviews = await within((bound) => accessReviews(bound, AHEAD))
      const model = { table: table('What is looked at again', ['Child', 'What', 'By'], reviewRows(reviews, today)) }
      return { kind: 'page', template: 'need-to-know/due.njk', title: 'Who may know: reviews due', model }
    },
  }),
]

async function aboutExclusion(within: Within, of: z.output<typeof ofExclusion>) {
  const found = await about(within, of.case)
  const exclusions = await within((bound) => exclusionsOf(bound, of.case))
  const exclusion = exclusions?.find((each) => each.exclusion === of.exclusion && each.lifted === null)
  if (found === null || exclusion === undefined) return null
  const names = await within(async (bound) => namedBy(await choicesOf(bound), await namesOf(bound)))
  return { ...found, who: names(exclusion.who), because: exclusion.liftBecause ?? '' }
}

function excludedBy(scope: string): Excluded {
  const id = scope.slice(scope.indexOf(':') + 1)
  if (scope.startsWith('team:')) return { team: id }
  return scope.startsWith('agency:') ? { agency: id } : { person: id }
}

type Outcome = { readonly ok: true } | { readonly ok: false; readonly refusal: Parameters<typeof refused>[1] }

export function afterwards(caseId: string, title: string, done: Outcome): Answer {
  return done.ok ? { kind: 'redirect', to: backTo(caseId).href } : refused(title, done.refusal, backTo(caseId))
}

/** The case was sealed, and these owe something in it and see it no more. */
function leftOutPage(caseId: CaseAccess['caseId'], names: readonly string[]): Answer {
  const model = { names, letIn: `/cases/${caseId}/access/let-in`, back: backTo(caseId).href }
  return { kind: 'page', template: 'need-to-know/left-out.njk', title: 'The case is sealed', model }
}
