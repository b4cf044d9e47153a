import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Instant } from '../../engine/calendar/instant.ts'
import type { Paper } from './paper.ts'
import { takeOut, thirdPartiesIn } from './third-parties.ts'

const paperOf = (text: string): Paper => ({
  title: 'Report',
  subtitle: '',
  reference: '',
  about: [],
  warnings: [],
  sections: [{ title: 'What Happened There', level: 1, blocks: [{ kind: 'words', text }] }],
  made: 0 as Instant,
})
const KNOWN = { subject: 'Ann Invented', staff: ['Tam Example'], family: ['Bo Invented'], titles: ['Nowhere Council'] }

describe('the names of others in a paper', () => {
  it('are those of who is known, and what looks like a name, but not whom it is about', () => {
    const found = thirdPartiesIn(
      paperOf(
        'Ann Invented and bo  invented live with Gareth Madeup. On Monday Tam Example told Sian of Nowhere that.',
      ),
      KNOWN,
    )
    assert.deepEqual(
      found.map(({ name, as, times }) => [name, as, times]),
      [
        ['Bo Invented', 'of-the-family', 1],
        ['Tam Example', 'works-here', 1],
        ['Gareth Madeup', 'somebody', 1],
        ['Sian', 'somebody', 1],
      ],
    )
    assert.match(found[2]?.excerpt ?? '', /live with Gareth Madeup\. On/)
  })

  it('look like names with an apostrophe as well, and with accents that are written apart', () => {
    const found = thirdPartiesIn(paperOf('She was seen by O’Nobody, then by D\u2019Nowhere and Zoe\u0301.'), KNOWN)
    assert.deepEqual(
      found.map(({ name }) => name),
      ['O’Nobody', 'D’Nowhere', 'Zoe\u0301'],
    )
  })

  it('are taken out wherever they stand, and nothing like them', () => {
    const out = (text: string, names: readonly string[]) => {
      return takeOut(
        text,
        names.map((name) => ({ name, as: 'somebody' as const })),
      )
    }
    assert.equal(
      out('Sian, Siana and SIAN (x+y)', ['Sian', '(x+y)']),
      '[name taken out], Siana and [name taken out] [name taken out]',
    )
    assert.equal(out('Nobody', ['']), 'Nobody')
  })

  it('come after what looks like an address, which is no name as well and is taken out as one', () => {
    const text = 'She is at 12 Some Street, zz1  1aa, and not at 112 Some Street.'
    const found = thirdPartiesIn(paperOf(text), KNOWN)
    assert.deepEqual(
      found.map(({ name, as }) => [name, as]),
      [
        ['zz1  1aa', 'address'],
        ['12 Some Street', 'address'],
        ['112 Some Street', 'address'],
      ],
    )
    assert.equal(
      takeOut(text, found.slice(0, 2)),
      'She is at [address taken out], [address taken out], and not at 112 Some Street.',
    )
  })
})
