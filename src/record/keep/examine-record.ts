import type { Client } from 'pg'
import type { Instant } from '../../engine/calendar/instant.ts'
import type { Finding } from './finding.ts'

/** A question to the record, of which every row that comes is a fault. */
interface Question {
  readonly about: string
  readonly asks: string
  /** Where nothing comes. */
  readonly well: string
  readonly state: 'look' | 'wrong'
  /** What was found, from the text that each row gives, and what to do. */
  readonly says: (found: readonly string[]) => string
}

/** $1 is the moment at which it is asked. */
const QUESTIONS: readonly Question[] = [
  {
    about: 'roles',
    asks: `
      select format('%s %s', r.name,
        case when p.rolname is null then 'is missing'
          when p.rolsuper then 'is a superuser'
          when p.rolbypassrls then 'passes over row security'
          when p.rolcanlogin and not r.signs_in then 'may sign in'
          when not p.rolcanlogin and r.signs_in then 'may not sign in' end) as found
      from (values ('sightline_owner', false), ('sightline_access', false), ('sightline_keeper', false),
        ('sightline_app', true), ('sightline_worker', true)) as r (name, signs_in)
      left join pg_roles p on p.rolname = r.name
      where p.rolname is null or p.rolsuper or p.rolbypassrls or p.rolcanlogin <> r.signs_in`,
    well: 'Every role is as the migrations made it.',
    state: 'wrong',
    says: (found) =>
      `${found.join('; ')}. Put the roles right (alter role): migrations/0001-roles.sql says what each may.`,
  },
  {
    about: 'row security',
    asks: `
      select relname as found from pg_class
      where relnamespace = 'sightline'::regnamespace and relkind in ('r', 'p')
        and not (relrowsecurity and relforcerowsecurity and relowner = 'sightline_owner'::regrole)`,
    well: 'Row security is forced on every table.',
    state: 'wrong',
    says: (found) =>
      `Row security does not guard ${found.join(', ')}. Stop the program, and force it: alter table sightline... ` +
      'enable row level security, force row level security, owner to sightline_owner',
  },
  {
    about: 'triggers',
    asks: `
      select c.relname || '.' || t.tgname as found from pg_trigger t join pg_class c on c.oid = t.tgrelid
      where c.relnamespace = 'sightline'::regnamespace and not t.tgisinternal and t.tgenabled not in ('O', 'A')`,
    well: 'Every trigger that keeps what was recorded is on.',
    state: 'wrong',
    says: (found) =>
      `These triggers are off: ${found.join(', ')}. Turn them on: alter table sightline... enable trigger user`,
  },
  {
    about: 'clock',
    asks: `
      select to_char(latest at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS') as found
      from (select greatest((select max(recorded) from sightline.entries), (select max(at) from sightline.audit_envelopes))) as l (latest)
      where latest > $1::timestamptz + interval '5 seconds'`,
    well: 'The clock is not behind what was recorded.',
    state: 'wrong',
    says: (found) =>
      `The clock is behind the latest that was recorded, at ${found.join()} UTC. Set it right before anything is recorded. If it is ` +
      'right, another was ahead: a pathway with an entry more than a day ahead takes no other until then.',
  },
  {
    about: 'watch',
    asks: `
      select w.authority || ': ' || to_char(w.watched at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS') as found
      from sightline.watched w where w.watched > $1::timestamptz + interval '2 minutes' order by w.authority`,
    well: 'The watch has come no further than this clock.',
    state: 'wrong',
    says: (found) =>
      `A sweep was made by a clock ahead of this one (${found.join(', ')} UTC). If this clock is wrong, set it. If it is right, the ` +
      "next sweep puts the watch back, once the database's clock is right as well: see that a worker runs.",
  },
  {
    about: 'imports',
    asks: `
      select i.authority || ': ' || i.import_id || ' at ' || to_char(i.taken at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS') as found
      from sightline.imports i where i.state = 'taken' and i.taken > $1::timestamptz + interval '2 minutes'
      order by i.authority, i.taken`,
    well: 'No import was taken at a moment that is still to come.',
    state: 'wrong',
    says: (found) =>
      `Imports were taken by a clock ahead of this one (${found.join(', ')} UTC), and no other is taken before that. If this clock is ` +
      'wrong, set it. If it is right, undo them (sightline import undo) and take their files again.',
  },
  {
    about: 'clock of the database',
    asks: `select round(extract(epoch from clock_timestamp() - $1::timestamptz))::text as found
      where abs(extract(epoch from clock_timestamp() - $1::timestamptz)) > 60`,
    well: "The database's clock and this machine's agree.",
    state: 'look',
    says: (found) =>
      `The database's clock is ${found.join()} seconds from this machine's. Set both by the same time service.`,
  },
  {
    about: 'pathways',
    asks: `select authority || ': ' || count(*) as found from sightline.pathways where stale group by authority order by authority`,
    well: 'No pathway waits to be worked out anew.',
    state: 'look',
    says: (found) =>
      `Pathways wait to be worked out anew, since something that they rest on has changed (${found.join(', ')}). See that a ` +
      'worker runs: it does so every five minutes.',
  },
  {
    about: 'mail server',
    asks: `
      select authority || ': ' || count(*) as found from sightline.mails
      where next_try is not null and tries > 3 group by authority order by authority`,
    well: 'No e-mail waits for a mail server that takes none.',
    state: 'look',
    says: (found) =>
      `E-mails wait, since the mail server has not taken them for some minutes (${found.join(', ')}). See what "sightline work" says of it.`,
  },
  {
    about: 'addresses',
    asks: `
      select authority || ': ' || count(*) as found from sightline.persons
      where email_bounced is not null and until is null group by authority order by authority`,
    well: 'No address is known to be dead.',
    state: 'look',
    says: (found) =>
      `No e-mail reaches some people, whom others are asked to tell (${found.join(', ')}). Have an administrator correct their addresses.`,
  },
  {
    about: 'audit record',
    asks: `
      select authority || ': ' || count(*) as found from sightline.audit_envelopes
      where leaf is null and at < $1::timestamptz - interval '1 minute' group by authority order by authority`,
    well: 'Every envelope of the audit record has its place.',
    state: 'look',
    says: (found) =>
      `Envelopes have waited for their place in the audit record for more than a minute (${found.join(', ')}). See that the ` +
      'sequencer runs.',
  },
  {
    about: 'entries without their envelope',
    asks: `
      select e.authority || ': ' || count(*) as found from sightline.entries e
      where not exists (
        select from sightline.audit_envelopes a
        where a.authority = e.authority and a.case_id = e.case_id and a.object_kind = 'entry' and a.object_id = e.entry_id
      ) group by e.authority order by e.authority`,
    well: 'Every entry has its envelope in the audit record.',
    state: 'wrong',
    says: (found) =>
      `Entries have no envelope in the audit record (${found.join(', ')}). Keep the data as they are, and report it.`,
  },
]

/** Asks the record what only somebody who sees every row can ask. */
export async function examineRecord(client: Client, now: Instant): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  for (const { about, asks, well, state, says } of QUESTIONS) {
    const values = asks.includes('$1') ? [new Date(now)] : []
    const { rows } = await client.query<{ found: string }>(asks, values)
    findings.push(
      rows.length === 0
        ? { about, state: 'well', says: well }
        : { about, state, says: says(rows.map(({ found }) => found)) },
    )
  }
  return findings
}
