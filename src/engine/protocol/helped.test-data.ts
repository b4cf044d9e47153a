/** A protocol's word that nobody asks whether it helped. */
export function neverAsked(clause: string): string {
  return `did it help: { cites: [${clause}], why not: Nobody asks. }\n`
}
