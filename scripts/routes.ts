// npm run routes: writes docs/reference/routes.md and access.md from the routes of the face.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { everyDoor, tableOfRoutes } from '../src/web/routes.ts'
import { matrixPage } from '../test/web/every/matrix-page.ts'
import { ROOT } from './step.ts'

const REFERENCE = join(ROOT, 'docs', 'reference')
writeFileSync(join(REFERENCE, 'routes.md'), tableOfRoutes())
writeFileSync(join(REFERENCE, 'access.md'), matrixPage(everyDoor()))
process.stdout.write('Written: docs/reference/routes.md, docs/reference/access.md\n')
