import type { PersonId, TeamId } from '#db/schema/columns.ts'
import type { AgentRole, Via } from '#db/schema/enums.ts'

/** The door somebody came by. */
export interface Door {
  via: Via
  ip?: string | undefined // Absent: no network door, or not known.
}

/** An agent who acts, with all that row level security needs to know. Made by `core/people/agents.ts` alone. */
export interface Agent extends Door {
  personId: PersonId
  name: string
  role: AgentRole
  teamIds: readonly TeamId[]
}

/** Who does something: an agent, or null for the desk itself (a job, a mail being read). */
export type Actor = Agent | null
