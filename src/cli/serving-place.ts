import { isIP } from 'node:net'
import { readNumberOption } from './arguments.ts'
import { UsageFault } from './exit.ts'
import { LAST_PORT } from './free-port.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Where the pages are served. */
export interface ServingPlace {
  /** Where browsers reach it: "https://sightline.example". */
  readonly origin: string
  readonly host: string
  readonly port: number
  /** Addresses and ranges of what stands before it. */
  readonly proxies: readonly string[]
}

/** What of the place stands among a command's arguments. */
export interface PlaceOptions {
  readonly origin?: string | undefined
  readonly host?: string | undefined
  readonly port?: string | undefined
  readonly proxy?: readonly string[] | undefined
}

const PORT = 3000

/** Reads where to serve from the arguments, or where they say nothing from the environment. */
export function servingPlace(options: PlaceOptions, env: Environment = process.env): ServingPlace {
  const host = options.host ?? env.SIGHTLINE_HOST ?? '127.0.0.1'
  const port = options.port ?? env.SIGHTLINE_PORT
  const listed = (env.SIGHTLINE_PROXIES ?? '').split(',').map((each) => each.trim())
  const proxies = options.proxy ?? listed.filter((each) => each !== '')
  for (const proxy of proxies) {
    if (isAddressOrRange(proxy)) continue
    throw new UsageFault(
      `"${proxy}" is no address of a proxy`,
      'Write an address or a range: --proxy 10.0.0.5, --proxy 10.0.0.0/24.',
    )
  }
  return {
    origin: readOrigin(options.origin, env),
    host,
    port: port === undefined || port === '' ? PORT : readNumberOption('port', port, 1, LAST_PORT),
    proxies,
  }
}

/** Reads where browsers reach Sightline, as addresses are written: nothing stands behind the name and the port. */
export function readOrigin(given: string | undefined, env: Environment = process.env): string {
  const text = given ?? env.SIGHTLINE_ORIGIN ?? ''
  if (text === '') {
    throw new UsageFault(
      'it is not said where browsers reach Sightline',
      'Write --origin https://sightline.example, or name it in SIGHTLINE_ORIGIN.',
    )
  }
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || !['https:', 'http:'].includes(url.protocol)) {
    throw new UsageFault(`--origin "${text}" is no address`, 'Write it as https://sightline.example.')
  }
  if (url.origin !== text && `${url.origin}/` !== text) {
    throw new UsageFault(`--origin "${text}" holds more than an origin`, `Write it as ${url.origin}.`)
  }
  if (isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0) {
    throw new UsageFault(
      `${url.origin} has a number for its name, for which no passkey can be made`,
      'Give it a name that people can tell, and write --origin https://NAME; on this computer http://localhost:3000.',
    )
  }
  if (url.protocol === 'http:' && url.hostname !== 'localhost') {
    throw new UsageFault(
      `${url.origin} is not https, so that anybody on the way could read what is shown`,
      `Write --origin https://${url.host}, and let a reverse proxy speak https for it; http is for localhost alone.`,
    )
  }
  return url.origin
}

function isAddressOrRange(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/')
  const kind = isIP(address)
  if (kind === 0 || rest.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (kind === 4 ? 32 : 128))
}
