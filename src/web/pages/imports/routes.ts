import { basename } from 'node:path'
import { z } from 'zod'
import { checkBrought } from '../../../cases/import/check-brought.ts'
import type { BroughtFile, ImportDesk, Progress } from '../../../cases/import/desk.ts'
import { sayNotImported } from '../../../cases/import/words.ts'
import { sayMoment } from '../../../documents/pathway/titles.ts'
import type { Instant } from '../../../engine/calendar/instant.ts'
import {
  changesOf,
  findingsOf,
  type ImportCursor,
  type ImportLookedAt,
  listImports,
} from '../../../record/facts/look-at-imports.ts'
import { type Answer, type FormError, identifier, type Route, route, type SentFile } from '../../route.ts'
import { decideRoutes } from './decide-routes.ts'
import { looked, nothingDone, permission } from './looked.ts'
import { childLines, findingLines, importLines, importPage, progressWords, WEIGHTS } from './model.ts'

/** The largest that is taken at once: more than the census of the largest authority. */
const MOST_MEGABYTES = 256
const MOST_BYTES = MOST_MEGABYTES * 1024 * 1024

const IMPORTS_ON_A_PAGE = 25
const FINDINGS_ON_A_PAGE = 50
const CHILDREN_ON_A_PAGE = 50

const params = z.object({ import: identifier })

const after = z
  .string()
  .regex(/^\d{1,15}\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  .optional()
  .transform((text): ImportCursor | null => {
    const [begun = '', importId = ''] = text?.split('.') ?? []
    return text === undefined ? null : { begun: Number(begun) as Instant, importId }
  })

const number = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number)

/** Bringing files in, what was found in them and what they would change, and taking them or not. */
export const importRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/imports',
    permission,
    audit: { notes: ['list-imports'] },
    menu: { title: 'Bring data in', place: 60, at: 'top' },
    query: z.object({ after }),
    handle: async ({ within, query }) => {
      const listed = await within((bound) => listImports(bound, { after: query.after, most: IMPORTS_ON_A_PAGE }))
      if ('kind' in listed) return { kind: 'not-found' }
      const { imports, next } = listed
      const pages = {
        first: query.after === null ? '' : '/imports',
        next: next === null ? '' : `/imports?after=${next.begun}.${next.importId}`,
        label: 'Pages of what was brought in',
      }
      const model = { lines: importLines(imports), pages }
      return { kind: 'page', template: 'imports/imports.njk', title: 'Bring data in', model }
    },
  }),
  route({
    method: 'GET',
    path: '/imports/new',
    permission,
    audit: { notesNothing: 'It is an empty form.' },
    handle: async () => newPage('', []),
  }),
  route({
    method: 'POST',
    path: '/imports/new',
    permission,
    audit: { notes: ['begin-import'] },
    upload: { mostBytes: MOST_BYTES },
    body: z.object({ code: z.string().max(100).optional() }),
    handle: async ({ who, files, body, imports }) => {
      if (imports === null) return { kind: 'unavailable' }
      const code = (body.code ?? '').trim()
      const sent = files.filter(({ field }) => field === 'files').map(named)
      const errors = await faultsOf(sent, code)
      if (errors.length > 0) return newPage(code, errors)
      const begun = await imports.bringIn(who.principal, { files: sent, code: code === '' ? null : code })
      switch (begun.kind) {
        case 'begun':
          return { kind: 'redirect', to: `/imports/${begun.importId}` }
        case 'taken-already': {
          const when = sayMoment(begun.taken)
          return nothingDone(`These files were adopted before, at ${when}.`, 'Nothing was done. Bring in newer ones.', {
            href: `/imports/${begun.importId}`,
            text: 'See what they changed',
          })
        }
        case 'another-being-read':
          return nothingDone(
            `Other files are being read: ${begun.files.join(', ')}.`,
            'Wait until they are read, and bring these in again. If nothing moves, you can after ten minutes.',
            { href: `/imports/${begun.importId}`, text: 'See how far they have come' },
          )
        case 'taken-ahead':
        case 'not-allowed':
        case 'not-active':
          return nothingDone(sayNotImported(begun), 'Ask whoever looks after Sightline.', {
            href: '/imports',
            text: 'Back',
          })
        default:
          return begun satisfies never
      }
    },
  }),
  route({
    method: 'GET',
    path: '/imports/:import',
    permission,
    audit: { notes: ['look-at-import'] },
    params,
    handle: async ({ within, params, imports, today }) => {
      const progress = progressBefore(imports, params.import)
      const seen = await within((bound) => looked(bound, params.import))
      if (seen === null) return { kind: 'not-found' }
      if (isUnderWay(seen, progress)) return { kind: 'redirect', to: `/imports/${seen.importId}/progress` }
      return showImport(seen, { today, notTaken: imports?.notTaken(seen.importId) ?? null })
    },
  }),
  route({
    method: 'GET',
    path: '/imports/:import/progress',
    permission,
    audit: { notes: ['look-at-import'] },
    params,
    handle: async ({ within, params, imports }) => {
      const progress = progressBefore(imports, params.import)
      const seen = await within((bound) => looked(bound, params.import))
      if (seen === null) return { kind: 'not-found' }
      if (!isUnderWay(seen, progress)) return { kind: 'redirect', to: `/imports/${seen.importId}` }
      const model = {
        ...progressWords(progress, seen),
        // Nobody here reads it: another program does, or it was cut off.
        elsewhere: progress === null ? sayMoment(seen.progressed) : '',
        files: seen.files,
        here: `/imports/${seen.importId}/progress`,
        throwAway: `/imports/${seen.importId}/throw-away`,
      }
      const title = progress?.phase === 'taking' ? 'Adopting' : 'Reading your files'
      return { kind: 'page', template: 'imports/progress.njk', title, model }
    },
  }),
  route({
    method: 'GET',
    path: '/imports/:import/findings',
    permission,
    audit: { notes: ['look-at-import', 'look-at-findings'] },
    params,
    query: z.object({
      weight: z.enum(['refused', 'doubtful', 'note']).default('refused'),
      rule: z
        .string()
        .regex(/^[a-z0-9-]{1,60}$/)
        .optional(),
      after: number.optional(),
    }),
    handle: async ({ within, params, query }) => {
      const { weight, rule = null, after: from = 0 } = query
      const found = await within(async (bound) => {
        const seen = await looked(bound, params.import)
        const asked = { weight, rule, after: from, most: FINDINGS_ON_A_PAGE }
        return seen === null ? null : { seen, page: await findingsOf(bound, params.import, asked) }
      })
      if (found === null || 'kind' in found.page) return { kind: 'not-found' }
      const { findings, hasMore } = found.page
      const back = `/imports/${params.import}`
      const here = `${back}/findings?weight=${weight}${rule === null ? '' : `&rule=${rule}`}`
      const model = {
        back,
        weight: WEIGHTS.find((each) => each.weight === weight)?.title ?? '',
        lines: findingLines(findings),
        pages: {
          first: from === 0 ? '' : here,
          next: hasMore ? `${here}&after=${findings.at(-1)?.number ?? 0}` : '',
          label: 'Pages of what was found',
        },
      }
      return { kind: 'page', template: 'imports/findings.njk', title: 'What was found in the files', model }
    },
  }),
  route({
    method: 'GET',
    path: '/imports/:import/children',
    permission,
    audit: { notes: ['look-at-changes'] },
    params,
    query: z.object({ of: z.enum(['new', 'changed', 'gone']).default('changed'), after: identifier.optional() }),
    handle: async ({ within, params, query }) => {
      const { of, after: from = null } = query
      const asked = { of, after: from, most: CHILDREN_ON_A_PAGE }
      const page = await within((bound) => changesOf(bound, params.import, asked))
      if ('kind' in page) return { kind: 'not-found' }
      const back = `/imports/${params.import}`
      const here = `${back}/children?of=${of}`
      const model = {
        back,
        of,
        lines: childLines(page.children),
        pages: {
          first: from === null ? '' : here,
          next: page.hasMore ? `${here}&after=${page.children.at(-1)?.childId ?? ''}` : '',
          label: 'Pages of children',
        },
      }
      return { kind: 'page', template: 'imports/children.njk', title: CHILDREN_TITLES[of], model }
    },
  }),
  ...decideRoutes,
]

