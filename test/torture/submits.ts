import type { Client } from 'pg'
import { rebuildPathway } from '../../src/record/pathways/rebuild.ts'
import type { Submission } from '../../src/record/pathways/record-step.ts'
import { within } from '../../src/record/transaction.ts'
import { AUTHORITY, addCase, CATEGORIES, layOut, moment, type Scene } from '../record/authority.ts'
import { nextId, type TestDatabase, testDatabase } from '../record/database.ts'
import type { Finding, Proof } from './proof.ts'
import type { Answered, Sent } from './submits/sender.ts'
import { overlapped, type Senders, startSenders } from './submits/senders.ts'

const DOUBLES = 10_000
const CONFLICTS = 10_000
const PROCESSES = 4
/** How many pairs are under way at one time. */
const LANES = 12
/** Steps to a pathway before another is begun. */
const STEPS = 20

export const proof: Proof = {
  title: 'Of two that record at once, one takes effect, and neither is lost unseen.',
  proves:
    `${PROCESSES} processes, each with its own pool of connections, record for ${LANES} pathways at a time; each pair is sent to ` +
    'two of them at once. A double submit is the same form with the same key: both senders must be told of the same entry, one ' +
    'of them that it was there already, and the database must hold it once; a tenth of them open a pathway. A conflict is two ' +
    'people who saw the same version: one is recorded, the other is told that it changed meanwhile. At the end every entry that ' +
    'was acknowledged is held against what its sender wrote, versions and audit envelopes are counted, and every pathway is ' +
    'folded again and compared with its read model. A pair overlapped where the second began before the first ended.',
  run: async (share, tell) => {
    const database = await testDatabase()
    try {
      return await proveOn(database, share, tell)
    } finally {
      await database.close()
    }
  },
}

/** What became of pairs of one kind. */
interface Pairs {
  sent: number
  /** Both began before either ended. */
  overlapped: number
  /** One took effect, and the other was told so as it should be. */
  asTheyShould: number
  readonly wrong: string[]
}

/** What was acknowledged: by entry, what its sender wrote. */
type Acknowledged = Map<string, string>

async function proveOn(database: TestDatabase, share: number, tell: (line: string) => void) {
  const scene = await layOut(database.root, database.store)
  const senders = await startSenders(database.host, database.name, PROCESSES)
  const acknowledged: Acknowledged = new Map()
  const doubles: Pairs = { sent: 0, overlapped: 0, asTheyShould: 0, wrong: [] }
  const conflicts: Pairs = { sent: 0, overlapped: 0, asTheyShould: 0, wrong: [] }
  try {
    const pathways = Math.ceil((Math.ceil(DOUBLES * share) + Math.ceil(CONFLICTS * share)) / STEPS)
    const workers = { director: 'Dot', 'team-manager': 'Tam', 'service-manager': 'Sal' }
    const cases: string[] = []
    for (let i = 0; i < pathways; i++) cases.push(await addCase(scene, workers))
    const lane = async () => {
      for (let caseId = cases.pop(); caseId !== undefined; caseId = cases.pop()) {
        await runPathway(scene, caseId, senders, acknowledged, { doubles, conflicts })
        if (cases.length % 50 === 0 && cases.length > 0)
          tell(`${cases.length} of ${pathways} pathways are left to be begun`)
      }
    }
    await Promise.all(Array.from({ length: LANES }, lane))
  } finally {
    await senders.end()
  }
  return [
    ofPairs('double submits, each sent by two processes at once', doubles, 'exactly one effect each'),
    ofPairs('conflicting writes, each by two people who saw one version', conflicts, 'no silent overwrite'),
    ...(await heldAgainst(database.root, acknowledged)),
    await foldedAgain(scene),
  ]
}

function ofPairs(what: string, { sent, overlapped: both, asTheyShould, wrong }: Pairs, bar: string): Finding {
  const seen = wrong.length === 0 ? '' : `; the first that went wrong: ${wrong[0]}`
  return {
    what,
    measured: `${asTheyShould} of ${sent} had one effect; ${both} overlapped${seen}`,
    bar,
    met: sent > 0 && asTheyShould === sent,
  }
}

/** One pathway: opened by a double submit, then by turns a double submit and a conflict, half of each. */
async function runPathway(
  scene: Scene,
  caseId: string,
  senders: Senders,
  acknowledged: Acknowledged,
  { doubles, conflicts }: { readonly doubles: Pairs; readonly conflicts: Pairs },
): Promise<void> {
  const pathway = nextId()
  let words = 0
  const writing = (by: string, on: Submission['on'], key: string): Omit<Sent, 'number'> => {
    words += 1
    const opens = 'opens' in on
    const now = moment(new Date(Date.UTC(2026, 10, 20, 10, words)).toISOString())
    const text = `${by} wrote this as number ${words} of ${pathway}.`
    const command = {
      step: opens ? 'add-directly' : 'talk-it-over',
      outcome: null,
      role: { Dot: 'director', Tam: 'team-manager', Sal: 'service-manager' }[by] ?? '',
      happened: now,
      answers: opens ? { ...CATEGORIES, 'why-added': text } : { 'further-discussion': text },
      about: null,
      supersedes: null,
      because: null,
    }
    const principal = { authority: AUTHORITY, person: scene.person(by) }
    return { principal, moment: now, submission: { key, on, command } }
  }
  const opening = writing('Dot', { opens: { protocol: 'cases-of-most-concern', caseId, pathway } }, nextId())
  judgeDouble(doubles, acknowledged, opening, await senders.atOnce([opening, opening]))
  for (let version = 1; version < STEPS; version++) {
    const on = { pathway, version }
    if (version % 2 === 0) {
      const twice = writing('Tam', on, nextId())
      judgeDouble(doubles, acknowledged, twice, await senders.atOnce([twice, twice]))
    } else {
      const both = [writing('Tam', on, nextId()), writing('Sal', on, nextId())]
      judgeConflict(conflicts, acknowledged, both, await senders.atOnce(both), version)
    }
  }
}

