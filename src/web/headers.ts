import type { FastifyReply } from 'fastify'

/** Of the one script that the design system writes into its pages: it says that scripts run. A test works it out anew. */
const GOVUK_SNIPPET = "'sha256-GUQ5ad8JK5KmEWmROf3LZd9ge94daqNvd8xy9YS1iDw='"

const POLICY = [
  "default-src 'none'",
  `script-src 'self' ${GOVUK_SNIPPET}`,
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': POLICY,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'x-robots-tag': 'noindex, nofollow',
}

/** Two years, as browsers ask of those who mean it. */
const ONLY_HTTPS = 'max-age=63072000; includeSubDomains'

/** Sets what every answer bears; `secure` where the service is reached by https. */
export function setHeaders(reply: FastifyReply, secure: boolean): void {
  reply.headers(HEADERS)
  if (secure) reply.header('strict-transport-security', ONLY_HTTPS)
  // What a person saw stays in no cache; the files that pages are made with say otherwise of themselves.
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
}
