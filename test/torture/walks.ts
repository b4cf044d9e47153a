import { testDatabase } from '../record/database.ts'
import type { Played } from '../through/player.ts'
import { everyScript, playAll } from '../through/whole.ts'
import type { Finding, Proof } from './proof.ts'

export const proof: Proof = {
  title: 'Every walk, through the record.',
  proves:
    'The walks that prove the clauses of all sixteen protocols on the pure engine are played once more through the record, each in an ' +
    'authority of its own that is laid out as one is: people, agencies and roles from a list, a protocol adopted, files imported, a ' +
    'case with its own workers. Every step is recorded in the name of the person who takes it; everything that the walk finds refused ' +
    'is sent as well, and must be refused for the same reasons. After each step, and whenever time has passed and the record was ' +
    'swept, the whole view, the read model, what each person owes and what each was told are held against what the engine makes of the ' +
    'walk by itself. A pathway must be seen by whoever owes something in it, and takes steps from nobody whom nothing lets in.',
  run: async (_share, tell) => {
    const database = await testDatabase()
    const scripts = everyScript()
    const played = await playAll(database.store, scripts, {
      atOnce: 3,
      onPlayed: (count) => {
        if (count % 50 === 0) tell(`${count} of ${scripts.length} walks`)
      },
    })
    for (const each of played.differences) tell(each.slice(0, 600))
    await database.close()
    return findingsOf(scripts.length, played)
  },
}

function findingsOf(walks: number, played: Played): readonly Finding[] {
  const { steps, refusals, unseen, tries, views, lists, notices, persons, differences } = played
  const told = (what: string, measured: string): Finding => ({ what, measured, bar: null, met: true })
  return [
    told('walks played', `${walks}, by ${persons.size} persons who record`),
    told('steps recorded', `${steps}`),
    told('steps refused', `${refusals} for the reasons of the engine; ${unseen} to people whom nothing lets in`),
    told('steps only tried, as a page does before it asks', `${tries}`),
    told('views compared whole, and read models folded anew', `${views}`),
    told('lists of what somebody owes; notices read', `${lists}; ${notices}`),
    {
      what: 'differences between the record and the engine',
      measured: `${differences.length}`,
      bar: '0',
      met: differences.length === 0,
    },
  ]
}
