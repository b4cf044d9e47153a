import { z } from 'zod'
import { sayRefusal } from '../../../documents/pathway/refusals.ts'
import { sayCounted } from '../../../documents/scan/words.ts'
import { sayNotKept } from '../../../record/database/keepable.ts'
import { adoptedProtocols } from '../../../record/pathways/adopted.ts'
import { type Changed, changeVersion, changeVersionBack } from '../../../record/pathways/change-version.ts'
import { readPathway } from '../../../record/pathways/read-pathway.ts'
import type { Rules } from '../../../record/pathways/shelf.ts'
import { adoptedNow, tryVersion, versionsOf } from '../../../record/pathways/versions.ts'
import type { Question } from '../../asking/questions.ts'
import { PLAIN, type Task, taskRoutes } from '../../asking/task.ts'
import { type Answer, identifier, type Route, route } from '../../route.ts'
import { prospectParts, protocolsTable, versionsTable } from './model.ts'

const permission = { kind: 'holds', roles: ['administrator'] } as const
const name = z.string().regex(/^[a-z][a-z0-9-]{0,99}$/)
const params = z.object({ protocol: name })
const ofOne = z.object({ protocol: name, pathway: identifier })
const PAGE = 20
/** As many as are moved by one sending: the rest wait for the next. */
const AT_ONCE = 50

const BECAUSE: Question = {
  name: 'because',
  label: 'Why?',
  hint: 'It stands in the record of each case.',
  missing: 'Say why',
  as: { kind: 'lines' },
}

const INTRO = [
  'Each case goes on where it stands. Days that were promised stay as they are, unless the new version says otherwise.',
  'What was recorded before keeps its own form. The move is an entry in the record, and can be taken back while nothing rests on it.',
]

