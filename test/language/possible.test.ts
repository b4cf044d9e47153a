// What the checker asks beyond names: that each duty opens, has a day and can lapse, and that what a step needs can hold at once.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { BARE, foundIn, LOOK, owed, twoStages } from './two-stages.ts'

const SMALL = `${LOOK}  at-any-time: { title: T, cites: [SAM-01], at: any stage, by: worker, asks: { a: { title: A, type: words } } }
  back: { title: Back, cites: [SAM-01], at: second, by: worker, to: open }
  last: { title: Last, cites: [SAM-01], at: second, by: worker, needs: [{ met: extra }], to: closed }
`

/** The faults of a protocol with this one duty beside its steps. */
const ofDuty = (own: string): readonly string[] => foundIn(twoStages(SMALL, owed('extra', own), 'earlier: early'))
const TIMELY = 'due: 5 days after it, met by: at-any-time'

describe('a duty', () => {
  it('opens where it lasts', () => {
    for (const opening of ['entering second', 'go-on']) {
      const [found] = ofDuty(`for each: ${opening}, while: open, ${TIMELY}`)
      assert.match(found ?? '', /^duties \/ extra \/ while: this duty never opens: it would at "second"/)
    }
    assert.deepEqual(ofDuty(`for each: entering second, while: second, ${TIMELY}`), [])
    assert.deepEqual(ofDuty(`for each: at-any-time, while: open, ${TIMELY}`), [])
  })

  it('of a duty opens where that one does', () => {
    const both = (lasting: string): readonly string[] =>
      foundIn(
        twoStages(
          SMALL,
          owed('extra', `for each: entering second, ${TIMELY}`) +
            owed('further', `for each: extra, while: ${lasting}, ${TIMELY}`),
          'earlier: early',
        ),
      )
    assert.match(both('open').join(), /^duties \/ further \/ while: this duty never opens/)
    assert.deepEqual(both('second'), [])
  })

  it('has a day that comes before it is owed or while it is', () => {
    const due = (moment: string, own = 'for each: entering second, while: second'): readonly string[] =>
      ofDuty(`${own}, due: ${moment}, met by: look`)
    const never = [
      '5 days after entering closed',
      '5 days after leaving second',
      '5 days after each last',
      '5 days after the later of it and each last',
    ]
    for (const moment of never) {
      assert.match(due(moment).join(), /^duties \/ extra \/ due: this duty never has a day/, moment)
    }
    assert.match(due('5 days after each look', 'for each: go-on, while: second').join(), /^$/)
    for (const moment of [
      '5 days after entering open',
      '5 days after leaving open',
      '5 days after each early',
      '5 days after each at-any-time',
      '5 days after the earlier of it and each last',
    ]) {
      assert.deepEqual(due(moment), [], moment)
    }
    assert.deepEqual(due('5 days after leaving second', 'for each: entering second'), [])
  })

  it('counts from a record that leaves it open, and from none that ends it or waits for it', () => {
    const steps = (own: string): string =>
      `${LOOK}  note: { title: N, cites: [SAM-01], at: second, by: worker${own} }\n`
    const counting = (step: string, own = '', duty = ''): string =>
      foundIn(
        twoStages(
          steps(own),
          owed('extra', `for each: raise, due: 5 days after each ${step}, met by: look${duty}`) +
            owed('other', 'for each: raise, due: 5 days after it, met by: look'),
          'earlier: raise',
        ),
      )
        .filter((each) => each.startsWith('duties / extra'))
        .join()
    const NEVER = /^duties \/ extra \/ due: this duty never has a day/
    assert.equal(counting('note'), '')
    assert.match(counting('look'), NEVER, 'what meets it')
    assert.match(counting('note', '', ', lapses: when note is recorded'), NEVER, 'what it lapses for')
    assert.equal(counting('note', '', ', lapses: when early is recorded').includes('never has a day'), false)
    assert.match(counting('note', ', needs: [{ met: extra }]'), NEVER, 'what waits for it')
    assert.equal(counting('note', ', needs: [{ met: other }]'), '', 'what waits for another')
    assert.equal(counting('note', ', needs: [{ earlier: early }]'), '')
    assert.match(counting('note', ', to: closed'), NEVER, 'what ends the pathway')
    assert.equal(counting('note', ', to: { stay: { title: Stay }, leave: closed }'), '')
    assert.equal(counting('note', ', to: second'), '')
    assert.match(counting('note', '', ', while: open'), /never has a day/, 'what comes where it is owed no more')
  })

  it('opens with one outcome of a step where it is owed for that one', () => {
    const decide = `${LOOK}  decide: { title: D, cites: [SAM-01], at: open, by: worker, to: { on: second, off: closed } }\n`
    const of = (outcome: string, lasting = ''): readonly string[] =>
      foundIn(
        twoStages(
          decide,
          owed('extra', `for each: decide where outcome is ${outcome}, due: 5 days after it, met by: look${lasting}`),
          'earlier: raise',
        ),
      )
    assert.deepEqual(of('on'), [])
    assert.deepEqual(of('on', ', while: second'), [])
    assert.match(of('on', ', while: open').join(), /extra \/ while: this duty never opens: it would at "second"/)
    assert.match(of('off').join(), /extra \/ for each: the pathway has ended when this duty would open/)
    assert.match(of('onn').join(), /extra \/ for each: there is no outcome there "onn"/)
  })

  it('lapses for what can happen to it', () => {
    const lapsing = (lapses: string): readonly string[] =>
      ofDuty(`for each: entering second, while: second, ${TIMELY}, lapses: ${lapses}`)
    assert.match(lapsing('when leaving open').join(), /^duties \/ extra \/ lapses: this duty is never owed at "open"/)
    assert.match(
      lapsing('when raise is recorded').join(),
      /^duties \/ extra \/ lapses: "raise" cannot be recorded while/,
    )
    assert.match(lapsing('when early is recorded').join(), /"early" cannot be recorded while this duty is owed/)
    const once = (metBy: string): readonly string[] =>
      foundIn(
        BARE.replace('stages: { open: Open, closed', 'stages: { open: Open, second: Second, closed')
          .replace(
            / {2}close:.*\n/,
            '  go-on: { title: G, cites: [SAM-01], at: open, by: worker, to: second }\n  close: { title: C, cites: [SAM-01], at: second, by: worker, to: closed }\nduties:\n',
          )
          .replace(
            'if overdue',
            `${owed('extra', `for each: entering open, due: 5 days after it, met by: ${metBy}, lapses: when leaving second`)}if overdue`,
          ),
      )
    assert.match(once('go-on').join(), /^duties \/ extra \/ lapses: this duty is never owed at "second"/)
    assert.deepEqual(once('close'), [])
    assert.deepEqual(lapsing('when leaving second'), [])
    assert.deepEqual(lapsing('when look is recorded'), [])
  })
})

