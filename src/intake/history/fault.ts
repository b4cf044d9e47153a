/** Something in a history that cannot be taken. A history with a fault is not read at all. */
export interface HistoryFault {
  /** Where in the file, as JSON is walked: "entries[3].happened". Empty for the file as a whole. */
  readonly path: string
  readonly message: string
  readonly remedy: string
}

/** A whole value, or every fault that was found. */
export type HistoryRead<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly faults: readonly HistoryFault[] }

/** "history.json: entries[3].happened: it is no moment. Write it with its offset, ..." */
export function sayHistoryFault(file: string, { path, message, remedy }: HistoryFault): string {
  return [file, ...(path === '' ? [] : [path]), `${message}. ${remedy}`].join(': ')
}

/** Joins the steps of a walk through JSON; a key that is no plain name stands in quotes. */
export function sayPath(steps: readonly PropertyKey[]): string {
  let path = ''
  for (const step of steps) {
    if (typeof step === 'number') path += `[${step}]`
    else if (/^[A-Za-z_][\w-]*$/.test(String(step))) path += `${path === '' ? '' : '.'}${String(step)}`
    else path += `[${JSON.stringify(shortened(String(step)))}]`
  }
  return path
}

const LONGEST_KEY = 40

/** A key or a name out of a file, so short that it can stand in a sentence. */
export function shortened(text: string): string {
  const plain = text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '?')
  return plain.length > LONGEST_KEY ? `${plain.slice(0, LONGEST_KEY)}...` : plain
}
