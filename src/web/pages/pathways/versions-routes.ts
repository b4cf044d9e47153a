import { z } from 'zod'
import { followedIn } from '../../../documents/followed/versions.ts'
import { readPathway } from '../../../record/pathways/read-pathway.ts'
import type { Bound } from '../../../record/transaction.ts'
import { partsOf } from '../../recording/parts.ts'
import { aroundToRead } from '../../recording/reading.ts'
import { identifier, type Route, route } from '../../route.ts'
import { followedPart } from './followed.ts'
import { versionsPage } from './versions.ts'

const params = z.object({ pathway: identifier, versions: z.string().regex(/^[a-z][a-z0-9-]{0,99}$/) })
const number = z
  .string()
  .regex(/^\d{1,4}$/)
  .transform(Number)
  .optional()

const asking = {
  permission: { kind: 'may', action: 'read', of: 'pathway' },
  audit: { notes: ['read-pathway'] },
  params,
} as const

/** What is kept in versions: each to be read, beside another, and with the parts that agencies wrote for it. */
export const versionRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/pathways/:pathway/versions/:versions',
    ...asking,
    query: z.object({ version: number, since: number }),
    handle: async ({ params: { pathway, versions }, query: { version = null, since = null }, within }) => {
      const found = await within((bound) => read(bound, pathway, versions))
      const model = found && versionsPage(found.followed, { version, since }, { ...found, pathway })
      if (!model) return { kind: 'not-found' }
      return { kind: 'page', template: 'pathways/versions.njk', title: model.title, model }
    },
  }),
  route({
    method: 'GET',
    path: '/pathways/:pathway/versions/:versions/parts',
    ...asking,
    handle: async ({ params: { pathway, versions }, within }) => {
      const found = await within((bound) => read(bound, pathway, versions))
      if (found === null || found.followed.parts.length === 0) return { kind: 'not-found' }
      const { followed, around, child } = found
      const numbers = [...new Set(followed.parts.map((part) => part.for))].toSorted((a, b) => b - a)
      const part = followedPart(followed, pathway, around)
      const model = {
        child,
        pathway,
        here: part.href,
        table: part.parts,
        rounds: numbers.map((each) => ({
          title: each > followed.versions.length ? 'For the version to be agreed' : `For version ${each}`,
          parts: partsOf(followed, each, around),
        })),
      }
      return {
        kind: 'page',
        template: 'pathways/parts.njk',
        title: `${followed.of.title}: each agency’s own part`,
        model,
      }
    },
  }),
]

async function read(bound: Bound, pathway: string, versions: string) {
  const { moment } = bound
  const found = await readPathway(bound, pathway, { asOf: moment, knownAt: moment })
  if (found === null) return null
  const { rules, view, people, caseId, childName, compartments } = found
  const followed = followedIn(rules.protocol, view, people).find(({ of }) => of.id === versions)
  if (followed === undefined) return null
  const around = await aroundToRead(bound, rules.protocol, caseId)
  return { followed, around, child: childName ?? '', closed: !compartments.includes('shared') }
}
