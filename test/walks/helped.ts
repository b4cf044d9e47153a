// PRA-08, told of every protocol about a child in the same words: who looks at the child says how it stands, from entry to exit.
import assert from 'node:assert/strict'
import type { Question, Step } from '../../src/engine/protocol/pathway-parts.ts'
import type { Protocol } from '../../src/engine/protocol/protocol.ts'
import type { Element } from './element.ts'
import { type Walk, walk } from './walk.ts'

/** The steps that ask how high the risk is and what the child's life is like. */
interface Asking {
  readonly entry: readonly string[]
  readonly review: readonly string[]
  readonly exit: readonly string[]
}

const LEVELS = ['low', 'medium', 'high', 'very-high', 'not-known']
const LIFE = 'life-day-to-day'

/** Where the source has no level of its own, it is asked for; else only what life is like, beside the source's own. */
export function helpedWalks(asking: Asking, own: readonly string[] | null = null): readonly Walk[] {
  return [
    walk('PRA-08', 'how it stands is asked at entry, at each review and at exit, last and needed nowhere', (story) => {
      const { helped, levels, steps } = story.protocol
      assert.deepEqual([helped?.atEntry, helped?.atReview, helped?.atExit], [asking.entry, asking.review, asking.exit])
      const level = levels.find(({ id }) => id === helped?.level)
      assert.deepEqual(level?.toldBy, own ?? ['level-of-risk'])
      for (const id of new Set([...asking.entry, ...asking.review, ...asking.exit])) {
        const last = steps.find((step) => step.id === id)?.asks.slice(own === null ? -2 : -1) ?? []
        const asked = last.map((question) => [question.id, question.needed.kind, [...question.options.keys()]])
        const wanted = [
          ['level-of-risk', 'never', LEVELS],
          [LIFE, 'never', []],
        ]
        assert.deepEqual(asked, own === null ? wanted : wanted.slice(1), id)
        assert.ok(last.every(({ options, meanings }) => options.size === 0 || meanings.size === options.size - 1))
      }
    }),
  ]
}

/** What a step asks of itself: what all ask is written once, and taken away or altered in all of them. */
export function ownAsks({ helped }: Protocol, { asks }: Step): readonly Question[] {
  return helped === null ? asks : asks.filter((question) => !helped.questions.includes(question))
}

/** What is said of whether it helped, with a step fewer in each of its lists, and with a question fewer. */
export function elementsOfHelped(protocol: Protocol): readonly Element[] {
  const { helped } = protocol
  if (helped === null) return []
  const steps = (['atEntry', 'atReview', 'atExit'] as const).flatMap((place) =>
    helped[place].map((step) => ({
      name: `helped ${place} of ${step}`,
      cites: helped.cites,
      without: { ...protocol, helped: { ...helped, [place]: helped[place].filter((each) => each !== step) } },
    })),
  )
  const questions = helped.questions.map((question) => ({
    name: `helped question ${question.id}`,
    cites: question.cites,
    without: asking(protocol, (asks) => asks.filter((each) => each !== question)),
  }))
  return [...steps, ...questions]
}

/** Each of its questions with an answer fewer to choose from. */
export function alterationsOfHelped(protocol: Protocol): readonly Element[] {
  return (protocol.helped?.questions ?? []).flatMap((question) =>
    [...question.options.keys()].map((option) => {
      const options = new Map([...question.options].filter(([each]) => each !== option))
      return {
        name: `helped does not offer ${option} for ${question.id}`,
        cites: question.cites,
        without: asking(protocol, (asks) => asks.map((each) => (each === question ? { ...each, options } : each))),
      }
    }),
  )
}

function asking(protocol: Protocol, change: (asks: readonly Question[]) => readonly Question[]): Protocol {
  return { ...protocol, steps: protocol.steps.map((step) => ({ ...step, asks: change(step.asks) })) }
}
