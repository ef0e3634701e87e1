import { z } from '@hono/zod-openapi'
import { id } from '#console/ids.ts'
import type { CalendarId } from '#db/schema/columns.ts'
import { assignmentStrategy } from '#db/schema/enums.ts'
import { Levels } from './agent-shapes.ts'
import { line } from './input.ts'

const hours = z.int().min(1).max(10_000).nullable()

const settings = {
  name: line(80),
  strategy: z.enum(assignmentStrategy.enumValues).openapi({
    description: 'How its queue finds agents; `manual`: they claim.',
  }),
  calendarId: id<CalendarId>().nullable().openapi({
    type: 'integer',
    description: 'When it is open; null: always, in UTC.',
  }),
  skills: Levels.openapi({ description: 'That all its tickets need, with the least level.' }),
  followUpToLast: z.boolean().openapi({
    description: 'Whoever had the conversation before gets it again.',
  }),
  reopenDays: z.int().min(0).max(10_000).nullable().openapi({
    description: 'Mail on a closed ticket reopens it for so long; 0: never, null: always.',
  }),
  digestAt: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time like 09:00')
    .openapi({ description: 'When its Slack channel gets the digest, in its calendar’s zone.' }),
  remindAfterHours: hours.openapi({
    description: 'Silent requesters are asked once, so long after an answer; null: never.',
  }),
  closeAfterHours: hours.openapi({
    description: 'What is resolved closes so long after; null: never.',
  }),
  surveys: z.boolean().openapi({ description: 'Requesters are asked how it went.' }),
}

export const Team = z.object({ id: z.int(), ...settings }).openapi('Team')
export const TeamChange = z.strictObject(settings).partial().openapi('TeamChange')
export const NewTeam = z
  .strictObject({ name: line(80), slackChannel: line(80).optional() })
  .openapi('NewTeam')
