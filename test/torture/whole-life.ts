import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Client } from 'pg'
import { backUp } from '../../src/record/keep/backup.ts'
import { restore } from '../../src/record/keep/restore.ts'
import { type OpenRecord, openRecord } from '../../src/record/opening/open.ts'
import { readPathway } from '../../src/record/pathways/read-pathway.ts'
import { rebuildPathway } from '../../src/record/pathways/rebuild.ts'
import { signIn } from '../record/database.ts'
import { given, temporaryFolder } from '../record/folders.ts'
import { Playing } from '../through/playing.ts'
import { deedsOf, type Whole } from '../through/script.ts'
import { differencesOf, shownOf } from '../through/shown.ts'
import { scriptsCalled, type Titles } from '../through/whole.ts'
import { killOne, VICTIMS } from './crash/kill.ts'
import type { Proof } from './proof.ts'
import { type Found, type Killed, nothingFound, ofKills, ofLives } from './whole-life/findings.ts'
import { keptOf, unlike } from './whole-life/kept.ts'
import type { Life } from './whole-life/life.ts'
import { Program } from './whole-life/program.ts'

const KILLS = 100
/** After so many programs that could not go on no more are begun. */
const MOST_FAILED = 5

/** From opening to each end, by each way that is long. */
const LIVES: Titles = {
  'cases-of-most-concern': [
    'evidence alone changes nothing of what is done for a case on the list',
    'not met, and the raiser disagrees: the lead Service Manager settles it',
    'off the list: evidence, the meeting, and the Assistant Director agrees',
    'the disagreement may be lost, and silence about it',
    'whoever raised the child by mistake withdraws it',
  ],
  'list-of-most-concern': ['sent right after one meeting'],
  'challenging-cases': [
    'and the process closes on recorded reduced risk',
    'started by itself, nobody is asked',
    'the registration ends first: the report is filed',
    'or takes it to the disagreement route, which ends refused',
    'a child who has moved away: the case is handed over',
    'whoever asked by mistake withdraws the request',
  ],
  'numbers-of-challenging-cases': ['the numbers go to each meeting of the group'],
  'open-case': ['an enquiry is planned there'],
  'open-to-therapy': ['something else that has changed closes it'],
  'contested-threshold': ['or is not'],
  'plans-that-drift': ['until the plan is over'],
  'repeat-plans': ['once decided on, it is closed'],
  'complex-cases': ['off the panel, all are told and each agency confirms that its flag is gone'],
}

export const proof: Proof = {
  title: 'Whole lives, killed and restored.',
  proves:
    'Pathways of ten protocols are played through the record from their opening to each of their ends, by all who take part in ' +
    'them: people come, leave and hand over, files are imported, time passes and the record is swept. A program plays several at ' +
    'a time and says how far each has come. Again and again the database, the program, one session, or database and program are ' +
    'killed (SIGKILL) at a different moment, between two steps and during one; the next program goes on from what was ' +
    'acknowledged and sends the rest again under the same keys. The same lives are played undisturbed beside them. At the end every ' +
    'table that is about pathways must hold the same for both, row for row but for identifiers; the view must be what the pure engine ' +
    'makes of the walk; every acknowledged entry must be there once, with its audit envelope; and a fold of the entries must be ' +
    'what is kept. Then each life is played half, backed up, restored into an empty place, and played on in both places.',
  run: async (share, tell) => {
    const wholes = scriptsCalled(LIVES)
    const some = share === 1 ? wholes : wholes.filter((each) => isShort(each.title))
    const data = join(temporaryFolder(), 'data')
    const kills = Math.max(2, Math.round(KILLS * share))
    const found: Found = nothingFound()
    const killed = await killOften({ data, wholes: some, kills, found, tell })
    const kept = nothingFound()
    await restoreHalfWay(data, some, kept)
    return [...ofKills(found, killed), ...ofLives(kept, 'restored half way')]
  },
}

/** The one that is played where only a share of the kills is. */
function isShort(title: string): boolean {
  return title.includes('the raiser disagrees: the lead Service Manager settles it')
}

async function opened(data: string): Promise<OpenRecord> {
  const result = await openRecord({ kind: 'folder', data }, given())
  if (!result.ok) throw new Error(JSON.stringify(result.refusal))
  return result.record
}

async function rootOf({ server }: OpenRecord): Promise<Client> {
  if (server === null) throw new Error('the record is kept elsewhere')
  return signIn(server.host, 'sightline')
}

/** A walk with the authority that it is played in undisturbed, and the one in which it is not. */
interface Twin {
  readonly whole: Whole
  readonly calm: Playing
  readonly other: string
}

interface Killing {
  readonly data: string
  readonly wholes: readonly Whole[]
  readonly kills: number
  readonly found: Found
  readonly tell: (line: string) => void
}

async function killOften({ data, wholes, kills, found, tell }: Killing): Promise<Killed> {
  const counts = new Map<string, number>()
  const failed: string[] = []
  let done = 0
  for (let round = 1; done < kills; round++) {
    const record = await opened(data)
    const lives = new Map<string, Life>()
    const twins: Twin[] = []
    for (const [number, whole] of wholes.entries()) {
      const script = deedsOf(whole)
      const calm = new Playing(record.store, `calm-${round}-${number}`, script)
      await calm.begin()
      while (!calm.isOver) await calm.goOn()
      const other = new Playing(record.store, `killed-${round}-${number}`, script)
      await other.begin()
      const { authority } = other.place
      lives.set(authority, { authority, script, came: other.came })
      twins.push({ whole, calm, other: authority })
    }
    await record.close()
    done += await killDuring({ data, lives, counts, failed, most: kills - done, before: done })
    tell(`${done} of ${kills} kills, ${found.lives + twins.length} lives`)
    if (failed.length > MOST_FAILED) break
    const again = await opened(data)
    const root = await rootOf(again)
    for (const { whole, calm, other } of twins) {
      const life = lives.get(other)
      if (life === undefined) throw new Error(`${other} was never begun`)
      const playing = new Playing(again.store, other, life.script)
      await playing.goOnFrom(life.came)
      const undisturbed = await keptOf(root, calm.place.authority, calm.names)
      found.unlike.push(...unlike(undisturbed, await keptOf(root, other, playing.names)))
      await examine({ root, whole, playing, found })
    }
    await root.end()
    await again.close()
  }
  return { counts, failed }
}