const CHILDREN_TITLES = {
  new: 'Children who are new',
  changed: 'Children of whom something changes',
  gone: 'Children who are not named any more',
} as const

/** Asked before the record is: what ends meanwhile is then looked at once more, and never seen half done. */
function progressBefore(imports: ImportDesk | null, importId: string): Progress | null {
  return imports?.progressOf(importId) ?? null
}

function isUnderWay({ state }: ImportLookedAt, progress: Progress | null): boolean {
  return state === 'reading' || progress !== null
}

function showImport(seen: ImportLookedAt, about: Parameters<typeof importPage>[1]): Answer {
  const model = importPage(seen, about)
  return { kind: 'page', template: 'imports/import.njk', title: model.title, model }
}

function newPage(code: string, errors: readonly FormError[]): Answer {
  const model = {
    code,
    most: MOST_MEGABYTES,
    mostBytes: MOST_BYTES,
    error: errors.find(({ field }) => field === 'files')?.text ?? '',
    codeError: errors.find(({ field }) => field === 'code')?.text ?? '',
  }
  return { kind: 'page', template: 'imports/new.njk', title: 'Bring files in', model, errors }
}

/** What the sender's computer calls it, without the folders that some browsers say, and short enough to be shown. */
function named({ name, path }: SentFile): BroughtFile {
  const shown = basename(name.replaceAll('\\', '/')).toWellFormed().replaceAll(/\p{C}/gu, '')
  return { name: shown.slice(-120) || 'a file without a name', path }
}

async function faultsOf(files: readonly BroughtFile[], code: string): Promise<readonly FormError[]> {
  const wrongCode: readonly FormError[] =
    code === '' || /^\d{3}$/.test(code)
      ? []
      : [{ field: 'code', text: 'An authority’s code is three digits, like 872' }]
  if (files.length === 0) return [{ field: 'files', text: 'Choose the files to bring in' }, ...wrongCode]
  const faults = await checkBrought(files)
  return [...faults.map((text) => ({ field: 'files', text })), ...wrongCode]
}
