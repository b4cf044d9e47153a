import * as said from '../answers/open-case.ts'
import type { Cases, Named } from '../cases.ts'
import type { Teller, Told } from '../teller.ts'

const OPEN = 'open-case'
const SERVICE = 'open-to-commissioned-service'
const THERAPY = 'open-to-therapy'

/** Concerns about children whose cases are open already: talked over, decided on, disputed, and told by others. */
export async function tellOpenCases(teller: Teller, cases: Cases): Promise<void> {
  const { past } = teller
  const take = (): Named => {
    return cases.take({ own: { 'social-worker': teller.person('sunil'), 'team-manager': teller.person('tamar') } })
  }
  const spoke = (name: string, ago: number, time: string): said.Spoke => {
    return { when: past.momentText(ago, time), with: teller.person(name) }
  }
  const sunil = (told: Omit<Told, 'by' | 'as'>): Told => ({ by: 'sunil', as: 'social-worker', ...told })

  // Nobody is sure yet: Central Duty is to advise.
  const unsure = await teller.opens(
    OPEN,
    take().caseId,
    sunil({ step: 'note-the-alert', outcome: 'not-sure', answers: said.UNSURE, ago: 1, time: '11:40' }),
  )
  await teller.tells(
    unsure,
    sunil({
      step: 'ask-the-supervisor',
      outcome: 'still-unsure',
      answers: said.advice(spoke('priya', 1, '14:00')),
      ago: 1,
      time: '14:20',
    }),
  )

  // Told by the school, and a strategy discussion is planned.
  const told = await teller.opens(OPEN, take().caseId, {
    by: 'cari',
    as: 'practitioner',
    step: 'tell-as-partner',
    answers: said.told(spoke('cari', 2, '09:00'), spoke('sunil', 2, '09:20')),
    ago: 2,
    time: '09:40',
  })
  await teller.tells(
    told,
    sunil({ step: 'judge-what-was-told', outcome: 'section-47', answers: said.JUDGED, ago: 2, time: '13:00' }),
    {
      by: 'tamar',
      as: 'team-manager',
      step: 'plan-the-discussion',
      answers: said.discussion(past.momentText(-1, '09:30')),
      ago: 1,
      time: '15:10',
    },
  )

  // Decided against, disputed, and with the Service Manager.
  const disputed = await teller.opens(
    OPEN,
    take().caseId,
    sunil({ step: 'note-the-alert', outcome: 'concern', answers: said.ALERT, ago: 4, time: '10:10' }),
  )
  await teller.tells(
    disputed,
    sunil({ step: 'make-the-contact', answers: said.contact(spoke('priya', 4, '10:30')), ago: 4, time: '11:00' }),
    {
      by: 'tamar',
      as: 'team-manager',
      step: 'decide-on-a-discussion',
      outcome: 'no-discussion',
      answers: said.NO_DISCUSSION,
      ago: 3,
    },
    sunil({ step: 'disagree-with-the-team-manager', answers: said.GOES_ON, ago: 1, time: '12:00' }),
  )

  // Of a young person whom the commissioned service holds: two managers are to agree what follows.
  const held = await teller.opens(
    SERVICE,
    take().caseId,
    sunil({ step: 'note-the-alert', outcome: 'concern', answers: said.SERVICE_ALERT, ago: 1, time: '09:30' }),
  )
  await teller.tells(held, sunil({ step: 'make-the-contact', answers: said.SERVICE_CONTACT, ago: 1, time: '10:00' }))

  // Of a child open to therapy alone, passed on to the team that assesses.
  const therapy = take()
  const passed = await teller.opens(THERAPY, therapy.caseId, {
    by: 'nerys',
    as: 'occupational-therapist',
    step: 'tell-as-therapist',
    answers: said.therapist(spoke('hana', 2, '09:00')),
    ago: 2,
    time: '09:30',
  })
  await teller.tells(passed, {
    by: 'teo',
    as: 'disabled-team-manager',
    step: 'settle-the-team',
    outcome: 'does-not-meet',
    answers: said.settled(spoke('hana', 2, '14:00')),
    ago: 2,
    time: '14:30',
  })
}
