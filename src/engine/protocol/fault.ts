/** Something wrong in a protocol file, with its place and its remedy. Lines and columns count from 1. */
export interface Fault {
  readonly line: number
  readonly column: number
  /** Where it stands in the protocol: `duties / tier-1-in-time / due`. */
  readonly place: string
  readonly message: string
  readonly remedy: string
}

export function sayFault(file: string, fault: Fault): string {
  const place = fault.place === '' ? '' : ` (${fault.place})`
  return `${file}:${fault.line}:${fault.column}${place}: ${fault.message}. ${fault.remedy}`
}
