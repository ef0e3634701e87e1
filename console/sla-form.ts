import { ZodError, z } from 'zod'
import type { Work } from '#core/app.ts'
import { addPolicy, changePolicy } from '#core/sla/policies.ts'
import { minutesFromText, minutesInWords } from '#core/sla/targets.ts'
import type { CalendarId, LadderId, SlaPolicyId, TeamId } from '#db/schema/columns.ts'
import { ticketPriority } from '#db/schema/enums.ts'
import type { slaPolicies } from '#db/schema/sla.ts'
import type { Answer } from './answer.ts'
import { id } from './ids.ts'
import { orPointOut, type RuleAnswer } from './rule-form.ts'

/** `2 h 30 m`; empty: it is not promised. */
const length = z.string().transform((text, check) => {
  if (text.trim() === '') return undefined
  const minutes = minutesFromText(text)
  if (!minutes)
    check.addIssue({ code: 'custom', message: `“${text}” is no time. Write 30 m, 2 h or 3 d.` })
  return minutes
})

const Form = z.object({
  name: z.string(),
  teamId: id<TeamId>().nullable(),
  calendarId: id<CalendarId>().nullable(),
  enabled: z.boolean(),
  conditions: z.unknown(),
  targets: z.partialRecord(
    z.enum(ticketPriority.enumValues),
    z.object({
      first: length,
      next: length,
      resolution: length,
      ladderId: id<LadderId>().optional(),
    }),
  ),
})

/** A policy as its form writes it; JSON leaves out what is not promised. */
export type EditedPolicy = z.input<typeof Form>

/** Keeps a policy as it was written. @returns its number */
export async function keepPolicy(
  work: Work,
  policy: SlaPolicyId | 'new',
  written: unknown,
): Promise<SlaPolicyId> {
  const given = Form.parse(written)
  if (policy === 'new') return addPolicy(work, given)
  await changePolicy(work, policy, given)
  return policy
}

type Targets = (typeof slaPolicies.$inferSelect)['targets']

/** Its targets as people write them. */
export function written(targets: Targets): EditedPolicy['targets'] {
  const words = (minutes: number | undefined) => (minutes ? minutesInWords(minutes) : '')
  return Object.fromEntries(
    ticketPriority.enumValues.map((priority) => {
      const { first, next, resolution, ladderId } = targets[priority] ?? {}
      const times = { first: words(first), next: words(next), resolution: words(resolution) }
      return [priority, { ...times, ladderId }]
    }),
  )
}

/** As of a rule, with what is no time beside its place as well. */
export function orPointOutTimes(todo: () => Promise<Answer>) {
  return orPointOut(() =>
    todo().catch((error: unknown): RuleAnswer => {
      if (!(error instanceof ZodError)) throw error
      const faults = error.issues.map(({ path, message }) => [`/${path.join('/')}`, message])
      const why = [...new Set(error.issues.map(({ message }) => message))].join(' ')
      return { ok: false, why, faults: Object.fromEntries(faults) }
    }),
  )
}
