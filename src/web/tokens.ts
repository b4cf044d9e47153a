import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

// Tokens that a browser holds, and those of forms. A form's token is made from the browser's own, so that nothing is kept of it;
// it is masked anew on every page, since pages are compressed and what repeats could be guessed at from their length.

const LENGTH = 32

/** A token that nobody can guess: 256 bits. */
export function newToken(): string {
  return randomBytes(LENGTH).toString('base64url')
}

/** Whether a text is of the form of a token at all. */
export function isToken(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text)
}

function formSecret(token: string): Buffer {
  return createHash('sha256').update(`form ${token}`).digest()
}

function masked(secret: Buffer, mask: Buffer): Buffer {
  return Buffer.from(secret.map((byte, at) => byte ^ (mask[at] ?? 0)))
}

/** A form's token for whoever holds a browser's token; different each time. */
export function formToken(token: string): string {
  const mask = randomBytes(LENGTH)
  return Buffer.concat([mask, masked(formSecret(token), mask)]).toString('base64url')
}

/** Whether a form came from a page that this browser was given. */
export function isFormToken(given: unknown, token: string): boolean {
  if (typeof given !== 'string') return false
  const bytes = Buffer.from(given, 'base64url')
  if (bytes.length !== 2 * LENGTH) return false
  return timingSafeEqual(masked(bytes.subarray(LENGTH), bytes.subarray(0, LENGTH)), formSecret(token))
}
