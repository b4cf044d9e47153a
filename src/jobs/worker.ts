import { setTimeout as wait } from 'node:timers/promises'
import { parseCronItems, type Runner, run } from 'graphile-worker'
import { z } from 'zod'
import type { Instant } from '../engine/calendar/instant.ts'
import { SILENT } from '../record/database/queue.ts'
import { RecordUnavailable } from '../record/database/unavailable.ts'
import { watchOfTheNight } from '../record/facts/nights.ts'
import { sendMails } from '../record/notices/mails.ts'
import { lookAtPathway, type Swept, servicesOf, sweep } from '../record/time/sweep.ts'
import type { Worker, Working } from '../record/time/working.ts'
import type { Store } from '../record/transaction.ts'
import { openMailer } from './mailer.ts'

const pathwayNamed = z.strictObject({ authority: z.string(), pathway: z.uuid() })

/**
 * Every five minutes all of an authority is looked at that time may have changed; the queue's own timers only make it sooner.
 * What was missed while no worker ran is found by the next.
 */
const SWEPT = '*/5 * * * *'

/**
 * Every hour it is seen to that all children were looked at since the day began, in civil time: so it happens in the first hour of
 * the day, summer and winter, or in the first hour in which a worker runs again.
 */
const WATCHED = '17 * * * *'

/** Every minute what waits is sent: who broke the glass is told of within a minute, and a queue of writers waits for none. */
const MAIL = {
  task: 'mail',
  match: '* * * * *',
  identifier: 'mail',
  options: { jobKey: 'mail', maxAttempts: 1 },
} as const

/** How long a worker that lost its database waits before it begins again. */
const PAUSE_MS = 2_000

/**
 * Starts to do jobs: looks at pathways when something of them changes by time alone, sweeps, and looks at all children nightly.
 * Where the database goes away it begins again, until it is stopped.
 */
export async function startWorker(given: Working): Promise<Worker> {
  const ending = new AbortController()
  let runner = await begin(given)
  const goesOn = async (): Promise<void> => {
    for (let next: Runner | null = runner; next !== null; next = await beginAgain(given, ending.signal)) {
      runner = next
      await runner.promise.catch(() => undefined)
    }
  }
  const ended = goesOn()
  return {
    stop: async () => {
      ending.abort()
      // One that has ended by itself says that it is stopped already.
      await runner.stop().catch(() => undefined)
      await ended
      await settled(given.queue)
    },
  }
}

/** How long a stopping worker waits for what it still has to say to the queue. */
const MOST_SETTLING_MS = 5_000

/**
 * graphile-worker 0.18.0 says that it has stopped while it still tells the queue that its last jobs are done: a queue that is
 * closed before would never hear of it.
 */
async function settled(queue: Working['queue']): Promise<void> {
  const isBusy = () => queue.waitingCount > 0 || queue.idleCount < queue.totalCount
  for (let waited = 0; waited < MOST_SETTLING_MS; waited += 10) {
    await wait(10)
    if (!isBusy()) return
  }
}

async function beginAgain(given: Working, ending: AbortSignal): Promise<Runner | null> {
  while (!ending.aborted) {
    await wait(PAUSE_MS, undefined, { signal: ending }).catch(() => undefined)
    if (ending.aborted) return null
    try {
      const runner = await begin(given)
      if (!ending.aborted) return runner
      await runner.stop()
    } catch (error) {
      given.onFault('begin', error)
    }
  }
  return null
}

async function begin({ store, queue, now, mail = null, onFault }: Working): Promise<Runner> {
  const serviceOf = async (authority: string) => {
    return (await servicesOf(store)).find((service) => service.authority === authority)
  }
  const runner = await run({
    pgPool: queue,
    logger: SILENT,
    concurrency: 2,
    noHandleSignals: true,
    parsedCronItems: parseCronItems([
      { task: 'sweep', match: SWEPT, identifier: 'sweep', options: { jobKey: 'sweep', maxAttempts: 1 } },
      { task: 'watch', match: WATCHED, identifier: 'watch', options: { jobKey: 'watch', maxAttempts: 1 } },
      ...(mail === null ? [] : [MAIL]),
    ]),
    taskList: {
      'look-at-pathway': async (payload) => {
        const { authority, pathway } = pathwayNamed.parse(payload)
        const service = await serviceOf(authority)
        if (service !== undefined) await lookAtPathway(store, service, now(), pathway)
      },
      sweep: async () => {
        const swept = await sweepAll(store, now)
        if (swept.some(({ putBack }) => putBack !== null)) onFault('sweep', new RecordUnavailable('clock-put-back'))
        if (swept.some(({ clockBehind }) => clockBehind !== null)) throw new RecordUnavailable('clock-behind')
      },
      watch: async () => {
        for (const service of await servicesOf(store)) await watchOfTheNight(store, service, now())
      },
      // Where no mail server is named nothing asks for it; what another start asked for is let go.
      mail: async () => {
        if (mail === null) return
        const mailer = openMailer(mail, (error) => onFault('mail', error))
        try {
          for (const service of await servicesOf(store)) await sendMails(store, service, now, mailer.send)
        } finally {
          mailer.close()
        }
      },
    },
  })
  runner.events.on('job:error', ({ job, error }) => onFault(job.task_identifier, error))
  stopWhereStuck(runner)
  return runner
}

async function sweepAll(store: Store, now: () => Instant): Promise<readonly Swept[]> {
  const all: Swept[] = []
  for (const service of await servicesOf(store)) {
    const swept = await sweep(store, service, now())
    if (!('kind' in swept)) all.push(swept)
  }
  return all
}

/** After so many times that no job could be asked for, one after the other, the worker begins anew. */
const MOST_FAILURES = 6

/**
 * A worker whose database goes away while it first asks for jobs keeps the fault for ever, though the database has come back
 * (graphile-worker 0.18.0): it is stopped, so that another takes its place.
 */
function stopWhereStuck(runner: Runner): void {
  let failures = 0
  const works = (): void => {
    failures = 0
  }
  runner.events.on('worker:getJob:empty', works)
  runner.events.on('job:start', works)
  runner.events.on('worker:getJob:error', () => {
    failures += 1
    if (failures === MOST_FAILURES) void runner.stop().catch(() => undefined)
  })
}
