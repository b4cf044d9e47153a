import { type Invite, invitationLink, invite } from '../cases/invite/invite.ts'
import { printable } from '../documents/scan/layout.ts'
import { LONDON } from '../engine/calendar/instant.ts'
import { sayInstant } from '../engine/calendar/words.ts'
import type { NotInvited } from '../record/people/invitations.ts'
import { personOfStaff } from '../record/people/names.ts'
import { within } from '../record/transaction.ts'
import { readArguments } from './arguments.ts'
import { EXIT, type ExitStatus, UsageFault } from './exit.ts'
import { inRecord, readId } from './in-record.ts'
import { now } from './record-place.ts'
import { readOrigin } from './serving-place.ts'
import type { Terminal } from './terminal.ts'

/** Invites somebody to make a passkey, and prints the link: nobody sees it a second time. */
export async function inviteCommand(args: readonly string[], terminal: Terminal): Promise<ExitStatus> {
  const { values, positionals } = readArguments(args, {
    origin: { type: 'string' },
    data: { type: 'string' },
    authority: { type: 'string' },
    by: { type: 'string' },
  })
  const [staffId] = positionals
  if (staffId === undefined || positionals.length > 1) {
    throw new UsageFault('"invite" takes one person', 'Write their staff_id of people.csv: sightline invite STAFF-ID')
  }
  const origin = readOrigin(values.origin)
  const by = values.by === undefined ? null : readId('--by', values.by)
  return inRecord({ data: values.data, authority: values.authority }, terminal, async ({ store, service }) => {
    const principal = by === null ? service : { ...service, person: by }
    const invited = await within(store, principal, now(), async (bound): Promise<Invite | null> => {
      const person = await personOfStaff(bound, staffId)
      return person === null ? null : invite(bound, person)
    })
    if (invited === null) return refuse(`people.csv holds no staff_id "${staffId}"`, terminal)
    if ('kind' in invited) return refuse('the account of --by is not active, or there is no such person', terminal)
    if (!invited.ok) return refuse(sayNotInvited(invited.refusal), terminal)
    await terminal.out(
      `${printable(`${invited.name} is invited.`)} Give them this link yourself; it can be used once, until ` +
        `${sayInstant(invited.expires, LONDON)}, and is shown nowhere again:\n\n${invitationLink(origin, invited.token)}\n`,
    )
    return EXIT.done
  })
}

function sayNotInvited(refusal: NotInvited): string {
  switch (refusal.kind) {
    case 'not-allowed':
      return 'only who holds the role administrator invites others: name them with --by PERSON'
    case 'own-approval':
      return 'nobody invites themselves who has no passkey: another administrator does, or leave out --by'
    case 'not-an-administrator':
      return 'without --by only administrators are invited: name who invites the others with --by PERSON'
    case 'not-active':
      return 'their account is closed, has not begun, or their agency is not linked today'
    default:
      return refusal satisfies never
  }
}

function refuse(why: string, terminal: Terminal): ExitStatus {
  terminal.err(`${printable(`sightline: ${why}.`)}\n`)
  return EXIT.usage
}
