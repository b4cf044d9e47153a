import { z } from 'zod'
import { answerInvitation } from '../../../record/meetings/attendance.ts'
import { paperFile, paperName } from '../../paper-file.ts'
import { CAPACITY } from '../../recording/capacity.ts'
import { typedOf } from '../../recording/model/typed.ts'
import { identifier, type LateAsked, type Route, route } from '../../route.ts'
import { sheetFile } from '../../sheet-file.ts'
import { calendarAnswer } from './calendar.ts'
import { conductAnew, conductForm, conductSent } from './conduct.ts'
import { answerSent, attendanceForm, attendanceSent, callOffForm, callOffSent } from './forms.ts'
import { minutesPage } from './minutes.ts'
import { calledAnswer, meetingsPage, sittingAnswer } from './pages.ts'
import { agendaFor, minutesFor, packPage, packPaper, packSheet } from './papers.ts'
import { moveForm, moveSent, NOTHING_TYPED, planForm, planSent } from './planning.ts'
import { recipientPage, recipientsPage } from './recipients.ts'

/** The name of a meeting, a protocol or a step in a path. */
const name = z.string().regex(/^[a-z][a-z0-9-]{0,99}$/)
const capacity = z.string().regex(CAPACITY)
const number = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number)
const SIGNED_IN = { kind: 'signed-in' } as const
const sitting = z.object({ sitting: identifier })
const answer = z.object({ answer: z.enum(['coming', 'apologies']) })
/** The revision of a sitting that a page showed. */
const revision = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number)
const box = z.string().max(40).default('')
const sittingBody = z.object({
  'on-day': box,
  'on-month': box,
  'on-year': box,
  starts: box,
  ends: box,
  place: z.string().max(200).default(''),
  link: z.string().max(500).default(''),
  sure: z.string().max(4_000).default(''),
  do: box,
})

function sittingTyped(body: z.output<typeof sittingBody>) {
  const { 'on-day': day, 'on-month': month, 'on-year': year, starts, ends, place, link } = body
  return { day, month, year, starts, ends, place, link }
}

const oneCase = z.object({ sitting: identifier, pathway: identifier })
const oneStep = oneCase.extend({ step: name })
const sheetName = z.enum(['list.csv', 'list.xlsx'])

/** What was recorded just before: its pathway and entry. */
const after = z
  .string()
  .regex(/^[0-9a-f-]{36}\.[0-9a-f-]{36}$/)
  .optional()
  .transform((text) => {
    const [pathway = '', entry = ''] = text?.split('.') ?? []
    return text === undefined ? null : { pathway, entry }
  })

/** What every form of a decision sends beside what was typed. */
const sent = z.looseObject({
  draft: identifier,
  revision: number,
  version: number,
  role: capacity,
  by: identifier,
  do: z.string().max(200).optional(),
})
const OWN = new Set(['_csrf', 'draft', 'revision', 'version', 'role', 'pathway', 'by', 'do'])

function sentOf(body: z.output<typeof sent>, button: string) {
  const { draft, revision, version, role } = body
  const typed = typedOf(Object.fromEntries(Object.entries(body).filter(([field]) => !OWN.has(field))))
  return { draft, revision, version, role, typed, button }
}

/** Keeps what somebody typed, where the one who comes too late is the one who was given the form. */
async function kept({
  principal,
  within,
  params,
  body,
}: LateAsked<z.output<typeof oneStep>, z.output<typeof sent>>): Promise<string | null> {
  if (body.by !== principal.person) return null
  const done = await within((bound) => conductSent(bound, params, sentOf(body, 'later')))
  return done.kind === 'redirect' ? `/sittings/${params.sitting}/cases/${params.pathway}?step=${params.step}` : null
}

