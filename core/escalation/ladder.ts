import { z } from 'zod'
import { refuse } from '#core/refusal.ts'
import type { PersonId } from '#db/schema/columns.ts'
import { agentRole } from '#db/schema/enums.ts'

const maxMinutes = 30 * 24 * 60

/** Whom a step tells. `lead`, `team` and `manager` are those of the ticket's team; `role` is everybody who has it. */
export const Target = z.discriminatedUnion('to', [
  z.strictObject({ to: z.literal('assignee') }),
  z.strictObject({ to: z.literal('lead') }),
  z.strictObject({ to: z.literal('team') }),
  z.strictObject({ to: z.literal('manager') }),
  z.strictObject({
    to: z.literal('person'),
    person: z
      .number()
      .int()
      .positive()
      .transform((id) => id as PersonId),
  }),
  z.strictObject({ to: z.literal('channel'), channel: z.string().trim().min(1).max(80) }), // `#ops`, or its id.
  z.strictObject({
    to: z.literal('role'),
    role: z.enum(agentRole.enumValues).exclude(['auditor']),
  }),
])
export type Target = z.output<typeof Target>

export const Step = z.strictObject({
  after: z.number().int().min(0).max(maxMinutes), // Business minutes since the escalation began.
  targets: z.array(Target).min(1).max(20),
})
export type Step = z.output<typeof Step>

/** Who is told next while nobody acknowledges: each step later than the one before. */
const Steps = z
  .array(Step)
  .min(1)
  .max(20)
  .superRefine((steps, { addIssue }) => {
    for (const [place, { after }] of steps.entries())
      if (place > 0 && after <= (steps[place - 1]?.after ?? 0))
        addIssue({
          code: 'custom',
          path: [place, 'after'],
          message: 'Each step comes later than the one before.',
        })
  })

/** Refuses what is no ladder, with the place of each fault: `steps.1.after`. */
export function stepsFrom(given: unknown): Step[] {
  const read = Steps.safeParse(given)
  if (read.success) return read.data
  refuse('wrong-input', {
    why: read.error.issues
      .map(({ path, message }) => `${['steps', ...path].join('.')}: ${message}`)
      .join('; '),
  })
}

/** What is climbed where no ladder stands: the leads of the team are told, once. */
export const withoutLadder: Step[] = [{ after: 0, targets: [{ to: 'lead' }] }]
