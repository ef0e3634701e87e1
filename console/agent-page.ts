import type { AppLoadContext } from '@remix-run/node'
import { read } from '#core/app.ts'
import { type AgentRow, allAgents, readAgent } from '#core/people/agent-list.ts'
import { availability } from '#core/people/availability.ts'
import { hoursInWords } from '#core/people/hours-text.ts'
import { loadsNow } from '#core/people/loads.ts'
import type { PersonId } from '#db/schema/columns.ts'

export type AgentShown = ReturnType<typeof shown>

/** Everybody who answers. As the desk: every colleague may see this, and loads count every ticket. */
export async function readAgents({ app }: AppLoadContext): Promise<AgentShown[]> {
  return read(app, null, async (db) => {
    const loads = await loadsNow(db)
    const rows = await allAgents(db)
    return rows.map((row) => shown(row, loads.get(row.id), app.clock()))
  })
}

export async function readAgentPage({ app }: AppLoadContext, id: PersonId): Promise<AgentShown> {
  return read(app, null, async (db) =>
    shown(await readAgent(db, id), (await loadsNow(db)).get(id), app.clock()),
  )
}

/** Hours as words, for a field that they are typed into. */
function shown({ workingHours, deactivatedAt, ...agent }: AgentRow, load = 0, now: Date) {
  const hours = workingHours ? hoursInWords(workingHours) : ''
  const isActive = deactivatedAt === null
  return { ...agent, hours, isActive, load, ...availability({ ...agent, workingHours }, now) }
}
