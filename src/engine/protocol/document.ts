import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  visit,
  type YAMLError,
  type YAMLMap,
} from 'yaml'
import { type Fault, MOST_FAULTS } from './fault.ts'
import { Places } from './place.ts'

/** The longest protocol file that is read, in characters; the longest source document is a tenth of it. */
const MOST_CHARACTERS = 500_000

/** How deep a file may nest; the deepest protocol needs about ten. */
const DEEPEST = 40

/** How many keys and values a file may hold; the largest protocol has some hundreds. */
const MOST_PARTS = 20_000

/** A file as YAML. Where there is no value, its faults leave nothing that could be looked at further. */
export interface OpenedDocument {
  readonly faults: readonly Fault[]
  readonly content: { readonly value: Readonly<Record<string, unknown>>; readonly places: Places } | undefined
}

/**
 * Opens a protocol file as plain YAML 1.2: mappings, lists and text, each written where it holds. What YAML offers beyond
 * that (anchors, aliases, tags, several documents) would let one place say what another means, and is refused.
 */
export function openDocument(text: string): OpenedDocument {
  if (text.length > MOST_CHARACTERS) {
    const message = `the file has ${text.length} characters; the most that is read is ${MOST_CHARACTERS}`
    return hopeless([{ line: 1, column: 1, place: '', message, remedy: 'Split it into several protocols.' }])
  }
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, version: '1.2', merge: false })
  const places = new Places(document, lines, text)
  const said = (error: YAMLError): Fault => ({ ...places.at(error.pos[0]), place: '', ...sayYamlError(error) })
  const broken = document.errors
  if (broken.length > 0) {
    // What YAML says after its first complaint mostly follows from it; tabs alone are each a fault of their own.
    const tabs = broken.filter(({ code }) => code === 'TAB_AS_INDENT')
    return hopeless((tabs.length > 0 ? tabs.slice(0, MOST_FAULTS + 1) : broken.slice(0, 1)).map(said))
  }
  const beyond = beyondPlainYaml(document, places, text)
  const { faults } = beyond
  if (beyond.hopeless) return hopeless(faults)

  const value: unknown = document.toJS()
  if (!isGroup(value)) {
    const message = value === null || value === undefined ? 'the file is empty' : 'this is not a protocol'
    const remedy = 'Begin with "protocol: name-of-the-protocol".'
    return hopeless([...faults, { line: 1, column: 1, place: '', message, remedy }])
  }
  return { faults, content: { value, places } }
}

function hopeless(faults: readonly Fault[]): OpenedDocument {
  return { faults, content: undefined }
}

function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Everything in a document that is more than plain YAML; `hopeless` where its value cannot be worked out safely. */
function beyondPlainYaml(
  document: Document,
  places: Places,
  text: string,
): { faults: readonly Fault[]; hopeless: boolean } {
  const faults: Fault[] = []
  let isHopeless = false
  let parts = 0
  const startOf = (node: Node): number => node.range?.[0] ?? 0
  const fault = (node: Node, message: string, remedy: string, at = startOf(node)): void => {
    if (faults.length <= MOST_FAULTS) faults.push({ ...places.at(at), place: '', message, remedy })
  }
  if (document.directives?.yaml.explicit === true && document.directives.yaml.version !== '1.2') {
    const message = `the file asks for YAML ${document.directives.yaml.version}, in which other words mean yes and no`
    const at = places.at(text.indexOf('%YAML'))
    faults.push({ ...at, place: '', message, remedy: 'Take the line that begins with "%YAML" away.' })
    isHopeless = true
  }
  visit(document, {
    Alias: (_, node: Alias) => {
      fault(node, `the alias *${node.source} stands for text elsewhere`, 'Write the text out where it holds.')
      isHopeless = true
    },
    Pair: (_, pair: Pair) => {
      if (!isNode(pair.key) || isAlias(pair.key)) return undefined
      if (!isScalar(pair.key)) {
        fault(pair.key, 'a group or a list stands where a key belongs', 'Write a single word or name before the colon.')
        isHopeless = true
        return visit.SKIP
      }
      if (pair.key.value === '__proto__') {
        fault(pair.key, '"__proto__" is not a name', 'Use small letters, digits and hyphens only.')
      }
      return undefined
    },
    Node: (_, node, path) => {
      parts += 1
      if (parts > MOST_PARTS) {
        fault(node, `the file has more than ${MOST_PARTS} keys and values`, 'Split it into several protocols.')
        isHopeless = true
        return visit.BREAK
      }
      if (path.length > DEEPEST && path.filter((each) => isNode(each)).length > DEEPEST) {
        fault(
          node,
          `it is nested more than ${DEEPEST} deep`,
          'A protocol needs no such depth: close the brackets before it.',
        )
        isHopeless = true
        return visit.BREAK
      }
      if (isMap(node)) {
        for (const key of repeatedKeys(node)) {
          fault(key, 'the same key stands twice in one group', 'Join the two, or rename one.')
        }
      }
      if (node.anchor !== undefined && node.anchor !== '') {
        const at = text.lastIndexOf(`&${node.anchor}`, startOf(node))
        fault(node, `the anchor &${node.anchor} names text to be repeated`, `Take "&${node.anchor}" away.`, at)
      }
      if (node.tag !== undefined) {
        const at = tagStart(text, startOf(node))
        const tag = /^\S+/.exec(text.slice(at))?.[0] ?? node.tag
        fault(node, `the tag ${tag} is not part of the language`, `Take "${tag}" away.`, at)
      }
      return undefined
    },
  })
  return { faults, hopeless: isHopeless }
}

/** Keys that have stood in a group before. The parser's own look for them compares each with each, a minute for a bad file. */
function repeatedKeys(group: YAMLMap): readonly Node[] {
  const seen = new Set<string>()
  return group.items.flatMap(({ key }) => {
    if (!isScalar(key)) return []
    const name = String(key.value)
    if (seen.has(name)) return [key]
    seen.add(name)
    return []
  })
}

/** A tag is the word before its value that begins with an exclamation mark; it may begin with two. */
function tagStart(text: string, valueStart: number): number {
  const at = text.lastIndexOf('!', valueStart)
  return text[at - 1] === '!' ? at - 1 : at
}

function sayYamlError({ code, message }: YAMLError): { message: string; remedy: string } {
  const plain = message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? message
  switch (code) {
    case 'TAB_AS_INDENT':
      return { message: 'a tab stands where spaces belong', remedy: 'Indent with two spaces.' }
    case 'MULTIPLE_DOCS':
      return {
        message: 'a second document begins here',
        remedy: 'One file holds one protocol: move the rest to another.',
      }
    default:
      return plain.startsWith('Maximum call stack')
        ? { message: `it is nested more than ${DEEPEST} deep`, remedy: 'A protocol needs no such depth.' }
        : { message: plain, remedy: 'Mend the YAML here; the indentation of the lines around it is the usual cause.' }
  }
}
