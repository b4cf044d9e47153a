/** Something wrong in a protocol file, with its place and its remedy. Lines and columns count from 1. */
export interface Fault {
  readonly line: number
  readonly column: number
  /** Where it stands in the protocol: `duties / tier-1-in-time / due`. */
  readonly place: string
  readonly message: string
  readonly remedy: string
}

/** How many faults of one file are told: whoever has more begins with these. */
export const MOST_FAULTS = 500

/** Room enough for every sentence here, and not for a file that is quoted whole. */
const LONGEST = { place: 200, message: 400, remedy: 2_000 } as const

export function sayFault(file: string, fault: Fault): string {
  const place = fault.place === '' ? '' : ` (${cut(fault.place, LONGEST.place)})`
  const said = `${cut(fault.message, LONGEST.message)}. ${cut(fault.remedy, LONGEST.remedy)}`
  return `${file}:${fault.line}:${fault.column}${place}: ${said}`
}

function cut(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest)}...` : text
}
