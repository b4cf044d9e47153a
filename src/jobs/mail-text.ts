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
