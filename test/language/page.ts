/** A fenced block of a page: the word after its kind, its text, and the line of the page on which it begins. */
export interface Fence {
  readonly about: string
  readonly text: string
  readonly line: number
}

/** The fenced blocks of one kind in a page of Markdown, in order. */
export function fences(page: string, kind: string): readonly Fence[] {
  return [...page.matchAll(/^```(\S+)(?: (.*))?\n([\s\S]*?)\n```$/gm)]
    .filter(([, found]) => found === kind)
    .map((match) => ({
      about: match[2] ?? '',
      text: match[3] ?? '',
      line: page.slice(0, match.index).split('\n').length + 1,
    }))
}
