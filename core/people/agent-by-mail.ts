import type { Agent } from '#core/actor.ts'
import type { Reader } from '#core/app.ts'
import { agentAt } from './agent-at.ts'
import { agentById } from './agents.ts'

/** The agent who writes from an address; undefined: nobody who works here, or may change anything. */
export async function agentByMail(db: Reader, address: string): Promise<Agent | undefined> {
  const personId = await agentAt(db, address)
  const agent = personId && (await agentById(db, personId, { via: 'email' }))
  return agent && agent.role !== 'auditor' ? agent : undefined
}
