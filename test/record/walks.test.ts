// Some of the walks through the protocols, played through the record: of the two longest each stage is come by, and each end; of
// the others what no other test of the record does.
// "npm run torture -- walks" plays all of them.
import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { nothingPlayed, Player } from '../through/player.ts'
import { scriptOf } from '../through/script.ts'
import { open } from '../walks/proof.ts'
import { PROOFS } from '../walks/proofs.ts'
import { type TestDatabase, testDatabase } from './database.ts'

/** The walks, by how their titles begin. */
const TOLD: Readonly<Record<string, readonly string[]>> = {
  'cases-of-most-concern': [
    'not met, and the raiser disagrees: the lead Service Manager settles it',
    'the disagreement may be lost, and silence about it',
    'off the list: evidence, the meeting, and the Assistant Director agrees',
    'whoever raised the child by mistake withdraws it',
    'a case with no manager of its own',
  ],
  'list-of-most-concern': ['the list is begun by the team that prepares it'],
  'challenging-cases': [
    'the process is not closed before the report has gone where it must go',
    'or takes it to the disagreement route, which ends refused',
    'found worse, and clearly very serious',
    'the conference of Tier 2 that ends plan-changed',
    'at tier-1-conference a Service Manager confirms the end',
    'whoever asked by mistake withdraws the request',
    'started from a wrong record (placed-by-another-authority)',
    'after it, Tier 2 need not wait: withLegal',
    'who has no part in the case, nor works for an agency that has',
    'an outcome recorded wrongly is corrected',
  ],
}

const SOME_OF: Readonly<Record<string, readonly string[]>> = {
  'open-case': ['of several it is said which one is considered'],
  'contested-threshold': ['whoever raised it hears, and replies'],
  'repeat-plans': ['so does a third episode of the family'],
  'complex-cases': ['of a young person who is referred'],
}

let database: TestDatabase
let count = 0

before(async () => {
  database = await testDatabase()
})
after(async () => {
  await database.close()
})

for (const proof of PROOFS.filter(({ protocol }) => protocol in TOLD || protocol in SOME_OF)) {
  const opened = open(proof)
  const { shipped } = opened
  describe(`${shipped.title}, played through the record`, () => {
    const stages = new Set<string>()
    for (const title of [...(TOLD[proof.protocol] ?? []), ...(SOME_OF[proof.protocol] ?? [])]) {
      it(title, async () => {
        const walk = proof.walks.find((each) => each.title.startsWith(title))
        assert.ok(walk !== undefined, `no walk is called "${title}"`)
        const script = scriptOf(proof, walk, opened)
        const played = nothingPlayed()
        count += 1
        await new Player(database.store, `walk-${count}`, script, played).play()
        assert.deepEqual(played.differences, [])
        for (const each of script.happens) if (each.kind === 'done') stages.add(each.view?.stage?.id ?? '')
      })
    }

    if (!(proof.protocol in TOLD)) return
    it('comes by every stage', () => {
      assert.deepEqual(
        [...shipped.stages.keys()].filter((stage) => !stages.has(stage)),
        [],
      )
    })
  })
}
