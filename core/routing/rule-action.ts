import { z } from 'zod'
import { Tag } from '#core/tickets/tag.ts'
import type { MacroId, PersonId, SlaPolicyId, TeamId } from '#db/schema/columns.ts'
import { ticketPriority, ticketStatus } from '#db/schema/enums.ts'

const tags = z.array(Tag).min(1, 'must name at least one tag').max(20, 'may name at most 20 tags')

const fieldKey = z
  .string('must be the key of a field')
  .regex(/^[a-zA-Z0-9_.-]{1,64}$/, 'must be the key of a field')

/** What rules do. Each is done by the verb that people use for it, with its event. */
export const Action = z.discriminatedUnion(
  'do',
  [
    z.strictObject({ do: z.literal('team'), team: number<TeamId>() }),
    z.strictObject({ do: z.literal('assign'), person: number<PersonId>().nullable() }), // Null: back to the queue.
    z.strictObject({ do: z.literal('priority'), priority: oneOf(ticketPriority.enumValues) }),
    z.strictObject({
      do: z.literal('status'),
      status: oneOf(ticketStatus.enumValues).exclude(['new'], 'nothing becomes new again'),
    }),
    z.strictObject({ do: z.literal('tag'), tags }),
    z.strictObject({ do: z.literal('untag'), tags }),
    z.strictObject({
      do: z.literal('field'),
      key: fieldKey,
      value: words(4000).nullable(), // Null: it is emptied.
    }),
    z.strictObject({
      do: z.literal('skill'),
      skill: words(64),
      level: z
        .int('must be a number from 1 to 5')
        .min(1, 'must be at least 1')
        .max(5, 'must be at most 5'),
    }),
    z.strictObject({ do: z.literal('sla'), policy: number<SlaPolicyId>().nullable() }), // Null: the first that fits.
    z.strictObject({ do: z.literal('watch'), person: number<PersonId>() }),
    z.strictObject({ do: z.literal('macro'), macro: number<MacroId>() }),
    z.strictObject({ do: z.literal('note'), text: words(10_000) }),
    z.strictObject({ do: z.literal('spam') }), // Tagged and deleted: it can be restored.
    z.strictObject({ do: z.literal('stop') }), // No rule after this one is asked.
  ],
  'must be one of team, assign, priority, status, tag, untag, field, skill, sla, watch, macro, note, spam, stop',
)

export type Action = z.output<typeof Action>

function number<Id extends number>() {
  return z
    .int('must be a number')
    .positive('must be a number')
    .max(2_147_483_647, 'must be a number')
    .transform((id) => id as Id)
}

function words(max: number) {
  return z
    .string('must be text')
    .trim()
    .min(1, 'must not be empty')
    .max(max, `may have at most ${max} characters`)
}

function oneOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z.enum(values, `must be one of ${values.join(', ')}`)
}
