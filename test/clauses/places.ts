// Where a person meets each part of a protocol: told by the part itself, and written nowhere by hand.
import { sayLifeEvent } from '../../src/documents/pathway/life-events.ts'
import type { Protocol } from '../../src/engine/protocol/protocol.ts'

/** A page, document or message, and what it is called there. */
export interface Place {
  /** The page's route, as the list of routes has it. */
  readonly route: string
  readonly called: string
}

/**
 * Where a part is met.
 * @param name as `elementsOf` names it: "duty review-each-month", "question category of complete-the-form"
 */
export function placeOf(protocol: Protocol, name: string): Place {
  const [kind = ''] = name.split(' ')
  const id = name.slice(kind.length + 1)
  switch (kind) {
    case 'step':
      return stepPlace(protocol, id)
    case 'question':
    case 'guard':
    case 'outcome':
      return stepPlace(protocol, id.slice(id.lastIndexOf(' of ') + 4))
    case 'duty':
      return { route: '/my-work', called: titleOf(protocol.duties, id) }
    case 'notice':
      return { route: '/my-work', called: `${titleOf(protocol.notices, id)} (told)` }
    case 'trigger':
      return { route: '/coming-up', called: titleOf(protocol.triggers, id) }
    case 'flag':
      return { route: '/flags', called: titleOf(protocol.flags, id) }
    case 'meeting':
      return { route: '/meetings', called: titleOf(protocol.meetings, id) }
    case 'document':
      return documentPlace(protocol, id)
    case 'grant':
      return { route: '/cases/:case', called: 'Who may see it' }
    case 'kept':
      return { route: '/pathways/:pathway/protocol.html', called: 'Kept within an agency' }
    case 'life-event': {
      const effect = protocol.lifeEvents.find(({ event }) => event === id)
      if (effect === undefined) throw new Error(`nothing is said of "${id}"`)
      return { route: '/cases/:case/life-events/new', called: sayLifeEvent(effect.event) }
    }
    case 'helped':
      return id.startsWith('question ')
        ? { route: '/pathways/:pathway', called: 'Did it help?' }
        : stepPlace(protocol, id.slice(id.lastIndexOf(' of ') + 4))
    case 'reading':
      return { route: '/pathways/:pathway/protocol.html', called: 'How the document is read' }
    default:
      throw new Error(`nobody has said where a person meets "${name}"`)
  }
}

function stepPlace({ steps }: Protocol, id: string): Place {
  const step = steps.find((each) => each.id === id)
  if (step === undefined) throw new Error(`no step is called ${id}`)
  const isFirst = step.at.kind === 'start'
  return {
    route: isFirst ? '/cases/:case/raise/:protocol/:step' : '/pathways/:pathway/steps/:step',
    called: step.title,
  }
}

function documentPlace({ documents }: Protocol, id: string): Place {
  const found = documents.find((each) => each.id === id)
  if (found === undefined) throw new Error(`no document is called ${id}`)
  const route = found.while.length === 0 ? '/pathways/:pathway/papers/:paper' : '/lists/:protocol/kept'
  return { route, called: `${found.title} (paper)` }
}

function titleOf(items: readonly { readonly id: string; readonly title: string }[], id: string): string {
  const found = items.find((each) => each.id === id)
  if (found === undefined) throw new Error(`nothing is called ${id}`)
  return found.title
}
