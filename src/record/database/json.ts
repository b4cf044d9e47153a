/**
 * A value as JSON that the database takes: of what it cannot keep in a text, NUL and halves of characters, each becomes the
 * sign for a character that could not be read (U+FFFD), so that it is seen and not dropped.
 */
export function asJson(value: unknown): string {
  return JSON.stringify(value, (_, each) => (typeof each === 'string' ? keepable(each) : each))
}

/** The same for one text. */
export function keepable(text: string): string {
  return text.replaceAll('\u0000', '\ufffd').toWellFormed()
}

/** The same for a whole value of JSON: what people hand in, before anything is made of it. */
export function allKeepable<T>(value: T): T {
  return JSON.parse(asJson(value)) as T
}
