import { UNITS } from '../../calendar/span.ts'
import { type Read, readWhole, type SentenceReader } from './reader.ts'
import {
  type Asked,
  type By,
  CIVIL_UNITS,
  type CivilLength,
  type CountWithin,
  type Due,
  type Each,
  FACT_THINGS,
  type Happening,
  type Held,
  type IfOverdue,
  type Lapses,
  type Length,
  type Moment,
  type Name,
  type OwedBy,
  type Threshold,
  type While,
  type Who,
} from './sentence.ts'

// One function for each rule of docs/reference/sentences.md, in its order and under its name.

export const ORDINALS = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
] as const

export const parseThreshold = (text: string): Read<Threshold> => readWhole(text, threshold)
export const parseCountWithin = (text: string): Read<CountWithin> => readWhole(text, countWithin)
export const parseDue = (text: string): Read<Due> => readWhole(text, due)
export const parseMoment = (text: string): Read<Moment> => readWhole(text, moment)
export const parseEach = (text: string): Read<Each> => readWhole(text, each)
export const parseWhile = (text: string): Read<While> => readWhole(text, whileSentence)
export const parseOwedBy = (text: string): Read<OwedBy> => readWhole(text, owedBy)
export const parseBy = (text: string): Read<By> => readWhole(text, by)
export const parseLapses = (text: string): Read<Lapses> => readWhole(text, lapses)
export const parseWho = (text: string): Read<Who> => readWhole(text, who)
export const parseShown = (text: string): Read<Asked> => readWhole(text, shown)
export const parseNeeded = (text: string): Read<Asked> => readWhole(text, needed)
export const parseHeld = (text: string): Read<Held> => readWhole(text, held)
export const parseIfOverdue = (text: string): Read<IfOverdue> => readWhole(text, ifOverdue)

const ALL_UNITS = [...UNITS, 'hour'] as const

function length(reader: SentenceReader): Length {
  const count = reader.wholeNumber()
  const words = ALL_UNITS.map((unit) => (count === 1 ? unit : (`${unit}s` as const)))
  const found = reader.takeOneOf(words)
  if (found === undefined) return reader.fail()
  return { count, unit: ALL_UNITS[words.indexOf(found)] ?? 'day' }
}

/** Conditions are counted in civil time: a protocol's calendar has nothing to say on how long a plan has run. */
function civilLength(reader: SentenceReader): CivilLength {
  const count = reader.wholeNumber()
  const units = CIVIL_UNITS.map((unit) => (count === 1 ? unit : (`${unit}s` as const)))
  const found = reader.takeOneOf(units)
  if (found === undefined) return reader.fail()
  return { count, unit: CIVIL_UNITS[units.indexOf(found)] ?? 'day' }
}

function threshold(reader: SentenceReader): Threshold {
  const moreThan = reader.take('more than')
  return { moreThan, length: civilLength(reader) }
}

function countWithin(reader: SentenceReader): CountWithin {
  const count = reader.wholeNumber()
  reader.expect('within')
  return { count, window: civilLength(reader) }
}

function due(reader: SentenceReader): Due {
  const first = moment(reader)
  if (reader.take(', then every')) {
    const every = length(reader)
    const fromLast = reader.take('or from the last , whichever is first')
    return { first, again: { kind: fromLast ? 'every-or-from-last' : 'every', length: every } }
  }
  if (reader.take(', and again')) return { first, again: { kind: 'again', moment: againMoment(reader, first) } }
  return { first, again: { kind: 'never' } }
}

/** "1 month after entering listed, and again after each review": a length that stays the same is not said twice. */
function againMoment(reader: SentenceReader, first: Moment): Moment {
  if (first.kind !== 'shifted' || !reader.take(first.direction)) return moment(reader)
  return { ...first, event: happening(reader) }
}

