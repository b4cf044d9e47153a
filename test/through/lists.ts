// The lists of an authority: who works where, in which roles from when until when, and which meetings sit on which days.
import { formatDay } from '../../src/engine/calendar/day.ts'
import type { Instant } from '../../src/engine/calendar/instant.ts'
import { dayOf } from '../../src/engine/pathway/days.ts'
import type { PeopleList } from '../../src/record/people/keep-people.ts'
import type { Cast } from '../walks/scene.ts'
import type { PeopleChange } from './script.ts'

/** Since when everybody is there who is there when a walk begins. */
export const SINCE = '2020-01-01'

/** Who holds it manages the team that leads the case. No protocol knows of it. */
export const TEAM_POST = 'manager-of-north'

/** Who keeps the lists and the files, and who manages the case: neither has a part in any walk. */
export const KEEPER = 'keeper of the lists'
export const MANAGER = 'manager of the north'

type Role = PeopleList['roles'][number]

/** A change that a list tells of. */
type Listed = Extract<PeopleChange, { kind: 'acts' | 'sitting' | 'leaves' }>

export function isListed(change: PeopleChange): change is Listed {
  return change.kind === 'acts' || change.kind === 'sitting' || change.kind === 'leaves'
}

export class Lists {
  readonly #cast: Cast
  readonly #roles: Role[]
  readonly #sittings: { readonly meeting: string; readonly date: string }[] = []

  /** @param isAbove who stands above the team that leads the case */
  constructor(cast: Cast, isAbove: (person: string) => boolean) {
    this.#cast = cast
    const parts = Object.entries({ ...cast.own, ...cast.others })
    this.#roles = [
      ...parts.map(([person, role]) => held(person, role)),
      held(KEEPER, 'administrator'),
      held(KEEPER, 'record-keeper'),
      held(MANAGER, TEAM_POST, 'north'),
      ...parts.filter(([person]) => isAbove(person)).map(([person]) => held(person, TEAM_POST, 'north')),
    ]
  }

  change(change: Listed, now: Instant): void {
    switch (change.kind) {
      case 'acts':
        this.#roles.push(held(change.person, change.role))
        return
      case 'sitting':
        this.#sittings.push({ meeting: change.meeting, date: change.on })
        return
      case 'leaves':
        for (const [at, each] of this.#roles.entries()) {
          if (each.staff_id === change.person && each.role === change.role) {
            this.#roles[at] = { ...each, until: formatDay(dayOf(now)) }
          }
        }
        return
      default:
        change satisfies never
    }
  }

  get people(): PeopleList {
    const { agencies, managers, pools } = this.#cast
    const names = [...new Set(this.#roles.map(({ staff_id }) => staff_id))]
    return {
      councils: [],
      agencies: [...new Set(['council', ...Object.values(agencies)])].map((agency) => {
        const kind = agency === 'council' ? 'council' : 'other'
        return { agency, title: agency, kind, council: null, since: SINCE, until: null }
      }),
      teams: [{ team: 'north', title: 'North', agency: 'council' }],
      people: names.map((name) => ({
        staff_id: name,
        name,
        agency: agencies[name] ?? 'council',
        team: null,
        manager: managers?.[name] ?? null,
        email: null,
        since: SINCE,
        until: null,
      })),
      roles: this.#roles,
      pools: Object.entries(pools ?? {}).flatMap(([pool, members]) =>
        members.map((staff_id) => ({ pool, staff_id, since: SINCE, until: null })),
      ),
      sittings: this.#sittings,
      signIns: [],
    }
  }
}

function held(person: string, role: string, team: string | null = null): Role {
  return { staff_id: person, role, agency: null, team, since: SINCE, until: null }
}
