import { parseCronItems, run } from 'graphile-worker'
import type { Pool } from 'pg'
import { z } from 'zod'
import type { Instant } from '../engine/calendar/instant.ts'
import { SILENT } from '../record/database/queue.ts'
import { watchOfTheNight } from '../record/facts/nights.ts'
import { lookAtPathway, servicesOf, sweep } from '../record/time/sweep.ts'
import type { Store } from '../record/transaction.ts'

/** What a worker is given. Several may run on one record, on one machine or on many. */
export interface Given {
  readonly store: Store
  readonly queue: Pool
  readonly now: () => Instant
  /** Told of a job that failed: it is tried again later. Says nothing of anybody. */
  readonly onFault: (task: string, error: unknown) => void
}

export interface Worker {
  /** Lets what has begun come to its end. */
  readonly stop: () => Promise<void>
}

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

/** Starts to do jobs: looks at pathways when something of them changes by time alone, sweeps, and looks at all children nightly. */
export async function startWorker({ store, queue, now, onFault }: Given): Promise<Worker> {
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
    ]),
    taskList: {
      'look-at-pathway': async (payload) => {
        const { authority, pathway } = pathwayNamed.parse(payload)
        const service = await serviceOf(authority)
        if (service !== undefined) await lookAtPathway(store, service, now(), pathway)
      },
      sweep: async () => {
        for (const service of await servicesOf(store)) await sweep(store, service, now())
      },
      watch: async () => {
        for (const service of await servicesOf(store)) await watchOfTheNight(store, service, now())
      },
    },
  })
  runner.events.on('job:error', ({ job, error }) => onFault(job.task_identifier, error))
  return { stop: () => runner.stop() }
}
