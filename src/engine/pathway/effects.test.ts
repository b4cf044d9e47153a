import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../calendar/day.ts'
import { calledFor } from './called.ts'
import { answers, at, Case, PEOPLE, small } from './given.test-data.ts'

const protocol = small(`
stages:
  open: Open
  watched: Watched
  left: Left
  shut: { title: Shut, ends: yes }
meetings:
  panel: { title: Panel, cites: [INV-05], by: director, needs: [manager] }
  circle: { title: Circle, cites: [INV-05], by: director }
steps:
  begin:
    title: Begin
    cites: [INV-01]
    at: start
    by: worker
    asks: { urgent: { title: Is it urgent?, type: yes or no } }
    to: open
  agree:
    title: Agree
    cites: [INV-02]
    at: open
    by: manager
    asks:
      agencies:
        title: Which agencies flag?
        type: items
        parts: { which: { title: Which?, type: agencies }, attended: { title: Was it there?, type: yes or no } }
      invited: { title: Who is invited?, type: people }
      held-on: { title: When is the panel?, type: moment, needed: no }
    to: watched
  tell-agency: { title: Tell, cites: [INV-03], at: [watched, left], by: manager }
  placed: { title: Placed, cites: [INV-03], at: [watched, left], by: that agency }
  removed: { title: Removed, cites: [INV-03], at: left, by: that agency }
  read-it: { title: Read, cites: [INV-04], at: any stage, by: that person }
  hold-panel:
    title: Hold the panel
    cites: [INV-05]
    at: watched
    by: director
    asks: { there: { title: Who?, type: attendance, from: panel } }
    needs: [{ not before: { step: agree, question: held-on }, otherwise: Wait for the day. }]
    to: { stay: { title: Stay }, leave: left }
  bring: { title: Bring, cites: [INV-05], at: any stage, by: worker }
  stop: { title: Stop, cites: [INV-06], at: [open, watched, left], by: director, to: shut }
duties:
  tell-the-absent:
    title: Tell the agency that was not there
    cites: [INV-03]
    owed by: manager
    for each: agency with a flag where attended is no
    due: the same working day as it
    met by: tell-agency
  place-the-flag:
    title: Place the flag
    cites: [INV-03]
    owed by: that agency
    for each: agency with a flag
    due: 2 working days after it
    met by: placed
  remove-the-flag:
    title: Remove the flag
    cites: [INV-03]
    owed by: that agency
    for each: agency with a flag
    due: 5 working days after leaving watched
    met by: removed
  read-the-notice:
    title: Read it
    cites: [INV-04]
    owed by: that person
    for each: recipient of invitation
    due: 3 days after it
    met by: read-it
  bring-to-panel:
    title: Bring it
    cites: [INV-05]
    owed by: the case's worker
    for each: entering open
    due: at the next panel or circle, whichever is first
    met by: bring
notices:
  urgent-one: { title: Urgent, cites: [INV-07], for each: begin where urgent is yes, to: [director], mailbox: duty-desk, says: Urgent. }
  watched-now: { title: Watched, cites: [INV-07], for each: entering watched, to: [the child's nurse, the case's manager, the raiser], says: Watched. }
  invitation: { title: Come, cites: [INV-07], for each: item of invited in agree, to: [that person], says: Come. }
flags:
  concern: { title: Concern, cites: [INV-03], for each: item of agencies in agree, while: watched, placed by: placed, removed by: removed }
documents:
  minutes: { title: Minutes, cites: [INV-08], by: panel, headings: [{ title: Who was there, from: [there] }] }
  farewell: { title: Farewell, cites: [INV-08], by: hold-panel or begin where outcome is leave, headings: [Gone] }
  agreement: { title: Agreement, cites: [INV-08], by: agree, headings: [{ title: Agencies, from: [agencies] }] }
sees:
  leaders: { cites: [INV-09], who: [director, every holder of manager], while: watched, compartments: [shared] }
`)

const sitting = (meeting: string, on: string) => ({ meeting, id: `${meeting} ${on}`, on: day(on) })
const people = {
  ...PEOPLE,
  sittings: [sitting('panel', '2026-03-01'), sitting('panel', '2026-03-18'), sitting('circle', '2026-03-11')],
}
const begun = (urgent = false): Case =>
  new Case(protocol, { people }).on('2026-03-02 10:00').records('wyn', 'begin', answers({ urgent }))
