import { formatDay } from '../../engine/calendar/day.ts'
import type { GivenFact } from '../../engine/facts/cohort.ts'
import { Column } from '../../engine/facts/columns.ts'
import { Identifiers } from '../../engine/facts/identifiers.ts'
import { describeChild } from '../child-details.ts'
import { quotedName, quotedValue } from '../quoted.ts'
import type { Reading } from '../reading.ts'
import { readText } from '../text/read-text.ts'
import { checker, countingBy } from './checks.ts'
import { sexOf } from './checks-child.ts'
import { FactMaker } from './facts.ts'
import { Filling } from './filling.ts'
import { Gatherer } from './gather.ts'
import { ofAnotherCollection, type Settled, settleHeader, sourceOf } from './header.ts'
import type { ChildRecord, Said } from './record.ts'
import { CENSUS } from './structure.ts'
import { Teller } from './teller.ts'
import { XmlReader } from './xml.ts'
import { sayXmlFault, type XmlFault } from './xml-fault.ts'

/** How many records of children met before are kept until they are joined. */
const AGAIN_AT_ONCE = 2_000

/**
 * Reads a Children in Need census into the cohort: one import, its children and their facts. What is wrong with the file is
 * reported as it is met, and the rest is read; nothing is thrown. A file that is refused as a whole (no XML, another
 * collection, a document type) adds no import.
 */
export async function readCensus(path: string, reading: Reading): Promise<void> {
  const census = new Census(path, reading)
  for await (const text of readText(path, 'xml', reading)) {
    census.read(text)
    if (census.stopped) break
  }
  census.end()
}

/** Whether a file that begins with these bytes may be XML: its first character is "<", whatever the encoding. */
export function looksLikeXml(firstBytes: Uint8Array): boolean {
  for (const byte of firstBytes) {
    // Byte order marks, the other half of wide characters, and white space.
    if (byte === 0xef || byte === 0xbb || byte === 0xbf || byte === 0xfe || byte === 0xff || byte === 0) continue
    if (byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d) continue
    return byte === 0x3c
  }
  return false
}

/** What is known of a census once its children begin. */
interface Begun {
  /** The import's number in the cohort. */
  readonly source: number
  readonly settled: Settled
  readonly check: (child: ChildRecord) => void
  readonly facts: FactMaker
}

/** One census while it is read. */
export class Census {
  readonly #path: string
  readonly #reading: Reading
  readonly #teller: Teller
  readonly #filling: Filling
  readonly #gatherer: Gatherer
  readonly #xml: XmlReader

  #begun: Begun | null = null
  #someText = false
  #children = 0
  #last: string | null = null
  #noPlanBefore = false
  #preProceedings = false
  /** The line of each child's first record, by the child's number; 0 where this file has none. */
  readonly #firstLine = new Column()
  readonly #upns = new Identifiers()
  #again: { readonly index: number; readonly facts: readonly GivenFact[] }[] = []

