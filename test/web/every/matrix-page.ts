import type { Route } from '../../../src/web/route.ts'
import { type AtTheDoor, expectedAt, RELATION_NAMES, RELATIONS, rolesFor } from './relations.ts'

/** The matrix of routes and relations as a page to read: what the tests hold every door to. */
export function matrixPage(routes: readonly Route[]): string {
  const rows = [...routes]
    .sort((a, b) => (`${a.path} ${a.method}` < `${b.path} ${b.method}` ? -1 : 1))
    .map((route) => {
      const cells = RELATION_NAMES.map((name) => sayCell(rolesFor(routes), (role) => expectedAt(route, role, name)))
      return `| ${route.method} | \`${route.path}\` | ${cells.join(' | ')} |`
    })
  return [
    '# Who comes through which door',
    '',
    'What each page and form answers to whoever is signed in, by what they are to the case that it is about. `yes`: it is asked.',
    '`404`: it is not there for them, and what they are told is to the letter what they are told of what does not exist. `403`:',
    'their role or account does not open it. Where roles are named, it is as it says for their holders and `404` or `403` for',
    'others: a protocol shows what stands on its list to leaders, whatever else they are to the case. What a page then shows is for',
    'the record to say, which asks again. Whoever is not signed in is asked to sign in; a form is refused without a token.',
    '',
    'Written by `npm run routes` from a rule that is kept beside the tests, apart from the program. `npm test` asks the doors for',
    `some roles of each relation, \`npm run torture -- matrix\` for every one: ${rolesFor(routes).join(', ')}.`,
    '',
    `| | | ${RELATION_NAMES.map((name) => RELATIONS[name].title).join(' | ')} |`,
    `| --- | --- | ${RELATION_NAMES.map(() => '---').join(' | ')} |`,
    ...rows,
    '',
  ].join('\n')
}

const SAID: Readonly<Record<AtTheDoor, string>> = {
  in: 'yes',
  'not-found': '404',
  'not-yours': '403',
  'not-active': '403',
}

function sayCell(roles: readonly string[], expected: (role: string) => AtTheDoor): string {
  const said = new Set(roles.map(expected))
  const [only] = said
  if (said.size === 1 && only !== undefined) return SAID[only]
  return roles.filter((role) => expected(role) === 'in').join(', ')
}
