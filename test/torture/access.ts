import { compareWorld } from '../record/access/compare.ts'
import { testDatabase } from '../record/database.ts'
import type { Proof } from './proof.ts'

const TUPLES = 100_000
/** Differences that are shown; each begins with the seed that draws its world again. */
const SHOWN = 5

export const proof: Proof = {
  title: 'Who may see what is the same wherever it is asked.',
  proves:
    'Authorities are drawn from seeds 1, 2, 3 and so on, with everything that bears on access at its edges: memberships, own ' +
    'workers, lead teams, protocols’ grants, deputies, merged children, families, sealed cases, exclusions of cases and ' +
    'children asked to be lifted and lifted, broken glass, accounts and agencies that begin or end today. For each person, ' +
    'each case and pathway and each action the rule in TypeScript is held against the rule in SQL; against reading, recording, ' +
    'managing and the lists of the record; and against the rows that row-level security shows in twenty-one tables. The rule is ' +
    'given scopes and exclusions that are worked out from the drawn authority without the database.',
  run: async (share, tell) => {
    const database = await testDatabase()
    const differences: string[] = []
    let [tuples, rows, worlds] = [0, 0, 0]
    while (tuples < TUPLES * share) {
      worlds += 1
      const compared = await compareWorld(database.root, database.store, worlds)
      tuples += compared.tuples
      rows += compared.rows
      differences.push(...compared.differences)
      if (worlds % 10 === 0) tell(`${tuples} tuples in ${worlds} authorities, ${differences.length} differences`)
    }
    await database.close()
    const shown = differences.length === 0 ? '' : `: ${differences.slice(0, SHOWN).join('; ')}`
    return [
      {
        what: 'tuples of person, case or pathway, and action, that differ',
        measured: `${differences.length} of ${tuples} in ${worlds} authorities, with ${rows} rows shown as they should be${shown}`,
        bar: '0 of 100,000',
        met: differences.length === 0 && tuples >= TUPLES * share,
      },
    ]
  },
}
