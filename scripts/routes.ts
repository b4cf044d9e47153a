// npm run routes: writes docs/reference/routes.md from the routes of the face.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { routeTable } from '../src/web/route-table.ts'
import { DEMONSTRATION_ROUTES } from '../src/web/routes.ts'
import { ROOT } from './step.ts'

writeFileSync(join(ROOT, 'docs', 'reference', 'routes.md'), routeTable(DEMONSTRATION_ROUTES))
process.stdout.write('Written: docs/reference/routes.md\n')
