import { randomUUID } from 'node:crypto'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import multipart from '@fastify/multipart'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify'
import { readAssets } from './assets.ts'
import { Carrier } from './carry.ts'
import { isForUs } from './door.ts'
import type { Face } from './face.ts'
import { setHeaders } from './headers.ts'
import { counter } from './limits.ts'
import { logOptions } from './log.ts'
import { faultsOf } from './route.ts'

/** The largest form of words. */
const MOST_FORM_BYTES = 1_500_000
const FOR_EVER = 'public, max-age=31536000, immutable'

/** The routes do not say all that a route must: the server does not start. */
export class RoutesRefused extends Error {
  readonly faults: readonly string[]
  constructor(faults: readonly string[]) {
    super(`the routes are not whole:\n${faults.join('\n')}`)
    this.faults = faults
  }
}

/**
 * Builds the server from its routes; nothing listens yet.
 * @throws RoutesRefused where a route does not say who may ask or what is noted
 */
export async function buildServer(face: Face): Promise<FastifyInstance> {
  const faults = faultsOf(face.routes)
  if (faults.length > 0) throw new RoutesRefused(faults)
  const secure = face.origins[0].startsWith('https:')
  const assets = readAssets()
  const carrier = new Carrier(face, assets)
  const server = fastify({
    bodyLimit: MOST_FORM_BYTES,
    requestTimeout: 120_000,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: false },
    genReqId: () => randomUUID(),
    trustProxy: face.proxies === undefined || face.proxies.length === 0 ? false : [...face.proxies],
    logger: face.writeLog === undefined ? false : logOptions(face.writeLog),
    logController: new LogController({ disableRequestLogging: true }),
    frameworkErrors: (_error, request, reply) => {
      setHeaders(reply, secure)
      void carrier.problem(request, reply, 'misread')
    },
  })
  server.removeAllContentTypeParsers()
  await server.register(cookie)
  await server.register(formbody, { bodyLimit: MOST_FORM_BYTES })
  await server.register(multipart)
  await server.register(compress, { threshold: 1024, encodings: ['br', 'gzip', 'identity'] })

  const anyName = new Set(face.routes.filter(({ byAnyName }) => byAnyName).map(({ path }) => path))
  const takes = counter(face.limits)
  server.addHook('onRequest', async (request, reply) => {
    setHeaders(reply, secure)
    const byAnyName = anyName.has(request.routeOptions.url ?? '')
    if (!byAnyName && !isForUs(request.headers.host, face.origins)) return carrier.problem(request, reply, 'misread')
    if (!takes(carrier.askerOf(request), face.now())) return carrier.problem(request, reply, 'too-many')
    return undefined
  })
  server.addHook('onResponse', async (request, reply) => {
    face.log({
      at: new Date(face.now()).toISOString(),
      id: request.id,
      method: request.method,
      route: request.routeOptions.url ?? '(none)',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    })
  })
  server.setNotFoundHandler((request, reply) => carrier.problem(request, reply, 'not-found'))
  server.setErrorHandler((error, request, reply) => carrier.fault(error, request, reply))

  server.get(`${assets.base}/:file`, { exposeHeadRoute: true }, (request, reply) => {
    const { file } = request.params as { readonly file: string }
    return sendAsset(request, reply, assets.files.get(file), () => carrier.problem(request, reply, 'not-found'))
  })
  for (const route of face.routes) {
    server.route({
      method: route.method,
      url: route.path,
      bodyLimit: route.upload?.mostBytes ?? MOST_FORM_BYTES,
      handler: (request, reply) => carrier.answer(route, request, reply),
    })
  }
  return server
}

function sendAsset(
  request: FastifyRequest,
  reply: FastifyReply,
  asset: ReturnType<typeof readAssets>['files'] extends ReadonlyMap<string, infer A> ? A | undefined : never,
  otherwise: () => FastifyReply,
): FastifyReply {
  if (asset === undefined) return otherwise()
  reply.header('cache-control', FOR_EVER).header('vary', 'accept-encoding').type(asset.type)
  const taken = String(request.headers['accept-encoding'] ?? '')
  if (/\bbr\b/.test(taken)) return reply.header('content-encoding', 'br').send(asset.br)
  if (/\bgzip\b/.test(taken)) return reply.header('content-encoding', 'gzip').send(asset.gzip)
  return reply.header('content-encoding', 'identity').send(asset.plain)
}
