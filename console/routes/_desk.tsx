import type { LoaderFunctionArgs } from '@remix-run/node'
import { Outlet } from '@remix-run/react'
import { requireAgent } from '#console/require-agent.ts'
import { queryFor } from '#console/ticket-views.ts'
import { LiveUpdates } from '#console/ui/live.tsx'
import { Problem } from '#console/ui/problem.tsx'
import { Shell } from '#console/ui/shell.tsx'
import { read } from '#core/app.ts'
import { timeOf } from '#core/people/time-of.ts'
import { estimateTickets } from '#core/tickets/find.ts'

/** Who is at work, and the navigation's numbers, counted no further than they are shown. */
export async function loader({ context, request }: LoaderFunctionArgs) {
  const agent = await requireAgent(context, request)
  const { presence, ...counts } = await read(context.app, agent, async (db) => {
    const count = (view: 'open' | 'mine' | 'unassigned') =>
      estimateTickets(db, queryFor(view, agent.personId), 100)
    return {
      open: await count('open'),
      mine: await count('mine'),
      unassigned: await count('unassigned'),
      presence: (await timeOf(db, agent.personId)).presence,
    }
  })
  return { agent: { id: agent.personId, name: agent.name, role: agent.role, presence }, counts }
}

export default function Desk() {
  return (
    <LiveUpdates>
      <Shell>
        <Outlet />
      </Shell>
    </LiveUpdates>
  )
}

export function ErrorBoundary() {
  return (
    <Shell>
      <Problem />
    </Shell>
  )
}
