/** The census's code sets, all collection years together: a code of another year does no harm. */
export const CATEGORIES_OF_ABUSE = codes('NEG PHY SAB EMO MUL')
export const NEEDS = codes('N0 N1 N2 N3 N4 N5 N6 N7 N8 N9')
export const CLOSURES = codes('RC1 RC2 RC3 RC4 RC5 RC6 RC7 RC8 RC9')
export const REFERRAL_SOURCES = codes('1A 1B 1C 1D 2A 2B 3A 3B 3C 3D 3E 3F 4 5A 5B 5C 5D 6 7 8 9 10')
export const DISABILITIES = codes('NONE MOB HAND PC INC COMM LD HEAR VIS BEH CON AUT DDA')
export const ETHNICITIES = codes(
  'WBRI WIRI WIRT WOTH WROM MWBC MWBA MWAS MOTH AIND APKN ABAN AOTH BCRB BAFR BOTH CHNE OOTH REFU NOBT',
)
export const UPN_UNKNOWN = codes('UN1 UN2 UN3 UN4 UN5 UN6 UN7')
/** 18A and 19A were split into B and C in 2021; 24A came in 2022. */
export const FACTORS = codes(
  '1A 1B 1C 2A 2B 2C 3A 3B 3C 4A 4B 4C 5A 5B 5C 6A 6B 6C 7A 8B 8C 8D 8E 8F 9A 10A 11A 12A 13A 14A 15A 16A 17A ' +
    '18A 18B 18C 19A 19B 19C 20 21 22A 23A 24A',
)

export type Sex = 'male' | 'female' | 'unknown'

/** Whether a text in capitals may be a code at all. */
export function isCode(text: string): boolean {
  return /^[A-Z0-9]{1,5}$/.test(text)
}

/** How each element writes a child's sex. */
export const SEXES: Readonly<Record<'Sex' | 'GenderCurrent', ReadonlyMap<string, Sex>>> = {
  Sex: new Map([
    ['M', 'male'],
    ['F', 'female'],
    ['U', 'unknown'],
  ]),
  GenderCurrent: new Map([
    ['1', 'male'],
    ['2', 'female'],
    ['0', 'unknown'],
    ['9', 'unknown'],
  ]),
}

/** Every spelling of a truth value that the collection's own schema allows. */
export const TRUTHS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
  ['TRUE', true],
  ['FALSE', false],
  ['1', true],
  ['0', false],
])

function codes(list: string): ReadonlySet<string> {
  return new Set(list.split(' '))
}
