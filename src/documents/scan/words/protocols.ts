import type { Clause, Protocol } from '../../../engine/protocol/protocol.ts'
import type { OwedBy, Who } from '../../../engine/protocol/sentences/sentence.ts'

/** Who owes something, by the titles of the protocol's roles: "Social worker of the child, else Service Manager". */
export function sayOwedBy({ anyOf }: OwedBy, { roles }: Protocol): string {
  return anyOf.map((who) => sayWho(who, roles)).join(', else ')
}

function sayWho(who: Who, roles: Protocol['roles']): string {
  const title = (role: string): string => roles.get(role) ?? role
  switch (who.kind) {
    case 'role':
      return title(who.role)
    case 'of-child':
      return `${title(who.role)} of the child`
    case 'of-case':
      return `${title(who.role)} of the case`
    case 'raisers-own':
      return `${title(who.role)} of whoever raised it`
    case 'every-holder':
      return `every ${title(who.role)}`
    case 'every-other-holder':
      return `every other ${title(who.role)}`
    case 'managers-of':
      return `the line manager of each ${title(who.role)}`
    case 'raiser':
      return 'whoever raised it'
    case 'whoever-recorded-it':
      return 'whoever recorded it'
    case 'that-agency':
      return who.tied ? 'whoever of that agency works with the case' : 'that agency'
    case 'chosen':
      return 'those who were chosen'
    case 'that-person':
      return 'that person'
    case 'each-agency-with-flag':
      return 'each agency with a flag'
    case 'chair-of-last-meeting':
      return 'the chair of the last meeting'
    case 'tied-holder':
      return `${title(who.role)} with a tie to the case`
    case 'anyone-independent':
      return 'anyone independent of the case'
    default:
      return who satisfies never
  }
}

/** "Challenging cases on the Child Protection Register (Cwm Taf, version 2017.12)". */
export function sayProtocol({ title, authority, version }: Protocol): string {
  return `${title} (${authority}, version ${version})`
}

/** "CWM-06 (Sections 2 and 3): It starts by itself at 15 unbroken months, ..."; an unknown clause is its identifier. */
export function sayClause(id: string, clause: (id: string) => Clause | undefined): string {
  const found = clause(id)
  return found === undefined ? id : `${id} (${found.place}): ${found.says}`
}
