import type { Answer } from '../../route.ts'
import type { ProviderSettings } from './providers-file.ts'

/** Why nobody was signed in. */
export type NotSignedIn =
  /** The answer is of no sign-in that this browser began: forged, used already, or too late. */
  | { readonly kind: 'not-begun' }
  | {
      readonly kind: 'refused' | 'unproved' | 'unavailable' | 'closed' | 'somebody-else' | 'not-now'
      readonly provider: ProviderSettings
    }
  | { readonly kind: 'unknown'; readonly provider: ProviderSettings; readonly subject: string }

interface Said {
  readonly status: 400 | 403 | 503
  readonly title: string
  readonly lines: readonly string[]
  /** What the person passes on to whom they ask; '' where there is nothing. */
  readonly name: string
}

/** The page that says why, and what to do. */
export function notSignedIn(why: NotSignedIn): Answer {
  const { status, title, lines, name } = say(why)
  return { kind: 'page', template: 'sign-in/not-signed-in.njk', title, status, model: { lines, name } }
}

function say(why: NotSignedIn): Said {
  switch (why.kind) {
    case 'not-begun':
      return {
        status: 400,
        title: 'Sign in again',
        lines: [
          'Nobody was signed in. This page belongs to a sign-in that did not begin in this browser, was finished already, or began more than ten minutes ago.',
          'If you came here by a link that somebody sent you, do not use it again.',
        ],
        name: '',
      }
    case 'refused':
      return {
        status: 403,
        title: `${why.provider.title} did not sign you in`,
        lines: [
          'You stopped, or you may not use Sightline with this sign-in.',
          `If you should be able to, ask ${why.provider.help}.`,
        ],
        name: '',
      }
    case 'unproved':
      return {
        status: 400,
        title: 'The sign-in could not be proved',
        lines: [
          `Nobody was signed in. What ${why.provider.title} answered does not fit what was asked.`,
          `Try once more. If it happens again, ask ${why.provider.help}.`,
        ],
        name: '',
      }
    case 'unavailable':
      return {
        status: 503,
        title: `${why.provider.title} does not answer`,
        lines: [
          'Sightline asks it who you are, and cannot reach it just now. Nothing that was recorded is lost.',
          `Try again in a few minutes. If it goes on, ask ${why.provider.help}.`,
        ],
        name: '',
      }
    case 'closed':
      return {
        status: 403,
        title: 'Your account is not open',
        lines: [
          'It was closed, it has not begun yet, or your agency is not linked to the authority today.',
          'Ask whoever keeps the list of people in your authority.',
        ],
        name: '',
      }
    case 'somebody-else':
      return {
        status: 403,
        title: 'That is somebody else',
        lines: [
          `${why.provider.title} signed in somebody other than whoever is signed in here, so nothing was done.`,
          'Sign out first, if it was you who meant to sign in.',
        ],
        name: '',
      }
    case 'not-now':
      return {
        status: 403,
        title: 'You did not sign in once more',
        lines: [
          `${why.provider.title} says that you signed in earlier, or does not say when. What you are about to do needs it now.`,
          `Try once more. If it happens again, ask ${why.provider.help}: Sightline asks for max_age=0 and needs auth_time in the ID token.`,
        ],
        name: '',
      }
    case 'unknown':
      return {
        status: 403,
        title: 'Nobody here by that name',
        lines: [
          `${why.provider.title} knows you, and no authority has you on its list of people by this account.`,
          `If you need Sightline for your work, ask your manager or ${why.provider.help} to have you put on it.`,
        ],
        name: why.subject,
      }
    default:
      return why satisfies never
  }
}
