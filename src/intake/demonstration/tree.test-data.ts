/** An element with what it holds. */
export interface Node {
  readonly name: string
  text: string
  readonly children: Node[]
}

/** Reads the plain XML that the demonstration writes: elements and text, nothing else. */
export function readTree(xml: string): Node {
  const root: Node = { name: '', text: '', children: [] }
  const open: Node[] = [root]
  for (const [, slash, name = '', text = ''] of xml.matchAll(/<(\/?)(\w+)>([^<]*)/g)) {
    if (slash === '/') {
      const closed = open.pop()
      if (closed?.name !== name) throw new Error(`</${name}> closes <${closed?.name}>`)
      continue
    }
    const node: Node = { name, text: text.trim(), children: [] }
    open.at(-1)?.children.push(node)
    open.push(node)
  }
  const message = root.children[0]
  if (open.length !== 1 || message === undefined) throw new Error('an element is left open')
  return message
}

export function childNodes(node: Node | undefined, name: string): readonly Node[] {
  return node?.children.filter((child) => child.name === name) ?? []
}

export function textOf(node: Node | undefined, name: string): string {
  return childNodes(node, name)[0]?.text ?? ''
}
