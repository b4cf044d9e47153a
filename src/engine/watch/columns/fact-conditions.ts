import type { Threshold } from '../../protocol/sentences/sentence.ts'
import { END } from '../day-set.ts'
import { type ColumnKind, NONE, placementNumber } from './fact-columns.ts'
import { birthdayIn } from './month-table.ts'
import { reaching } from './reach.ts'
import type { TruthColumns } from './truth-columns.ts'
import { exact, firstWithin, type Workshop } from './workshop.ts'

// Conditions about the fact that a trigger is met for. They hold while that goes on.

function lasting(threshold: Threshold, kind: ColumnKind, shop: Workshop): TruthColumns {
  const column = shop.spells(kind)
  shop.steps.push(reaching(threshold, shop.rows(kind), shop.block.columns.facts[kind], column.from))
  return exact(column)
}

function placed(codes: readonly string[], shop: Workshop): TruthColumns {
  const rows = shop.rows('placement')
  const { code } = shop.block.columns.placements
  const wanted = new Set(codes.map(placementNumber))
  const column = shop.spells('placement')
  shop.steps.push(() => {
    for (let row = 0; row < rows.count; row++) {
      column.from[row] = wanted.has(code[rows.place[row] ?? 0] ?? 0) ? (rows.from[row] ?? END) : END
    }
  })
  return exact(column)
}

function placedBeyond(beyond: number, shop: Workshop): TruthColumns {
  const rows = shop.rows('placement')
  const { miles } = shop.block.columns.placements
  const sure = shop.spells('placement')
  const possible = shop.spells('placement')
  shop.steps.push(() => {
    for (let row = 0; row < rows.count; row++) {
      const distance = miles[rows.place[row] ?? 0] ?? NONE
      const from = rows.from[row] ?? END
      sure.from[row] = distance > beyond ? from : END
      possible.from[row] = distance > beyond || distance === NONE ? from : END
    }
  })
  return { sure, suspected: sure, possible }
}

function ageAtStart(years: number, under: boolean, kind: ColumnKind, shop: Workshop): TruthColumns {
  const rows = shop.rows(kind)
  const { born, bornMonth, bornDate } = shop.block.columns
  const sure = shop.spells(kind)
  const suspected = shop.spells(kind)
  shop.steps.push(() => {
    for (let row = 0; row < rows.count; row++) {
      const child = rows.child[row] ?? 0
      const from = rows.from[row] ?? END
      const isKnown = born[child] !== NONE
      const younger = isKnown && birthdayIn(bornMonth[child] ?? 0, bornDate[child] ?? 0, years) > from
      sure.from[row] = isKnown && younger === under ? from : END
      suspected.from[row] = !isKnown || younger === under ? from : END
    }
  })
  return { sure, suspected, possible: suspected }
}

/** WAR-17: from the enquiry that asks for a conference until it is held, or the case is closed without one. */
function conferenceAskedFor(shop: Workshop): TruthColumns {
  const { block } = shop
  const rows = shop.rows('enquiry')
  const conferences = shop.told('conference')
  const referrals = shop.told('referral')
  const untold = shop.untold('conference')
  const { profile, enquiries } = block.columns
  const length = rows.from.length
  const column = () => ({ from: new Int32Array(length), until: new Int32Array(length) })
  const [sure, suspected, possible] = [column(), column(), column()]
  shop.steps.push(() => {
    for (let row = 0; row < rows.count; row++) {
      const child = rows.child[row] ?? 0
      const place = rows.place[row] ?? 0
      const from = rows.from[row] ?? 0
      const i = child - block.first
      let held = END
      for (let each = conferences.starts[i + 1] ?? 0; each-- > (conferences.starts[i] ?? 0); ) {
        if ((conferences.from[each] ?? 0) >= from) held = conferences.from[each] ?? 0
      }
      let closed = END
      for (let each = referrals.starts[i] ?? 0; each < (referrals.starts[i + 1] ?? 0); each++) {
        const until = referrals.until[each] ?? END
        if ((referrals.from[each] ?? 0) <= from && from <= until) closed = until
      }
      const end = enquiries.needsNone[place] === 1 ? from : Math.min(held, closed)
      const silent = held < END || untold === undefined ? END : firstWithin(untold[profile[child] ?? 0], from, end)
      const isAsked = enquiries.hasTarget[place] === 1 || held < END
      sure.from[row] = from
      sure.until[row] = isAsked ? Math.min(silent, end) : from
      suspected.from[row] = from
      suspected.until[row] = isAsked ? end : from
      possible.from[row] = isAsked ? from : silent
      possible.until[row] = end
    }
  })
  return { sure, suspected, possible }
}

export const factConditions = { lasting, placed, placedBeyond, ageAtStart, conferenceAskedFor }
