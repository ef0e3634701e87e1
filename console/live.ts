import { inArray } from 'drizzle-orm'
import { z } from 'zod'
import type { Agent } from '#core/actor.ts'
import { type App, read } from '#core/app.ts'
import type { TicketId } from '#db/schema/columns.ts'
import { tickets } from '#db/schema/tickets.ts'
import type { LiveEvent } from './context.ts'

const gatherMillis = 150
const heartbeatMillis = 25_000
const limits = { pages: 2000, pagesOfOne: 30, unread: 100 }

/** What the database says at each commit, see migration 0002. */
const Notice = z.object({
  ticket: z
    .number()
    .transform((id) => id as TicketId)
    .nullable(),
  kind: z.string(),
})

/** After these somebody may see less, or nothing, so each page is asked again who is behind it. */
const whoMaySeeWhat = ['agent_deactivated', 'role_changed', 'member_added', 'member_removed']

interface Page {
  agent: Agent
  stillThere: () => Promise<Agent | null>
  tell: (text: string) => void
  close: () => void
}

export type Live = Awaited<ReturnType<typeof startLive>>

/** Live pages: one connection listens for the whole process, and each page hears of what its agent may see. */
export async function startLive(app: App) {
  const pages = new Set<Page>()
  let gathered = new Map<TicketId, Set<string>>()
  let flushing: NodeJS.Timeout | undefined
  let listening = false

  const listener = await app.sql.listen('desk', hear, () => {
    // Again: the connection was lost for a while, and with it what was said meanwhile.
    if (listening) for (const page of pages) say(page, { ticket: null, kinds: ['missed'] })
    listening = true
  })
  const heartbeat = setInterval(() => void report(renew(true)), heartbeatMillis)

  function hear(payload: string) {
    const { ticket, kind } = Notice.parse(JSON.parse(payload))
    if (ticket === null) {
      if (whoMaySeeWhat.includes(kind)) void report(renew())
      return
    }
    gathered.set(ticket, (gathered.get(ticket) ?? new Set()).add(kind))
    flushing ??= setTimeout(() => void report(flush()), gatherMillis)
  }

  async function flush() {
    const batch = gathered
    gathered = new Map()
    try {
      const byAgent = Map.groupBy(pages, (page) => page.agent.personId)
      for (const theirs of byAgent.values()) {
        const [{ agent }] = theirs as [Page, ...Page[]]
        const visible = await visibleOf(app, agent, [...batch.keys()])
        for (const ticket of visible)
          for (const page of theirs) say(page, { ticket, kinds: [...(batch.get(ticket) ?? [])] })
      }
    } finally {
      flushing =
        gathered.size > 0 ? setTimeout(() => void report(flush()), gatherMillis) : undefined
    }
  }

  /** Asks for each page whose it is by now: a session that has ended takes its pages along. */
  async function renew(beat = false) {
    for (const page of pages) {
      const agent = await page.stillThere()
      if (!agent) page.close()
      else page.agent = agent
      if (beat) page.tell(': still here\n\n')
    }
  }

  async function report(task: Promise<void>) {
    await task.catch((error: unknown) =>
      app.log.error({ err: error }, 'live updates failed; pages will ask again'),
    )
  }

  /** A stream of events for one page, or undefined when there are too many. */
  function open(agent: Agent, stillThere: () => Promise<Agent | null>): Response | undefined {
    const theirs = [...pages].filter((page) => page.agent.personId === agent.personId)
    if (pages.size >= limits.pages || theirs.length >= limits.pagesOfOne) return undefined
    let page: Page | undefined
    const leave = () => void (page && pages.delete(page))
    const stream = new ReadableStream<string>(
      {
        start(controller) {
          const close = () => {
            if (page && pages.delete(page)) controller.close()
          }
          const tell = (text: string) => {
            if (!page || !pages.has(page)) return
            controller.enqueue(text)
            if ((controller.desiredSize ?? 0) <= 0) close() // Nobody reads; the browser will ask again.
          }
          page = { agent, stillThere, tell, close }
          pages.add(page)
          tell('retry: 2000\n\n')
        },
        cancel: leave,
      },
      new CountQueuingStrategy({ highWaterMark: limits.unread }),
    )
    return new Response(stream.pipeThrough(new TextEncoderStream()), {
      headers: { 'Content-Type': 'text/event-stream; charset=utf-8', 'X-Accel-Buffering': 'no' },
    })
  }

  return {
    open,
    count: () => pages.size,
    close: async () => {
      clearInterval(heartbeat)
      clearTimeout(flushing)
      await listener.unlisten()
      for (const page of pages) page.close()
    },
  }
}

function say(page: Page, event: LiveEvent) {
  page.tell(`data: ${JSON.stringify(event)}\n\n`)
}

async function visibleOf(app: App, agent: Agent, ids: TicketId[]): Promise<TicketId[]> {
  const rows = await read(app, agent, (db) =>
    db.select({ id: tickets.id }).from(tickets).where(inArray(tickets.id, ids)),
  )
  return rows.map((row) => row.id)
}
