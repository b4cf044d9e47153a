import { z } from 'zod'
import { type Day, formatDay } from '../../../engine/calendar/day.ts'
import { sayDay } from '../../../engine/calendar/words.ts'
import { readPathway } from '../../../record/pathways/read-pathway.ts'
import type { Bound } from '../../../record/transaction.ts'
import { aroundToRead } from '../../recording/reading.ts'
import { type Answer, identifier, type Route, route } from '../../route.ts'
import { sheetFile } from '../../sheet-file.ts'
import { type RegisterRow, registerChoices, registerRows, registerSheet, STATES } from './register.ts'

const name = z.string().regex(/^[a-z][a-z0-9-]{0,99}$/)
const params = z.object({ pathway: identifier, register: name })
const query = z.object({ kind: z.union([name, z.literal('')]).default(''), state: z.enum(['', ...STATES]).default('') })
/** What a series of meetings has brought up, apart from any child: with how each stands, and as a file. */
export const registerRoutes: readonly Route[] = [
  registerRoute('', ({ register, protocol, rows }, of, asked) => {
    const here = `/pathways/${of.pathway}/registers/${of.register}`
    const model = {
      protocol: protocol.title,
      pathway: of.pathway,
      here,
      csv: `${here}/list.csv?${new URLSearchParams(asked).toString()}`,
      ...registerChoices(register, asked),
      rows: rows.map((row) => ({ ...row, raised: sayDay(row.raised) })),
      all: asked.kind === '' && asked.state === '',
    }
    return { kind: 'page', template: 'pathways/register.njk', title: register.title, model }
  }),
  registerRoute('/list.csv', ({ register, rows, today }) => {
    return sheetFile(registerSheet(register.title, rows), `${register.id}-${formatDay(today)}.csv`)
  }),
]

/** A register as it is asked for, in one of its forms. */
function registerRoute(
  form: '' | '/list.csv',
  say: (found: Found, of: z.output<typeof params>, asked: z.output<typeof query>) => Answer | Promise<Answer>,
): Route {
  return route({
    method: 'GET',
    path: `/pathways/:pathway/registers/:register${form}`,
    permission: { kind: 'may', action: 'read', of: 'pathway' },
    audit: { notes: ['read-pathway'] },
    params,
    query,
    handle: async ({ params: of, query: asked, within, today }) => {
      const found = await within((bound) => read(bound, of))
      if (found === null) return { kind: 'not-found' }
      const { register, view, around } = found
      return say({ ...found, today, rows: registerRows(register, view, around, today, asked) }, of, asked)
    },
  })
}

type Found = NonNullable<Awaited<ReturnType<typeof read>>> & {
  readonly today: Day
  readonly rows: readonly RegisterRow[]
}

async function read(bound: Bound, of: { readonly pathway: string; readonly register: string }) {
  const { moment } = bound
  const found = await readPathway(bound, of.pathway, { asOf: moment, knownAt: moment })
  const register = found?.rules.protocol.registers.find(({ id }) => id === of.register)
  if (found === null || register === undefined) return null
  const { view, rules, caseId } = found
  return { register, view, protocol: rules.protocol, around: await aroundToRead(bound, rules.protocol, caseId) }
}
