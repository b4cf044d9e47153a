import type { Finding } from '../proof.ts'

/** What was found of lives that were disturbed. */
export interface Found {
  lives: number
  steps: number
  lost: number
  twice: number
  unheard: number
  readonly unlike: string[]
  readonly otherwise: string[]
  readonly different: string[]
}

export function nothingFound(): Found {
  return { lives: 0, steps: 0, lost: 0, twice: 0, unheard: 0, unlike: [], otherwise: [], different: [] }
}

/** How often each was killed, and which programs could not go on. */
export interface Killed {
  readonly counts: ReadonlyMap<string, number>
  readonly failed: readonly string[]
}

function none(what: string, count: number, of: string, first?: string): Finding {
  const told = first === undefined ? '' : `: ${first}`
  return { what, measured: `${count} ${of}${told}`, bar: '0', met: count === 0 }
}

export function ofKills(found: Found, { counts, failed }: Killed): readonly Finding[] {
  const kills = [...counts.values()].reduce((sum, each) => sum + each, 0)
  const victims = [...counts].map(([victim, count]) => `${victim} ${count}`).join(', ')
  return [
    { what: 'kills during whole lives', measured: `${kills}: ${victims}`, bar: null, met: true },
    ...ofLives(found, 'killed'),
    none('programs that could not go on', failed.length, `of ${kills}`, failed[0]),
  ]
}

export function ofLives(found: Found, how: string): readonly Finding[] {
  const { lives, steps, lost, twice, unheard } = found
  return [
    { what: `lives ${how}, gone on with to their ends`, measured: `${lives}, of ${steps} steps`, bar: null, met: true },
    none(`${how}: steps acknowledged and lost`, lost, `of ${steps}`),
    none(`${how}: steps kept twice`, twice, `of ${steps}`),
    none(`${how}: steps without their audit envelope`, unheard, `of ${steps}`),
    none(
      `${how}: tables unlike those of the undisturbed life`,
      found.unlike.length,
      `of ${lives} lives`,
      found.unlike[0],
    ),
    none(
      `${how}: parts of the view unlike the engine's`,
      found.otherwise.length,
      `of ${lives} lives`,
      found.otherwise[0],
    ),
    none(`${how}: read models that differ from a fold`, found.different.length, `of ${lives}`, found.different[0]),
  ]
}
