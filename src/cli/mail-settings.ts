import type { MailSettings } from '../record/time/working.ts'
import { UsageFault } from './exit.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Said where no mail server is named. */
export const IN_PRODUCT_ONLY =
  'No mail server is named in SIGHTLINE_SMTP_URL: people are told on their first page alone, and no e-mail is sent.'

/**
 * By which mail server people are told that something waits: SIGHTLINE_SMTP_URL, SIGHTLINE_MAIL_FROM, and SIGHTLINE_ORIGIN for the
 * link. Null where no server is named. No fault repeats what the address holds, which may be a password.
 */
export function mailSettings(env: Environment = process.env): MailSettings | null {
  const url = env.SIGHTLINE_SMTP_URL ?? ''
  if (url === '') return null
  const parsed = URL.canParse(url) ? new URL(url) : null
  if (parsed === null || !['smtp:', 'smtps:'].includes(parsed.protocol) || parsed.hostname === '') {
    throw new UsageFault(
      'SIGHTLINE_SMTP_URL is no address of a mail server',
      'Write smtps://USER:PASSWORD@mail.example:465, or smtp://mail.example:587.',
    )
  }
  const from = env.SIGHTLINE_MAIL_FROM ?? ''
  if (!/^[^\s@<>]+@[^\s@<>]+$/.test(from)) {
    throw new UsageFault(
      'SIGHTLINE_SMTP_URL names a mail server, and SIGHTLINE_MAIL_FROM no sender',
      'Write the address that mails come from: SIGHTLINE_MAIL_FROM=sightline@council.example.',
    )
  }
  const origin = env.SIGHTLINE_ORIGIN ?? ''
  if (!URL.canParse(origin) || !['https:', 'http:'].includes(new URL(origin).protocol)) {
    throw new UsageFault(
      'SIGHTLINE_SMTP_URL names a mail server, and SIGHTLINE_ORIGIN not where the link in mails leads',
      'Write where browsers reach Sightline: SIGHTLINE_ORIGIN=https://sightline.example.',
    )
  }
  return { url, from, origin: new URL(origin).origin }
}
