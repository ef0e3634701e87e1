import { z } from 'zod'
import type { Work } from '#core/app.ts'
import { addAgent } from '#core/people/agents.ts'
import { requireAdmin } from '#core/people/hold-agent.ts'
import { addSkill, removeSkill } from '#core/routing/skills.ts'
import { setPriorityWeights } from '#core/teams/desk-settings.ts'
import { agentRole, type TicketPriority } from '#db/schema/enums.ts'
import { teamNumber } from './ids.ts'

const weight = z.coerce.number({ error: 'A weight is a number.' })
const weights: Record<TicketPriority, typeof weight> = {
  LOW: weight,
  MEDIUM: weight,
  HIGH: weight,
  CRITICAL: weight,
}

const Intent = z.discriminatedUnion('intent', [
  z.strictObject({
    intent: z.literal('agent'),
    name: z.string().trim().min(1, 'A name is missing.').max(200),
    email: z.email('That is not an email address.').max(254),
    role: z.enum(agentRole.enumValues),
    team: z.literal('').or(teamNumber),
    password: z.string().max(1000),
  }),
  z.strictObject({ intent: z.enum(['skill', 'no-skill']), name: z.string().max(100) }),
  z.strictObject({ intent: z.literal('weights'), ...weights }),
])

/** What the page “People” adds to the desk and takes from it. @returns what to tell */
export async function addToDesk(work: Work, form: FormData): Promise<string> {
  const { intent, ...asked } = Intent.parse(Object.fromEntries(form))
  if ('email' in asked) {
    requireAdmin(work)
    const { team, ...agent } = asked
    await addAgent(work, { ...agent, teamIds: team === '' ? [] : [team] })
    return `${asked.name} can sign in now.`
  }
  if ('LOW' in asked) {
    await setPriorityWeights(work, asked)
    return 'Saved.'
  }
  if (intent === 'skill') return `Agents can know ${await addSkill(work, asked.name)} now.`
  await removeSkill(work, asked.name)
  return `${asked.name} is gone.`
}
