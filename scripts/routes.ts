// npm run routes: writes docs/reference/routes.md and access.md from the routes of the face.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { routeTable } from '../src/web/route-table.ts'
import { DEMONSTRATION_ROUTES } from '../src/web/routes.ts'
import { matrixPage } from '../test/web/every/matrix-page.ts'
import { ROOT } from './step.ts'

const REFERENCE = join(ROOT, 'docs', 'reference')
writeFileSync(join(REFERENCE, 'routes.md'), routeTable(DEMONSTRATION_ROUTES))
writeFileSync(join(REFERENCE, 'access.md'), matrixPage(DEMONSTRATION_ROUTES))
process.stdout.write('Written: docs/reference/routes.md, docs/reference/access.md\n')