function moment(reader: SentenceReader): Moment {
  if (reader.take('by')) return { kind: 'by', event: happening(reader) }
  if (reader.take('the same working day as')) return { kind: 'same-working-day', event: happening(reader) }
  if (reader.take('at the next')) {
    const meetings = [reader.name('a meeting')]
    while (reader.take('or')) meetings.push(reader.name('a meeting'))
    if (meetings.length > 1) reader.expect(', whichever is first')
    return { kind: 'next', meetings }
  }
  const pair = pairKind(reader)
  if (pair !== undefined) {
    const first = moment(reader)
    reader.expect('and')
    return { kind: pair, parts: [first, moment(reader)] }
  }
  const span = length(reader)
  const direction = reader.takeOneOf(['after', 'before'])
  if (direction === undefined) return reader.fail()
  return { kind: 'shifted', length: span, direction, event: happening(reader) }
}

function pairKind(reader: SentenceReader): 'earlier-of' | 'later-of' | undefined {
  if (reader.take('the earlier of')) return 'earlier-of'
  return reader.take('the later of') ? 'later-of' : undefined
}

function happening(reader: SentenceReader): Happening {
  const pair = pairKind(reader)
  if (pair !== undefined) {
    const first = happening(reader)
    reader.expect('and')
    return { kind: pair, parts: [first, happening(reader)] }
  }
  if (reader.take('its')) return partOfIt(reader)
  if (reader.take('the trigger being met')) return { kind: 'trigger-met' }
  if (reader.take('the trigger being noticed')) return { kind: 'trigger-noticed' }
  if (reader.take('entering')) return { kind: 'entering', stage: reader.name('a stage') }
  if (reader.take('leaving')) return { kind: 'leaving', stage: reader.name('a stage') }
  if (reader.take('each')) return { kind: 'each', name: reader.name('a step') }
  if (reader.take('it')) return { kind: 'it' }
  return { kind: 'named', name: reader.name('a step') }
}

function partOfIt(reader: SentenceReader): Happening {
  if (reader.take('start')) return { kind: 'its-start' }
  if (reader.take('end')) return { kind: 'its-end' }
  if (reader.take('day')) return { kind: 'its-day' }
  if (reader.take('conference')) return { kind: 'its-conference' }
  const which = ordinal(reader)
  reader.expect('review conference')
  return { kind: 'its-review', ordinal: which }
}

function ordinal(reader: SentenceReader): number {
  const found = reader.takeOneOf(ORDINALS)
  return found === undefined ? reader.fail() : ORDINALS.indexOf(found) + 1
}

function each(reader: SentenceReader): Each {
  const of = eachThing(reader)
  if (!reader.take('where')) return { of, where: null }
  return { of, where: answered(reader) }
}

function answered(reader: SentenceReader, question = reader.name('a question')): NonNullable<Each['where']> {
  const includes = reader.take('includes')
  if (!includes) reader.expect('is')
  return { question, is: reader.name('an answer'), includes }
}

function eachThing(reader: SentenceReader): Each['of'] {
  const fact = reader.takeOneOf(FACT_THINGS)
  if (fact !== undefined) return { kind: 'fact', thing: fact }
  if (reader.take('entering')) return { kind: 'entering', stage: reader.name('a stage') }
  if (reader.take('sitting of')) return { kind: 'sitting', meeting: reader.name('a meeting') }
  if (reader.take('agency with a flag')) return { kind: 'agency-with-flag' }
  if (reader.take('life event')) return { kind: 'life-event' }
  if (reader.take('sibling')) return { kind: 'sibling' }
  if (reader.take('recipient of')) return { kind: 'recipient', notice: reader.name('a notice') }
  if (reader.take('item of')) {
    const question = reader.name('a question')
    reader.expect('in')
    return { kind: 'item', question, step: reader.name('a step') }
  }
  const name = reader.name('a step, duty or trigger')
  if (reader.take('from the')) return { kind: 'named', name, from: ordinal(reader), or: [] }
  const or: Name[] = []
  while (reader.take('or')) or.push(reader.name('a step, duty or trigger'))
  return { kind: 'named', name, from: 1, or }
}

