import { BEGINNING, END } from '../day-set.ts'
import { type ColumnKind, legalStatusNumber, placementNumber } from './fact-columns.ts'
import type { SpellColumn, TruthColumns } from './truth-columns.ts'
import type { Workshop } from './workshop.ts'

// What facts say of the child as a whole, whatever a trigger is met for: a time in placement, an open case. It holds in several
// spells. Since nothing begins after the day asked, one of them at most is not over then, and only that has a value.

type Kind = Extract<ColumnKind, 'referral' | 'placement' | 'legal-status'>

/** While any fact of a kind goes on. */
function going(kind: Kind, shop: Workshop): TruthColumns {
  return spells(kind, undefined, shop)
}

function placed(codes: readonly string[], shop: Workshop): TruthColumns {
  const wanted = new Set(codes.map(placementNumber))
  const { code } = shop.block.columns.placements
  return spells('placement', (place) => wanted.has(code[place] ?? 0), shop)
}

function legalStatus(codes: readonly string[], shop: Workshop): TruthColumns {
  const wanted = new Set(codes.map(legalStatusNumber))
  const { code } = shop.block.columns.legalStatuses
  return spells('legal-status', (place) => wanted.has(code[place] ?? 0), shop)
}

function spells(kind: Kind, isWanted: ((place: number) => boolean) | undefined, shop: Workshop): TruthColumns {
  const { block } = shop
  const facts = shop.told(kind)
  const sure = shop.spells('child')
  shop.steps.push(() => {
    for (let i = 0; i < block.count; i++) {
      let from = END
      let until = BEGINNING
      for (let row = facts.starts[i] ?? 0; row < (facts.starts[i + 1] ?? 0); row++) {
        const began = facts.from[row] ?? END
        const ended = facts.until[row] ?? END
        if (began >= ended || isWanted?.(facts.place[row] ?? 0) === false) continue
        if (began > until) from = began
        until = Math.max(until, ended)
      }
      sure.from[i] = until === END ? from : END
    }
  })
  return withSilence(sure, shop.silent(kind), shop)
}

/** What holds, and may hold on the day asked where the sources do not tell of it: of other days nobody asks what is possible. */
function withSilence(sure: SpellColumn, silent: Uint8Array | undefined, shop: Workshop): TruthColumns {
  if (silent === undefined) return { sure, suspected: sure, possible: sure }
  const { block } = shop
  const { profile } = block.columns
  const possible = shop.spells('child')
  shop.steps.push(() => {
    for (let i = 0; i < block.count; i++) {
      possible.from[i] = silent[profile[block.first + i] ?? 0] === 1 ? BEGINNING : (sure.from[i] ?? END)
    }
  })
  return { sure, suspected: sure, possible }
}

export const childSpells = { going, placed, legalStatus }
