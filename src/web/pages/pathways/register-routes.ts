import { z } from 'zod'
import { formatDay } from '../../../engine/calendar/day.ts'
import { sayDay } from '../../../engine/calendar/words.ts'
import { readPathway } from '../../../record/pathways/read-pathway.ts'
import type { Bound } from '../../../record/transaction.ts'
import { aroundToRead } from '../../recording/reading.ts'
import { identifier, type Route, route } from '../../route.ts'
import { sheetFile } from '../../sheet-file.ts'
import { registerChoices, registerRows, registerSheet, STATES } from './register.ts'

const name = z.string().regex(/^[a-z][a-z0-9-]{0,99}$/)
const params = z.object({ pathway: identifier, register: name })
const query = z.object({ kind: z.union([name, z.literal('')]).default(''), state: z.enum(['', ...STATES]).default('') })
const asking = {
  permission: { kind: 'may', action: 'read', of: 'pathway' },
  audit: { notes: ['read-pathway'] },
} as const

/** What a series of meetings has brought up, apart from any child: with how each stands, and as a file. */
export const registerRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/pathways/:pathway/registers/:register',
    ...asking,
    params,
    query,
    handle: async ({ params: of, query: asked, within, today }) => {
      const found = await within((bound) => read(bound, of))
      if (found === null) return { kind: 'not-found' }
      const { register, view, around, protocol } = found
      const here = `/pathways/${of.pathway}/registers/${of.register}`
      const model = {
        protocol: protocol.title,
        pathway: of.pathway,
        here,
        csv: `${here}/list.csv?${new URLSearchParams(asked).toString()}`,
        ...registerChoices(register, asked),
        rows: registerRows(register, view, around, today, asked).map((row) => ({ ...row, raised: sayDay(row.raised) })),
        all: asked.kind === '' && asked.state === '',
      }
      return { kind: 'page', template: 'pathways/register.njk', title: register.title, model }
    },
  }),
  route({
    method: 'GET',
    path: '/pathways/:pathway/registers/:register/list.csv',
    ...asking,
    params,
    query,
    handle: async ({ params: of, query: asked, within, today }) => {
      const found = await within((bound) => read(bound, of))
      if (found === null) return { kind: 'not-found' }
      const { register, view, around } = found
      const rows = registerRows(register, view, around, today, asked)
      return sheetFile(registerSheet(register.title, rows), `${register.id}-${formatDay(today)}.csv`)
    },
  }),
]

async function read(bound: Bound, of: { readonly pathway: string; readonly register: string }) {
  const { moment } = bound
  const found = await readPathway(bound, of.pathway, { asOf: moment, knownAt: moment })
  const register = found?.rules.protocol.registers.find(({ id }) => id === of.register)
  if (found === null || register === undefined) return null
  const { view, rules, caseId } = found
  return { register, view, protocol: rules.protocol, around: await aroundToRead(bound, rules.protocol, caseId) }
}
