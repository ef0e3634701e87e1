import { type App, perform } from '#core/app.ts'
import { deskJobs } from '#core/desk-jobs.ts'
import { runJob } from '#core/work.ts'
import type { TeamId, TicketId } from '#db/schema/columns.ts'
import { tickets } from '#db/schema/tickets.ts'
import { testApp } from '#tests/support/app.ts'
import type { factories } from '#tests/support/factories.ts'

/** Many tickets of one requester, each team in its turn; nobody has been told of them. */
export async function openMany(
  app: App,
  a: ReturnType<typeof factories>,
  teams: TeamId[],
  count: number,
): Promise<TicketId[]> {
  const { personId } = await a.requester()
  const many = Array.from({ length: count }, (_, at) => ({
    subject: `Ticket ${at}`,
    status: 'new' as const,
    priority: 'MEDIUM' as const,
    requesterId: personId,
    teamId: teams[at % teams.length] ?? (0 as TeamId),
    openedAt: app.clock(),
    updatedAt: app.clock(),
  }))
  const opened = await perform(app, null, (work) =>
    work.tx.insert(tickets).values(many).returning({ id: tickets.id }),
  )
  return opened.map(({ id }) => id)
}

/** Queues the job that the opening of a ticket queues. */
export function askToRoute(app: App, ids: readonly TicketId[]): Promise<void> {
  return perform(app, null, async (work) => {
    for (const ticket of ids) work.enqueue('desk.route', { ticket, opened: true })
  })
}

/**
 * Workers, each with connections and a queue client of its own, do what waits for routing until nothing is left. What a
 * worker takes no other takes.
 */
export async function workTogether(runtimeUrl: string, workers: number): Promise<void> {
  const desks = await Promise.all(Array.from({ length: workers }, () => testApp(runtimeUrl)))
  try {
    await Promise.all(desks.map(({ app }) => workUntilDone(app)))
  } finally {
    await Promise.all(desks.map((desk) => desk.close()))
  }
}

async function workUntilDone(app: App): Promise<void> {
  const handlers = deskJobs(app) as Parameters<typeof runJob>[0]
  const names = ['desk.route', 'desk.drain'] as const
  for (let idle = 0; idle < 2; ) {
    let done = 0
    for (const name of names) {
      const batch = await app.boss.fetch(name, { batchSize: 4 })
      await Promise.all(batch.map((job) => runJob(handlers, name, job.data)))
      for (const job of batch) await app.boss.complete(name, job.id)
      done += batch.length
    }
    idle = done === 0 ? idle + 1 : 0
  }
}
