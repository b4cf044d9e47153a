import type { Route } from './route.ts'

/**
 * The list of routes as a page to read: who may ask, and what the record notes.
 * @param shown in the demonstration
 * @param served to a real authority
 */
export function routeTable(shown: readonly Route[], served: readonly Route[]): string {
  const sayWhere = (route: Route): string => {
    if (!shown.includes(route)) return 'an authority'
    return served.includes(route) ? '' : 'the demonstration'
  }
  const rows = [...new Set([...shown, ...served])]
    .sort((a, b) => (`${a.path} ${a.method}` < `${b.path} ${b.method}` ? -1 : 1))
    .map((route) => {
      const { method, path, permission, freshMinutes, audit } = route
      const notes =
        'notes' in audit ? audit.notes.map((event) => `\`${event}\``).join(', ') : `nothing: ${audit.notesNothing}`
      return `| ${method} | \`${path}\` | ${sayPermission(permission)}${sayFresh(freshMinutes)} | ${notes} | ${sayWhere(route)} |`
    })
  return [
    '# Routes',
    '',
    'Every page and form of the face, who may ask for it, and the events that the record notes. Made from the routes themselves:',
    '`npm run routes` writes it, and a test holds it to them.',
    '',
    '| method | path | who may | what is noted | only in |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n')
}

function sayFresh(minutes: Route['freshMinutes']): string {
  return minutes === null ? '' : `, signed in within ${minutes} minutes`
}

function sayPermission(permission: Route['permission']): string {
  switch (permission.kind) {
    case 'anybody':
      return `anybody: ${permission.because}`
    case 'signed-in':
      return 'whoever is signed in'
    case 'holds':
      return `holders of ${permission.roles.join(' or ')}`
    case 'may':
      return `whoever may ${permission.action} the ${permission.of}`
    case 'knows':
      return 'whoever may know of the case'
    default:
      return permission satisfies never
  }
}
