import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../calendar/day.ts'
import { plan } from '../watch/given.test-data.ts'
import { answers, at, Case, duty, files, opened, PEOPLE, running, small } from './given.test-data.ts'

// What opens, recurs and ends a duty, on the very day and with one like it beside it.

describe('a duty that starts anew at a record', () => {
  const anew = (own = ''): ReturnType<typeof running> =>
    running(
      duty(`
    for each: go-on
    due: 5 days after it, and again 7 days after each go-on${own}`),
    )
  const twice = (protocol: ReturnType<typeof running>): Case =>
    opened(protocol)
      .on('2026-03-03')
      .records('wyn', 'go-on')
      .on('2026-03-04')
      .records('wyn', 'go-back')
      .on('2026-03-05')
      .records('wyn', 'go-on')

  it('is not started anew by the record that opened it', () => {
    const once = opened(anew()).on('2026-03-03').records('wyn', 'go-on')
    assert.deepEqual(once.owed('it-is-done'), ['open 2026-03-08 by wyn'])
  })

  it('is started anew once for each chain that goes on', () => {
    assert.deepEqual(twice(anew()).owed('it-is-done').toSorted(), [
      'open 2026-03-08 by wyn',
      'open 2026-03-10 by wyn',
      'open 2026-03-12 by wyn',
    ])
  })

  it('is not started anew where it has lapsed', () => {
    assert.deepEqual(twice(anew('\n    lapses: when leaving second')).owed('it-is-done').toSorted(), [
      'lapsed left-stage 2026-03-08 by wyn',
      'open 2026-03-10 by wyn',
    ])
  })
})

describe('a duty that recurs', () => {
  const protocol = running(
    duty(`
    for each: go-on
    due: 5 days after it, then every 5 days`),
  )
  const doneOn = (when: string): readonly string[] =>
    opened(protocol)
      .on('2026-03-02 12:00')
      .records('wyn', 'go-on')
      .on(when)
      .records('wyn', 'do')
      .owed('it-is-done')
      .map((each) => each.replace(' by wyn', ''))

  it('is next due on the first day of the count after the one on which it was done', () => {
    assert.deepEqual(doneOn('2026-03-05'), ['met 2026-03-07', 'open 2026-03-12'])
    assert.deepEqual(doneOn('2026-03-07'), ['met 2026-03-07', 'open 2026-03-12'])
    assert.deepEqual(doneOn('2026-03-11'), ['late 2026-03-07', 'open 2026-03-12'])
    assert.deepEqual(doneOn('2026-03-12'), ['late 2026-03-07', 'open 2026-03-17'])
  })
})

describe('a duty that nobody owes', () => {
  const protocol = small(`
stages: { listed: Listed, off: { title: Off, ends: yes } }
steps:
  list: { title: List, cites: [INV-01], at: start, by: worker, to: listed }
  treat: { title: Treat, cites: [INV-02], at: listed, by: nurse or worker }
  stop: { title: Stop, cites: [INV-04], at: listed, by: manager, to: off }
duties:
  be-treated:
    title: Treat
    cites: [INV-02]
    owed by: nurse
    for each: list
    due: 5 days after it
    met by: treat
`)
  const people = { ...PEOPLE, holdings: PEOPLE.holdings.filter(({ role }) => role !== 'nurse') }
  const one = (): Case => new Case(protocol, { people }).on('2026-03-02').records('wyn', 'list')
  const wanted = (each: Case) => each.view().obligations.filter(({ kind }) => kind === 'find-who')
  const FIND = {
    kind: 'find-who',
    who: { kind: 'role', role: 'nurse' },
    of: 'be-treated:e1',
    for: 'duty',
    owedBy: ['dot'],
    due: day('2026-03-07'),
  }

  it('asks for somebody by its own day, while it is open and once it is overdue', () => {
    assert.deepEqual(wanted(one()), [FIND])
    assert.deepEqual(wanted(one().on('2026-03-20')), [FIND])
  })

  it('asks for nobody once it is met, or has ended with the pathway', () => {
    assert.deepEqual(wanted(one().records('wyn', 'treat')), [])
    assert.deepEqual(wanted(one().records('mo', 'stop')), [])
  })

  it('asks for nobody where somebody owes it', () => {
    assert.deepEqual(wanted(new Case(protocol).on('2026-03-02').records('wyn', 'list')), [])
  })
})

