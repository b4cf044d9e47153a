import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { Fact } from '../../engine/facts/fact.ts'
import { HEAD_LENGTH } from '../text/encoding.ts'
import {
  assessment,
  census,
  child,
  details,
  el,
  enquiry,
  identifiers,
  needPlan,
  plan,
  read,
  type Told,
} from './made.test-data.ts'

const any = {
  day: fc.constantFrom(
    '2024-06-03',
    '2024-07-01',
    '2024-09-26',
    '2024-08-31',
    '2023-02-30',
    '03/04/2024',
    '',
    '2031-01-01',
  ),
  code: fc.constantFrom('N1', 'N12', '3B', 'NEG', 'MUL', 'x & y', '&lt;', 'Zoë', ''),
}

/** A case of blocks drawn at random, right and wrong ones. */
const anyCase: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.tuple(any.day, any.day, any.code).map(([start, end, code]) => assessment(start, end, code)),
      fc.tuple(any.day, any.day).map(([start, end]) => needPlan(start, end)),
      fc.tuple(any.day, any.day).map(([start, held]) => enquiry(start, held)),
      fc
        .tuple(any.day, any.day, any.code, fc.array(any.day, { maxLength: 3 }))
        .map(([start, end, code, reviews]) => plan({ start, end, initial: code, reviews })),
      fc.constantFrom(
        '<Strange>made<a/></Strange>\n',
        'stray text\n',
        '<!-- made & meant -->\r\n',
        '<CINclosureDate/>',
      ),
      any.day.map((on) => el('CINclosureDate', on)),
    ),
    { maxLength: 5 },
  )
  .map((blocks) => details({}, ...blocks))

/** The encoding is settled from this much, however it is cut; what is to be cut stands behind it. */
const MARGIN = `<!-- ${'made '.repeat(HEAD_LENGTH / 4)} -->\n`

/** A census of a few children, each with an identifier of its own but for some that share one. */
const anyCensus: fc.Arbitrary<string> = fc
  .array(fc.tuple(fc.nat({ max: 6 }), fc.array(anyCase, { maxLength: 2 })), { minLength: 1, maxLength: 5 })
  .map((made) => made.map(([id, cases]) => child(identifiers({ LAchildID: `MADE${id}`, UPN: '' }), ...cases)))
  .map((children) => census(children).replace('<Message>', `${MARGIN}<Message>`))

/** All that came of a reading: children, facts, findings, imports. */
function outcome({ cohort, findings }: Told): unknown {
  const histories = Array.from({ length: cohort.size }, (_, index) => cohort.history(index))
  return { histories, findings, sources: cohort.sources }
}

/** Which facts of which children a reading gave, without what only the end of the file tells. */
function factsById({ cohort }: Told): Map<string, readonly string[]> {
  const facts = new Map<string, readonly string[]>()
  for (let index = 0; index < cohort.size; index++) {
    const { child: whose, facts: held } = cohort.history(index)
    facts.set(whose.id, held.map(nameOf))
  }
  return facts
}

function nameOf({ kind, from, until }: Fact): string {
  return `${kind} ${from} ${until}`
}

describe('a census that is damaged', () => {
  it('gives the same wherever its bytes are cut into pieces', async () => {
    await fc.assert(
      fc.asyncProperty(anyCensus, fc.array(fc.nat(), { maxLength: 12 }), async (text, cuts) => {
        assert.deepEqual(outcome(await read(text, { cuts })), outcome(await read(text)))
      }),
    )
  })

  it('cut off anywhere gives every child that was whole before the cut', async () => {
    await fc.assert(
      fc.asyncProperty(anyCensus, fc.nat(), fc.array(fc.nat(), { maxLength: 3 }), async (text, at, cuts) => {
        const bytes = Buffer.from(text)
        const length = at % bytes.length
        const told = await read(bytes.subarray(0, length), { cuts })
        await holdsAllBefore(text, bytes.subarray(0, length).lastIndexOf('</Child>'), told)
      }),
    )
  })

  it('with a byte changed anywhere still gives every child that was whole before it', async () => {
    await fc.assert(
      fc.asyncProperty(anyCensus, fc.nat(), fc.nat({ max: 255 }), async (text, at, value) => {
        const bytes = Buffer.from(text)
        const place = at % bytes.length
        bytes[place] = value
        const told = await read(bytes)
        await holdsAllBefore(text, bytes.subarray(0, place).lastIndexOf('</Child>'), told)
      }),
    )
  })
})

/** Asserts that a reading gave the children of the text up to its last whole one, with all their facts. */
async function holdsAllBefore(text: string, end: number, told: Told): Promise<void> {
  if (end < 0) return
  const before = Buffer.from(text).subarray(0, end + '</Child>'.length)
  const whole = factsById(await read(Buffer.concat([before, Buffer.from('</Children></Message>')])))
  const given = factsById(told)
  for (const [id, facts] of whole) {
    const held = given.get(id)
    assert.ok(held !== undefined, `${id} is lost`)
    for (const fact of facts) assert.ok(held.includes(fact), `${fact} of ${id} is lost`)
  }
}
