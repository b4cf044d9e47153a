// What a walk looks for in documents and forms: what is asked, what is answered, and what stands under which heading.
import assert from 'node:assert/strict'
import type { Answers } from '../../src/engine/pathway/entry.ts'
import type { Protocol } from '../../src/engine/protocol/protocol.ts'
import { Happening } from './happening.ts'

export class Written extends Happening {
  made(document: string): this {
    assert.ok(
      this.view.documents.some(({ id }) => id === document),
      `no ${document}`,
    )
    return this
  }

  madeNo(document: string): this {
    assert.ok(!this.view.documents.some(({ id }) => id === document), `there is a ${document}`)
    return this
  }

  /** The latest answer to a question, whichever step asked it: what lists and filters look at. */
  holds(question: string): Answers[string] | undefined {
    const answered = this.view.entries.filter(({ entry }) => entry.answers[question] !== undefined)
    return answered.at(-1)?.entry.answers[question]
  }

  /** What a question of a step offers to choose from, by name, or how much. */
  hasOptions(step: string, question: string, ...options: readonly string[] | readonly [count: number]): this {
    const asked = this.view.offers.find((offer) => offer.step.id === step)?.asks.find(({ id }) => id === question)
    const offered = [...(asked?.options.keys() ?? [])]
    assert.deepEqual(typeof options[0] === 'number' ? [offered.length] : offered, options, `${step} asks ${question}`)
    return this
  }

  /** The headings of a document, in their order. */
  hasHeadings(document: string, ...titles: readonly string[]): this {
    assert.deepEqual(
      this.#headingsOf(document).map(({ title }) => title),
      titles,
    )
    return this
  }

  /** A document has a heading for this, and something under it. */
  shows(document: string, question: string): this {
    const headings = this.#headingsOf(document).filter(({ from }) => from.includes(question))
    assert.ok(headings.length > 0 && this.#tellsOf(question), `${document} does not show ${question}`)
    return this
  }

  /** The headings of a document that have nothing under them yet, by their titles. */
  missingIn(document: string): readonly string[] {
    const empty = this.#headingsOf(document).filter(({ from }) => !from.some((source) => this.#tellsOf(source)))
    return empty.map(({ title }) => title)
  }

  #headingsOf(document: string): Protocol['documents'][number]['headings'] {
    const made = this.protocol.documents.find(({ id }) => id === document)
    assert.ok(made !== undefined, `no document ${document}`)
    return made.headings
  }

  #tellsOf(source: string): boolean {
    if (source === 'happened' || source === 'outcome') return true
    if (!source.startsWith('entering ')) return this.holds(source) !== undefined
    return this.view.entries.some(({ to }) => to === source.slice('entering '.length))
  }
}
