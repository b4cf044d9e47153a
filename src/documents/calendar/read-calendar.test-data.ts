import assert from 'node:assert/strict'

/** A property as a calendar reads it. */
export interface Property {
  readonly name: string
  readonly parameters: string
  readonly value: string
}

/** Reads an iCalendar file as RFC 5545 says, and refuses what it does not allow; it knows nothing of what wrote the file. */
export function readCalendar(file: string): readonly Property[] {
  assert.ok(file.endsWith('\r\n'), 'the last line ends')
  const physical = file.slice(0, -2).split('\r\n')
  for (const line of physical) {
    assert.ok(!/[\r\n]/.test(line), 'a line ends by both signs')
    assert.ok(Buffer.byteLength(line) <= 75, `${Buffer.byteLength(line)} octets`)
    assert.ok(line.isWellFormed())
  }
  const lines = physical
    .join('\r\n')
    .replaceAll(/\r\n[ \t]/g, '')
    .split('\r\n')
  return lines.map((line) => {
    const [, name = '', parameters = '', value = ''] = /^([A-Z-]+)((?:;[A-Z-]+=[^;:"]*)*):(.*)$/su.exec(line) ?? []
    assert.ok(name !== '', `no property: ${line}`)
    return { name, parameters, value }
  })
}

/** The value of the one property of a name; null where there is none. */
export function valueIn(properties: readonly Property[], name: string): string | null {
  const found = properties.filter((each) => each.name === name)
  assert.ok(found.length <= 1, `${name} stands ${found.length} times`)
  return found[0]?.value ?? null
}

/** A text as it was before it was escaped. */
export function unescaped(text: string): string {
  assert.match(text, /^(?:[^\\,;\p{Cc}]|\\[\\,;nN])*$/u)
  return text.replaceAll(/\\(.)/gu, (_, sign: string) => (sign === 'n' || sign === 'N' ? '\n' : sign))
}
