import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day } from '../../../engine/calendar/day.ts'
import { startOf } from '../../../engine/pathway/days.ts'
import type { ToldKind } from '../../../record/notices/tell.ts'
import { notReadLines, sayWithheld, type Told, toReadBlocks } from './to-read.ts'

const TODAY = day('2026-11-20')
const nameOf = (person: string): string => `${person} Invented`

function told(kind: ToldKind, id: string, words: object = {}, more: Partial<Told> = {}): Told {
  return {
    id,
    kind,
    about: 'a',
    words,
    told: startOf(TODAY),
    dueDay: TODAY,
    sender: null,
    owedBy: ['tam'],
    pathway: 'p',
    caseId: 'c',
    childName: 'Plainly Invented',
    protocolHash: null,
    calendarHash: null,
    title: 'Talk it over',
    protocol: 'Concerns',
    ...more,
  }
}

describe('what is to be read', () => {
  it('gathers what is due soon and what is overdue, so that one click says that it was read', () => {
    const blocks = toReadBlocks([told('reminder', '1'), told('overdue', '2'), told('reminder', '3')], nameOf)
    assert.deepEqual(
      blocks.map(({ ids, items, urgent }) => [ids, items.length, urgent]),
      [
        [['2'], 1, true],
        [['1', '3'], 2, false],
      ],
    )
  })

  it('unfolds what is too much to read at a glance, and what stands on the page already', () => {
    const some = (kind: ToldKind, count: number) => Array.from({ length: count }, (_, each) => told(kind, `${each}`))
    assert.deepEqual(
      [some('silence', 5), some('silence', 6), some('overdue', 1)].map((all) => toReadBlocks(all, nameOf)[0]?.unfolds),
      ['', 'Show all 6', 'Show which'],
    )
  })

  it('says who owes what fell to whoever reads it', () => {
    const [block] = toReadBlocks([told('silence', '1')], nameOf)
    assert.match(block?.items[0]?.hint ?? '', /owed by tam Invented/)
  })

  it('gathers notices of one title, and no others', () => {
    const blocks = toReadBlocks(
      [told('notice', '1'), told('notice', '2', {}, { title: 'Raised' }), told('notice', '3')],
      nameOf,
    )
    assert.deepEqual(
      blocks.map(({ ids }) => ids),
      [['1', '3'], ['2']],
    )
  })

  it('says for which day a notice calls whoever reads it', () => {
    const [block] = toReadBlocks(
      [told('notice', '1', { notice: 'called', day: '2026-11-24' }), told('notice', '2')],
      nameOf,
    )
    assert.deepEqual(
      block?.items.map(({ hint }) => hint),
      ['Sent 20 November 2026. It is on Tuesday 24 November 2026.', 'Sent 20 November 2026.'],
    )
  })

  it('cannot be read away while nobody is there, or while matches are in doubt', () => {
    const blocks = toReadBlocks([told('nobody', '1', { duty: 'talk' }), told('doubtful', '2', { count: 3 })], nameOf)
    assert.deepEqual(
      blocks.map(({ button }) => button),
      ['', ''],
    )
  })

  it('puts what cannot wait first, whatever came first', () => {
    const kinds: readonly ToldKind[] = ['notice', 'hand-over', 'silence', 'not-reached', 'break-glass']
    const blocks = toReadBlocks(
      kinds.map((kind, place) => told(kind, String(place))),
      nameOf,
    )
    assert.deepEqual(
      blocks.map(({ ids }) => ids[0]),
      ['4', '3', '2', '0', '1'],
    )
  })

  it('names no child whom the reader may not see', () => {
    const hidden = { pathway: null, caseId: null, childName: null }
    const [glass] = toReadBlocks([told('break-glass', '1', { person: 'otto', reason: 'At risk' }, hidden)], nameOf)
    assert.match(glass?.title ?? '', /otto Invented/)
    assert.deepEqual([glass?.href, glass?.lines[0]?.startsWith('A case that you may not see')], ['/glass/a', true])
    assert.deepEqual([sayWithheld(0), sayWithheld(1).slice(0, 15)], ['', 'One more notice'])
  })

  it('takes words that cannot be read for none', () => {
    for (const words of [null, 'x', { expires: 'x', cases: 'y', person: 4 }]) {
      const of = { words }
      assert.equal(
        toReadBlocks(
          [
            { ...told('hand-over', '1'), ...of },
            { ...told('break-glass', '2'), ...of },
          ],
          nameOf,
        ).length,
        2,
      )
    }
  })

  it('tells whoever sent it who has left it unread', () => {
    const row = { kind: 'notice', about: 'n:1', words: {}, told: startOf(TODAY), persons: ['tam', 'sal'] } as const
    const of = { pathway: 'p', caseId: 'c', childName: null, protocolHash: null, calendarHash: null, title: 'Raised' }
    const [line] = notReadLines([{ ...row, ...of }], nameOf)
    assert.equal(line?.text, 'Raised, Not about one child')
    assert.match(line?.hint ?? '', /not read by tam Invented and sal Invented/)
  })
})
