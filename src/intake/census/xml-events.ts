/**
 * What is told as XML is read: elements with the names of their attributes. `text` may come in several parts for one element;
 * a part of nothing but white space is told as one space.
 */
export interface XmlEvents {
  open(name: string, attributes: readonly string[]): void
  text(text: string): void
  close(): void
}

/** Whether a text is nothing but white space. */
export function isBlank(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code !== 32 && code !== 10 && code !== 9 && code !== 13) return false
  }
  return true
}