const AGREED = answers({
  agencies: [
    { which: ['hospital'], attended: true },
    { which: ['police'], attended: false },
  ],
  invited: ['nan', 'otto'],
})
const watched = (): Case => begun().on('2026-03-04 10:00').records('mo', 'agree', AGREED)
const left = (): Case =>
  watched()
    .on('2026-03-18')
    .records('dot', 'hold-panel', { ...answers({ there: { manager: 'present' } }), outcome: 'leave' })

describe('notices', () => {
  const sent = (one: Case) => one.view().notices.map(({ id, to }) => `${id} to ${to.join(' and ')}`)

  it('are sent for a step, where its answer asks for it, to a mailbox too', () => {
    assert.deepEqual(sent(begun()), [])
    assert.deepEqual(begun(true).view().notices, [
      {
        id: 'urgent-one',
        of: 'e1',
        at: at('2026-03-02 10:00'),
        to: ['dot'],
        nobody: [],
        correctedBy: null,
        mailbox: 'duty-desk',
      },
    ])
  })

  it('are sent for a stage, and for each item of a list', () => {
    assert.deepEqual(sent(watched()), ['invitation to nan', 'invitation to otto', 'watched-now to mo and wyn'])
  })

  it('with nobody to go to are an open obligation', () => {
    const [notice] = watched()
      .view()
      .notices.filter(({ id }) => id === 'watched-now')
    assert.deepEqual(notice?.nobody, [{ kind: 'of-child', role: 'nurse' }])
    assert.deepEqual(watched().view().obligations, [
      {
        kind: 'find-who',
        who: { kind: 'of-child', role: 'nurse' },
        of: 'watched-now:e2',
        for: 'notice',
        owedBy: ['dot'],
        due: day('2026-03-04'),
      },
    ])
  })

  it('call people together for the day that was answered, and for none where nobody says when', () => {
    const called = (one: Case) => one.view().notices.map((sent) => calledFor(sent, one.view(), protocol))
    const agreed = (said: typeof AGREED) => begun(true).on('2026-03-04 10:00').records('mo', 'agree', said)
    assert.deepEqual(called(agreed(AGREED)), [null, null, null, null])
    const { answers: said } = AGREED
    const on = answers({ ...said, 'held-on': '2026-03-18T10:00:00Z' })
    assert.deepEqual(called(agreed(on)), [null, day('2026-03-18'), day('2026-03-18'), null])
  })

  it('are owed an answer by each recipient, who alone gives it', () => {
    assert.deepEqual(watched().owed('read-the-notice'), ['open 2026-03-07 by nan', 'open 2026-03-07 by otto'])
    assert.deepEqual(watched().records('otto', 'read-it').owed('read-the-notice'), [
      'open 2026-03-07 by nan',
      'met 2026-03-07 by otto',
    ])
    assert.deepEqual(watched().refusals('lea', 'read-it'), ['not-the-own'])
  })
})

describe('flags', () => {
  const flags = (one: Case) => one.view().flags.map(({ agency, state }) => `${agency} ${state}`)

  it('are asked of each agency, placed by it, to be removed, and removed by it', () => {
    assert.deepEqual(flags(watched()), ['hospital asked', 'police asked'])
    assert.deepEqual(flags(watched().records('otto', 'placed')), ['hospital asked', 'police placed'])
    assert.deepEqual(flags(left()), ['hospital removal-asked', 'police removal-asked'])
    assert.deepEqual(flags(left().records('nan', 'removed')), ['hospital removed', 'police removal-asked'])
  })

  it('owe their placing as they are asked, their removing as the stage is left', () => {
    assert.deepEqual(watched().owed('place-the-flag'), ['open 2026-03-06 by nan and lea', 'open 2026-03-06 by otto'])
    assert.deepEqual(watched().owed('remove-the-flag'), [])
    assert.deepEqual(left().owed('remove-the-flag'), ['open 2026-03-25 by nan and lea', 'open 2026-03-25 by otto'])
  })

  it('look at what the record says of that agency', () => {
    assert.deepEqual(
      watched()
        .view()
        .duties.filter(({ duty: { id } }) => id === 'tell-the-absent')
        .map(({ of }) => of),
      ['e2/concern/police'],
    )
  })
})

