import { z } from 'zod'
import type { BackTestTable } from '#core/routing/back-test-table.ts'
import { WrongRule } from '#core/routing/rule-check.ts'
import type { TeamId, TicketId } from '#db/schema/columns.ts'
import { type Answer, orExplain } from './answer.ts'
import { id } from './ids.ts'

/** What the page of a rule is told: when it was refused, also each fault by its place in the definition. */
export type RuleAnswer = Answer & { faults?: Record<string, string>; table?: BackTestTable }

const rule = {
  name: z.string().max(1000),
  teamId: id<TeamId>().nullable(),
  enabled: z.boolean(),
  definition: z.unknown(),
}

export const RuleForm = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('save'), ...rule }),
  z.object({
    intent: z.literal('try'),
    ...rule,
    ticket: id<TicketId>(),
  }),
  z.object({ intent: z.literal('test'), ...rule }),
  z.object({ intent: z.literal('restore'), version: z.int().positive() }),
])
export type RuleForm = z.output<typeof RuleForm>

/** As `orExplain`, with each fault of a rule beside its place. */
export function orPointOut(todo: () => Promise<RuleAnswer>) {
  const tried = todo().catch((error: unknown): RuleAnswer => {
    if (!(error instanceof WrongRule)) throw error
    const faults = error.faults.map(({ pointer, message }) => [pointer, message] as const)
    return { ok: false, why: error.message, faults: Object.fromEntries(faults) }
  })
  return orExplain(() => tried)
}