describe('a review', () => {
  it('may be due in the month of issue, and not before it', () => {
    const due = (issued: string, review: string): readonly string[] =>
      foundIn(BARE.replace('issued: 2020-01, review due: none given', `issued: ${issued}, review due: ${review}`))
    assert.deepEqual(due('2020-01-31', '2020-01'), [])
    assert.deepEqual(due('2020-01', '2020-01-01'), [])
    assert.match(due('2020-02-01', '2020-01').join(), /its review was due before it was issued/)
    assert.match(due('2020-01-31', '2020-01-30').join(), /its review was due before it was issued/)
  })
})

describe('what a step needs', () => {
  /** The faults of closing with these questions and guards. */
  const closing = (asks: string, needs: string, by = 'worker'): readonly string[] =>
    foundIn(
      BARE.replace(
        / {2}close:.*\n/,
        `  close: { title: Close, cites: [SAM-01], at: open, by: ${by}, asks: { ${asks} }, needs: [${needs}], to: closed }\n`,
      )
        .replace('roles: {', 'roles: { manager: Manager, ')
        .replace('at: open, by: worker, asks: { a:', 'at: open, by: worker or manager, asks: { a:')
        .replace(
          'if overdue',
          'meetings: { panel: { title: P, cites: [SAM-01], by: worker, needs: [worker] } }\nif overdue',
        ),
    )
  const SURE = 'sure: { title: Sure?, type: yes or no }'
  const more = (shown: string, type = 'yes or no'): string =>
    `${SURE}, why: { title: More?, type: ${type}, shown: ${shown} }`

  it('is asked where it is needed', () => {
    const hidden = /^steps \/ close \/ needs \/ 2: "why" is asked only when sure is no, which is not so here$/
    assert.match(closing(more('when sure is no'), 'answer: { sure: yes }, answer: { why: yes }').join(), hidden)
    assert.match(
      closing(more('when sure is no', 'words'), 'answer: { sure: yes, with: why }').join(),
      /needs \/ 1: "why" is asked only/,
    )
    const there = 'attendance, from: panel'
    assert.match(
      closing(more('when sure is no', there), 'answer: { sure: yes }, present: everyone of panel').join(),
      /needs \/ 2: "why" is asked only/,
    )
    assert.deepEqual(closing(more('when sure is yes'), 'answer: { sure: yes }, answer: { why: yes }'), [])
    assert.deepEqual(closing(more('when sure is yes', 'words'), 'answer: { sure: yes, with: why }'), [])
    assert.deepEqual(closing(more('when sure is no'), 'answer: { why: yes }'), [])
  })

  it('holds in one of the ways that "either" leaves', () => {
    const either = (last: string): readonly string[] =>
      closing(more('when sure is no'), `answer: { why: yes }, either: [{ answer: { sure: yes } }, ${last}]`)
    assert.deepEqual(either('{ earlier: look }'), [])
    assert.match(
      either('{ answer: { sure: yes } }').join(),
      /needs \/ 2 \/ either \/ 1: this and what is needed above it never hold/,
    )
  })

  it('is asked of one role together', () => {
    const of = (role: string): string =>
      `sure: { title: Sure?, type: yes or no, of: [manager] }, also: { title: Also?, type: yes or no, of: [${role}] }`
    const needs = 'answer: { sure: yes }, answer: { also: yes }'
    assert.match(
      closing(of('worker'), needs, 'worker or manager').join(),
      /needs \/ 2: nobody who may record this step is asked "also"/,
    )
    assert.deepEqual(closing(of('manager'), needs, 'worker or manager'), [])
  })

  it('is another person than the only one who may', () => {
    const other = 'another person than: raise'
    assert.match(
      closing(SURE, other, 'the raiser').join(),
      /needs \/ 1: only whoever recorded "raise" may record this step/,
    )
    assert.deepEqual(closing(SURE, other, 'the raiser or manager'), [])
    assert.deepEqual(closing(SURE, 'another person than: look', 'the raiser'), [])
  })

  it('chooses nobody tied to the case from those who all are', () => {
    const chosen = (from: string): string =>
      `who: { title: Who?, type: people, from: ${from}, each: independent of the case }`
    assert.match(
      closing(chosen('core-group'), 'earlier: look').join(),
      /who \/ each: everybody of the core group is tied/,
    )
    assert.deepEqual(closing('who: { title: Who?, type: people, from: core-group }', 'earlier: look'), [])
  })
})

describe('a step by whoever recorded another', () => {
  it('may not need another person than that', () => {
    const steps = `${LOOK}  write-up: { title: W, cites: [SAM-01], at: second, by: whoever recorded it, needs: [{ another person than: look }] }\n`
    const text = twoStages(
      steps,
      owed('extra', 'for each: look, due: 5 days after it, met by: write-up').replace(
        'owed by: worker',
        'owed by: whoever recorded it',
      ),
    )
    assert.match(foundIn(text).join(), /write-up \/ needs \/ 1: only whoever recorded "look" may record this step/)
    assert.deepEqual(foundIn(text.replace('another person than: look', 'another person than: early')), [])
  })
})
