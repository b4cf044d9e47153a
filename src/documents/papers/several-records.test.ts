import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../../engine/calendar/day.ts'
import type { Instant } from '../../engine/calendar/instant.ts'
import { startOf } from '../../engine/pathway/days.ts'
import type { Answers, Entry } from '../../engine/pathway/entry.ts'
import type { Protocol } from '../../engine/protocol/protocol.ts'
import type { Shown } from '../pathway/shown.ts'
import { casePaper } from './case-paper.ts'
import { fileText } from './file-text.ts'
import type { Block, Paper } from './paper.ts'
import { MAKING, PROTOCOLS, shownOfEntries } from './papers.test-data.ts'

function protocol(id: string): Protocol {
  const found = PROTOCOLS.find((each) => each.id === id)
  assert.ok(found !== undefined, `there is no protocol ${id}`)
  return found
}

interface Told {
  readonly by?: string
  readonly outcome?: string
  readonly about?: string
  readonly supersedes?: string
}

/** A record of a step, an hour after the one before it. */
function told(id: string, step: string, answers: Answers = {}, more: Told = {}): Omit<Entry, 'happened' | 'recorded'> {
  const { by = 'p1', outcome = null, about = null, supersedes = null } = more
  const because = supersedes === null ? null : 'It was misheard.'
  return { id, step, outcome, by, role: 'practitioner', answers, about, supersedes, because, trigger: null }
}

function given(
  of: Protocol,
  records: readonly Omit<Entry, 'happened' | 'recorded'>[],
  siblings?: readonly string[],
): Shown {
  const entries = records.map((record, i) => {
    const hour = (at: number): Instant => (startOf(day('2026-05-04')) + (at + 9) * 3_600_000) as Instant
    const corrected = records.findIndex(({ id }) => id === record.supersedes)
    return { ...record, happened: hour(corrected < 0 ? i : corrected), recorded: hour(i) }
  })
  return shownOfEntries(of, entries, siblings)
}

function paperOf(shown: Shown, document: string, of: string | null = null): Paper {
  const found = casePaper(shown, document, of, MAKING)
  assert.ok(found.ok, JSON.stringify(found))
  return found.paper
}

function under(paper: Paper, title: string): readonly Block[] {
  return paper.sections.find((each) => each.title === title)?.blocks ?? assert.fail(`no ${title}`)
}

/** The duty of something that was recorded: which of several a record answers. */
function dutyOf({ view }: Shown, duty: string, of: string): string {
  return view.duties.find((each) => each.duty.id === duty && each.of === of)?.id ?? assert.fail(`no ${duty} of ${of}`)
}

