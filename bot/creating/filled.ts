import type { ViewOutput } from '@slack/bolt'
import { z } from 'zod'
import type { Bot } from '#bot/bot.ts'
import type { Agent } from '#core/actor.ts'
import { read } from '#core/app.ts'
import { allTeams } from '#core/teams/teams.ts'
import { ticketPriority } from '#db/schema/enums.ts'

export const Filled = z.object({
  subject: z.string().max(150),
  words: z.string().max(3000).optional(),
  team: z.coerce.number().int().optional(),
  priority: z.enum(ticketPriority.enumValues).optional(),
  requester: z.string().optional(),
})

export function filledIn(view: ViewOutput): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(view.state.values).map(([block, fields]) => {
      const field = fields[block]
      const value = field?.value ?? field?.selected_option?.value ?? field?.selected_user
      return [block, value ?? undefined]
    }),
  )
}

/** A team that there is not is none that was chosen; only agents say how urgent something is. */
export async function aboutIn(bot: Bot, filled: z.output<typeof Filled>, agent: Agent | undefined) {
  const teams = await read(bot.app, null, allTeams)
  const teamId = teams.find(({ id }) => id === filled.team)?.id ?? agent?.teamIds[0]
  return {
    subject: filled.subject,
    ...(teamId && { teamId }),
    ...(agent && filled.priority && { priority: filled.priority }),
  }
}
