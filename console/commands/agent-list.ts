import { type App, read } from '#core/app.ts'
import { allAgents } from '#core/people/agent-list.ts'
import { availability } from '#core/people/availability.ts'
import { loadsNow } from '#core/people/loads.ts'

export async function list(app: App) {
  const { rows, loads } = await read(app, null, async (db) => ({
    rows: await allAgents(db),
    loads: await loadsNow(db),
  }))
  const items = rows.map(({ deactivatedAt: _, ...row }) => ({
    ...row,
    load: loads.get(row.id) ?? 0,
    ...availability(row, app.clock()),
  }))
  const lines = items.map(({ name, email, role, load, capacity, why }) =>
    [name, email, role, `${load} of ${capacity ?? 'any'} tickets`, why].join('  '),
  )
  return { words: lines.join('\n') || 'There is no agent yet.', json: { items } }
}
