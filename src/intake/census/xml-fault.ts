import { quotedName } from '../quoted.ts'
import type { Problem } from './teller.ts'

/** What is wrong with the XML. After one that stops, nothing more is told. */
export type XmlFault =
  | { readonly stops: true; readonly kind: 'not-xml' | 'doctype' | 'too-deep' | 'tag-too-long' | 'cut-off' }
  | { readonly stops: true; readonly kind: 'not-well-formed'; readonly reason: string }
  | {
      readonly stops: false
      readonly kind: 'entity' | 'ampersand' | 'bad-character' | 'slip'
      /** The entity's name, or what slipped. */
      readonly what: string
      /** Whether it stands in text, which can then not be trusted. */
      readonly inText: boolean
    }

/** What the parser may be in the middle of. */
export type Place = 'text' | 'tag' | 'comment' | 'cdata' | 'instruction' | 'declaration'

/**
 * What a fault that saxes found means: whether one value is spoilt, or nothing that follows can be trusted.
 *
 * @param message what saxes says of it
 * @param opened whether the outermost element has begun
 */
export function faultOf(message: string, place: Place, opened: boolean): XmlFault {
  const inText = place === 'text' || place === 'cdata'
  if (place === 'declaration') return { stops: true, kind: 'doctype' }
  if (!opened) {
    return place === 'instruction'
      ? { stops: false, kind: 'slip', what: 'the XML declaration', inText: false }
      : { stops: true, kind: 'not-xml' }
  }
  if (message === 'disallowed character.' && place !== 'tag') {
    return { stops: false, kind: 'bad-character', what: '', inText }
  }
  switch (message) {
    case 'malformed character entity.':
      return { stops: false, kind: 'bad-character', what: '', inText }
    case 'the string "]]>" is disallowed in char data.':
      return { stops: false, kind: 'slip', what: 'the text "]]>"', inText }
    case 'malformed comment.':
      return { stops: false, kind: 'slip', what: 'a comment with "--" in it', inText: false }
    default:
      return { stops: true, kind: 'not-well-formed', reason: message.replace(/\.$/, '') }
  }
}

/**
 * A fault of the XML in words that name the remedy.
 *
 * @param last the last child that was read whole; null where there was none
 */
export function sayXmlFault(fault: XmlFault, last: string | null): Problem {
  const whole = last === null ? 'no child was read' : `the last child read is ${last}`
  const stopped = `reading stopped here, and what follows was not read (${whole})`
  switch (fault.kind) {
    case 'not-xml':
      return {
        weight: 'refused',
        rule: 'not-xml',
        message: 'This is not XML; nothing in it was read.',
        remedy: 'Give the census as the case system exports it, with no change.',
      }
    case 'doctype':
      return {
        weight: 'refused',
        rule: 'doctype',
        message: `The file has a document type (DOCTYPE), which a census never has and which can do harm; ${stopped}.`,
        remedy: 'Export the census again; if it still has a DOCTYPE, ask the supplier of the case system why.',
      }
    case 'too-deep':
      return {
        weight: 'refused',
        rule: 'too-deep',
        message: `Elements lie far deeper in one another than in any census; ${stopped}.`,
        remedy: 'Export the census again, and see what the export has written here.',
      }
    case 'tag-too-long':
      return {
        weight: 'refused',
        rule: 'tag-too-long',
        message: `A tag is longer than any in a census; ${stopped}.`,
        remedy: 'Export the census again, and see what the export has written here.',
      }
    case 'cut-off':
      return {
        weight: 'refused',
        rule: 'cut-off',
        message: `The file ends in the middle: it was cut off here, and what is missing was not read (${whole}).`,
        remedy: 'Export or copy the file again, and see that it is finished before it is read.',
      }
    case 'not-well-formed':
      return {
        weight: 'refused',
        rule: 'not-well-formed',
        message: `The XML is broken at this line (${fault.reason}); ${stopped}.`,
        remedy: 'Export the census again without changing it by hand; if it is still broken, tell the supplier.',
      }
    case 'entity':
      return {
        weight: 'refused',
        rule: 'entity',
        message: `${quotedName(`&${fault.what};`)} is none of XML's own five entities; the value that it stands in is not taken.`,
        remedy: 'Write the character itself.',
      }
    case 'ampersand':
      return {
        weight: 'doubtful',
        rule: 'ampersand',
        message: 'A bare "&" is against the rules of XML; it is read as it stands.',
        remedy: 'Ask the supplier of the case system to write "&amp;" for it.',
      }
    case 'bad-character':
      return {
        weight: 'refused',
        rule: 'bad-character',
        message: 'A control character stands where XML allows none; the value that it stands in is not taken.',
        remedy: 'Remove it in the case system, or export again if the file was damaged.',
      }
    case 'slip':
      return {
        weight: 'doubtful',
        rule: 'xml-slip',
        message: `The file is against the rules of XML in ${fault.what}, harmlessly; it is read all the same.`,
        remedy: 'Tell the supplier of the case system.',
      }
    default:
      return fault satisfies never
  }
}
