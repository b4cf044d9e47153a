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

/** Wales codes secure accommodation as H1, H21 and H22 where England has K1. */
export const PLACEMENTS = {
  'with parents': ['P1'],
  'secure accommodation': ['K1', 'H1', 'H21', 'H22'],
  'semi-independent living': ['H5'],
  'independent living': ['P2'],
  'supported accommodation': ['K3'],
} as const satisfies Readonly<Record<string, readonly string[]>>
export type PlacementName = keyof typeof PLACEMENTS

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
