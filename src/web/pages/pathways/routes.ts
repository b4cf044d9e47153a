import { z } from 'zod'
import { drawProtocol, drawWhereItStands } from '../../../documents/drawing/draw.ts'
import { drawLevels } from '../../../documents/followed/draw-levels.ts'
import { levelsIn, pointsOfLevel } from '../../../documents/followed/levels.ts'
import { followedIn, shownWithTheCase } from '../../../documents/followed/versions.ts'
import { withNames } from '../../../documents/pathway/named.ts'
import { sayDate } from '../../../documents/scan/words.ts'
import { formatDay } from '../../../engine/calendar/day.ts'
import { endOf } from '../../../engine/pathway/days.ts'
import type { Asking } from '../../../engine/pathway/view.ts'
import { wayIn } from '../../../record/access/way-in.ts'
import { toldIn } from '../../../record/notices/not-read.ts'
import { protocolsOf } from '../../../record/pathways/course.ts'
import { readPathway } from '../../../record/pathways/read-pathway.ts'
import { newerVersion } from '../../../record/pathways/versions.ts'
import { namesOf } from '../../../record/people/names.ts'
import type { Bound } from '../../../record/transaction.ts'
import { paperFile, paperName } from '../../paper-file.ts'
import { paperOfCase } from '../../paper-of-case.ts'
import { pastDay } from '../../past-day.ts'
import { aroundToRead } from '../../recording/reading.ts'
import { identifier, type Route, route } from '../../route.ts'
import { pathwayPage } from './model.ts'
import { registerRoutes } from './register-routes.ts'
import { versionRoutes } from './versions-routes.ts'

