import type { PgBoss, Queue } from 'pg-boss'

/** The job queues by name, with how they retry. Core owns the list (`core/jobs.ts`). */
export type Queues = Record<string, Omit<Queue, 'name'>>

/** Makes the queues that are missing and brings the others up to date, so that an upgrade changes their retries too. */
export async function createQueues(boss: PgBoss, queues: Queues): Promise<void> {
  const there = new Set((await boss.getQueues()).map((queue) => queue.name))
  for (const [name, options] of Object.entries(queues)) {
    const { policy: _, ...changeable } = options // What a queue refuses is settled when it is made.
    if (there.has(name)) await boss.updateQueue(name, changeable)
    else await boss.createQueue(name, options)
  }
}
