import { addDays } from '../../engine/calendar/day.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import { breakGlass } from '../../record/access/break-glass.ts'
import { caseAccess } from '../../record/access/case-access.ts'
import { setExclusion } from '../../record/access/exclusions.ts'
import { grantMembership } from '../../record/access/membership.ts'
import { reviewBreakGlass } from '../../record/access/review-glass.ts'
import { setSensitivity } from '../../record/access/sensitivity.ts'
import type { Bound } from '../../record/transaction.ts'
import type { Named } from './cases.ts'
import type { Teller } from './teller.ts'

const MINUTE_MS = 60_000

/**
 * Who may know, in the demonstration: one case restricted and one sealed, somebody excluded from a third, and broken glass, once
 * reviewed and once open now.
 * @param cases of which the last are taken, that no other story is about
 */
export async function tellNeedToKnow(teller: Teller, cases: readonly Named[], now: Instant): Promise<void> {
  const tamar = teller.person('tamar')
  const free = cases.filter(({ own, pathways }) => own['team-manager'] === tamar && Object.keys(pathways).length === 0)
  const [restricted, sealed, excluded, broken, open] = free.slice(-5).map(({ caseId }) => caseId)
  if (open === undefined || broken === undefined) throw new Error('there are fewer cases than stories')
  const { past } = teller
  const by = <T>(name: string, moment: Instant, work: (bound: Bound) => Promise<T>): Promise<T> => {
    return teller.within({ authority: teller.authority, person: teller.person(name) }, moment, work)
  }
  await by('tamar', past.moment(12, '10:00'), async (bound) => {
    const reviewOn = addDays(bound.today, 28)
    await done(bound, restricted, (of) => {
      const to = { kind: 'restricted', contact: 'Tamar Notreal, 0000 000 000' } as const
      return setSensitivity(bound, { ...of, to, because: 'A parent works for one of the agencies.', reviewOn })
    })
    await done(bound, sealed, (of) =>
      grantMembership(bound, {
        ...of,
        to: { person: teller.person('lena') },
        caseRole: 'let-in-by-name',
        actions: ['read', 'record', 'manage'],
        compartments: ['shared', 'agency-private'],
        since: bound.today,
        until: null,
        reason: 'She answers for the case while it is sealed.',
        basis: 'Public task: safeguarding a child',
      }),
    )
    await done(bound, sealed, (of) =>
      setSensitivity(bound, {
        ...of,
        to: { kind: 'sealed' },
        because: 'The family was moved for its safety.',
        reviewOn,
      }),
    )
    await done(bound, excluded, (of) =>
      setExclusion(bound, {
        ...of,
        of: 'case',
        who: { person: teller.person('megan') },
        reason: 'Related to the child or family, or close to them: an aunt.',
        since: bound.today,
        until: null,
        reviewOn,
      }),
    )
  })
  const breaking = { reasonCode: 'police-or-hospital-asks', reason: 'The ward asked who may take the child home.' }
  const glass = await by('nerys', past.moment(6, '19:10'), (bound) =>
    breakGlass(bound, { ...breaking, caseId: broken, minutes: 60 }),
  )
  if (!glass.ok) throw refused(glass)
  const found = {
    found: 'justified',
    words: 'I rang the ward, who had asked. She saw what she needed and no more.',
  } as const
  const review = { breakGlass: glass.breakGlass, ...found }
  const reviewed = await by('quin', past.moment(5, '09:40'), (bound) => reviewBreakGlass(bound, review))
  if (!reviewed.ok) throw refused(reviewed)
  const half = (now - 30 * MINUTE_MS) as Instant
  const asked = {
    caseId: open,
    reasonCode: 'nobody-reached',
    reason: 'The child did not come to school, and nobody answers.',
  }
  const opened = await by('cari', half, (bound) => breakGlass(bound, { ...asked, minutes: 240 }))
  if (!opened.ok) throw refused(opened)
}

type Of = { readonly caseId: string; readonly version: number }
type Outcome = { readonly ok: true } | { readonly ok: false; readonly refusal: { readonly kind: string } }

/** Does something to a case as it stands. */
async function done(bound: Bound, caseId: string | undefined, work: (of: Of) => Promise<Outcome>): Promise<void> {
  const access = caseId === undefined ? null : await caseAccess(bound, caseId)
  if (access === null) throw new Error('the case of a story is not there')
  const outcome = await work({ caseId: access.caseId, version: access.version })
  if (!outcome.ok) throw refused(outcome)
}

function refused({ refusal }: Extract<Outcome, { ok: false }>): Error {
  return new Error(`a story was refused: ${refusal.kind}`)
}
