import type { Options } from '../../ceremony.ts'
import type { Answer, FormError } from '../../route.ts'

interface Making {
  readonly action: string
  readonly options: Options
  readonly owner: { readonly name: string; readonly of: string }
  readonly errors: readonly FormError[]
}

/** The page on which somebody makes a passkey. */
export function makePage({ action, options, owner, errors }: Making): Answer {
  return {
    kind: 'page',
    template: 'passkeys/make.njk',
    title: 'Make a passkey on this device',
    model: { action, options, owner },
    errors,
  }
}

const MOST_LETTERS = 60

/** What its owner calls the device; people may leave it empty. */
export function deviceTitle(given: string): string {
  const title = given.replaceAll(/\s+/g, ' ').trim()
  return title === '' ? 'A device without a name' : [...title].slice(0, MOST_LETTERS).join('')
}
