import { z } from 'zod'
import { sayCounted } from '../../../documents/scan/words.ts'
import { giveTeam, unledOf } from '../../../record/people/lead-team.ts'
import { PLAIN, taskRoutes } from '../../asking/task.ts'
import { identifier, type Route } from '../../route.ts'
import * as ask from './ask-people.ts'
import { refused } from './words.ts'

const TEAM = { href: '/team', text: 'Back to your people' }

/** A team for the cases that none leads, given by the managers of those who work on them. */
export const leadRoutes: readonly Route[] = taskRoutes({
  path: '/team/:person/lead',
  permission: { kind: 'signed-in' },
  notes: { page: { notes: ['look-for-unled'] }, done: { notes: ['look-for-unled', 'give-team'] } },
  params: z.object({ person: identifier }),
  task: async ({ within, params }) => {
    const found = await within((bound) => unledOf(bound, params.person))
    if (found === null) return { kind: 'not-found' }
    const { name, cases, teams } = found
    if (cases === 0 || teams.length === 0) {
      const why = cases === 0 ? `A team leads each of ${name}’s cases.` : 'You manage no team that could lead them.'
      const instead = cases === 0 ? 'There is nothing to give.' : 'Ask whoever keeps the list of people.'
      return { kind: 'refused', title: 'No team to give', reasons: [{ why, instead, clauses: '' }], back: TEAM }
    }
    return {
      ...PLAIN,
      title: 'Give a team to cases that none leads',
      caption: name,
      intro: [`No team leads ${sayCounted(cases, 'case', 'cases')} of theirs. Nobody manages such a case.`],
      questions: [
        {
          name: 'team',
          label: 'Which team leads them?',
          missing: 'Choose the team',
          as: { kind: 'pick', options: teams.map(({ team, title }) => ({ value: team, text: title })) },
        },
        ask.because,
      ],
      button: 'Give the team',
      back: TEAM,
      follows: () => [
        'The managers of the team see and manage these cases from now on, and what is owed in them.',
        'A case of another agency, a sealed one, and one that is closed to you stay as they are.',
      ],
    }
  },
  act: async ({ within, params }, { typed }) => {
    const asked = { of: params.person, team: typed.text('team'), because: typed.text('because') }
    const done = await within((bound) => giveTeam(bound, asked))
    if (!done.ok) return refused('No team was given', done.refusal, TEAM)
    if (done.value.left === 0) return { kind: 'redirect', to: TEAM.href }
    const why = `${sayCounted(done.value.cases, 'case is', 'cases are')} led by the team now, and ${sayCounted(done.value.left, 'case is', 'cases are')} not: sealed, of another agency, or closed to you.`
    const instead = 'A manager of that agency, or who may see the case, gives it a team.'
    return { kind: 'refused', title: 'Given, but not to all', reasons: [{ why, instead, clauses: '' }], back: TEAM }
  },
})