describe('a paper of several records', () => {
  const analysis = protocol('plans-that-drift')
  const parts = [
    told('s', 'follow-the-plan'),
    told('a1', 'contribute-part', { 'own-part': 'Of the school.' }, { by: 'p0' }),
    told('a2', 'contribute-part', { 'own-part': 'Of health.' }),
    told('era1', 'agree-analysis', { 'current-plan': 'Slow.' }),
    told('a3', 'contribute-part', { 'own-part': 'Of the police.' }, { by: 'p2' }),
    told('era2', 'agree-analysis', { 'current-plan': 'Slower.' }),
  ]

  it('WAR-22: keeps what each said apart, under who said it, since such a paper was last made', () => {
    const shown = given(analysis, parts)
    const said = (of: string) =>
      under(paperOf(shown, 'enhanced-risk-analysis', of), "Each agency's part").map((block) =>
        block.kind === 'question' ? block.title : block.kind === 'words' ? block.text : block.kind,
      )
    const first = said('era1')
    assert.deepEqual([first[1], first[3]], ['Of the school.', 'Of health.'])
    assert.match(first[0] ?? '', /Siân.*Council/)
    assert.equal(first.length, 4)
    assert.deepEqual(said('era2').slice(1), ['Of the police.'])
  })

  it('WAR-24: bears what stands in every such paper', () => {
    const [block] = under(paperOf(given(analysis, parts), 'enhanced-risk-analysis'), 'What this is')
    assert.ok(block?.kind === 'words' && /risk assessment/.test(block.text))
  })

  it('says which of the records in it were corrected, by whom and why', () => {
    const { warnings } = paperOf(
      given(analysis, [...parts, told('a4', 'contribute-part', { 'own-part': 'Else.' }, { supersedes: 'a3' })]),
      'enhanced-risk-analysis',
    )
    assert.match(warnings.join(' '), /corrected it on Monday 4 May 2026, because: It was misheard/)
  })

  it('OPN-14: tells each brother and sister apart, and nobody whom the reader may not see', () => {
    const of = protocol('open-case')
    const begun = [
      told('s', 'note-the-alert', {}, { outcome: 'concern' }),
      told('c', 'make-the-contact', { concern: 'Bruises.' }),
      told('d', 'decide-on-a-discussion', {}, { outcome: 'discussion' }),
    ]
    const siblings = ['sibling-0', 'sibling-9']
    const considered = siblings.map((id, i) => {
      const about = dutyOf(given(of, begun, siblings), 'sibling-to-be-considered', `d/${id}`)
      return told(
        `k${i}`,
        'consider-a-sibling',
        { 'needs-safeguarding': true, 'sibling-reasons': `Of ${id}.` },
        { about },
      )
    })
    const held = [...begun, ...considered, told('h', 'hold-the-discussion', {}, { outcome: 'no-enquiry' })]
    const blocks = under(paperOf(given(of, held, siblings), 'discussion-record'), 'Brothers and sisters')
    const titles = blocks.flatMap((block) => (block.kind === 'question' ? [block.title] : []))
    assert.deepEqual(titles, ["D'Arcy Example", 'A brother or sister whom this reader may not see'])
    const about = dutyOf(given(of, held, siblings), 'sibling-to-be-referred', 'k0')
    const referral = paperOf(
      given(of, [...held, told('r', 'refer-a-sibling', {}, { about })], siblings),
      'sibling-referral',
    )
    const referred = [...held, told('r', 'refer-a-sibling', {}, { about })]
    const opening = dutyOf(given(of, referred, siblings), 'sibling-to-be-opened', 'r')
    const all = [...referred, told('o', 'open-for-a-sibling', {}, { about: opening })]
    const named = all.map(
      ({ id }) => /Brother or sister: (.*)/.exec(fileText(given(of, all, siblings), id, MAKING) ?? '')?.[1],
    )
    const [first, second] = titles
    assert.deepEqual(named, [undefined, undefined, undefined, first, second, undefined, first, first])
    assert.ok(referral.about.some(({ says }) => 'says' in says && says.says === "D'Arcy Example"))
    assert.ok(
      under(referral, 'In need of safeguarding').some(
        (block) => block.kind === 'words' && block.text === 'Of sibling-0.',
      ),
    )
  })

  it('WAR-09: says when a meeting was, and who wrote each thing that it quotes', () => {
    const of = protocol('practice-concern')
    const begun = [
      told('s', 'raise-the-concern', { concern: 'Nobody has seen her.', 'about-the-team': 'contact' }, { by: 'p0' }),
      told('a', 'answer-at-stage-1', { 'first-answer': 'We shall.' }),
    ]
    const met = [
      ...begun,
      told('m', 'meet-the-professional', { 'met-with': 'The manager', 'outcome-of-meeting': 'A visit.' }),
      told('b', 'take-to-the-board', { 'why-the-board': 'No visit.' }),
      told('r', 'record-the-board-answer', { 'board-answer': 'Visited.' }, { outcome: 'settled' }),
    ]
    const paper = paperOf(given(of, met), 'disagreement-record')
    const [when] = under(paper, 'Who met')
    assert.ok(when?.kind === 'words' && when.text.startsWith('11:00 on '), 'not when the Board answered')
    const concern = under(paper, 'The concern')
      .flatMap((block) => ('text' in block ? [block.text] : []))
      .join(' ')
    assert.match(
      concern,
      /Contact with the child or the family.*by Siân Ŵyn Invented \(Council\), Professional of a partner/s,
    )
    const resolved = [...begun, told('e', 'accept-the-answer', { 'how-resolved': 'Seen.' })]
    const [none] = under(paperOf(given(of, resolved), 'disagreement-record'), 'Who met')
    assert.equal(none?.kind, 'absent', 'nobody met')
  })

  it('BUC-17: is of the one contact that it follows up, and of no other', () => {
    const of = protocol('complex-cases')
    const contact = (id: string) => told(id, 'record-contact', { 'where-seen': `At ${id}.` })
    const begun = [told('s', 'refer-to-the-panel'), told('p', 'agree-shared-plan'), contact('c1'), contact('c2')]
    const follows = (duty: string, id: string) => ({ about: dutyOf(given(of, begun), duty, id) })
    const shown = given(of, [
      ...begun,
      told('t2', 'record-call', { 'told-whom': { with: 'p0' } }, follows('tell-the-worker', 'c2')),
      told('w1', 'write-up-contact', { 'contact-report': 'Well.' }, follows('follow-up-in-writing', 'c1')),
    ])
    const paper = paperOf(shown, 'contact-report')
    assert.ok(under(paper, 'Where seen, and how').some((block) => block.kind === 'words' && block.text === 'At c1.'))
    assert.deepEqual(
      under(paper, 'Told to').map(({ kind }) => kind),
      ['absent'],
    )
    const second = given(of, [
      ...begun,
      told('t2', 'record-call', { 'told-whom': { with: 'p0' } }, follows('tell-the-worker', 'c2')),
      told('w2', 'write-up-contact', { 'contact-report': 'Well.' }, follows('follow-up-in-writing', 'c2')),
    ])
    const [whom] = under(paperOf(second, 'contact-report'), 'Told to')
    assert.ok(whom?.kind === 'words' && whom.text.includes('With: Siân Ŵyn Invented (Council)'), JSON.stringify(whom))
    assert.ok(
      paper.about.some(({ label, says }) => label === 'Follows up' && 'says' in says && /11:00/.test(says.says)),
    )
  })
})
