import { z } from 'zod'
import { addDays } from '../../../engine/calendar/day.ts'
import { waysInto } from '../../../record/access/ways-into.ts'
import { choicesOf } from '../../../record/people/choices.ts'
import { namesOf } from '../../../record/people/names.ts'
import { keepWithheld, liftWithheld, withholdingsOf, withholdWhereabouts } from '../../../record/sharing/whereabouts.ts'
import { taskRoutes } from '../../asking/task.ts'
import { identifier, type Route } from '../../route.ts'
import { namedBy, titleOfWithheld } from './access.ts'
import { about, afterwards, MANAGES, type Within } from './access-routes.ts'
import * as ask from './ask-withheld.ts'

const params = z.object({ case: identifier })
const ofWithholding = z.object({ case: identifier, withholding: identifier })
const READS = { notes: ['read-case-access', 'list-withheld'] } as const
/** Without a day, it is looked at again after so many days. */
const AHEAD = 28

/** Who must not learn where somebody is (PRA-06): said, kept and lifted by who manages the case. */
export const withheldRoutes: readonly Route[] = [
  ...taskRoutes({
    path: '/cases/:case/access/withhold',
    permission: MANAGES,
    notes: {
      page: { notes: ['read-case-access', 'list-who-may-see'] },
      done: { notes: ['read-case-access', 'list-who-may-see', 'withhold-whereabouts'] },
    },
    params,
    task: async ({ within, params: of, today }) => {
      const found = await about(within, of.case)
      if (found === null) return { kind: 'not-found' }
      const ways = (await within((bound) => waysInto(bound, of.case))) ?? []
      return { ...found.shell, ...ask.withhold(await within((bound) => choicesOf(bound)), ways, today) }
    },
    act: async ({ within, params: of, today }, { typed, carried }) => {
      const withholding = {
        caseId: of.case,
        version: Number(carried('version')),
        whose: ask.whoseOf(typed),
        carer: typed.text('carer'),
        from: ask.fromOf(typed),
        because: typed.text('because'),
        reviewOn: typed.day('review') ?? addDays(today, AHEAD),
      }
      return afterwards(of.case, 'It was not said', await within((bound) => withholdWhereabouts(bound, withholding)))
    },
  }),
  ...taskRoutes({
    path: '/cases/:case/access/withheld/:withholding/keep',
    permission: MANAGES,
    notes: { page: READS, done: { notes: [...READS.notes, 'keep-withheld'] } },
    params: ofWithholding,
    task: async ({ within, params: of, today }) => {
      const found = await aboutWithheld(within, of)
      return found === null ? { kind: 'not-found' } : { ...found.shell, ...ask.keepWithheld(found.what, today) }
    },
    act: async ({ within, params: of, today }, { typed, carried }) => {
      const reviewOn = typed.day('review') ?? addDays(today, AHEAD)
      const relooking = {
        caseId: of.case,
        version: Number(carried('version')),
        withholding: of.withholding,
        because: typed.text('because'),
      }
      const done = await within((bound) => keepWithheld(bound, { ...relooking, reviewOn }))
      return afterwards(of.case, 'The review was not kept', done)
    },
  }),
  ...taskRoutes({
    path: '/cases/:case/access/withheld/:withholding/lift',
    permission: MANAGES,
    notes: { page: READS, done: { notes: [...READS.notes, 'lift-withheld'] } },
    params: ofWithholding,
    task: async ({ within, params: of }) => {
      const found = await aboutWithheld(within, of)
      return found === null ? { kind: 'not-found' } : { ...found.shell, ...ask.liftWithheld(found.what) }
    },
    act: async ({ within, params: of }, { typed, carried }) => {
      const relooking = {
        caseId: of.case,
        version: Number(carried('version')),
        withholding: of.withholding,
        because: typed.text('because'),
      }
      return afterwards(of.case, 'It was not lifted', await within((bound) => liftWithheld(bound, relooking)))
    },
  }),
]

async function aboutWithheld(within: Within, of: z.output<typeof ofWithholding>) {
  const found = await about(within, of.case)
  const all = await within((bound) => withholdingsOf(bound, of.case))
  const withholding = all?.find((each) => each.withholding === of.withholding && each.ended === null)
  if (found === null || withholding === undefined) return null
  const names = await within(async (bound) => namedBy(await choicesOf(bound), await namesOf(bound)))
  return { ...found, what: `${titleOfWithheld(withholding, names)}.` }
}
