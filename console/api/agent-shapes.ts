import { z } from '@hono/zod-openapi'
import { agentRole, presence } from '#db/schema/enums.ts'
import { email, line, reference } from './input.ts'
import { named } from './shapes.ts'
import { WeekHours } from './week-hours.ts'

const time = z.iso.datetime()
const role = z.enum(agentRole.enumValues)
const away = z.enum(presence.enumValues).openapi({
  description: '`reassign`: away, and what of theirs is unanswered goes back to the queue.',
})

/** Skills by name, with levels. */
export const Levels = z
  .record(line(64), z.int().min(1).max(5))
  .refine((levels) => Object.keys(levels).length <= 100, 'at most 100 skills')
  .openapi('Levels', { description: '1 knows some, 5 knows all: `{"billing":3}`.' })

const profile = {
  capacity: z.int().min(0).max(10_000).nullable().openapi({
    description: 'Open tickets at most, weighted as `GET /desk` says; null: no limit.',
  }),
  timeZone: line(64).openapi({ example: 'Europe/Berlin' }),
  workingHours: WeekHours.nullable(),
  languages: z.array(line(35)).max(30).openapi({ description: 'BCP 47, that they answer in.' }),
}

export const Agent = z
  .object({
    id: z.int(),
    name: z.string(),
    email: z.string().nullable(),
    role,
    teams: z.array(named),
    skills: Levels,
    ...profile,
    load: z.int().openapi({ description: 'Their open tickets now, weighted.' }),
    presence: away,
    awayUntil: time.nullable(),
    available: z.boolean().openapi({ description: 'Whether they take tickets now.' }),
    why: z.string().openapi({ description: 'The fact that decides it.' }),
    active: z.boolean(),
  })
  .openapi('Agent')

export const NewAgent = z
  .strictObject({
    email,
    name: line(200),
    role,
    teams: z.array(reference).max(100).default([]),
    password: z.string().max(128).optional(),
  })
  .openapi('NewAgent')

export const AgentChange = z
  .strictObject({ name: line(200), role, active: z.boolean(), ...profile })
  .partial()
  .openapi('AgentChange')

export const Away = z
  .strictObject({ presence: away, until: time.nullable().optional() })
  .openapi('Availability', { description: '`until`: they are back then; null: until they say so.' })
