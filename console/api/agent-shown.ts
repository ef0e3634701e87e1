import type { z } from '@hono/zod-openapi'
import { type App, read } from '#core/app.ts'
import { type AgentRow, readAgent } from '#core/people/agent-list.ts'
import { availability } from '#core/people/availability.ts'
import { loadsNow } from '#core/people/loads.ts'
import type { PersonId } from '#db/schema/columns.ts'
import type { Agent } from './agent-shapes.ts'

/** As the desk: all that is shown of an agent is every colleague's to see, and loads count every ticket. */
export function agentNow(app: App, id: PersonId) {
  return read(app, null, async (db) =>
    shown(await readAgent(db, id), (await loadsNow(db)).get(id), app.clock()),
  )
}

export function shown(row: AgentRow, load = 0, now: Date): z.output<typeof Agent> {
  const { deactivatedAt, awayUntil, signsIn: _, ...agent } = row
  const { available, why } = availability(row, now)
  return {
    ...agent,
    awayUntil: awayUntil?.toISOString() ?? null,
    active: deactivatedAt === null,
    available: available && deactivatedAt === null,
    why: deactivatedAt ? 'works here no more' : why,
    load,
  }
}
