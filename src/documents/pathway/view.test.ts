import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { addDays, day } from '../../engine/calendar/day.ts'
import { type Instant, parseInstant } from '../../engine/calendar/instant.ts'
import { agencyOf } from '../../engine/pathway/agencies.ts'
import { decide } from '../../engine/pathway/decide.ts'
import type { Entry } from '../../engine/pathway/entry.ts'
import { EXAMPLES, endOf, example, shownOf } from './given.test-data.ts'
import { viewJson } from './json.ts'
import { type ViewJson, viewJsonSchema } from './json-schema.ts'
import type { Shown } from './shown.ts'
import { viewText } from './text.ts'

function json(shown: Shown): ViewJson {
  return viewJsonSchema.parse(JSON.parse(viewJson(shown)))
}

/** What stands under a heading, up to the next. */
function section(text: string, heading: string): string {
  const start = text.indexOf(`${heading}\n---`)
  assert.notEqual(start, -1, `nothing is headed ${heading}`)
  const rest = text.slice(start + heading.length)
  const next = /\n\n[^\n]+\n-{3,}\n/.exec(rest)
  return next === null ? rest : rest.slice(0, next.index)
}

function at(text: string): Instant {
  const found = parseInstant(text)
  assert.ok(found !== undefined)
  return found
}

