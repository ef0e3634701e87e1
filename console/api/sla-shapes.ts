import { z } from '@hono/zod-openapi'
import { id } from '#console/ids.ts'
import type { CalendarId, LadderId, TeamId } from '#db/schema/columns.ts'
import { slaStatus, slaTarget, ticketPriority } from '#db/schema/enums.ts'
import { line } from './input.ts'
import { named } from './shapes.ts'

const time = z.iso.datetime()
const minutes = z.int().min(1).max(527_040).optional()

const Targets = z
  .strictObject({
    first: minutes,
    next: minutes,
    resolution: minutes,
    ladderId: id<LadderId>().optional().openapi({ type: 'integer' }),
  })
  .openapi({
    description: 'Business minutes; what is absent is not promised.',
    example: { first: 120, next: 120, resolution: 1440 },
  })

const settings = {
  name: line(80),
  position: z.int().min(0).max(1_000_000).openapi({ description: 'The first that fits holds.' }),
  enabled: z.boolean(),
  teamId: id<TeamId>().nullable().openapi({
    type: 'integer',
    description: 'Whose tickets it holds for; null: every team’s.',
  }),
  conditions: z.unknown().nullable().openapi({ description: 'As of a rule; null: every ticket.' }),
  targets: z.partialRecord(z.enum(ticketPriority.enumValues), Targets),
  calendarId: id<CalendarId>().nullable().openapi({
    type: 'integer',
    description: 'By which minutes are counted; null: the team’s.',
  }),
}

export const SlaPolicy = z
  .object({
    id: z.int(),
    name: z.string(),
    position: z.int(),
    enabled: z.boolean(),
    team: named.nullable(),
    conditions: z.unknown(),
    targets: settings.targets,
    calendar: named.nullable(),
    version: z.int(),
    changedAt: time,
  })
  .openapi('SlaPolicy')

export const SlaPolicyChange = z.strictObject(settings).partial().openapi('SlaPolicyChange')
export const NewSlaPolicy = z
  .strictObject({
    ...settings,
    position: settings.position.optional(),
    enabled: settings.enabled.default(true),
    teamId: settings.teamId.default(null),
    conditions: settings.conditions.default(null),
    calendarId: settings.calendarId.default(null),
  })
  .openapi('NewSlaPolicy')

export const TicketSla = z
  .object({
    status: z.enum(slaStatus.enumValues),
    clocks: z.array(
      z.object({
        target: z.enum(slaTarget.enumValues),
        round: z.int(),
        status: z.enum(slaStatus.enumValues),
        minutes: z.int().openapi({ description: 'Promised, in business time.' }),
        policy: named.nullable(),
        startedAt: time,
        dueAt: time.nullable().openapi({ description: 'Null: it is paused, or was met.' }),
        stoppedAt: time.nullable(),
        usedMs: z.int().openapi({ description: 'Business time.' }),
        remainingMs: z.int().openapi({ description: 'Below zero: late by so much.' }),
        pausedMs: z.int().openapi({ description: 'Wall time, in all its pauses.' }),
        pauses: z.array(
          z.object({
            from: time,
            to: time.nullable().openapi({ description: 'Null: it still is.' }),
            reason: z.string(),
          }),
        ),
      }),
    ),
  })
  .openapi('TicketSla')
