import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../../engine/calendar/day.ts'
import { sayDay } from '../../engine/calendar/words.ts'
import type { Protocol } from '../../engine/protocol/protocol.ts'
import { casePaper, papersMade } from './case-paper.ts'
import { absent, type Paper, type Section, says } from './paper.ts'
import { MAKING, makersOf, PASTED, PROTOCOLS, shownOfEntries, textsOf, wholeOf } from './papers.test-data.ts'

function protocol(id: string): Protocol {
  const found = PROTOCOLS.find((each) => each.id === id)
  assert.ok(found !== undefined, `there is no protocol ${id}`)
  return found
}

function paperOf(
  shown: ReturnType<typeof wholeOf>,
  document: string,
  of: string | null = null,
  making = MAKING,
): Paper {
  const found = casePaper(shown, document, of, making)
  assert.ok(found.ok, JSON.stringify(found))
  return found.paper
}

function section(paper: Paper, title: string): Section {
  const found = paper.sections.find((each) => each.title === title)
  assert.ok(found !== undefined, `${title} is no heading of ${paper.title}`)
  return found
}

describe('the documents of a case', () => {
  for (const each of PROTOCOLS) {
    for (const document of each.documents.filter(({ while: stages }) => stages.length === 0)) {
      it(`${each.id}: ${document.title}, with every heading in its place and every answer under it`, () => {
        const titles = document.headings.map(({ title }) => title)
        const told = makersOf(each, document).flatMap((maker) => {
          const paper = paperOf(wholeOf(each, undefined, maker), document.id)
          assert.deepEqual(
            paper.sections.map(({ title }) => title),
            titles,
          )
          assert.equal(paper.title, document.title)
          for (const { title, blocks } of paper.sections) assert.ok(blocks.length > 0, `nothing stands under ${title}`)
          return paper.sections.filter(({ blocks }) => blocks.some(({ kind }) => kind !== 'absent'))
        })
        const said = new Set(told.map(({ title }) => title))
        assert.deepEqual(
          titles.filter((title) => !said.has(title)),
          [],
          'every question was answered, and nothing is said there',
        )
      })
    }
  }

  it('say which child it is, of two of one name, and who works with them', () => {
    const whole = wholeOf(protocol('challenging-cases'))
    const worker = { person: 'p1', role: 'social-worker', agency: null, from: day('2020-01-01'), until: null }
    const shown = { ...whole, child: { name: null, identifier: 'X-20417' }, people: { ...whole.people, own: [worker] } }
    const told = new Map(paperOf(shown, 'tier-1-report').about.map((field) => [field.label, field]))
    assert.deepEqual(told.get('Identifier'), { label: 'Identifier', says: says('X-20417') })
    const { born } = shown.history.facts.child
    const cell = born === null ? absent('Not known') : says(sayDay(born))
    assert.deepEqual(told.get('Born'), { label: 'Born', says: cell })
    assert.match(JSON.stringify(told.get('Works with the child')), /\(Health\), Social worker/)
    const nobody = protocol('challenging-cases').documents.find(({ namesNobody }) => namesNobody)
    assert.ok(nobody !== undefined)
    assert.doesNotMatch(JSON.stringify(paperOf(shown, nobody.id).about), /X-20417/)
  })

  it('show what people wrote as they wrote it', () => {
    const paper = paperOf(wholeOf(protocol('challenging-cases')), 'tier-1-report')
    const all = [...textsOf(paper)].join('\n')
    for (const pasted of PASTED) assert.ok(all.includes(pasted), pasted)
  })

  it('CWM-18: the report of a professional review has every heading of Appendix 4', () => {
    const paper = paperOf(wholeOf(protocol('challenging-cases')), 'tier-1-report')
    assert.deepEqual(
      paper.sections.map(({ title }) => title),
      [
        'Date and time',
        'Venue',
        'Family details',
        '1. In attendance',
        '2. The case and its present issues, based on the information provided',
        "3. Partners' involvement to date",
        "4. Analysis of risks, protective factors and parents' ability to change",
        '5. Outcome agreed, with actions and timescales',
        '6. Communications with the family',
      ],
    )
    const attended = section(paper, '1. In attendance').blocks.filter(({ kind }) => kind === 'table')
    assert.ok(
      attended.some((table) => table.kind === 'table' && table.rows.length === 40),
      'forty people were there',
    )
    const outcome = protocol('challenging-cases').steps.find(({ id }) => id === 'hold-tier-1')?.outcomes[0]
    const { blocks } = section(paper, '5. Outcome agreed, with actions and timescales')
    assert.deepEqual(blocks.slice(0, 2), [
      { kind: 'question', title: 'Outcome' },
      { kind: 'words', text: outcome?.title ?? '' },
    ])
  })

  it('CWM-24: the referral tells of the last meeting alone, and says where from', () => {
    const { steps } = protocol('challenging-cases')
    const titleOf = (step: string, question?: string): string => {
      const found = steps.find(({ id }) => id === step)
      const title = question === undefined ? found?.title : found?.asks.find(({ id }) => id === question)?.title
      assert.ok(title !== undefined)
      return title
    }
    const paper = paperOf(wholeOf(protocol('challenging-cases')), 'tier-3-referral')
    const { blocks } = section(paper, '1. In attendance at the last meeting')
    const notes = blocks.flatMap((block) => (block.kind === 'note' ? [block.text] : []))
    assert.equal(notes.length, 1, 'of one meeting')
    assert.ok(notes.every((note) => note.includes(`"${titleOf('hold-tier-2')}"`)))
    const questions = blocks.flatMap((block) => (block.kind === 'question' ? [block.title] : []))
    assert.ok(questions.includes(titleOf('hold-tier-2', 'attendance')))
    assert.ok(!questions.includes(titleOf('hold-tier-1', 'attendance-of-both')), 'that of Tier 1 is not mixed in')
    assert.ok(section(paper, 'What is asked of the event').blocks.every(({ kind }) => kind !== 'note'))
  })

  it('say what nobody answered, what was not asked, and what nothing has recorded', () => {
    const whole = wholeOf(protocol('cases-of-most-concern'))
    const entries = whole.history.entries.map((entry) =>
      entry.step === 'complete-the-form'
        ? { ...entry, answers: { ...entry.answers, category: ['category-a'], team: ' ', names: '' } }
        : entry,
    )
    const form = entries.map((entry) => {
      if (entry.step !== 'complete-the-form') return entry
      const { 'risks-to-the-organisation': _, 'other-risk-to-the-organisation': __, ...answers } = entry.answers
      return { ...entry, answers }
    })
    const paper = paperOf(shownOfEntries(whole.protocol, form), 'case-of-note-form')
    assert.deepEqual(section(paper, 'Team').blocks, [{ kind: 'absent', why: 'Not answered' }])
    assert.deepEqual(section(paper, 'Risks to the organisation').blocks, [
      { kind: 'absent', why: 'Not asked here, because of other answers' },
    ])
  })

  it('CWM-32: name nobody at their head where the protocol says so, nor when it was', () => {
    const shown = wholeOf(protocol('challenging-cases'))
    const paper = paperOf(shown, 'annual-report-learning', null, { ...MAKING, madeFor: 'Invented Reader' })
    assert.deepEqual(
      paper.about.map(({ label }) => label),
      ['Source', 'Clause', 'Made on'],
    )
    assert.equal(paper.reference, '')
    const head = JSON.stringify({ ...paper, sections: [] })
    assert.ok(!head.includes(MAKING.naming.subject) && !head.includes('Invented Reader'))
    assert.match(paper.warnings.at(-1) ?? '', /may name somebody/)
  })

  it('say that parts of the record are closed to the reader, and claim nothing of what is in them', () => {
    const whole = wholeOf(protocol('cases-of-most-concern'))
    const entries = whole.history.entries.map((entry) => ({ ...entry, answers: {} }))
    const shown = shownOfEntries(whole.protocol, entries)
    const paper = paperOf(shown, 'case-note', null, { ...MAKING, closed: ['Health', 'Police'] })
    assert.match(paper.warnings.join(' '), /not whole.*Health and Police/)
    assert.deepEqual(section(paper, 'What was said').blocks, [
      { kind: 'absent', why: 'Not answered, or not for this reader' },
    ])
  })

  it('are those of the record as corrected, and say so', () => {
    const whole = wholeOf(protocol('cases-of-most-concern'))
    const talk = whole.history.entries.find(({ step }) => step === 'discuss-the-case')
    assert.ok(talk !== undefined)
    const answers = { ...talk.answers, discussion: 'What was truly said.' }
    const corrected = { ...talk, id: 'better', answers, supersedes: talk.id, because: 'The note was of another child.' }
    const shown = shownOfEntries(whole.protocol, [...whole.history.entries, corrected])
    for (const record of [null, talk.id, 'better']) {
      const paper = paperOf(shown, 'case-note', record)
      assert.deepEqual(section(paper, 'What was said').blocks, [{ kind: 'words', text: 'What was truly said.' }])
      assert.match(paper.warnings.join(' '), /takes the place of an earlier one.*of another child/)
    }
    assert.equal(papersMade(shown).filter(({ document }) => document.id === 'case-note').length, 1)
  })

  it('are refused where there is none, and why is said', () => {
    const whole = wholeOf(protocol('cases-of-most-concern'))
    const empty = shownOfEntries(whole.protocol, [])
    const why = (shown: typeof whole, document: string, of: string | null) => {
      const found = casePaper(shown, document, of, MAKING)
      return found.ok ? 'made' : found.why.kind
    }
    assert.equal(why(whole, 'no-such', null), 'unknown-document')
    assert.equal(why(whole, 'the-list', null), 'of-several-cases')
    assert.equal(why(empty, 'case-note', null), 'not-made')
    assert.equal(why(whole, 'case-note', 'e0'), 'not-of-that')
  })

  it('bear no name at the foot of the page', () => {
    const paper = paperOf(wholeOf(protocol('challenging-cases')), 'tier-1-report')
    assert.equal(paper.reference, MAKING.reference)
  })
})