  constructor(path: string, reading: Reading) {
    this.#path = path
    this.#reading = reading
    this.#teller = new Teller(path, reading.report)
    const ends = {
      header: () => this.#endHeader(),
      children: () => this.#beginChildren(),
      child: () => this.#endChild(),
    }
    this.#filling = new Filling(ends, this.#teller, reading.today)
    this.#gatherer = new Gatherer(
      CENSUS,
      this.#filling,
      () => this.#xml.line,
      (name) => this.#refuseRoot(name),
    )
    this.#xml = new XmlReader(this.#gatherer, (fault) => this.#fault(fault))
  }

  /** Whether the rest of the file is of no use. */
  get stopped(): boolean {
    return this.#xml.stopped
  }

  read(text: string): void {
    this.#someText ||= text !== ''
    this.#xml.write(text)
  }

  /** Ends the file: what only its end tells goes into the cohort. */
  end(): void {
    // A file with no text has had its finding where it was opened.
    if (this.#someText) this.#xml.end()
    this.#joinAgain()
    this.#teller.tellCounted()
    if (this.#begun === null) {
      if (this.#someText && !this.#xml.stopped) this.#tellNoChildren()
      return
    }
    const { source, settled } = this.#begun
    this.#reading.cohort.completeSource(
      source,
      sourceOf(this.#path, settled, { preProceedings: this.#preProceedings, noPlanBefore: this.#noPlanBefore }),
    )
    if (this.#children === 0 && !this.#xml.stopped) this.#tellNoChildren()
  }

  #fault(fault: XmlFault): void {
    if (!fault.stops && fault.inText && fault.kind !== 'ampersand') this.#gatherer.spoil()
    if (fault.stops) this.#teller.child = null
    // Where the whole is no XML, the line that has been reached says nothing.
    this.#teller.tell(fault.kind === 'not-xml' ? null : this.#xml.line, sayXmlFault(fault, this.#last))
  }

  #refuseRoot(name: string): void {
    this.#teller.tell(this.#xml.line, {
      weight: 'refused',
      rule: 'wrong-root',
      message: `The file's outermost element is ${quotedName(name)} and not Message: it is no census, and was not read.`,
      remedy: 'Give the Children in Need census as the case system exports it.',
    })
    this.#xml.stop()
  }

  #endHeader(): void {
    const { header } = this.#filling
    if (!ofAnotherCollection(header)) return
    this.#teller.tell(header.collection?.line ?? header.line, {
      weight: 'refused',
      rule: 'other-collection',
      message: `The file is of the collection ${quotedValue(header.collection?.value ?? '')} and not CIN; it was not read.`,
      remedy: 'Give the Children in Need census.',
    })
    this.#xml.stop()
  }

  #beginChildren(): void {
    if (this.#begun !== null) return
    const { cohort, calendar } = this.#reading
    const settled = settleHeader(this.#filling.header, this.#teller)
    const source = cohort.addSource({
      ...sourceOf(this.#path, settled, { preProceedings: false, noPlanBefore: false }),
      coverage: [],
    })
    const { from, referenceDate } = settled
    this.#begun = {
      source,
      settled,
      check: checker({ from, referenceDate, workingDays: countingBy(calendar, this.#teller) }, this.#teller),
      facts: new FactMaker(source, this.#teller),
    }
  }

  #endChild(): void {
    const { child } = this.#filling
    this.#children += 1
    if (child.id === null) this.#tellNoIdentifier(child)
    else if (this.#begun !== null) this.#take(child, child.id)
    this.#teller.child = null
  }

  #take(child: ChildRecord, id: Said<string>): void {
    if (this.#begun === null) return
    const { source, check, facts: maker } = this.#begun
    const { cohort, report } = this.#reading
    const index = cohort.childOf(id.value, source)
    this.#last = id.value
    const [sex] = child.sexes
    describeChild({ cohort, report, source, file: this.#path, line: child.line }, index, {
      born: child.born?.value ?? null,
      expected: child.expected?.value ?? null,
      died: child.died?.value ?? null,
      sex: (sex === undefined ? null : sexOf(sex)) ?? 'unknown',
      ethnicity: child.ethnicity,
    })
    check(child)
    const facts = maker.factsOf(child)
    for (const fact of facts) {
      if (fact.kind === 'protection-plan' && fact.statedPrevious === 0) this.#noPlanBefore = true
      if (fact.kind === 'pre-proceedings') this.#preProceedings = true
    }
    const before = this.#firstLine.get(index)
    if (before === 0) {
      if (child.upn !== null) this.#checkUpn(child.upn)
      this.#firstLine.set(index, child.line)
      for (const fact of facts) cohort.add(index, fact)
      return
    }
    this.#tellAgain(child, before)
    this.#again.push({ index, facts })
    if (this.#again.length >= AGAIN_AT_ONCE) this.#joinAgain()
  }

  /** Rule 1520 asks whether two children share a UPN; within one file only. */
  #checkUpn(upn: Said<string>): void {
    const before = this.#upns.size
    this.#upns.numberOf(upn.value)
    if (this.#upns.size === before) {
      this.#teller.tell(upn.line, {
        weight: 'doubtful',
        rule: '1520',
        message: `Another child in this file has the same UPN ${quotedValue(upn.value)}. They are taken as two children.`,
        remedy: 'See whether one child has two records, and join them in the case system; else correct the UPN.',
      })
    }
  }

  /** Joins the records of children met more than once: what the cohort already has from this file is not taken again. */
  #joinAgain(): void {
    const source = this.#begun?.source
    const { cohort } = this.#reading
    const joined: { readonly index: number; readonly fact: GivenFact }[] = []
    const known = new Map<number, Set<string>>()
    for (const { index, facts } of this.#again) {
      let mine = known.get(index)
      if (mine === undefined) {
        const held = cohort.history(index).facts.filter(({ origin }) => origin.source === source)
        mine = new Set(held.map(identity))
        known.set(index, mine)
      }
      for (const fact of facts) {
        if (mine.has(identity(fact))) continue
        mine.add(identity(fact))
        joined.push({ index, fact })
      }
    }
    // Only now: each addition puts the cohort's order of facts out of date, and asking for a history makes it anew.
    for (const { index, fact } of joined) cohort.add(index, fact)
    this.#again = []
  }

  #tellAgain(child: ChildRecord, before: number): void {
    this.#teller.tell(child.line, {
      weight: 'doubtful',
      rule: '8510',
      message:
        `This child has a record before, in line ${before}. The two are joined; of facts of one kind and one first day ` +
        'the one before is taken.',
      remedy: 'Join the records in the case system: a child may stand in the census once.',
    })
  }

  #tellNoIdentifier(child: ChildRecord): void {
    this.#teller.tell(child.line, {
      weight: 'refused',
      rule: '8500',
      message: 'This child has no LAchildID that can be read, and is not taken with anything that is said of them.',
      remedy: 'Give every child an LAchildID in the export.',
    })
  }

  #tellNoChildren(): void {
    const { referenceDate } = this.#begun?.settled ?? { referenceDate: null }
    this.#teller.tell(null, {
      weight: 'refused',
      rule: 'no-children',
      message: `The census${referenceDate === null ? '' : ` to ${formatDay(referenceDate)}`} has no children in it.`,
      remedy: 'See that the export finished, and that it was made for the right year and teams.',
    })
  }
}

function identity(fact: GivenFact): string {
  return `${fact.kind} ${fact.from}`
}
