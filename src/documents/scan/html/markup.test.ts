import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { html, joined } from './markup.ts'

describe('markup', () => {
  test('a text cannot end the element or the attribute that it stands in, and is read again as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        const { text: made } = html`<p title="${text}">${text}</p>`
        const [, title = '', inner = ''] = /^<p title="([^"<>]*)">([^<>"]*)<\/p>$/.exec(made) ?? assert.fail(made)
        assert.equal(title, inner)
        if (!/[\p{Cc}\ufffe\uffff]/u.test(text)) assert.equal(read(inner), text)
      }),
    )
  })

  test('what no page may hold is shown as unreadable: control characters, half of a pair', () => {
    assert.equal(html`${'a\u0000b\u0007\u009fc\ud800'}`.text, 'a\ufffdb\ufffd\ufffdc\ufffd')
    assert.equal(html`${'tab\tand\nline'}`.text, 'tab\tand\nline')
  })

  test('markup stays as it is; lists are written piece by piece, nothing for null', () => {
    assert.equal(html`<ul>${[html`<li>a</li>`, null, '<b>', 3]}</ul>`.text, '<ul><li>a</li>&lt;b&gt;3</ul>')
    assert.equal(html`${joined(['a', html`<i>b</i>`], ', ')}`.text, 'a, <i>b</i>')
  })

  test('an object that merely looks like markup is not taken for it', () => {
    const pretended: unknown = { text: '<script>' }
    assert.throws(() => html`${pretended as string}`, TypeError)
  })

  test('the indentation of a template is not written, a line break of a value is', () => {
    assert.equal(
      html`<p>
        ${'one\n   two'}</p>`.text,
      '<p>\none\n   two</p>',
    )
  })
})

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

function read(escaped: string): string {
  return escaped.replace(/&([^;]*);/g, (_, name) => NAMED[name] ?? assert.fail(`&${name};`))
}
