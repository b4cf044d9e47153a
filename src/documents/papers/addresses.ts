/** A postcode of the United Kingdom, also in small letters and without its space. */
const POSTCODE = /\b(?:GIR ?0AA|[A-Z]{1,2}\d[A-Z\d]? {0,2}\d[ABD-HJLNP-UW-Z]{2})\b/gi

/** What a street is called last, in England; with a number before it any of them, without one those alone that are little else. */
const SURELY = 'Street|Road|Avenue|Lane|Crescent|Terrace|Drive|Grove|Mews|Boulevard|Broadway|Esplanade'
const PERHAPS =
  'St|Rd|Ave|Ln|Cres|Dr|Close|Cl|Way|Court|Ct|Place|Pl|Gardens|Gdns|Hill|Park|Square|Sq|Walk|Row|Green|Rise|View|Parade|Wharf|Yard|Gate|Fields|Meadows?|Buildings|House|Flats|Vale|Villas|Cottages?|Croft|Mount|Drove'
/** What it is called first, in Wales. */
const WELSH = 'Heol|Ffordd|Stryd|Clos|Maes|Rhodfa|Rhes|L[oô]n|Cae|Bryn|Tre[fm]?'

const WORD = "\\p{Lu}[\\p{L}’'-]*"
const NUMBER = '(?:(?:Flat|Unit|Apartment|Room) \\w{1,4},? )?\\d{1,4}[A-Za-z]?(?:[-/]\\d{1,4})?,? '

const STREETS = [
  `${NUMBER}(?:${WORD} ){1,4}(?:${SURELY}|${PERHAPS})`,
  `(?:${WORD} ){1,3}(?:${SURELY})`,
  `${NUMBER}(?:${WELSH})(?: (?:y|yr|${WORD})){1,3}`,
]
/** In small letters too, where it begins with a number and ends as nothing but a street does. */
const WRITTEN_SMALL = `${NUMBER}(?:[\\p{L}’'-]+ ){1,3}(?:${SURELY})`

const standing = (source: string): string => `(?<![\\p{L}\\p{N}])${source}(?![\\p{L}\\p{N}])`

const PATTERNS = [
  POSTCODE,
  ...STREETS.map((source) => new RegExp(standing(source), 'gu')),
  new RegExp(standing(WRITTEN_SMALL), 'giu'),
]

/**
 * What looks like an address in a text: postcodes, and streets with their numbers ("12 Some Street", "3 Heol y Bryn"), each once
 * as it is written. A hint to whoever reads it before it goes, and no proof that no other is in it.
 */
export function addressesIn(text: string): readonly string[] {
  const found = new Set(PATTERNS.flatMap((pattern) => [...text.matchAll(pattern)].map(([words]) => words)))
  // A street that stands nowhere but within a longer address is told with that.
  let rest = text
  const told = new Set<string>()
  for (const each of [...found].sort((a, b) => b.length - a.length)) {
    if (!rest.includes(each)) continue
    told.add(each)
    rest = rest.replaceAll(each, '\n')
  }
  return [...found].filter((each) => told.has(each))
}
