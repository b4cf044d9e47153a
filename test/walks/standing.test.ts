// What a list says of each walk, wherever it is looked at: the same as a whole evaluation says.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { evaluate } from '../../src/engine/pathway/evaluate.ts'
import { standingIn } from '../../src/engine/pathway/standing.test-data.ts'
import { standing } from '../../src/engine/pathway/standing.ts'
import type { View } from '../../src/engine/pathway/view.ts'
import { open } from './proof.ts'
import { PROOFS } from './proofs.ts'
import { Story } from './walk.ts'

const DAYS = [-400, -30, -1, 0, 1, 14, 120, 1_000]

class Listed extends Story {
  #agreed: View | null = null

  override get view(): View {
    const view = super.view
    if (view !== this.#agreed) this.agrees()
    this.#agreed = view
    return view
  }

  agrees(): void {
    for (const later of DAYS) {
      assert.deepEqual(this.scene.ask(standing, later), standingIn(this.scene.ask(evaluate, later)))
    }
  }
}

for (const proof of PROOFS) {
  const { shipped, tellBy } = open(proof)
  describe(`${shipped.title}, as a list shows it`, () => {
    for (const walk of proof.walks) it(walk.title, () => tellBy(walk, Listed).agrees())
  })
}
