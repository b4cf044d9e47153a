import type { Shell } from './render.ts'

/** What a page of a fault says. None tells what was asked, or of whom. */
export interface Problem {
  readonly status: 400 | 403 | 404 | 413 | 415 | 429 | 500 | 503
  readonly title: Shell['title']
  readonly lines: readonly string[]
}

export type ProblemKind =
  | 'misread'
  | 'forged'
  | 'not-fresh'
  | 'not-yours'
  | 'not-active'
  | 'not-found'
  | 'too-large'
  | 'wrong-type'
  | 'too-many'
  | 'fault'
  | 'unavailable'

export const PROBLEMS: Readonly<Record<ProblemKind, Problem>> = {
  misread: {
    status: 400,
    title: 'This could not be read',
    lines: [
      'Something of what was sent is not what the page asks for. Go back, load the page again and send it once more.',
    ],
  },
  forged: {
    status: 403,
    title: 'The page was too old to be sent',
    lines: [
      'Nothing was recorded. The page was loaded before you last signed in, or it did not come from Sightline.',
      'Go back, load the page again and send it once more. What you wrote is still there when you go back.',
    ],
  },
  'not-fresh': {
    status: 403,
    title: 'Show once more who you are',
    lines: [
      'Nothing was recorded. This is done only by whoever has signed in a few minutes ago.',
      'Go back and load the page again: it asks you to sign in once more.',
    ],
  },
  'not-yours': {
    status: 403,
    title: 'You do not have the role for this page',
    lines: ['If you need it for your work, ask whoever keeps the list of people in your authority.'],
  },
  'not-active': {
    status: 403,
    title: 'Your account is not open',
    lines: [
      'It was closed, it has not begun yet, or your agency is not linked to this authority today.',
      'Ask whoever keeps the list of people in your authority.',
    ],
  },
  'not-found': {
    status: 404,
    title: 'Page not found',
    lines: [
      'If you typed the address, check that it is right. If you followed a link, it may be of something that you are not able to see.',
      'If you think you should see it, ask whoever holds the case.',
    ],
  },
  'too-large': {
    status: 413,
    title: 'This is too large to send',
    lines: ['Nothing was recorded. Send less at once. What is longer than a form belongs in a document.'],
  },
  'wrong-type': {
    status: 415,
    title: 'This kind of content is not taken here',
    lines: ['Nothing was recorded. Use the form on the page.'],
  },
  'too-many': {
    status: 429,
    title: 'Too many requests',
    lines: ['Wait a minute, and try again. Nothing that was recorded is lost.'],
  },
  fault: {
    status: 500,
    title: 'Sorry, there is a problem with Sightline',
    lines: [
      'Nothing of this page was recorded. Try again. If it happens again, tell whoever looks after Sightline this reference.',
    ],
  },
  unavailable: {
    status: 503,
    title: 'Sorry, Sightline cannot be used just now',
    lines: ['The record does not answer. Nothing that was recorded is lost. Try again in a minute.'],
  },
}