interface During {
  readonly data: string
  readonly lives: Map<string, Life>
  readonly counts: Map<string, number>
  readonly failed: string[]
  /** How many kills are left, and how many there were. */
  readonly most: number
  readonly before: number
}

/** Kills while the lives go on, until they are over; gives how often. */
async function killDuring({ data, lives, counts, failed, most, before }: During): Promise<number> {
  const file = join(temporaryFolder(), 'lives.json')
  const isOver = (): boolean => [...lives.values()].every(({ script, came }) => came.done >= script.deeds.length)
  let program = new Program(data, file, lives)
  let count = 0
  while (!isOver() && failed.length <= MOST_FAILED) {
    await program.untilHeard(1)
    if (!program.isRunning) {
      if (program.fault !== null) failed.push(program.fault)
      if (!isOver()) program = new Program(data, file, lives)
      continue
    }
    if (count >= most) {
      await program.untilHeard(Number.POSITIVE_INFINITY)
      continue
    }
    const victim = VICTIMS[(before + count) % VICTIMS.length] ?? 'the program'
    // A different time each, spread evenly over what a few steps take.
    await wait(((before + count) * 37) % 120)
    if (!program.isRunning) continue
    await killOne(victim, data, program)
    count += 1
    counts.set(victim, (counts.get(victim) ?? 0) + 1)
    if (!program.isRunning && !isOver()) program = new Program(data, file, lives)
  }
  await program.untilHeard(Number.POSITIVE_INFINITY)
  return count
}

interface Examined {
  readonly root: Client
  readonly whole: Whole
  readonly playing: Playing
  readonly found: Found
}

/** Holds what is kept of a life against what was acknowledged, what its entries say, and what the engine makes of the walk. */
async function examine({ root, whole, playing, found }: Examined): Promise<void> {
  const { authority, service } = playing.place
  const { entries, pathway } = playing.came
  const { rows } = await root.query<{ entry: string; number: number; noted: boolean }>(
    `select e.entry_id as entry, e.number, exists (
       select from sightline.audit_envelopes a join sightline.audit_payloads p using (authority, envelope_id)
       where a.authority = e.authority and a.object_kind = 'entry' and a.object_id = e.entry_id) as noted
     from sightline.entries e where e.authority = $1 and e.trigger_id is null`,
    [authority],
  )
  const there = new Set(rows.map(({ entry }) => entry))
  found.lives += 1
  found.steps += entries.length
  found.lost += entries.filter(([id]) => !there.has(id)).length
  found.twice += rows.length - entries.length
  found.unheard += rows.filter(({ noted }) => !noted).length
  if (pathway === null) throw new Error(`${whole.title} opened nothing`)
  const view = whole.happens.flatMap((each) => (each.kind === 'done' && each.view !== null ? [each.view] : [])).at(-1)
  const { place, moment: now } = playing
  const read = await place.as(service, now, (bound) => readPathway(bound, pathway, { asOf: now, knownAt: now }))
  if (read === null || view === undefined) throw new Error(`${whole.title} is not there`)
  found.otherwise.push(...differencesOf(shownOf(view, new Map()), shownOf(read.view, playing.names)))
  const rebuilt = await place.as(service, now, (bound) => rebuildPathway(bound, pathway, false))
  found.different.push(...(rebuilt?.different ?? ['everything']))
}

/** Plays each life half, backs all of them up, and goes on in the record and in the one that was restored. */
async function restoreHalfWay(data: string, wholes: readonly Whole[], found: Found): Promise<void> {
  const folder = temporaryFolder()
  const here = await opened(data)
  const lives: Playing[] = []
  for (const [number, whole] of wholes.entries()) {
    const playing = new Playing(here.store, `half-${number}`, deedsOf(whole))
    await playing.begin()
    const half = (playing.came.done + playing.script.deeds.length) / 2
    while (playing.came.done < half) await playing.goOn()
    lives.push(playing)
  }
  const now = Math.max(...lives.map(({ moment }) => moment)) as Playing['moment']
  const file = join(folder, 'half.sightline')
  const made = await backUp(here.logins, file, now)
  if (!made.ok) throw new Error(JSON.stringify(made.refusal))
  const place = { kind: 'folder', data: join(folder, 'other') } as const
  const restored = await restore(file, place, given(), now)
  if (!restored.ok) throw new Error(JSON.stringify(restored.refusal))
  found.different.push(...restored.different)
  const there = await opened(place.data)
  const [rootHere, rootThere] = [await rootOf(here), await rootOf(there)]
  for (const [number, playing] of lives.entries()) {
    const other = new Playing(there.store, playing.place.authority, playing.script)
    await other.goOnFrom(playing.came)
    for (const each of [playing, other]) while (!each.isOver) await each.goOn()
    const { authority } = playing.place
    const kept = await keptOf(rootHere, authority, playing.names)
    found.unlike.push(...unlike(kept, await keptOf(rootThere, authority, other.names)))
    const whole = wholes[number]
    if (whole !== undefined) await examine({ root: rootThere, whole, playing: other, found })
  }
  await rootHere.end()
  await rootThere.end()
  await here.close()
  await there.close()
}
