import { sayWhen } from '../documents/calendar/sitting-event.ts'
import type { CalendarMail } from '../record/notices/calendar-mails.ts'

/** Alike in every mail of every authority, whatever waits: what is not in it cannot be read by others. */
const SUBJECT = 'Something waits for you in Sightline'

/**
 * What a mail says: that something waits, where to read it, and a reference by which the help desk finds the mail.
 * @param origin where browsers reach Sightline
 */
export function mailText(origin: string, reference: string): { readonly subject: string; readonly text: string } {
  const lines = [
    'Something waits for you in Sightline.',
    '',
    'Sign in to read it:',
    `${origin}/my-work`,
    '',
    `Reference: ${reference}`,
    '',
    'This message says no more, because others might read it. Nobody reads answers to it.',
    '',
  ]
  return { subject: SUBJECT, text: lines.join('\n') }
}

/** What a mail says that carries a calendar invitation: the meeting, when and where; no child is named in it. */
export function invitationText(
  { method, again, calledOff, ...sitting }: CalendarMail,
  origin: string,
  reference: string,
): { readonly subject: string; readonly text: string } {
  const { title, place, link } = sitting
  const when = sayWhen(sitting)
  const [subject, first] = openingOf({ method, again, calledOff })
  const lines = [
    first,
    '',
    title,
    when,
    ...(place === null ? [] : [place]),
    ...(link === null || method === 'cancel' ? [] : [`Join from elsewhere: ${link}`]),
    '',
    'Agenda, and whether you come, after signing in:',
    `${origin}/sittings/${sitting.sitting}`,
    '',
    `Reference: ${reference}`,
    '',
    'Nobody reads answers to this message.',
    '',
  ]
  return { subject: `${subject}: ${title}, ${when}`, text: lines.join('\n') }
}

function openingOf({ method, again, calledOff }: Pick<CalendarMail, 'method' | 'again' | 'calledOff'>) {
  if (method === 'cancel') {
    return calledOff
      ? (['Called off', 'This sitting is called off.'] as const)
      : (['No longer invited', 'You are not asked to come to this sitting any more.'] as const)
  }
  return again
    ? (['Changed', 'This sitting has changed. This takes the place of what was sent before.'] as const)
    : (['Invitation', 'You are invited to this sitting.'] as const)
}
