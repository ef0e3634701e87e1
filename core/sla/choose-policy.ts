import { and, eq, isNull } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { changeTicket, holdTicket } from '#core/tickets/ticket.ts'
import type { SlaPolicyId, TicketId } from '#db/schema/columns.ts'
import { slaPolicies } from '#db/schema/sla.ts'

/** Holds a ticket to one policy, whatever its conditions; null: to the first that fits again. */
export async function choosePolicy(
  work: Work,
  id: TicketId,
  policyId: SlaPolicyId | null,
): Promise<void> {
  const ticket = await holdTicket(work, id)
  if (ticket.slaPolicyId === policyId) return
  if (policyId !== null) {
    const [policy] = await work.tx
      .select({ teamId: slaPolicies.teamId })
      .from(slaPolicies)
      .where(and(eq(slaPolicies.id, policyId), isNull(slaPolicies.deletedAt)))
    if (!policy) refuse('not-found', { what: 'SLA policy' })
    if (policy.teamId !== null && policy.teamId !== ticket.teamId)
      refuse('wrong-input', {
        why: 'That SLA policy is for another team. Choose one for all teams.',
      })
  }
  await changeTicket(work, ticket, 'sla_policy_chosen', { slaPolicyId: policyId })
}
