// Reads one census in a process of its own, and prints the most memory that it held, in MB.
import { bareSaxes, intake } from './readers.ts'

const [how, file = ''] = process.argv.slice(2)
await (how === 'intake' ? intake : bareSaxes)(file)
process.stdout.write(String(process.resourceUsage().maxRSS / 1024))
