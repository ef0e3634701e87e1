import { z } from 'zod'
import type { Agent } from '#core/actor.ts'
import type { Reader } from '#core/app.ts'
import type { TicketQuery } from '#core/tickets/find.ts'
import { filterFor } from '#core/tickets/query.ts'
import type { PersonId } from '#db/schema/columns.ts'
import { type TicketStatus, ticketPriority, ticketStatus } from '#db/schema/enums.ts'
import { personNumber, teamNumber } from './ids.ts'

const waiting = [
  'awaiting_customer',
  'awaiting_internal',
  'awaiting_third_party',
  'on_hold',
] as const
const open = ['new', 'open', 'in_progress', ...waiting] as const

interface View {
  status: readonly TicketStatus[]
  assignee?: 'me' | 'none'
}

/** The views of the navigation, as questions. */
const views = {
  open: { status: open },
  mine: { status: open, assignee: 'me' },
  unassigned: { status: open, assignee: 'none' },
  waiting: { status: waiting },
  resolved: { status: ['resolved', 'closed'] },
} as const satisfies Record<string, View>

/** What a list's URL may say. What it says wrongly counts as not said, so that an old link still opens a list. */
const Search = z.object({
  view: z.enum(['open', 'mine', 'unassigned', 'waiting', 'resolved']).catch('open'),
  status: z.enum(ticketStatus.enumValues).optional().catch(undefined),
  priority: z.enum(ticketPriority.enumValues).optional().catch(undefined),
  team: teamNumber.optional().catch(undefined),
  assignee: z
    .union([z.enum(['me', 'none']), personNumber])
    .optional()
    .catch(undefined),
  q: z.string().trim().max(200).optional().catch(undefined),
  cursor: z.string().max(60).optional().catch(undefined),
})

export type TicketSearch = z.output<typeof Search>

export function parseSearch(params: URLSearchParams): TicketSearch {
  return Search.parse(Object.fromEntries([...params].filter(([, value]) => value !== '')))
}

/** A view of the navigation, as a question. */
export function queryFor(view: TicketSearch['view'], me: PersonId): TicketQuery {
  const { status, assignee }: View = views[view]
  return { status, assigneeId: assignee === 'me' ? me : assignee === 'none' ? null : undefined }
}

/**
 * The question behind a list: the view, narrowed by what was picked, and by what the search box asks for. Searching
 * looks into every status unless one is asked for: people search for what is done.
 */
export async function questionOf(
  db: Reader,
  me: Agent,
  search: TicketSearch,
  now?: Date,
): Promise<TicketQuery> {
  const view = queryFor(search.view, me.personId)
  const asked = search.q ? await filterFor(db, me, search.q, now) : {}
  const picked =
    search.assignee === 'me' ? me.personId : search.assignee === 'none' ? null : search.assignee
  const status = search.status ? [search.status] : asked.status
  return {
    ...asked,
    status: status?.length || search.q ? status : view.status,
    priority: search.priority ? [search.priority] : asked.priority,
    teamId: search.team ?? asked.teamId,
    assigneeId: firstGiven(picked, asked.assigneeId, view.assigneeId),
    cursor: search.cursor,
  }
}

/** Null is an answer here: nobody. */
function firstGiven<T>(...values: (T | undefined)[]): T | undefined {
  return values.find((value) => value !== undefined)
}
