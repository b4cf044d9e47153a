import { createTransport } from 'nodemailer'
import { calendarFile } from '../documents/calendar/calendar-file.ts'
import { sittingEvent } from '../documents/calendar/sitting-event.ts'
import type { CalendarMail } from '../record/notices/calendar-mails.ts'
import type { Mail, SendMail, Tried } from '../record/notices/mails.ts'
import type { MailSettings } from '../record/time/working.ts'
import { invitationText, mailText } from './mail-text.ts'

/** A connection to a mail server, for one run. */
interface Mailer {
  readonly send: SendMail
  readonly close: () => void
}

/** A mail server that takes longer is as one that is not there. */
const TIMEOUTS = {
  connectionTimeout: 20_000,
  greetingTimeout: 20_000,
  socketTimeout: 60_000,
  dnsTimeout: 20_000,
} as const

/**
 * Sends by SMTP. TLS is taken wherever the server offers it, and asked for where a password is sent to another machine.
 * @param onFault told of what the server said where it takes nothing: its kind, and nothing of anybody
 */
export function openMailer({ url, from, origin }: MailSettings, onFault: (error: unknown) => void): Mailer {
  const { protocol, hostname, port, username, password } = new URL(url)
  const secure = protocol === 'smtps:'
  const auth =
    username === '' ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }
  const transport = createTransport({
    pool: true,
    maxConnections: 1,
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    requireTLS: !secure && username !== '' && !isHere(hostname),
    ...auth,
    ...TIMEOUTS,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    send: async ({ reference, to, calendar }: Mail) => {
      const { subject, text } =
        calendar === null ? mailText(origin, reference) : invitationText(calendar, origin, reference)
      try {
        await transport.sendMail({
          from,
          to: { name: '', address: to },
          subject,
          text,
          messageId: `<${reference}@${domainOf(from)}>`,
          ...(calendar === null ? {} : { icalEvent: eventOf(calendar, { origin, from, to }) }),
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        })
        return 'accepted'
      } catch (error) {
        const tried = triedOf(error)
        if (tried === 'unreachable' || tried === 'later') onFault(error)
        return tried
      }
    },
    close: () => transport.close(),
  }
}

/** The part that a calendar reads. What it does is said beside its type and in it: some programs look at one, some at the other. */
function eventOf(
  mail: CalendarMail,
  { origin, from, to }: { readonly origin: string; readonly from: string; readonly to: string },
) {
  const { method, made, calledOff } = mail
  const people = { organiser: addressOf(from), attendee: to }
  const does = method === 'cancel' ? ({ kind: method, ...people, calledOff } as const) : { kind: method, ...people }
  return {
    method: method === 'cancel' ? ('CANCEL' as const) : ('REQUEST' as const),
    filename: 'sitting.ics',
    content: calendarFile(sittingEvent(mail, origin, made), does),
  }
}

function isHere(host: string): boolean {
  return host === 'localhost' || host === '127.0.0.1' || host === '[::1]'
}

function domainOf(from: string): string {
  return addressOf(from).slice(addressOf(from).lastIndexOf('@') + 1)
}

/** The address in "Sightline <sightline@council.example>". */
function addressOf(from: string): string {
  return (/<([^>]*)>/.exec(from)?.[1] ?? from).trim().replace(/\s.*$/, '')
}

/**
 * What a failure means: the server refuses this address for good, has something against this mail, or takes nothing from us.
 * A refusal of the mail itself may be one of what stands in it, and says nothing of the address.
 */
export function triedOf(error: unknown): Tried {
  if (!(error instanceof Error)) return 'unreachable'
  const { code, responseCode, command } = error as { code?: unknown; responseCode?: unknown; command?: unknown }
  const status = typeof responseCode === 'number' ? responseCode : 0
  if (command === 'RCPT TO') return status >= 500 ? 'refused' : 'later'
  // An address that is none is refused before any server is asked.
  if (code === 'EENVELOPE' && status === 0) return 'refused'
  if (command === 'DATA' || code === 'EMESSAGE') return 'later'
  return 'unreachable'
}
