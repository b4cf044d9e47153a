import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { FastifyInstance } from 'fastify'
import { HtmlValidate } from 'html-validate'
import type { Page } from 'playwright-core'
import { ORIGIN } from '../web/face.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  // The design system's own markup: long titles, links that look like buttons, groups said twice, its inline snippet.
  rules: {
    'prefer-native-element': ['error', { exclude: ['button'] }],
    'no-redundant-role': 'off',
    'no-trailing-whitespace': 'off',
    'long-title': 'off',
    'no-inline-style': 'off',
    'require-sri': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'form-dup-name': ['error', { shared: ['radio', 'button', 'submit', 'checkbox'] }],
  },
})

/** What html-validate finds in a page's markup. */
export async function markupFaults(html: string): Promise<readonly string[]> {
  const { results } = await validator.validateString(html)
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line }) => `${line}: ${message} (${ruleId})`),
  )
}

/** What axe finds wrong with a page, and nothing of what it finds right: telling of that takes as long again. */
export const VIOLATIONS = `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
  violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 200)).join(' ')))`

/** Widths at which nothing may stand out to the right: a small telephone, and a screen of 1280 pixels at twice its size. */
const WIDTHS = [320, 640] as const

/** The first element that stands out to the right and has none in it that does. */
const STANDING_OUT = `[...document.body.querySelectorAll('*')]
  .filter((each) => each.getBoundingClientRect().right > document.documentElement.clientWidth)
  .filter((each, _at, all) => !all.some((other) => other !== each && each.contains(other)))
  .map((each) => each.outerHTML.slice(0, 150)).at(0)`

/** Shows pages that were made already in one page of a browser, with the styles and scripts that the server gives. */
export async function lookAt(
  page: Page,
  server: FastifyInstance,
  states: readonly { readonly name: string; readonly html: string }[],
  tell: (line: string) => void,
): Promise<readonly string[]> {
  let shown = ''
  await page.route('**/*', async (route) => {
    const path = new URL(route.request().url()).pathname
    if (path === '/shown') return route.fulfill({ contentType: 'text/html; charset=utf-8', body: shown })
    const { statusCode, headers, rawPayload } = await server.inject({ url: path, headers: { host: 'localhost:3000' } })
    return route.fulfill({ status: statusCode, contentType: String(headers['content-type']), body: rawPayload })
  })
  const faults: string[] = []
  for (const [number, { name, html }] of states.entries()) {
    shown = html
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.goto(`${ORIGIN}/shown`)
    await page.evaluate(AXE)
    const found = await page.evaluate<readonly string[]>(VIOLATIONS)
    faults.push(...found.map((fault) => `${name}: axe ${fault}`))
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 })
      const wide = Number(await page.evaluate('document.documentElement.scrollWidth'))
      if (wide <= width) continue
      faults.push(`${name}: ${wide} pixels wide on a screen of ${width}: ${await page.evaluate(STANDING_OUT)}`)
    }
    if (number % 25 === 24) tell(`${number + 1} states, ${faults.length} faults`)
  }
  return faults
}
