import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../../engine/calendar/day.ts'
import { parseInstant } from '../../engine/calendar/instant.ts'
import type { EntryView } from '../../engine/pathway/view.ts'
import { postsAsked } from '../../engine/protocol/meeting-steps.ts'
import type { Shown } from '../pathway/shown.ts'
import { paperPdf } from './files.ts'
import { type Came, minutesPaper } from './minutes-paper.ts'
import type { Paper } from './paper.ts'
import { MAKING, NAMING, PROTOCOLS, sitsOn, textsOf, wholeOf } from './papers.test-data.ts'

const PROTOCOL = PROTOCOLS.find(({ id }) => id === 'complex-cases') ?? assert.fail()
const MEETING = PROTOCOL.meetings.find(({ id }) => id === 'panel') ?? assert.fail()
const LONG = 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogochinventedname'
const PEOPLE = Array.from({ length: 40 }, (_, i): Came => {
  return {
    name: i === 0 ? LONG : `Invented ${i}`,
    agency: i % 9 === 0 ? '' : 'Health',
    post: 'Invited',
    says: 'Was there',
  }
})

const NOT_FOR_THIS = 'Tegan Invented was at the sitting, and not for this case.'

const entriesIn = ({ view }: Shown, ...steps: readonly string[]): readonly EntryView[] =>
  view.entries.filter(({ entry }) => steps.includes(entry.step ?? ''))

function minutes(decided: (shown: Shown) => readonly EntryView[], more: Partial<typeof LISTING> = {}): Paper {
  const shown = wholeOf(PROTOCOL)
  const held = {
    people: PEOPLE,
    cases: [{ shown, decided: decided(shown), differs: [NOT_FOR_THIS] }],
    actions: [{ child: 'Robin', what: 'Call the school', who: 'Tegan Invented', by: 'Monday 7 December 2026' }],
  }
  return minutesPaper({ meeting: MEETING, protocol: PROTOCOL, ...sitsOn(day('2026-12-10')) }, held, shown, {
    ...LISTING,
    ...more,
  })
}

const LISTING = { ...MAKING, namingOf: () => NAMING, withheld: 0 as 0 | 2 }
const titles = ({ sections }: Paper): readonly string[] => sections.map(({ title }) => title)

describe('the minutes of a sitting', () => {
  it('tell who was there, each case with all that was decided of it, and what is to be done', () => {
    const paper = minutes((shown) => entriesIn(shown, 'agree-shared-plan', 'review-the-case'))
    const [first, second, third, ...rest] = titles(paper)
    assert.deepEqual([first, second, third], ['Who was there', 'Agenda', `1. ${NAMING.subject}`])
    assert.equal(rest.at(-1), 'Actions agreed and not done')
    assert.ok(rest.some((title) => /^Review the case at the panel: The panel keeps/.test(title)))
    const [people] = paper.sections[0]?.blocks ?? []
    assert.ok(people?.kind === 'table' && people.rows.length === 40)
    const said = [...textsOf(paper)].join('\n')
    for (const text of [LONG, NOT_FOR_THIS, 'Call the school', 'How high is the risk, as agreed?', 'Not known']) {
      assert.ok(said.includes(text), text)
    }
    assert.match(said, /Recorded by .*as Chair of the Complex Case Panel/)
  })

  it('tell of each post in the order of the meeting, however it was kept', () => {
    const sat = Object.fromEntries(
      postsAsked(MEETING)
        .toReversed()
        .map((post) => [post, 'present']),
    )
    const paper = minutes((shown) =>
      entriesIn(shown, 'review-the-case').map((each) => {
        return { ...each, entry: { ...each.entry, answers: { ...each.entry.answers, sat } } }
      }),
    )
    const said = [...textsOf(paper)]
    const places = postsAsked(MEETING).map((role) => said.lastIndexOf(PROTOCOL.roles.get(role) ?? ''))
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
    )
    assert.ok(!places.includes(-1))
  })

  it('say what nothing was recorded of, what is withheld, and which record was corrected', () => {
    const paper = minutes(() => [], { withheld: 2 })
    assert.ok(titles(paper).includes('Considered, with nothing recorded'))
    assert.match([...textsOf(paper)].join('\n'), /Nothing was recorded of any case/)
    assert.match(paper.warnings.join(' '), /2 cases are left out/)
    const corrected = minutes((shown) =>
      entriesIn(shown, 'review-the-case').map((each) => {
        return { ...each, entry: { ...each.entry, supersedes: 'e0', because: 'It was misheard.' } }
      }),
    )
    assert.match([...textsOf(corrected)].join('\n'), /Corrected on .*because: It was misheard/)
  })

  it('tell from when to when, and where', () => {
    const at = (time: string) => parseInstant(`2026-12-10T${time}:00Z`) ?? assert.fail()
    const on = { ...sitsOn(day('2026-12-10')), starts: at('10:00'), ends: at('12:30'), place: 'Room 4' }
    const paper = minutesPaper(
      { meeting: MEETING, protocol: PROTOCOL, ...on },
      { people: [], cases: [], actions: [] },
      wholeOf(PROTOCOL),
      LISTING,
    )
    const said = [...textsOf(paper)].join('\n')
    assert.match(said, /Thursday 10 December 2026, 10:00 to 12:30\nWhere\nRoom 4/)
  })

  it('are accepted as PDF/UA-1, with forty people and a name of seventy letters', async () => {
    const made = await paperPdf(minutes((shown) => entriesIn(shown, 'agree-shared-plan', 'review-the-case')))
    assert.ok(made.ok || made.refusal.kind === 'no-typesetter', JSON.stringify(made).slice(0, 500))
  })
})