describe('a sitting that is to be planned', () => {
  const protocol = small(`
meetings:
  panel: { title: The panel, cites: [INV-01], by: director, held: every 1 month }
stages: { listed: Listed, off: { title: Off, ends: yes } }
steps:
  list: { title: List, cites: [INV-01], at: start, by: worker, to: listed }
  review: { title: Review, cites: [INV-02], at: listed, by: worker, needs: [{ sitting: panel }] }
  stop: { title: Stop, cites: [INV-04], at: listed, by: manager, to: off }
`)
  const toPlan = (asOf: string, ...days: readonly string[]) => {
    const sittings = days.map((on) => ({ meeting: 'panel', id: `panel ${on}`, on: day(on) }))
    return new Case(protocol, { people: { ...PEOPLE, sittings } })
      .on('2026-03-02')
      .records('wyn', 'list')
      .view(asOf)
      .obligations.flatMap((each) => (each.kind === 'plan-sitting' ? [each] : []))
  }
  const due = (asOf: string, ...days: readonly string[]) => toPlan(asOf, ...days).map((each) => each.due)

  it('is asked of the chair', () => {
    assert.deepEqual(toPlan('2026-03-03'), [
      {
        kind: 'plan-sitting',
        meeting: 'panel',
        who: { kind: 'role', role: 'director' },
        owedBy: ['dot'],
        due: day('2026-04-02'),
      },
    ])
  })

  it('is planned by one on the last day that will do, and not by one on the day after', () => {
    assert.deepEqual(due('2026-03-03', '2026-04-02'), [])
    assert.deepEqual(due('2026-03-03', '2026-04-03'), [day('2026-04-02')])
  })

  it('is counted from the last that was held, one of today among them', () => {
    assert.deepEqual(due('2026-03-19', '2026-03-20'), [])
    assert.deepEqual(due('2026-03-20', '2026-03-20'), [day('2026-04-20')])
    assert.deepEqual(due('2026-03-25', '2026-03-20', '2026-03-12'), [day('2026-04-20')])
    assert.deepEqual(due('2026-03-20', '2026-03-20', '2026-04-20'), [])
  })
})

describe('a record that rests on a plan', () => {
  const protocol = running(
    duty(`
    for each: go-on
    due: 5 days after it`),
    `
  push: { title: Push, cites: [INV-03], at: first, by: manager, needs: [{ either: [{ earlier: go-on }, { on a plan: yes }] }] }
  lift: { title: Lift, cites: [INV-03], at: first, by: manager, needs: [{ on a plan: no }] }`,
  )
  const toConfirm = (one: Case, asOf: string) =>
    one
      .view(asOf)
      .obligations.flatMap((each) =>
        each.kind === 'confirm-plan' ? [[each.entry, each.on, each.files, each.due]] : [],
      )

  it('is to be confirmed where files say the contrary of its very day, within "either" too', () => {
    const facts = files('2026-12-31', plan('2026-03-04', '2026-03-06'))
    const one = opened(protocol, { facts })
    const held = (when: string, step: string): Case => {
      const each = opened(protocol, { facts })
      return each.holds(when, 'mo', step, { id: 'x' })
    }
    assert.deepEqual(toConfirm(one, '2026-03-10'), [])
    assert.deepEqual(toConfirm(held('2026-03-03', 'push'), '2026-03-10'), [['x', true, 'contrary', day('2026-03-03')]])
    assert.deepEqual(toConfirm(held('2026-03-04', 'push'), '2026-03-10'), [])
    assert.deepEqual(toConfirm(held('2026-03-05', 'lift'), '2026-03-10'), [['x', false, 'contrary', day('2026-03-05')]])
    assert.deepEqual(toConfirm(held('2026-03-06', 'lift'), '2026-03-10'), [])
  })

  it('is due on the day on which it was recorded, by whoever recorded it', () => {
    const one = opened(protocol, { facts: files('2026-12-31') })
    one.holds('2026-03-03', 'mo', 'push', { id: 'x', recorded: '2026-03-05' })
    const [found] = one.view('2026-03-10').obligations.filter(({ kind }) => kind === 'confirm-plan')
    assert.deepEqual([found?.due, found?.owedBy], [day('2026-03-05'), ['mo']])
  })
})

