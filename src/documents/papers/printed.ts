/**
 * A text as it can stand on paper: whatever somebody pasted, without what moves a cursor, turns the reading direction or is no
 * letter at all. Lines stay lines. XML and fonts know none of these signs, so that one of them would spoil the whole paper.
 */
export function printed(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(/\r\n?|[\u2028\u2029\u0085\v\f]/g, '\n')
    .replaceAll('\t', ' ')
    .replaceAll(UNPRINTED, '')
    .replaceAll(/ +\n/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
}

/** Controls, marks that turn the direction, noncharacters. The joiners stay: Arabic and Indic names are written with them. */
const UNPRINTED =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the very signs to take away
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb\ufdd0-\ufdef\p{Co}]|[\ufffe\uffff]/gu

/** Whether a text is read from right to left, by the first of its letters that has a direction. */
export function isRightToLeft(text: string): boolean {
  const first = /\p{L}/u.exec(text)
  return first !== null && RIGHT_TO_LEFT.test(first[0])
}

const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Samaritan}\p{Script=Mandaic}\p{Script=Adlam}]/u

/** The paragraphs of a text, each with its lines. */
export function paragraphsOf(text: string): readonly (readonly string[])[] {
  return text.split(/\n\n+/).map((paragraph) => paragraph.split('\n'))
}
