import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { orNotFound } from '#console/answer.ts'
import { requireAgent } from '#console/require-agent.ts'
import { parseSearch, questionOf } from '#console/ticket-views.ts'
import { Announce } from '#console/ui/announce.tsx'
import { useLive } from '#console/ui/live.tsx'
import { NoTickets } from '#console/ui/no-tickets.tsx'
import { Page } from '#console/ui/page.tsx'
import { Pager } from '#console/ui/pager.tsx'
import { TicketFilters } from '#console/ui/ticket-filters.tsx'
import { TicketList } from '#console/ui/ticket-list.tsx'
import { count } from '#console/ui/words.ts'
import { read } from '#core/app.ts'
import { agentNames } from '#core/people/agent-names.ts'
import { markOf } from '#core/sla/stands.ts'
import { firstMailbox } from '#core/teams/first-mailbox.ts'
import { allTeams } from '#core/teams/teams.ts'
import { estimateTickets, findTickets, type TicketRow } from '#core/tickets/find.ts'

const countsUpTo = 1000
const titles = {
  open: 'All open',
  mine: 'Mine',
  unassigned: 'Unassigned',
  waiting: 'Waiting',
  resolved: 'Resolved',
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data ? titles[data.search.view] : 'Tickets'} · Deskwire` },
]

export async function loader({ context, request }: LoaderFunctionArgs) {
  const agent = await requireAgent(context, request)
  const search = parseSearch(new URL(request.url).searchParams)
  return orNotFound(() =>
    read(context.app, agent, async (db) => {
      const query = await questionOf(db, agent, search, context.app.clock())
      const { items, next } = await findTickets(db, query)
      return {
        search,
        rows: items.map((ticket) => rowOf(ticket, context.app.clock())),
        next,
        total: await estimateTickets(db, query, countsUpTo),
        teams: await allTeams(db),
        agents: await agentNames(db),
        mailbox: items.length === 0 ? await firstMailbox(db) : null,
        smtp: { host: context.app.env.DESKWIRE_HOST, port: context.app.env.SMTP_PORT },
      }
    }),
  )
}

export type ListedTicket = ReturnType<typeof rowOf>

/** What a row shows, and no more. */
function rowOf(ticket: TicketRow, now: Date) {
  const { id, subject, status, priority, escalation, reopened, sensitive, updatedAt } = ticket
  const asked = ticket.lastRequesterMessageAt
  const answered = ticket.lastAgentMessageAt
  return {
    ...{ id, subject, status, priority, escalation, reopened, sensitive, updatedAt },
    requester: ticket.requester.name || ticket.requester.email || 'Unknown',
    assignee: ticket.assignee?.name ?? null,
    team: ticket.team.name,
    sla: ticket.slaStatus === 'no_sla' ? null : markOf(ticket, now),
    unanswered: asked !== null && (answered === null || answered < asked) && !ticket.resolvedAt,
  }
}

export default function Tickets() {
  const { search, rows, next, total, teams, agents, mailbox, smtp } = useLoaderData<typeof loader>()
  useLive(() => true)
  const title = search.q ? `“${search.q}”` : titles[search.view]
  const amount = total < countsUpTo ? count(total, 'ticket') : `${countsUpTo}+ tickets`
  const filtered = Boolean(
    search.q || search.status || search.priority || search.team || search.assignee,
  )
  return (
    <Page title={title} aside={amount}>
      <Announce
        sentence={`${amount}. Latest: ${rows[0] ? `#${rows[0].id} ${rows[0].subject}` : 'none'}`}
      />
      <TicketFilters search={search} teams={teams} agents={agents} />
      {rows.length > 0 ? (
        <TicketList rows={rows} />
      ) : (
        <NoTickets view={search.view} filtered={filtered} mailbox={mailbox} smtp={smtp} />
      )}
      <Pager next={next} first={!search.cursor} />
    </Page>
  )
}
