import { z } from 'zod'
import { Tag } from '#core/tickets/tag.ts'
import type { MacroId, PersonId, TeamId } from '#db/schema/columns.ts'
import { ticketPriority, ticketStatus } from '#db/schema/enums.ts'

/** What a macro does beside its words. What is absent stays as it is. */
export const MacroActions = z
  .strictObject({
    status: z.enum(ticketStatus.enumValues).exclude(['new']),
    priority: z.enum(ticketPriority.enumValues),
    addTags: z.array(Tag).min(1).max(20),
    removeTags: z.array(Tag).min(1).max(20),
    fields: z.record(z.string().regex(/^[a-zA-Z0-9_.-]{1,64}$/), z.string().max(4000).nullable()),
    team: number<TeamId>(),
    assignee: z.union([z.literal('me'), number<PersonId>()]).nullable(), // Null: back to the queue.
    snoozeHours: z.int().min(1).max(8760),
  })
  .partial()
  .refine(
    ({ status, snoozeHours }) => !status || !snoozeHours,
    'A macro that puts a ticket aside sets no status: it is on hold then.',
  )

export type MacroActions = z.output<typeof MacroActions>

/** A canned answer with what is done beside it. */
export interface Macro {
  id: MacroId
  name: string
  teamId: TeamId | null // Null: every team's.
  text: string // With {{variables}}; empty: it writes nothing.
  note: boolean // It is written as a note.
  actions: MacroActions
}

function number<Id extends number>() {
  return z
    .int()
    .positive()
    .max(2_147_483_647)
    .transform((id) => id as Id)
}
