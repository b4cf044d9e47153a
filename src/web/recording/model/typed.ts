/** What somebody typed into a form, field by field and exactly as it came. */
export type Typed = Readonly<Record<string, readonly string[]>>

/** The fields of a posted form; what is no text is none of ours. */
export function typedOf(body: unknown): Typed {
  if (typeof body !== 'object' || body === null) return {}
  return Object.fromEntries(
    Object.entries(body).map(([name, value]: [string, unknown]) => {
      const values: readonly unknown[] = Array.isArray(value) ? value : [value]
      return [name, values.filter((each) => typeof each === 'string')]
    }),
  )
}

/** What was typed into a field: nothing where it was not there. */
export function textIn(typed: Typed, name: string): string {
  return allIn(typed, name)[0] ?? ''
}

/** Everything that was chosen under one name. */
export function allIn(typed: Typed, name: string): readonly string[] {
  return Object.hasOwn(typed, name) ? (typed[name] ?? []) : []
}

/** The field of a question, and of a part of its answer: "a.born", "a.born.day", "a.actions.2.owner". */
export function fieldOf(...path: readonly (string | number)[]): string {
  return ['a', ...path].join('.')
}

/** The identifier of a field in its page. No question's name holds an underscore, so that no two fields meet in one. */
export function idOf(field: string): string {
  return field.replaceAll('.', '_')
}
