/**
 * Words for the code sets of the statutory collections, as a protocol may write them. One word may stand for several codes,
 * since England and Wales code the same thing differently and code sets change by collection year.
 */
export const CATEGORIES = {
  neglect: 'NEG',
  'physical abuse': 'PHY',
  'sexual abuse': 'SAB',
  'emotional abuse': 'EMO',
} as const
export type Category = keyof typeof CATEGORIES

/** A plan under several categories at once; it may or may not hold any one of them. */
export const MULTIPLE_CATEGORIES = 'MUL'

export const LEGAL_STATUSES = {
  'interim care order': ['C1'],
  'full care order': ['C2'],
  'placement order': ['E1'],
  'section 20': ['V2'],
  'police protection': ['L1'],
  'emergency protection order': ['L2'],
  remand: ['J1'],
} as const satisfies Readonly<Record<string, readonly string[]>>
export type LegalStatusName = keyof typeof LEGAL_STATUSES

/** What the other legal statuses of the looked-after collection say, which no protocol names. */
export const OTHER_LEGAL_STATUSES = {
  'freeing order': ['D1'],
  'child assessment order': ['L3'],
  'detained under the Police and Criminal Evidence Act 1984': ['J2'],
  'youth rehabilitation order': ['J3'],
  'agreed series of short breaks': ['V3', 'V4'],
} as const satisfies Readonly<Record<string, readonly string[]>>

/** Wales codes secure accommodation as H1, H21 and H22 where England has K1. */
export const PLACEMENTS = {
  'with parents': ['P1'],
  'secure accommodation': ['K1', 'H1', 'H21', 'H22'],
  'semi-independent living': ['H5'],
  'independent living': ['P2'],
  'supported accommodation': ['K3'],
} as const satisfies Readonly<Record<string, readonly string[]>>
export type PlacementName = keyof typeof PLACEMENTS

/**
 * What every other placement code of the looked-after collections says, of England and of Wales and of all years. No protocol
 * names these: they are for whoever reads of a child.
 */
export const OTHER_PLACEMENTS = {
  'foster care with relatives or friends, long term': ['U1'],
  'foster care with relatives or friends who are approved to adopt': ['U2'],
  'foster care with relatives or friends, not long term': ['U3'],
  'foster care, long term': ['U4'],
  'foster care with carers who are approved to adopt': ['U5'],
  'foster care, not long term': ['U6'],
  'foster care': ['F1', 'F2', 'F3', 'F4', 'F5', 'F6', 'Q1', 'Q2'],
  "children's home": ['K2', 'H3', 'H4'],
  'placed for adoption': ['A1', 'A2', 'A8'],
  'placed for adoption with consent, with the present foster carers': ['A3'],
  'placed for adoption with consent, with other carers': ['A4'],
  'placed for adoption under a placement order, with the present foster carers': ['A5'],
  'placed for adoption under a placement order, with other carers': ['A6'],
  'residential employment': ['P3'],
  'residential care home': ['R1'],
  'hospital or other place of medical or nursing care': ['R2'],
  'family centre, or mother and baby unit': ['R3'],
  'young offender institution': ['R5'],
  'residential school': ['S1'],
  'temporary move': ['T0'],
  'temporary stay in hospital': ['T1'],
  'temporary absence on holiday': ['T2'],
  'temporary stay while the foster carers are on holiday': ['T3'],
  'temporary stay of seven days or less': ['T4'],
  'missing from the placement': ['M1', 'M2', 'M3'],
  'placement of another kind': ['Z1', 'Z11', 'Z12', 'Z13', 'Z14'],
} as const satisfies Readonly<Record<string, readonly string[]>>

/** Factors identified at assessment that a protocol may name. */
export const FACTORS = {
  'self-harm': ['15A'],
  'going missing': ['10A'],
  'child sexual exploitation': ['11A'],
  trafficking: ['12A'],
  gangs: ['13A'],
  'child criminal exploitation': ['24A'],
  'female genital mutilation': ['22A'],
  'abuse linked to faith or belief': ['23A'],
  "the child's drug misuse": ['2A'],
  "the child's alcohol misuse": ['1A'],
  "the child's mental health": ['4A'],
  "the child's learning disability": ['5A'],
} as const satisfies Readonly<Record<string, readonly string[]>>
export type FactorName = keyof typeof FACTORS