/** Protocols with their versions, and moving what runs by an earlier one: for who may adopt them. */
export const protocolRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/protocols',
    permission,
    audit: { notesNothing: 'which protocols there are, and how many cases run by each' },
    handle: async ({ within }) => {
      const versions = await within(async (bound) => {
        const all: Awaited<ReturnType<typeof versionsOf>>[] = []
        for (const { protocol } of await adoptedProtocols(bound)) all.push(await versionsOf(bound, protocol.id))
        return all
      })
      const model = { table: protocolsTable(versions) }
      return { kind: 'page', template: 'protocols/protocols.njk', title: 'Protocols and their versions', model }
    },
  }),
  route({
    method: 'GET',
    path: '/protocols/:protocol',
    permission,
    audit: { notes: ['try-version'] },
    params,
    query: z.object({ after: identifier.optional() }),
    handle: async ({ within, params: { protocol }, query: { after = null } }) => {
      const found = await within(async (bound) => {
        const target = await adoptedNow(bound, protocol)
        const tried = target && (await tryVersion(bound, { target, after, most: PAGE }))
        return target && tried && { target, tried, versions: await versionsOf(bound, protocol) }
      })
      if (found === null) return { kind: 'not-found' }
      const { target, tried, versions } = found
      const here = `/protocols/${protocol}`
      const model = {
        version: target.protocol.version,
        versions: versionsTable(versions),
        parts: prospectParts(tried, target),
        moveAll: tried.rows.some(({ became }) => became.ok) ? `${here}/move` : '',
        pages: {
          first: after === null ? '' : here,
          next: tried.next === null ? '' : `${here}?after=${tried.next}`,
          label: 'Pages of cases',
        },
      }
      return { kind: 'page', template: 'protocols/protocol.njk', title: target.protocol.title, model }
    },
  }),
  ...taskRoutes({
    path: '/protocols/:protocol/move',
    permission,
    notes: { page: { notes: ['try-version'] }, done: { notes: ['try-version', 'change-version'] } },
    params,
    task: async ({ within, params: { protocol } }) => {
      const found = await within(async (bound) => {
        const target = await adoptedNow(bound, protocol)
        const tried = target && (await tryVersion(bound, { target, after: null, most: AT_ONCE }))
        return target && tried && { target, tried }
      })
      if (found === null) return { kind: 'not-found' }
      const count = found.tried.rows.filter(({ became }) => became.ok).length
      const first = found.tried.next === null ? '' : ` Of the first ${AT_ONCE}: send it again for the rest.`
      return taskOf(
        found.target,
        `${count} of ${sayCounted(found.tried.rows.length, 'open case', 'open cases')} can move.${first}`,
        `/protocols/${protocol}`,
      )
    },
    act: async ({ within, params: { protocol } }, { typed }) => {
      const target = await within((bound) => adoptedNow(bound, protocol))
      if (target === null) return { kind: 'not-found' }
      // Each by itself: what was moved stays moved where another one fails, and sending it again goes on from there.
      let moved = 0
      for (let after: string | null = null; ; ) {
        const tried = await within((bound) => tryVersion(bound, { target, after, most: PAGE }))
        if (tried === null) return { kind: 'not-found' }
        for (const { pathway, became } of tried.rows) {
          if (!became.ok || moved >= AT_ONCE) continue
          await within((bound) => changeVersion(bound, { pathway, because: typed.text('because') }))
          moved += 1
        }
        after = tried.next
        if (after === null || moved >= AT_ONCE) break
      }
      return { kind: 'redirect', to: `/protocols/${protocol}` }
    },
  }),
  ...taskRoutes({
    path: '/protocols/:protocol/move/:pathway',
    permission,
    notes: { page: { notes: ['try-version'] }, done: { notes: ['try-version', 'change-version'] } },
    params: ofOne,
    task: async ({ within, params: { protocol, pathway } }) => {
      const found = await within(async (bound) => {
        const target = await adoptedNow(bound, protocol)
        const tried = target && (await tryVersion(bound, { target, after: null, most: 1, only: pathway }))
        return target && tried && { target, parts: prospectParts(tried, target) }
      })
      const part = found?.parts[0]
      if (!found || part === undefined) return { kind: 'not-found' }
      return { ...taskOf(found.target, part.stands, `/protocols/${protocol}`), follows: () => part.change }
    },
    act: async ({ within, params: { protocol, pathway } }, { typed }) => {
      const { changed, target } = await within(async (bound) => ({
        target: await adoptedNow(bound, protocol),
        changed: await changeVersion(bound, { pathway, because: typed.text('because') }),
      }))
      return answerOf(changed, protocol, target)
    },
  }),
  ...taskRoutes({
    path: '/protocols/:protocol/back/:pathway',
    permission,
    notes: { page: { notes: ['read-pathway'] }, done: { notes: ['read-pathway', 'change-version-back'] } },
    params: ofOne,
    task: async ({ within, moment, params: { protocol, pathway } }) => {
      const now = { asOf: moment, knownAt: moment }
      const read = await within((bound) => readPathway(bound, pathway, now))
      return {
        ...PLAIN,
        title: 'Move a case back to the version before',
        caption: read === null ? 'A case that is not open to you' : (read.childName ?? 'Not about one child'),
        intro: ['What was recorded since by the newer version must be taken back first.'],
        questions: [BECAUSE],
        button: 'Move it back',
        back: { href: `/protocols/${protocol}`, text: 'Back to the protocol' },
      }
    },
    act: async ({ within, params: { protocol, pathway } }, { typed }) => {
      const { changed, target } = await within(async (bound) => ({
        target: await adoptedNow(bound, protocol),
        changed: await changeVersionBack(bound, { pathway, because: typed.text('because') }),
      }))
      return answerOf(changed, protocol, target)
    },
  }),
]

function taskOf({ protocol }: Rules, says: string, href: string): Task {
  return {
    ...PLAIN,
    title: `Move to version ${protocol.version}`,
    caption: protocol.title,
    intro: [says, ...INTRO],
    questions: [BECAUSE],
    button: 'Move',
    back: { href, text: 'Back to the protocol' },
    follows: () => [says],
  }
}

function answerOf(changed: Changed, protocol: string, target: Rules | null): Answer {
  const back = { href: `/protocols/${protocol}`, text: 'Back to the protocol' }
  const refused = (reasons: readonly { readonly why: string; readonly instead: string }[]): Answer => {
    return {
      kind: 'refused',
      title: 'It was not moved',
      reasons: reasons.map((each) => ({ ...each, clauses: '' })),
      back,
    }
  }
  switch (changed.kind) {
    case 'changed':
      return { kind: 'redirect', to: back.href }
    case 'refused':
      return refused(
        changed.refusals.map((each) => {
          if (target === null) return { why: 'The protocol is adopted no more.', instead: 'Adopt it again.' }
          const { says, instead } = sayRefusal(each, undefined, target.protocol, target.clause)
          return { why: says, instead }
        }),
      )
    case 'not-kept':
      return refused([{ why: sayNotKept(changed), instead: 'Write the reason again.' }])
    case 'not-found':
    case 'not-allowed':
      return { kind: 'not-found' }
    default:
      return changed satisfies never
  }
}
