import { adoptAll, setUp } from '../cases/set-up/set-up.ts'
import { printable } from '../documents/scan/layout.ts'
import { ONE_TITLE, rolesOfSeveralTitles } from '../engine/protocol/roles-in-several.ts'
import { type Library, openLibrary } from '../intake/library.ts'
import { adoptedProtocols } from '../record/pathways/adopted.ts'
import type { Rules } from '../record/pathways/shelf.ts'
import type { SetUp } from '../record/people/set-up.ts'
import { servicesOf } from '../record/time/sweep.ts'
import { within } from '../record/transaction.ts'
import { readArguments } from './arguments.ts'
import { chooseProtocols } from './choose-protocols.ts'
import { EXIT, type ExitStatus, UsageFault } from './exit.ts'
import { withRecord } from './in-record.ts'
import { now } from './record-place.ts'
import type { Terminal } from './terminal.ts'

/**
 * Makes an authority that has adopted the protocols named. One that is there already adopts those of them whose text it has not
 * adopted word for word, so that an interrupted set-up is ended by the same command.
 */
export async function setUpCommand(args: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  const { values, positionals } = readArguments(args, {
    data: { type: 'string' },
    title: { type: 'string' },
    protocol: { type: 'string', multiple: true },
    demonstration: { type: 'boolean' },
  })
  const [authority] = positionals
  if (authority === undefined || positionals.length > 1) {
    throw new UsageFault(
      '"set-up" takes one authority',
      'Write: sightline set-up AUTHORITY --title TITLE --protocol ID',
    )
  }
  if (values.protocol === undefined) {
    const known = openLibrary().protocols.map(({ protocol }) => protocol.id)
    throw new UsageFault(
      'no protocol is named',
      `Name each that the authority adopts: --protocol ID or FILE (known: ${known.join(', ')}).`,
    )
  }
  const library = chooseProtocols(values.protocol)
  return withRecord(values.data, terminal, async (store) => {
    const known = (await servicesOf(store)).find((each) => each.authority === authority)
    const stand = known === undefined ? [] : await within(store, known, now(), adoptedProtocols)
    for (const caution of cautionsOf(library, 'kind' in stand ? [] : stand)) terminal.err(`${printable(caution)}\n`)
    if (known !== undefined) {
      const adopted = await adoptAll(store, known, library, now())
      await terminal.out(`${authority} is set up already. ${sayAdopted(adopted)}\n`)
      return EXIT.done
    }
    const title = values.title?.trim() ?? ''
    if (title === '') throw new UsageFault('no title is given', 'Say what the authority is called: --title "..."')
    const made = await setUp(store, { authority, title, demonstration: values.demonstration === true }, library, now())
    if (!made.ok) {
      terminal.err(`${printable(`sightline: ${sayNotSetUp(authority, made.refusal.kind)}`)}\n`)
      return EXIT.usage
    }
    const adopted = library.protocols.map(({ protocol }) => protocol.id)
    await terminal.out(
      `${printable(`${title} is set up as ${authority}.`)} ${sayAdopted(adopted)}\n` +
        'Nobody is in it yet. Say who there is: sightline people FOLDER\n',
    )
    return EXIT.done
  })
}

/** What is to be known before these are adopted beside those that are: which roles they and those do not call the same. */
function cautionsOf({ protocols }: Library, before: readonly Rules[]): readonly string[] {
  const added = protocols.map(({ protocol }) => protocol)
  const stay = before.map(({ protocol }) => protocol).filter(({ id }) => added.every((each) => each.id !== id))
  return rolesOfSeveralTitles([...added, ...stay]).map(({ role, titles }) => {
    const said = titles.map(({ title, protocols: by }) => `"${title}" in ${by.join(', ')}`).join('; ')
    return `Caution: the role "${role}" has several titles: ${said}. ${ONE_TITLE}`
  })
}

function sayAdopted(adopted: readonly string[]): string {
  return adopted.length === 0 ? 'Nothing new was adopted.' : `It has adopted ${adopted.join(', ')}.`
}

type NotSetUp = Extract<SetUp, { ok: false }>['refusal']['kind']

function sayNotSetUp(authority: string, kind: NotSetUp): string {
  switch (kind) {
    case 'bad-name':
      return `"${authority}" cannot be a name in the record. Write it in small letters, digits and hyphens, as in "nowhere-council".`
    case 'there-already':
      return `${authority} was set up a moment ago. Write the same again, to see what it has adopted.`
    case 'not-beside-others':
      return 'An invented authority and a real one are never kept in one record. Name another place with --data FOLDER.'
    default:
      return kind satisfies never
  }
}