/** Where a pathway stands: what is owed, what can be done and what not, and everything that was recorded. */
export const pathwayRoutes: readonly Route[] = [
  ...versionRoutes,
  ...registerRoutes,
  route({
    method: 'GET',
    path: '/pathways/:pathway',
    permission: { kind: 'may', action: 'read', of: 'pathway' },
    audit: { notes: ['read-pathway'] },
    params: z.object({ pathway: identifier }),
    query: z.object({ day: z.string().max(40).optional() }),
    handle: async ({ who, params: { pathway }, query: { day = '' }, within, moment, today, store }) => {
      const asked = pastDay(day.trim(), today)
      const asOf = asked.day === null ? moment : endOf(asked.day)
      const asking = { asOf, knownAt: asOf }
      const found = await within(async (bound) => {
        const read = await readNamed(bound, pathway, asking)
        if (read === null) return null
        const around = await aroundToRead(bound, read.rules.protocol, read.caseId)
        const newer = asked.day === null ? await newerVersion(bound, read) : null
        const mayRecord = asked.day === null && (await wayIn(bound, 'record', read.caseId, pathway)) !== null
        return { ...read, around, newer, told: await toldIn(bound, pathway), mayRecord }
      })
      if (found === null) return { kind: 'not-found' }
      const { view, rules, facts, names, told, around, newer, mayRecord, ...read } = found
      const model = pathwayPage({
        shown: {
          ...rules,
          history: { facts, entries: [] },
          people: read.people,
          asOf: asking.asOf,
          knownAt: asking.knownAt,
          view: withNames(view, names),
          version: '',
          versions: protocolsOf(read.course),
        },
        newer,
        administers: who.scopes.includes('role:administrator'),
        followed: followedIn(rules.protocol, view, read.people),
        levels: levelsIn(rules.protocol, view),
        withTheCase: shownWithTheCase(rules.protocol, view),
        around,
        pathway,
        caseId: read.caseId,
        childName: read.childName,
        mine: new Set(
          view.offers
            .filter(({ takers }) => takers.some(({ person }) => person === who.principal.person))
            .map(({ step }) => step.id),
        ),
        entries: view.entries.map(({ entry }) => entry.id),
        correctable: new Set(
          mayRecord ? [...read.correctable()].filter(([, { roles }]) => roles.length > 0).map(([entry]) => entry) : [],
        ),
        isPast: asked.day !== null,
        moved: read.moved,
        told: { rows: told, nameOf: (person) => names.get(person) ?? 'Somebody' },
      })
      const title = `${model.protocol}: ${model.child.text}`
      const form = { day: asked.day === null ? day : sayDate(asked.day), latest: formatDay(today) }
      return {
        kind: 'page',
        template: 'pathways/pathway.njk',
        title,
        model: { ...model, form, key: store.ids.random() },
        errors: asked.errors,
      }
    },
  }),
  route({
    method: 'GET',
    path: '/pathways/:pathway/levels/:level/drawing.svg',
    permission: { kind: 'may', action: 'read', of: 'pathway' },
    audit: { notes: ['read-pathway'] },
    params: z.object({ pathway: identifier, level: z.string().regex(/^[a-z][a-z0-9-]{0,99}$/) }),
    query: z.object({ width: z.enum(['300', '560']).default('560'), day: z.string().max(40).default('') }),
    handle: async ({ params: { pathway, level }, query: { width, day }, within, moment, today }) => {
      const asked = pastDay(day, today)
      const asOf = asked.day === null ? moment : endOf(asked.day)
      const read = await within((bound) => readPathway(bound, pathway, { asOf, knownAt: asOf }))
      const line = read && levelsIn(read.rules.protocol, read.view).find(({ of }) => of.id === level)
      if (!line || pointsOfLevel(line).length === 0) return { kind: 'not-found' }
      const content = drawLevels(line, Number(width), asked.day ?? today)
      return { kind: 'file', name: 'level.svg', type: 'image/svg+xml; charset=utf-8', content, as: 'shown' }
    },
  }),
  route({
    method: 'GET',
    path: '/pathways/:pathway/drawing.svg',
    permission: { kind: 'may', action: 'read', of: 'pathway' },
    audit: { notes: ['read-pathway'] },
    params: z.object({ pathway: identifier }),
    handle: async ({ params: { pathway }, within, moment }) => {
      const read = await within((bound) => readPathway(bound, pathway, { asOf: moment, knownAt: moment }))
      if (read === null) return { kind: 'not-found' }
      const content = await drawWhereItStands(read.rules.protocol, read.view.stage?.id ?? null)
      if (content === null) return { kind: 'not-found' }
      return { kind: 'file', name: 'protocol.svg', type: 'image/svg+xml; charset=utf-8', content, as: 'shown' }
    },
  }),
  route({
    method: 'GET',
    path: '/pathways/:pathway/protocol.html',
    permission: { kind: 'may', action: 'read', of: 'pathway' },
    audit: { notes: ['read-pathway'] },
    params: z.object({ pathway: identifier }),
    handle: async ({ params: { pathway }, within, moment, today }) => {
      const read = await within((bound) => readPathway(bound, pathway, { asOf: moment, knownAt: moment }))
      if (read === null) return { kind: 'not-found' }
      const content = await drawProtocol(read.rules.protocol, today)
      return { kind: 'file', name: 'protocol.html', type: 'text/html; charset=utf-8', content, as: 'download' }
    },
  }),
  route({
    method: 'GET',
    path: '/pathways/:pathway/papers/:paper',
    permission: { kind: 'may', action: 'read', of: 'pathway' },
    audit: { notes: ['read-pathway', 'list-siblings'] },
    params: z.object({ pathway: identifier, paper: paperName }),
    query: z.object({ of: z.string().max(200).optional() }),
    handle: async ({ who, params: { pathway, paper: wanted }, query, within, moment }) => {
      const made = await within((bound) => {
        const { person: madeFor } = who.principal
        return paperOfCase(bound, { pathway, document: wanted.document, of: query.of ?? null, madeFor, made: moment })
      })
      if (made === null) return { kind: 'not-found' }
      return paperFile(made.paper, wanted, { href: `/pathways/${pathway}`, text: 'Back to where it stands' })
    },
  }),
]

/** A pathway, with what the people who are named in it are called. */
async function readNamed(bound: Bound, pathway: string, asking: Asking) {
  const read = await readPathway(bound, pathway, asking)
  return read && { ...read, names: await namesOf(bound) }
}
