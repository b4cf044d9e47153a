import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { STYLE } from './style.ts'

// A browser's checks measure the contrast of text, and leave that of shapes and of letters in pictures to us.

/** WCAG 2.2, 1.4.11 and 1.4.3. */
const SHAPE = 3
const TEXT = 4.5

describe('the colours of the pictures', () => {
  const grounds = ['#ffffff', colour('ah', 'fill')]

  test('every shape stands out from the page and from the shade over the days to come', () => {
    const filled = ['rf', 'eq', 'ink', 'cp', 'tr', 'du', 'bd', 'bo']
    const drawn = ['cn', 'pp', 'ls', 'pl', 'th', 'dh', 'hl', 'now', 'bl', 'bu']
    for (const ground of grounds) {
      for (const name of filled) assert.ok(contrast(colour(name, 'fill'), ground) >= SHAPE, name)
      for (const name of drawn) assert.ok(contrast(colour(name, 'stroke'), ground) >= SHAPE, name)
    }
  })

  test('letters can be read on what they stand on', () => {
    const ink = colour('ink', 'fill')
    const pairs: readonly (readonly [string, string])[] = [
      [colour('c', 'fill'), colour('cp', 'fill')],
      [ink, colour('pl', 'fill')],
      [ink, colour('ls', 'fill')],
      [ink, colour('ah', 'fill')],
      [colour('ov', 'fill'), colour('du', 'fill')],
      [colour('tx', 'fill'), colour('th', 'fill')],
      [colour('dx', 'fill'), colour('dh', 'fill')],
    ]
    for (const [letter, ground] of pairs) assert.ok(contrast(letter, ground) >= TEXT, `${letter} on ${ground}`)
  })

  test('nothing is fetched: no address and no import stands in the style sheet', () => {
    assert.doesNotMatch(STYLE.text, /@import|url\((?!#)/)
  })
})

/** The colour that a class is given, whichever of its rules gives it. */
function colour(name: string, property: 'fill' | 'stroke'): string {
  for (const [, selectors = '', body = ''] of STYLE.text.matchAll(/^([^@{}]+)\{([^{}]+)\}/gm)) {
    if (!selectors.split(',').some((each) => each.trim() === `.${name}`)) continue
    const found = new RegExp(`(?:^|[;\\s])${property}: (#[0-9a-f]{3,6})`).exec(body)?.[1]
    if (found !== undefined) return found.length === 4 ? found.replace(/[0-9a-f]/g, '$&$&') : found
  }
  return assert.fail(`.${name} has no ${property}`)
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
