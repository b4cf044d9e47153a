import { sayProspect } from '../../../documents/pathway/prospect.ts'
import { sayCounted } from '../../../documents/scan/words.ts'
import { sayDay } from '../../../engine/calendar/words.ts'
import { dayOf } from '../../../engine/pathway/days.ts'
import type { Rules } from '../../../record/pathways/shelf.ts'
import type { AdoptedVersion, Prospect, Prospects } from '../../../record/pathways/versions.ts'
import { cell, type Table, table } from '../../table.ts'

/** The protocols that an authority has adopted, each with its versions, the latest first. */
export function protocolsTable(protocols: readonly (readonly AdoptedVersion[])[]): Table {
  return table(
    'Protocols',
    ['Protocol', 'Version', 'Open cases', 'By earlier versions'],
    protocols.flatMap(([now, ...before]) => {
      if (now === undefined) return []
      const { id, title, version } = now.rules.protocol
      const earlier = before.reduce((sum, { live }) => sum + live, 0)
      return [
        [
          cell(title, { href: `/protocols/${id}` }),
          cell(version, { hint: `Adopted ${sayDay(dayOf(now.adopted))}` }),
          cell(String(now.live)),
          earlier === 0 ? cell('None') : cell(sayCounted(earlier, 'case', 'cases'), { tag: 'yellow' }),
        ],
      ]
    }),
  )
}

export function versionsTable(versions: readonly AdoptedVersion[]): Table {
  return table(
    'Versions',
    ['Version', 'Adopted', 'Open cases'],
    versions.map(({ rules, adopted, live }) => [
      cell(rules.protocol.version),
      cell(sayDay(dayOf(adopted))),
      cell(String(live)),
    ]),
  )
}

/** One case that runs by an earlier version, and what would become of it. */
interface ProspectPart {
  readonly title: string
  readonly href: string
  readonly tag: { readonly text: string; readonly colour: string }
  readonly stands: string
  readonly change: readonly string[]
  readonly cannot: readonly { readonly says: string; readonly instead: string }[]
  readonly move: string
}

export function prospectParts({ rows }: Prospects, target: Rules): readonly ProspectPart[] {
  return rows.map((row) => partOf(row, target))
}

function partOf({ pathway, childName, readable, rules, before, became }: Prospect, target: Rules): ProspectPart {
  const { protocol, clause } = target
  const words = sayProspect({ from: rules.protocol, to: protocol, clause, before, became })
  const stands = `By version ${rules.protocol.version}, at “${words.stands}”.`
  return {
    title: readable ? (childName ?? 'Not about one child') : 'A case that is not open to you',
    href: readable ? `/pathways/${pathway}` : '',
    tag: became.ok ? { text: 'Can move', colour: 'green' } : { text: 'Cannot move', colour: 'red' },
    stands: words.wouldStand === '' ? stands : `${stands} It would stand at “${words.wouldStand}”.`,
    change: words.duties,
    cannot: words.refused.map(({ says, instead }) => ({ says, instead })),
    move: became.ok ? `/protocols/${protocol.id}/move/${pathway}` : '',
  }
}
