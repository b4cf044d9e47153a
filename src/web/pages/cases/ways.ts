import { sayAt } from '../../../documents/pathway/titles.ts'
import { sayDate } from '../../../documents/scan/words.ts'
import type { Protocol } from '../../../engine/protocol/protocol.ts'
import type { WayInto } from '../../../record/access/ways-into.ts'

type Way = WayInto & { readonly protocol: Protocol | null }

/** A way into a case in words. */
export const sayWay = {
  who: ({ name, team, by }: Way): string => {
    if (name !== null) return name
    return by === 'lead' ? `Managers of ${team ?? 'its team'}` : (team ?? 'A team')
  },
  /** @param role the role's title; '' where there is none */
  why: ({ by, protocol }: Way, role: string): string => {
    switch (by) {
      case 'lead':
        return 'Their team leads the case'
      case 'own':
        return role
      case 'member':
        return `Let in by whoever manages the case${role === '' ? '' : `: ${role}`}`
      case 'protocol':
        return protocol === null ? 'By a protocol' : `By ${protocol.title}`
      case 'glass':
        return 'Emergency access'
      default:
        return by satisfies never
    }
  },
  what: ({ by, protocol, actions }: Way): string => {
    const of = by === 'protocol' && protocol !== null ? 'that pathway' : 'the whole case'
    if (actions.includes('manage')) return `See, record in and manage ${of}`
    return actions.includes('record') ? `See and record in ${of}` : `See ${of}`
  },
}

/** Until when; '' where no end is known. */
export function sayUntil({ until, closes }: WayInto): string {
  if (closes !== null) return `It closes ${sayAt(closes)}`
  return until === null ? '' : `Until ${sayDate(until)}`
}