describe('a view', () => {
  it('tells why a trigger holds from its day, and from which day silence is told of', () => {
    const shown = shownOf('challenging-cases', day('2026-03-31'))
    const trigger = json(shown).triggers.find(({ id }) => id === 'plan-not-ending')
    assert.deepEqual(
      trigger?.because.parts.map(({ says, latest, facts }) => [says, latest, facts.map(({ kind }) => kind)]),
      [
        ['lasting for: 15 months', '2026-10-28', ['protection-plan']],
        ['review conferences held: 3', null, ['review']],
      ],
    )
    assert.match(section(viewText(shown), 'What the files say'), /lasting for: 15 months \(from 28 October 2026\)/)
    const held = json(shown).duties.find(({ duty }) => duty === 'tier-1-as-agreed')
    assert.deepEqual([held?.due, held?.tellFrom, held?.tell], ['2026-04-08', '2026-04-09', ['morgan']])
    assert.match(viewText(shown), /told of it from Thursday 9 April 2026: morgan\./)
    assert.match(held?.reading ?? '', /the safeguarding lead's agreement/)
    assert.match(
      viewText(shown, 400),
      /How the source was read: The ten days run from the safeguarding lead's agreement/,
    )
  })

  it('says at its head that the child has died or turned 18, and when, and why the plan ended then', () => {
    const given = example('challenging-cases')
    const of = (child: Partial<typeof given.history.facts.child>, on: string): Shown => {
      const facts = { ...given.history.facts, child: { ...given.history.facts.child, ...child } }
      return shownOf('challenging-cases', day(on), { ...given, history: { ...given.history, facts } })
    }
    const died = of({ died: day('2026-03-25') }, '2026-03-31')
    assert.match(viewText(died), /^[^\n]+\n\n?Child[^\n]+\n\n?The child died on Wednesday 25 March 2026\.\n/)
    assert.match(viewText(died, 400), /The child has died, as of Wednesday 25 March 2026\./)
    assert.deepEqual(json(died).childhoodEnd, {
      by: 'death',
      on: '2026-03-25',
      says: 'The child died on Wednesday 25 March 2026.',
    })
    const before = of({ died: day('2026-03-25') }, '2026-03-24')
    assert.equal(json(before).childhoodEnd, null)
    assert.equal(json(before).validUntil, '2026-03-25T00:00:00+00:00')
    const adult = of({ born: day('2008-03-26') }, '2026-03-31')
    assert.match(viewText(adult, 400), /The young person has turned 18, as of Thursday 26 March 2026\./)
    assert.equal(json(adult).childhoodEnd?.says, 'The child turned 18 on Thursday 26 March 2026.')
  })

  for (const id of EXAMPLES) {
    it(`keeps to its schema and its width, and names nothing undefined, on any day: ${id}`, () => {
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 40, max: 160 }), (days, width) => {
          const shown = shownOf(id, addDays(day('2026-02-20'), days))
          json(shown)
          const text = viewText(shown, width)
          assert.doesNotMatch(text, /undefined|\[object|NaN/)
          assert.ok(text.split('\n').every((line) => line.length <= width))
        }),
        { numRuns: 40 },
      )
    })

    it(`is of entries that might have been recorded as they are: ${id}`, () => {
      const { history, people } = example(id)
      const { protocol, calendar } = shownOf(id, day('2026-03-31'))
      history.entries.forEach((entry, i) => {
        const before = { ...history, entries: history.entries.slice(0, i) }
        const { id: newId, recorded: now, trigger: _, ...command } = entry
        const decision = decide(protocol, before, people, calendar, command, { now, newId })
        assert.ok(decision.ok, decision.ok ? '' : JSON.stringify(decision.refusals))
        // For which agency is worked out where it is not said.
        const agency = agencyOf(people, entry.by)
        assert.deepEqual(decision.entry, { ...entry, agency })
      })
    })

    it(`says the same in words and in data: ${id}`, () => {
      const shown = shownOf(id, day('2026-03-31'))
      const text = viewText(shown, 10_000)
      const { duties, offers, entries, stage } = json(shown)
      assert.ok(text.includes(stage?.title ?? ''))
      for (const { title, says } of duties) {
        assert.ok(text.includes(title))
        assert.ok(text.toLowerCase().includes(says.toLowerCase()), says)
      }
      for (const { title } of offers) assert.ok(section(text, 'What can be recorded now, and by whom').includes(title))
      for (const { says } of entries) assert.ok(section(text, 'What was recorded').includes(says))
    })
  }

  it('tells a duty with its day, whoever owes it, and how the day was counted', () => {
    const { duties } = json(shownOf('challenging-cases', day('2026-03-31')))
    const duty = duties.find(({ duty }) => duty === 'tier-1-as-agreed')
    assert.deepEqual(duty?.owedBy, ['tegan'])
    assert.equal(duty?.due, '2026-04-08')
    assert.equal(duty?.standing, 'open')
    assert.equal(duty?.derivation?.counted?.from.event?.entry, 'e2')
    assert.deepEqual(
      duty?.derivation?.counted?.skipped.filter(({ why }) => why === 'holiday').map(({ day }) => day),
      ['2026-04-03', '2026-04-06'],
    )
  })

  it('shows a correction beside what it corrected, and without it what was known before', () => {
    const shown = shownOf('challenging-cases', day('2026-03-31'))
    const recorded = section(viewText(shown, 10_000), 'What was recorded')
    assert.match(
      recorded,
      /entry e3\.\n {2}It no longer counts: entry e4, .* took its place because: The room was wrong\./,
    )
    assert.match(recorded, /Corrects entry e3, because: The room was wrong\./)
    assert.match(recorded, /Recorded only on Wednesday 25 March 2026\./)
    const before = shownOf('challenging-cases', day('2026-03-31'), undefined, endOf(day('2026-03-24')))
    const { entries, leftOut, knownAt } = json(before)
    assert.deepEqual(
      entries.map(({ id, supersededBy }) => [id, supersededBy]),
      [
        ['e1', null],
        ['e2', null],
        ['e3', null],
      ],
    )
    assert.equal(leftOut, 1)
    assert.equal(knownAt, '2026-03-24T23:59:59.999+00:00')
    assert.match(viewText(before), /1 entry of the history is left out/)
  })

  it('tells of an entry that means nothing, and counts nothing of it', () => {
    const given = example('challenging-cases')
    const [first] = given.history.entries
    assert.ok(first !== undefined)
    const strange: readonly Entry[] = [
      { ...first, id: 's1', step: 'decide-requst' },
      { ...first, id: 's2', step: 'decide-request', outcome: 'agred' },
      { ...first, id: 's3', supersedes: 'none', because: 'It was wrong.' },
      { ...first, id: 's4', step: null, trigger: { id: 'plan-not-endng', met: '2026-03-18' } },
    ]
    const history = { ...given.history, entries: [...given.history.entries, ...strange] }
    const shown = shownOf('challenging-cases', day('2026-03-31'), { ...given, history })
    const plain = json(shownOf('challenging-cases', day('2026-03-31')))
    const { entries, stage, duties } = json(shown)
    assert.deepEqual([stage, duties], [plain.stage, plain.duties])
    const told = new Map(entries.map(({ id, notCounted, notes }) => [id, { notCounted, said: notes.join(' ') }]))
    assert.equal(told.get('s1')?.notCounted, 'unknown-step')
    assert.match(told.get('s1')?.said ?? '', /Did you mean "decide-request"\?/)
    assert.match(told.get('s2')?.said ?? '', /Did you mean "agreed"\?/)
    assert.equal(told.get('s3')?.notCounted, 'supersedes-nothing')
    assert.match(told.get('s4')?.said ?? '', /Did you mean "plan-not-ending"\?/)
    assert.equal(viewText(shown).match(/NOT COUNTED/g)?.length, 4)
  })

  it('tells of roles, meetings and pools that the protocol does not have', () => {
    const given = example('cases-of-most-concern')
    const people = {
      ...given.people,
      holdings: [
        ...given.people.holdings,
        { person: 'ada', role: 'director-of-all', from: day('2020-01-01'), until: null },
      ],
      own: [{ person: 'tamar', role: 'team-manger', from: day('2020-01-01'), until: null }],
      sittings: [{ meeting: 'smtt', id: 's', on: day('2026-04-01') }],
      pools: { readers: [] },
    }
    const { strangers } = json(shownOf('cases-of-most-concern', day('2026-03-12'), { ...given, people }))
    assert.equal(strangers.length, 4)
    assert.match(strangers.join('\n'), /people\.own\[0\]\.role: .*Did you mean "team-manager"\?/)
    assert.match(strangers.join('\n'), /people\.pools\.readers/)
  })

  it('tells of whom nobody knows, and of a trigger that holds no more', () => {
    const given = example('challenging-cases')
    const shown = shownOf('challenging-cases', day('2026-03-31'))
    const { obligations } = json(shown)
    const legal = obligations.find(({ of }) => of.startsWith('legal-invitation:'))
    assert.equal(legal?.kind, 'find-who')
    assert.match(legal?.says ?? '', /Representative of the legal department.*"Invitation of the legal department"/)
    assert.match(viewText(shown, 10_000), /What else must be settled[^\n]*\n-+\nFind out who this is/)

    const [first] = given.history.entries
    assert.ok(first !== undefined)
    const trigger = { id: 'plan-not-ending', met: '2026-03-16' }
    const byItself: Entry = { ...first, id: 't1', step: null, by: 'sightline', role: 'sightline', answers: {}, trigger }
    const opened = shownOf('challenging-cases', day('2026-03-31'), {
      ...given,
      history: { ...given.history, entries: [byItself] },
    })
    const withdrawn = json(opened).obligations.find(({ kind }) => kind === 'confirm-or-close')
    assert.equal(withdrawn?.of, 't1')
    assert.match(viewText(opened, 10_000), /Confirm that it goes on, or close it: it was opened by "15 months/)
    assert.match(viewText(opened, 10_000), /Started by itself: 15 months .*\n {2}By nobody; entry t1\./)
  })

  it('says that nothing was opened where nothing was', () => {
    const given = example('cases-of-most-concern')
    const shown = shownOf('cases-of-most-concern', day('2026-03-12'), {
      ...given,
      history: { ...given.history, entries: [] },
    })
    assert.equal(json(shown).stage, null)
    const text = viewText(shown)
    assert.match(text, /Nothing has been opened\./)
    assert.match(section(text, 'What can be recorded now, and by whom'), /Raise a child/)
  })

  it('lets nothing in an answer move the cursor or turn the writing round', () => {
    const given = example('cases-of-most-concern')
    const [first, ...rest] = given.history.entries
    assert.ok(first !== undefined)
    const answers = { ...first.answers, circumstances: 'red \u001b[31m and \u202eback' }
    const history = { ...given.history, entries: [{ ...first, answers }, ...rest] }
    const text = viewText(shownOf('cases-of-most-concern', day('2026-03-12'), { ...given, history }))
    assert.ok(!text.includes('\u001b') && !text.includes('\u202e'))
    assert.match(text, /red \uFFFD\[31m and \uFFFDback/)
  })

  it('tells a moment of the day apart from its end', () => {
    const shown = { ...shownOf('challenging-cases', day('2026-03-31')), asOf: at('2026-03-31T09:30:00+01:00') }
    assert.match(viewText(shown), /as of 09:30 on Tuesday 31 March 2026/)
  })

  it('is documented, every field', () => {
    const page = readFileSync(new URL('../../../docs/reference/evaluate.md', import.meta.url), 'utf8')
    const fields = (value: unknown): readonly string[] => {
      if (Array.isArray(value)) return value.flatMap(fields)
      if (typeof value !== 'object' || value === null) return []
      return Object.entries(value).flatMap(([key, each]) => [key, ...fields(each)])
    }
    const shown = EXAMPLES.map((id) => json(shownOf(id, day('2026-03-12'))))
    const missing = [...new Set(fields(shown))].filter((field) => !page.includes(`\`${field}\``))
    assert.deepEqual(missing, [])
  })
})