describe('documents and access', () => {
  it('are made by a step, and by a meeting through the step that records it', () => {
    assert.deepEqual(left().view().documents, [
      { id: 'agreement', of: 'e2' },
      { id: 'farewell', of: 'e3' },
      { id: 'minutes', of: 'e3' },
    ])
    const stayed = watched()
      .on('2026-03-18')
      .records('dot', 'hold-panel', { ...answers({ there: { manager: 'present' } }), outcome: 'stay' })
    assert.deepEqual(
      stayed.view().documents.map(({ id }) => id),
      ['agreement', 'minutes'],
    )
  })

  it('is granted while the pathway stands there', () => {
    assert.deepEqual(begun().view().grants, [])
    assert.deepEqual(watched().view().grants, [
      {
        id: 'leaders',
        persons: ['dot', 'mo', 'mel'],
        scopes: [
          { kind: 'role', role: 'director' },
          { kind: 'role', role: 'manager' },
        ],
        compartments: ['shared'],
      },
    ])
    assert.deepEqual(left().view().grants, [])
  })
})

describe('what is kept within an agency', () => {
  const SMALL = `
stages: { open: Open, shut: { title: Shut, ends: yes } }
steps:
  begin: { title: Begin, cites: [INV-01], at: start, by: worker, to: open }
  end: { title: End, cites: [INV-01], at: open, by: worker or lead, to: shut }
`
  const keptIn = (within: string) =>
    new Case(small(`${SMALL}${within === '' ? '' : `kept: { within: ${within}, cites: [INV-09] }`}`)).on('2026-03-02')

  it('is told by the protocol: nobody, whichever agency leads, or that of whoever raised it', () => {
    const raised = (within: string) => keptIn(within).records('wyn', 'begin', answers({})).view().kept
    assert.equal(raised(''), null)
    assert.deepEqual(raised('the lead agency'), { kind: 'lead' })
    const agency = PEOPLE.persons.find(({ id }) => id === 'wyn')?.agency
    assert.deepEqual(raised("the raiser's own agency"), { kind: 'agency', agency })
  })

  it('is opened to nobody where nobody has raised it', () => {
    assert.deepEqual(keptIn("the raiser's own agency").view().kept, { kind: 'nobody' })
  })
})

describe('due at the next sitting', () => {
  it('of any of the groups, that of the day itself counting', () => {
    assert.deepEqual(begun().owed('bring-to-panel'), ['open 2026-03-11 by wyn'])
    const [owed] = begun().view().duties
    assert.ok(owed !== undefined && 'day' in owed.due)
    assert.deepEqual(owed.due.derivation, {
      kind: 'sitting',
      meeting: 'circle',
      sitting: 'circle 2026-03-11',
      after: day('2026-03-02'),
      result: day('2026-03-11'),
    })
  })

  it('has no day where none is planned', () => {
    const none = new Case(protocol).on('2026-03-02').records('wyn', 'begin', answers({ urgent: false }))
    assert.deepEqual(none.owed('bring-to-panel'), ['open no-sitting by wyn'])
  })
})

describe('what follows from an entry', () => {
  it('is told with the decision, for the shell to carry out', () => {
    const decision = begun().on('2026-03-04').tries('mo', 'agree', AGREED)
    assert.ok(decision.ok)
    assert.deepEqual(
      decision.effects.map((effect) => {
        switch (effect.kind) {
          case 'stage':
            return `stage ${effect.from} ${effect.to}`
          case 'notice':
            return `notice ${effect.notice.id}`
          case 'flag':
            return `flag ${effect.flag.agency} ${effect.flag.state}`
          case 'document':
            return `document ${effect.document}`
          case 'agenda':
            return `agenda ${effect.meeting} ${effect.sitting}`
          case 'sitting':
            return `sitting ${effect.meeting} ${effect.on}`
          default:
            return effect satisfies never
        }
      }),
      [
        'stage open watched',
        'notice invitation',
        'notice invitation',
        'notice watched-now',
        'flag hospital asked',
        'flag police asked',
        'document agreement',
      ],
    )
  })

  it('puts what is due at a sitting on its agenda', () => {
    const decision = new Case(protocol, { people }).on('2026-03-02').tries('wyn', 'begin', answers({ urgent: false }))
    assert.ok(decision.ok)
    assert.deepEqual(decision.effects, [
      { kind: 'stage', from: null, to: 'open' },
      { kind: 'agenda', meeting: 'circle', sitting: 'circle 2026-03-11' },
    ])
  })
})