describe('a flag that no stage bounds', () => {
  const protocol = small(`
stages: { first: First, second: Second, off: { title: Off, ends: yes } }
steps:
  begin:
    title: Begin
    cites: [INV-01]
    at: start
    by: worker
    asks: { agencies: { title: Which?, type: agencies } }
    to: first
  go-on: { title: Go on, cites: [INV-01], at: first, by: worker, to: second }
  stop: { title: Stop, cites: [INV-04], at: second, by: manager, to: off }
flags:
  marked: { title: Marked, cites: [INV-02], for each: item of agencies in begin }
  bounded: { title: Bounded, cites: [INV-02], for each: item of agencies in begin, while: first }
`)

  it('stays whatever is left, where one that a stage bounds is asked to be removed', () => {
    const one = new Case(protocol).on('2026-03-02').records('wyn', 'begin', answers({ agencies: ['hospital'] }))
    const flags = () =>
      one
        .view()
        .flags.map(
          ({ id, agency, state, since }) =>
            `${id} ${agency} ${state} ${since === at('2026-03-02') ? 'begun' : 'since'}`,
        )
    assert.deepEqual(flags(), ['marked hospital asked begun', 'bounded hospital asked begun'])
    one.on('2026-03-05').records('wyn', 'go-on')
    assert.deepEqual(flags(), ['marked hospital asked begun', 'bounded hospital removal-asked since'])
    assert.equal(one.view().flags[1]?.since, at('2026-03-05'))
    one.on('2026-03-06').records('mo', 'stop')
    assert.deepEqual(flags(), ['marked hospital asked begun', 'bounded hospital removal-asked since'])
  })
})

describe('a correction of when something happened', () => {
  const protocol = running(
    duty(`
    for each: go-on
    due: 5 days after it`),
    `
  at-first: { title: At first, cites: [INV-03], at: first, by: worker }
  at-second: { title: At second, cites: [INV-03], at: second, by: worker }`,
  )
  const moved = (one: Case, supersedes: string, to: string) =>
    one.on('2026-03-09').refusals('wyn', 'go-on', { supersedes, happened: at(to), because: 'It was another day.' })

  it('is weighed against what lies between, whichever way it is moved', () => {
    const later = opened(protocol).on('2026-03-03').records('wyn', 'go-on').on('2026-03-05').records('wyn', 'at-second')
    assert.deepEqual(moved(later, 'e2', '2026-03-04'), [])
    assert.deepEqual(moved(later, 'e2', '2026-03-06'), ['later-would-not-stand'])
    const sooner = opened(protocol).on('2026-03-04').records('wyn', 'at-first').on('2026-03-05').records('wyn', 'go-on')
    assert.deepEqual(moved(sooner, 'e3', '2026-03-04 13:00'), [])
    assert.deepEqual(moved(sooner, 'e3', '2026-03-03'), ['later-would-not-stand'])
  })
})

describe('a start that nobody wrote down, of what holds no more', () => {
  const protocol = small(`
triggers:
  long-plan:
    title: 15 months on a plan
    cites: [INV-01]
    for each: protection plan
    met: { lasting for: 15 months }
    opens: asked
stages: { asked: Asked for, shut: { title: Shut, ends: yes } }
steps:
  stop: { title: Stop, cites: [INV-01], at: asked, by: worker, to: shut }
  note: { title: Note, cites: [INV-02], at: any stage, by: worker, asks: { said: { title: What?, type: words } } }
`)
  // It was met on 5 March 2026 and held until the plan ended.
  const facts = files('2027-12-31', plan('2024-12-05', '2026-05-01'))
  const stageAfter = (noted: string): string | null =>
    new Case(protocol, { facts }).holds(noted, 'wyn', 'note').stage('2026-06-01')

  it('is one where something was recorded while it held, on the first of its days and on the last', () => {
    assert.equal(stageAfter('2026-03-04 23:59'), null)
    assert.equal(stageAfter('2026-03-05 00:00'), 'asked')
    assert.equal(stageAfter('2026-04-30 23:59'), 'asked')
    assert.equal(stageAfter('2026-05-01 00:00'), null)
  })
})
