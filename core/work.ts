import type { JobResult } from 'pg-boss'
import type { App } from './app.ts'
import { type Handlers, type JobName, jobs } from './jobs.ts'
import { Refusal } from './refusal.ts'
import { schedule } from './schedule.ts'

/** How each queue is worked: jobs taken at once, and the longest wait where no notification comes (deferred jobs). */
const pace: Partial<
  Record<JobName, { batchSize?: number; localConcurrency?: number; poll?: number }>
> = {
  'mail.read': { batchSize: 16, localConcurrency: 2 },
  'mail.acknowledge': { batchSize: 16 },
  'mail.deliver': { batchSize: 4, localConcurrency: 2, poll: 1 },
  'slack.event': { batchSize: 8 },
  'slack.send': { batchSize: 1, localConcurrency: 6, poll: 1 }, // A slow channel keeps no other waiting.
  'mail.fetch': { batchSize: 1, localConcurrency: 4 }, // A slow server keeps nobody else waiting.
}

/** Does the desk's jobs until the queue is stopped. Each job ends by itself; one that throws is tried again. */
export async function workJobs(app: App, handlers: Handlers<JobName>): Promise<void> {
  for (const name of Object.keys(jobs) as JobName[]) {
    const { batchSize = 4, localConcurrency = 1, poll = 5 } = pace[name] ?? {}
    const options = {
      batchSize,
      localConcurrency,
      perJobResults: true,
      burstWhenBatchFull: batchSize > 1,
      pollingIntervalSeconds: Math.min(poll, 2),
      notifyPollingIntervalSeconds: poll,
    } as const
    await app.boss.work(name, options, (batch) =>
      Promise.all(batch.map((job) => doJob(app, handlers, name, job.id, job.data))),
    )
  }
  for (const [name, { cron }] of Object.entries(schedule)) await app.boss.schedule(name, cron, {})
}

async function doJob(
  app: App,
  handlers: Handlers<JobName>,
  name: JobName,
  id: string,
  data: unknown,
): Promise<JobResult> {
  const started = performance.now()
  try {
    await runJob(handlers, name, data)
    app.log.debug({ job: name, data, millis: Math.round(performance.now() - started) }, 'job done')
    return { id, status: 'completed' }
  } catch (error) {
    if (error instanceof Refusal) {
      // The world has moved on since the job was queued: an answer, not a fault.
      app.log.info({ job: name, data, refusal: error.code }, error.message)
      return { id, status: 'completed', output: { refusal: error.code } }
    }
    app.log.error({ job: name, data, err: error }, 'job failed and will be tried again')
    return {
      id,
      status: 'failed',
      output: { message: error instanceof Error ? error.message : String(error) },
    }
  }
}

/** One job with its data checked. */
export async function runJob(
  handlers: Handlers<JobName>,
  name: JobName,
  data: unknown,
): Promise<void> {
  const handler = handlers[name] as (data: unknown) => Promise<void>
  await handler(jobs[name].data.parse(data))
}
