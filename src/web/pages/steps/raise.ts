import { sayDate } from '../../../documents/scan/words.ts'
import { formatDay } from '../../../engine/calendar/day.ts'
import type { Step } from '../../../engine/protocol/pathway-parts.ts'
import type { Protocol } from '../../../engine/protocol/protocol.ts'
import { childToRaise } from '../../../record/facts/enter-child.ts'
import { adoptedProtocols } from '../../../record/pathways/adopted.ts'
import { childrenNamed } from '../../../record/pathways/children-named.ts'
import type { Rules } from '../../../record/pathways/shelf.ts'
import { ownRoles } from '../../../record/people/own-roles.ts'
import { helpLines } from '../../../record/people/telephones.ts'
import type { Bound } from '../../../record/transaction.ts'
import type { Answer } from '../../route.ts'

/** How many children a search shows. */
const MOST = 20

/**
 * What somebody may raise: each first step of a protocol that one of their roles may take, or a relation to the child.
 * @param caseId of the child whom they came from; null where they are yet to say whom it is about
 */
export async function raisePage(bound: Bound, caseId: string | null): Promise<Answer> {
  const child = caseId === null ? null : await childToRaise(bound, caseId)
  if (caseId !== null && child === null) return { kind: 'not-found' }
  const rules = await adoptedProtocols(bound)
  const own = await ownRoles(bound, child?.caseId ?? null)
  const from = child === null ? '/raise' : `/cases/${child.caseId}/raise`
  const model = {
    raises: true,
    help: await helpLines(bound),
    child: child === null ? '' : (child.name ?? 'A child whose name is not known here'),
    protocols: rules
      // A series of meetings is begun where it is planned, and is about no child.
      .filter(({ protocol }) => protocol.subject !== 'series of meetings')
      .map(({ protocol }) => ({
        title: protocol.title,
        forWhom: protocol.forWhom ?? '',
        steps: startsFor(protocol, bound, own).map(({ id, title }) => ({
          title,
          href: `${from}/${protocol.id}/${id}`,
        })),
      }))
      .filter(({ steps }) => steps.length > 0),
  }
  return { kind: 'page', template: 'steps/raise.njk', title: 'Raise a concern', model }
}

function startsFor({ steps }: Protocol, { scopes }: Bound, own: ReadonlySet<string>): readonly Step[] {
  return steps.filter(
    ({ at, by }) =>
      at.kind === 'start' &&
      by.anyOf.some((who) => {
        switch (who.kind) {
          case 'of-child':
          case 'of-case':
            return own.has(who.role)
          case 'role':
          case 'every-holder':
            return own.has(who.role) || scopes.includes(`role:${who.role}`)
          case 'every-other-holder':
          case 'tied-holder':
            return scopes.includes(`role:${who.role}`)
          default:
            return true
        }
      }),
  )
}

/** The children in whose cases somebody may record, to choose about whom it is. */
export async function findPage(
  bound: Bound,
  asked: { readonly protocol: string; readonly step: string },
  words: string,
): Promise<Answer> {
  const found = startOf(await adoptedProtocols(bound), asked)
  if (found === null) return { kind: 'not-found' }
  const { protocol, step } = found
  const { rows, next } = await childrenNamed(bound, { written: words, action: 'record', most: MOST })
  const model = {
    raises: true,
    help: await helpLines(bound),
    action: `/raise/${protocol.id}/${step.id}`,
    protocol: protocol.title,
    words,
    hasMore: next !== null,
    most: MOST,
    children: rows.map(({ caseId, name, born, identifier }) => ({
      name: name ?? 'A child whose name is not known here',
      born: born === null ? '' : `born ${sayDate(born)}`,
      bornDay: born === null ? '' : formatDay(born),
      identifier: identifier ?? '',
      href: `/cases/${caseId}/raise/${protocol.id}/${step.id}`,
    })),
  }
  return { kind: 'page', template: 'steps/find-child.njk', title: 'Which child is it about?', model }
}

function startOf(rules: readonly Rules[], asked: { readonly protocol: string; readonly step: string }) {
  const protocol = rules.find((each) => each.protocol.id === asked.protocol)?.protocol
  const step = protocol?.steps.find(({ id, at }) => id === asked.step && at.kind === 'start')
  return protocol === undefined || step === undefined ? null : { protocol, step }
}
