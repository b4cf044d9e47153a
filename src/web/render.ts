import { join } from 'node:path'
import nunjucks from 'nunjucks'
import { GOVUK } from './assets.ts'
import type { FormError, MenuPlace, Route, Who } from './route.ts'

/** What every page is told beside its own model. */
export interface Shell {
  /** The h1. */
  readonly title: string
  readonly errors: readonly { readonly text: string; readonly href: string }[]
  readonly who: { readonly name: string; readonly agency: string; readonly authority: string } | null
  /** Of glass that is broken: by whoever looks and still open, and by others, of which they were told. */
  readonly glass: { readonly open: { readonly href: string; readonly until: string } | null; readonly alerts: number }
  /** What must not become known of the cases that the page is of. */
  readonly withheld: readonly string[]
  readonly demonstration: boolean
  /** The form's token: `{% include "token.njk" %}` in every form. */
  readonly csrf: string
  readonly assets: string
  readonly top: readonly MenuItem[]
  readonly foot: readonly MenuItem[]
}

export interface MenuItem {
  readonly text: string
  readonly href: string
  readonly current: boolean
}

const HERE = import.meta.dirname

const FOLDERS = [join(HERE, 'pages'), join(HERE, 'layout'), join(GOVUK, '..')]

/** Each template is read and compiled once, when it is first asked for. */
const TEMPLATES = new nunjucks.Environment(new nunjucks.FileSystemLoader(FOLDERS, { noCache: false, watch: false }), {
  autoescape: true,
  throwOnUndefined: true,
  trimBlocks: true,
  lstripBlocks: true,
})

/** Makes a page from its template. Everything is escaped, and a name that is not there is a fault. */
export function render(template: string, shell: Shell, model: object): string {
  return TEMPLATES.render(template, { ...shell, page: model })
}

/** The error summary's lines, each leading to its field. */
export function summaryOf(errors: readonly FormError[]): Shell['errors'] {
  return errors.map(({ field, text }) => ({ text, href: `#${field}` }))
}

/** The pages of the menu that somebody may open. */
export function menuOf(routes: readonly Route[], at: MenuPlace['at'], who: Who | null, path: string): MenuItem[] {
  return routes
    .flatMap(({ menu, path: href, permission }) => (menu?.at === at ? [{ ...menu, href, permission }] : []))
    .filter(({ permission }) => {
      if (permission.kind === 'anybody') return true
      if (who === null) return false
      return permission.kind !== 'holds' || permission.roles.some((role) => who.scopes.includes(`role:${role}`))
    })
    .sort((a, b) => a.place - b.place)
    .map(({ title, href }) => ({ text: title, href, current: href === path }))
}
