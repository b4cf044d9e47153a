// npm run schema: runs the migrations on an empty database and writes down what they make: migrations/schema.txt to read,
// and src/record/database/rows.ts as the types of its rows.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe } from '../src/record/database/catalogue.ts'
import { signIn, testDatabase } from '../test/record/database.ts'
import { runBiome } from './biome.ts'
import { needDevelopmentPackages, ROOT } from './step.ts'

needDevelopmentPackages()
const database = await testDatabase()
const root = await signIn(database.host, database.name)
const { schema, rows } = await describe(root)
await root.end()
await database.close()
writeFileSync(join(ROOT, 'migrations', 'schema.txt'), schema)
writeFileSync(join(ROOT, 'src', 'record', 'database', 'rows.ts'), rows)
runBiome(['check', '--write', '--linter-enabled=false', 'src/record/database/rows.ts'])
process.stdout.write('Written: migrations/schema.txt, src/record/database/rows.ts\n')
process.exit()
