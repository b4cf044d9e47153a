import { DEMONSTRATION_ROUTES } from '../../src/web/routes.ts'
import { launchBrowser, noBrowser } from '../browser/browser.ts'
import { lookAt, markupFaults } from '../browser/look-at.ts'
import { testDatabase } from '../record/database.ts'
import { layOutEvery } from '../web/every/relations.ts'
import { ALL_VARIANTS, pageStates } from '../web/every/states.ts'
import { testFace } from '../web/face.ts'
import type { Proof } from './proof.ts'

const ROLES = ['social-worker', 'director', 'administrator', 'privacy-officer']
const RELATIONS = [
  'own-worker',
  'manager-in-line',
  'other-team',
  'shared-with',
  'broke-the-glass',
  'restricted-other',
] as const

export const proof: Proof = {
  title: 'Every page is whole for everybody, in every state that it comes to.',
  proves:
    'States are found and not listed: every page is asked for in the name of several roles and relations, with nothing to show, ' +
    'with one case, with children whose names are long, run from right to left or bear marks, and with lists of several pages; each ' +
    'form that a page holds is sent with nothing filled in, and its links to more of itself are followed; then what is refused, not ' +
    'there, forged, too large or of another kind. States made of the same elements in the same order are one. Each is held to ' +
    'html-validate, and shown in one page of Chromium: axe, 320 pixels, and 1280 pixels at twice the size.',
  run: async (share, tell) => {
    const database = await testDatabase()
    const world = await layOutEvery(database, ROLES, RELATIONS)
    const all = await pageStates(world, DEMONSTRATION_ROUTES, ALL_VARIANTS)
    const states = all.slice(0, Math.ceil(all.length * share))
    tell(`${states.length} states`)
    const faults: string[] = []
    for (const { name, html } of states) {
      faults.push(...(await markupFaults(html)).map((fault) => `${name}: ${fault}`))
    }
    const markup = faults.length
    if (noBrowser !== false) throw new Error(noBrowser)
    const browser = await launchBrowser()
    const face = await testFace(database)
    faults.push(...(await lookAt(await browser.newPage(), face.server, states, tell)))
    await browser.close()
    await face.close()
    await database.close()
    for (const fault of faults) tell(fault)
    const routes = new Set(states.map(({ route }) => route)).size
    const shown = faults.length === 0 ? '' : `: ${faults.slice(0, 3).join('; ')}`
    return [
      {
        what: `faults of ${states.length} states of ${routes} routes`,
        measured: `${markup} of markup, ${faults.length - markup} that axe found or that stood out to the right${shown}`,
        bar: '0',
        met: faults.length === 0,
      },
    ]
  },
}