function whileSentence(reader: SentenceReader): While {
  const stages = [reader.name('a stage')]
  while (reader.take('or')) stages.push(reader.name('a stage'))
  return { stages }
}

function owedBy(reader: SentenceReader): OwedBy {
  return { anyOf: whoList(reader) }
}

function by(reader: SentenceReader): By {
  const anyOf = [who(reader)]
  while (reader.take('or')) anyOf.push(who(reader))
  return { anyOf }
}

function whoList(reader: SentenceReader): Who[] {
  const list = [who(reader)]
  while (reader.take(', else')) list.push(who(reader))
  return list
}

function who(reader: SentenceReader): Who {
  if (reader.take('the chair of the last meeting')) return { kind: 'chair-of-last-meeting' }
  if (reader.take("the child's")) return { kind: 'of-child', role: reader.name('a role') }
  if (reader.take("the case's")) return { kind: 'of-case', role: reader.name('a role') }
  if (reader.take('the raiser')) return { kind: 'raiser' }
  if (reader.take("the raiser's own")) return { kind: 'raisers-own', role: reader.name('a role') }
  if (reader.take('every holder of')) return { kind: 'every-holder', role: reader.name('a role') }
  if (reader.take('every other holder of')) return { kind: 'every-other-holder', role: reader.name('a role') }
  if (reader.take('the line manager of each')) return { kind: 'managers-of', role: reader.name('a role') }
  if (reader.take('each agency with a flag')) return { kind: 'each-agency-with-flag' }
  if (reader.take('that agency')) return { kind: 'that-agency', tied: reader.take('with a tie to the case') }
  if (reader.take('those chosen in')) return { kind: 'chosen', step: reader.name('a step') }
  if (reader.take('that person')) return { kind: 'that-person' }
  if (reader.take('whoever recorded it')) return { kind: 'whoever-recorded-it' }
  if (reader.take('anyone independent of the case')) return { kind: 'anyone-independent' }
  const role = reader.name('a role')
  return { kind: reader.take('with a tie to the case') ? 'tied-holder' : 'role', role }
}

function lapses(reader: SentenceReader): Lapses {
  reader.expect('when')
  if (reader.take('leaving')) return { kind: 'leaving', stage: reader.name('a stage') }
  if (reader.take('the plan ends')) return { kind: 'plan-ends' }
  const name = reader.name('a step or a duty')
  if (reader.take('is recorded')) return { kind: 'recorded', step: name }
  reader.expect('is met')
  return { kind: 'duty-met', duty: name, sameThing: reader.take('for the same review') }
}

function ifOverdue(reader: SentenceReader): IfOverdue {
  reader.expect('tell')
  const tell = whoList(reader)
  return { tell, after: reader.take('after') ? length(reader) : null }
}

function shown(reader: SentenceReader): Asked {
  reader.expect('when')
  if (reader.take('it is too late for')) return { kind: 'too-late', question: null, steps: steps(reader) }
  const question = reader.name('a question')
  if (reader.take('is too late for')) return { kind: 'too-late', question, steps: steps(reader) }
  return { kind: 'answer', ...answered(reader, question) }
}

function steps(reader: SentenceReader): Name[] {
  const names = [reader.name('a step')]
  while (reader.take('or')) names.push(reader.name('a step'))
  return names
}

function needed(reader: SentenceReader): Asked {
  if (reader.take('yes')) return { kind: 'always' }
  if (reader.take('no')) return { kind: 'never' }
  return shown(reader)
}

function held(reader: SentenceReader): Held {
  if (reader.take('when called')) return { everyMonths: null }
  reader.expect('every')
  const everyMonths = reader.wholeNumber()
  reader.expect(everyMonths === 1 ? 'month' : 'months')
  return { everyMonths }
}