/** What sits when, what goes before it, what it decides, who was there and what was agreed. */
export const meetingRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/meetings',
    permission: SIGNED_IN,
    audit: { notes: ['list-pathways'] },
    menu: { title: 'Meetings', place: 27, at: 'top' },
    handle: ({ within }) => within(meetingsPage),
  }),
  route({
    method: 'GET',
    path: '/meetings/:meeting/plan',
    permission: SIGNED_IN,
    audit: { notesNothing: 'It shows when a meeting sits, and nothing of any child.' },
    params: z.object({ meeting: name }),
    handle: ({ within, params }) => {
      return within((bound) => planForm(bound, params.meeting, NOTHING_TYPED, []))
    },
  }),
  route({
    method: 'POST',
    path: '/meetings/:meeting/plan',
    permission: SIGNED_IN,
    audit: { notes: ['plan-sitting', 'list-considered'] },
    params: z.object({ meeting: name }),
    body: sittingBody,
    handle: ({ within, params, body }) => {
      return within((bound) =>
        planSent(bound, params.meeting, sittingTyped(body), { sure: body.sure, button: body.do }),
      )
    },
  }),
  route({
    method: 'GET',
    path: '/sittings/:sitting',
    permission: SIGNED_IN,
    audit: { notes: ['list-considered', 'count-hidden', 'read-pathway'] },
    params: sitting,
    query: z.object({ after }),
    handle: ({ within, params, query }) => {
      const done = query.after === null ? null : `/pathways/${query.after.pathway}/recorded/${query.after.entry}`
      return within((bound) => sittingAnswer(bound, params.sitting, done))
    },
  }),
  route({
    method: 'POST',
    path: '/sittings/:sitting/answer',
    permission: SIGNED_IN,
    audit: { notes: ['answer-invitation'] },
    params: sitting,
    body: answer.extend({ revision }),
    handle: ({ within, params, body }) => within((bound) => answerSent(bound, params.sitting, body)),
  }),
  route({
    method: 'GET',
    path: '/sittings/:sitting/call-off',
    permission: SIGNED_IN,
    audit: { notes: ['read-pathway'] },
    params: sitting,
    handle: ({ within, params }) => within((bound) => callOffForm(bound, params.sitting, '', [])),
  }),
  route({
    method: 'POST',
    path: '/sittings/:sitting/call-off',
    permission: SIGNED_IN,
    audit: { notes: ['call-off-sitting', 'list-considered'] },
    params: sitting,
    body: z.object({ because: z.string().max(1_000), revision }),
    handle: ({ within, params, body: { because, revision: seen } }) => {
      return within((bound) => callOffSent(bound, params.sitting, because, seen))
    },
  }),
  route({
    method: 'GET',
    path: '/sittings/:sitting/move',
    permission: SIGNED_IN,
    audit: { notes: ['read-pathway'] },
    params: sitting,
    handle: ({ within, params }) => within((bound) => moveForm(bound, params.sitting, null, [])),
  }),
  route({
    method: 'POST',
    path: '/sittings/:sitting/move',
    permission: SIGNED_IN,
    audit: { notes: ['move-sitting', 'list-considered'] },
    params: sitting,
    body: sittingBody.extend({ revision }),
    handle: ({ within, params, body }) => {
      const sent = { revision: body.revision, sure: body.sure, button: body.do }
      return within((bound) => moveSent(bound, params.sitting, sittingTyped(body), sent))
    },
  }),
  route({
    method: 'GET',
    path: '/sittings/:sitting/calendar',
    permission: SIGNED_IN,
    audit: { notesNothing: 'It tells when and where a meeting sits, and nothing of any child.' },
    params: sitting,
    handle: ({ within, params, origin }) => within((bound) => calendarAnswer(bound, params.sitting, origin)),
  }),
  route({
    method: 'GET',
    path: '/sittings/:sitting/attendance',
    permission: SIGNED_IN,
    audit: { notes: ['read-pathway'] },
    params: sitting,
    handle: ({ within, params }) => within((bound) => attendanceForm(bound, params.sitting)),
  }),
  route({
    method: 'POST',
    path: '/sittings/:sitting/attendance',
    permission: SIGNED_IN,
    audit: { notes: ['note-attendance'] },
    params: sitting,
    body: z.looseObject({}),
    handle: ({ within, params, body }) => within((bound) => attendanceSent(bound, params.sitting, body)),
  }),
  route({
    method: 'GET',
    path: '/sittings/:sitting/minutes',
    permission: SIGNED_IN,
    audit: { notes: ['list-considered', 'count-hidden'] },
    params: sitting,
    handle: ({ within, params }) => within((bound) => minutesPage(bound, params.sitting)),
  }),
  route({
    method: 'GET',
    path: '/sittings/:sitting/papers/:paper',
    permission: SIGNED_IN,
    audit: { notes: ['list-considered', 'count-hidden'] },
    params: sitting.extend({ paper: paperName }),
    handle: async ({ within, params: { sitting: id, paper } }) => {
      const make = paper.document === 'agenda' ? agendaFor : paper.document === 'minutes' ? minutesFor : null
      const made = make === null ? null : await within((bound) => make(bound, id))
      const back = { href: `/sittings/${id}`, text: 'Back to the sitting' }
      return made === null ? { kind: 'not-found' } : paperFile(made, paper, back)
    },
  }),
  route({
    method: 'GET',
    path: '/sittings/:sitting/pack',
    permission: SIGNED_IN,
    audit: { notes: ['list-pathways', 'count-hidden'] },
    params: sitting,
    handle: ({ within, params }) => within((bound) => packPage(bound, params.sitting)),
  }),
  route({
    method: 'GET',
    path: '/sittings/:sitting/pack/recipients',
    permission: SIGNED_IN,
    audit: { notes: ['look-at-copy', 'read-pathway', 'try-step'] },
    params: sitting,
    handle: ({ within, params }) => within((bound) => recipientsPage(bound, params.sitting)),
  }),
  route({
    method: 'GET',
    path: '/sittings/:sitting/pack/recipients/:person',
    permission: SIGNED_IN,
    audit: { notes: ['look-at-copy', 'read-pathway', 'try-step'] },
    params: sitting.extend({ person: identifier }),
    handle: ({ within, params }) => within((bound) => recipientPage(bound, params.sitting, params.person)),
  }),
  route({
    method: 'GET',
    path: '/sittings/:sitting/pack/:protocol/papers/:paper',
    permission: SIGNED_IN,
    audit: { notes: ['list-pathways', 'count-hidden'] },
    params: sitting.extend({ protocol: name, paper: paperName }),
    handle: async ({ within, params: { sitting: id, protocol, paper } }) => {
      const made = paper.document === 'list' ? await within((bound) => packPaper(bound, id, protocol)) : null
      const back = { href: `/sittings/${id}/pack`, text: 'Back to what was sent' }
      return made === null ? { kind: 'not-found' } : paperFile(made, paper, back)
    },
  }),
  route({
    method: 'GET',
    path: '/sittings/:sitting/pack/:protocol/sheets/:sheet',
    permission: SIGNED_IN,
    audit: { notes: ['list-pathways', 'count-hidden'] },
    params: sitting.extend({ protocol: name, sheet: sheetName }),
    handle: async ({ within, params: { sitting: id, protocol, sheet: file } }) => {
      const made = await within((bound) => packSheet(bound, id, protocol))
      return made === null ? { kind: 'not-found' } : sheetFile(made, file)
    },
  }),
  route({
    method: 'GET',
    path: '/sittings/:sitting/cases/:pathway',
    permission: { kind: 'may', action: 'read', of: 'pathway' },
    audit: { notes: ['list-considered', 'read-pathway', 'list-drafts'] },
    params: oneCase,
    query: z.object({ step: name.optional(), role: capacity.optional(), after }),
    handle: ({ within, params, query }) => {
      const { step = null, role = null } = query
      return within((bound) => conductForm(bound, { ...params, step, role, after: query.after }))
    },
  }),
  route({
    method: 'POST',
    path: '/sittings/:sitting/cases/:pathway/steps/:step',
    permission: { kind: 'may', action: 'read', of: 'pathway' },
    audit: { notes: ['read-pathway', 'save-draft', 'try-step', 'record-step', 'drop-draft'] },
    params: oneStep,
    body: sent,
    handle: ({ within, params, body }) => {
      return within((bound) => conductSent(bound, params, sentOf(body, body.do ?? 'continue')))
    },
    keepLate: kept,
  }),
  route({
    method: 'POST',
    path: '/sittings/:sitting/cases/:pathway/steps/:step/anew',
    permission: { kind: 'may', action: 'read', of: 'pathway' },
    audit: { notes: ['read-pathway', 'list-drafts', 'save-draft'] },
    params: oneStep,
    handle: ({ within, params }) => within((bound) => conductAnew(bound, params)),
  }),
  route({
    method: 'GET',
    path: '/pathways/:pathway/meetings/:step',
    permission: { kind: 'may', action: 'read', of: 'pathway' },
    audit: { notes: ['read-pathway', 'read-pool'] },
    params: z.object({ pathway: identifier, step: name }),
    handle: ({ within, params }) => within((bound) => calledAnswer(bound, params.pathway, params.step)),
  }),
  route({
    method: 'POST',
    path: '/pathways/:pathway/meetings/:step/answer',
    permission: { kind: 'may', action: 'read', of: 'pathway' },
    audit: { notes: ['answer-invitation'] },
    params: z.object({ pathway: identifier, step: name }),
    body: answer.extend({ entry: identifier }),
    handle: async ({ within, params: { pathway, step }, body: { entry, answer: said } }) => {
      const done = await within((bound) => answerInvitation(bound, { pathway, entry }, said))
      return done ? { kind: 'redirect', to: `/pathways/${pathway}/meetings/${step}#people` } : { kind: 'not-found' }
    },
  }),
]
