import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { type SentPeople, type SentTable, sentPeople } from '../../../cases/people/take-people.ts'
import { capital } from '../../../documents/scan/words.ts'
import { type AsCalled, asCalled } from '../../as-called.ts'
import { type Answer, type Route, route } from '../../route.ts'

const KEEPS = { kind: 'holds', roles: ['administrator'] } as const

/** Of all files together: what a page may carry once more to be taken. */
const MOST_BYTES = 700_000

const TITLE = 'Bring in lists of people'

/** Brings in who there is from the authority's own lists: looked at first, and taken whole or not at all. */
export const peopleListRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/people/lists',
    permission: KEEPS,
    audit: { notesNothing: 'an empty form' },
    handle: async () => formPage(''),
  }),
  route({
    method: 'POST',
    path: '/people/lists',
    permission: KEEPS,
    audit: { notes: ['compare-people'] },
    upload: { mostBytes: MOST_BYTES },
    body: z.looseObject({}),
    handle: async ({ within, files }) => {
      if (files.length === 0) return formPage('Choose the files')
      const sent = files.map(({ name, path }) => ({ name, content: readFileSync(path) }))
      const size = sent.reduce((sum, { content }) => sum + content.length, 0)
      if (size > MOST_BYTES) return formPage('The files together must be smaller than 700 KB')
      return lookedAt(await within((bound) => sentPeople(bound, sent, 'look')), sent, await within(asCalled))
    },
  }),
  route({
    method: 'POST',
    path: '/people/lists/take',
    permission: KEEPS,
    audit: { notes: ['compare-people', 'keep-people'] },
    body: z.object({}).catchall(z.string().max(1_400_000)),
    handle: async ({ within, body }) => {
      const sent = Object.entries(body)
        .filter(([name]) => name.endsWith('.csv'))
        .map(([name, text]) => ({ name, content: Buffer.from(text, 'base64') }))
      if (sent.length === 0) return formPage('Choose the files')
      const done = await within((bound) => sentPeople(bound, sent, 'take'))
      return done.kind === 'compared' && done.taken
        ? { kind: 'redirect', to: '/people' }
        : lookedAt(done, sent, await within(asCalled))
    },
  }),
]

function formPage(error: string): Answer {
  const errors = error === '' ? [] : [{ field: 'files', text: error }]
  return { kind: 'page', template: 'people/lists.njk', title: TITLE, model: { error }, errors }
}

function lookedAt(found: SentPeople, sent: readonly SentTable[], called: AsCalled): Answer {
  switch (found.kind) {
    case 'not-allowed':
      return { kind: 'not-found' }
    case 'findings': {
      const findings = found.findings.map(({ file, line, message, remedy }) => ({
        place: line === null ? file : `${file}, line ${line}`,
        message: capital(message),
        remedy,
      }))
      const model = { findings }
      return {
        kind: 'page',
        template: 'people/list-findings.njk',
        title: 'The lists cannot be taken',
        model,
        status: 400,
      }
    }
    case 'compared': {
      const { added, changed, rolesGiven, rolesTaken, unlisted, orphaned, own } = found.compared
      // "Listed Invented: social-worker": the role by the title that protocols give it.
      const withTitle = (line: string) => line.replace(/[a-z0-9-]+$/, (role) => called.role(role))
      const sections = [
        { title: 'New people', names: added },
        { title: 'People who change', names: changed },
        { title: 'Roles that are given', names: rolesGiven.map(withTitle) },
        { title: 'Roles that are taken away', names: rolesTaken.map(withTitle) },
        { title: 'Not on the list any more: their accounts stay open until you close them', names: unlisted },
      ].filter(({ names }) => names.length > 0)
      const against = [
        ...orphaned.map(
          (role) => `Nobody would be ${called.role(role)} any more, and what that role owes would be owed by nobody.`,
        ),
        ...(own
          ? [
              'It would give you a role, a team or people. Nobody gives themselves these: ask somebody else who keeps the list to bring it in.',
            ]
          : []),
      ]
      const files = sent.map(({ name, content }) => ({ name: name.toLowerCase(), text: content.toString('base64') }))
      const model = { sections, against, files }
      return { kind: 'page', template: 'people/list-check.njk', title: 'Check what the lists change', model }
    }
    default:
      return found satisfies never
  }
}