function textOf({ submission }: Omit<Sent, 'number'>): string {
  const { answers } = submission.command
  return String(answers['further-discussion'] ?? answers['why-added'])
}

function judgeDouble(pairs: Pairs, acknowledged: Acknowledged, sent: Omit<Sent, 'number'>, both: readonly Answered[]) {
  count(pairs, both)
  const done = both.flatMap(({ result }) => ('ok' in result && result.ok ? [result] : []))
  const [entry, ...others] = new Set(done.map((each) => each.entry))
  const again = done.filter((each) => 'again' in each).length
  if (done.length === 2 && entry !== undefined && others.length === 0 && again === 1) pairs.asTheyShould += 1
  else pairs.wrong.push(JSON.stringify(both.map(({ result }) => result)))
  for (const each of done) acknowledged.set(each.entry, textOf(sent))
}

function judgeConflict(
  pairs: Pairs,
  acknowledged: Acknowledged,
  sent: readonly Omit<Sent, 'number'>[],
  both: readonly Answered[],
  seen: number,
): void {
  count(pairs, both)
  let recorded = 0
  let told = 0
  for (const [i, { result }] of both.entries()) {
    const mine = sent[i]
    if ('ok' in result && result.ok && mine !== undefined) {
      recorded += 1
      acknowledged.set(result.entry, textOf(mine))
    }
    if ('refusal' in result && result.refusal.kind === 'changed-meanwhile' && result.refusal.version === seen + 1)
      told += 1
  }
  if (recorded === 1 && told === 1) pairs.asTheyShould += 1
  else pairs.wrong.push(JSON.stringify(both.map(({ result }) => result)))
}

function count(pairs: Pairs, both: readonly Answered[]): void {
  pairs.sent += 1
  if (overlapped(both)) pairs.overlapped += 1
}

/** The database against what was acknowledged: nothing less, nothing more, nothing else. */
async function heldAgainst(root: Client, acknowledged: Acknowledged): Promise<readonly Finding[]> {
  const { rows } = await root.query<{ entry_id: string; words: string }>(
    `select entry_id, coalesce(answers ->> 'further-discussion', answers ->> 'why-added') as words
     from sightline.answers join sightline.entries using (authority, pathway_id, entry_id)`,
  )
  const kept = new Map(rows.map(({ entry_id, words }) => [entry_id, words]))
  const lost = [...acknowledged].filter(([entry, words]) => kept.get(entry) !== words).length
  const unasked = [...kept.keys()].filter((entry) => !acknowledged.has(entry)).length
  const { rows: counted } = await root.query<{ entries: number; versions: number; gaps: number; noted: number }>(
    `select
       (select count(*)::int from sightline.entries) as entries,
       (select sum(version)::int from sightline.pathways) as versions,
       (select count(*)::int from sightline.pathways p where p.version <> (
          select max(number) from sightline.entries e where e.pathway_id = p.pathway_id)) as gaps,
       (select count(*)::int from sightline.audit_envelopes e
        where e.action = 'record-step' and e.decision = 'allowed' and e.object_id in (select entry_id from sightline.entries)
       ) as noted`,
  )
  const { entries = 0, versions = 0, gaps = 0, noted = 0 } = counted[0] ?? {}
  return [
    {
      what: 'entries, held against what was acknowledged',
      measured: `${entries} kept, ${acknowledged.size} acknowledged; ${lost} lost or altered, ${unasked} nobody was told of`,
      bar: 'none lost, none too many',
      met: lost === 0 && unasked === 0 && entries === acknowledged.size,
    },
    {
      what: 'versions and audit envelopes, held against the entries',
      measured: `versions add up to ${versions}, ${gaps} pathways with a gap; ${noted} envelopes of recorded steps`,
      bar: 'one each',
      met: versions === entries && gaps === 0 && noted === entries,
    },
  ]
}

async function foldedAgain({ root, store, person }: Scene): Promise<Finding> {
  const { rows } = await root.query<{ pathway_id: string }>('select pathway_id from sightline.pathways')
  const principal = { authority: AUTHORITY, person: person('service') }
  let different = 0
  for (const { pathway_id: pathway } of rows) {
    const found = await within(store, principal, moment('2026-11-22T03:00:00Z'), (bound) =>
      rebuildPathway(bound, pathway, false),
    )
    if (found === null || !('different' in found) || found.different.length > 0) different += 1
  }
  return {
    what: 'read models, held against a fold of the entries',
    measured: `${different} of ${rows.length} pathways differ`,
    bar: 'none differs',
    met: different === 0 && rows.length > 0,
  }
}
