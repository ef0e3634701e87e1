import { z } from '@hono/zod-openapi'
import type { Calendar as Found } from '#core/sla/calendars-list.ts'
import type { DayAhead } from '#core/sla/calendars-preview.ts'
import { line, text } from './input.ts'
import { named } from './shapes.ts'
import { WeekHours } from './week-hours.ts'

const time = z.iso.datetime()
const day = z.iso.date().openapi({ example: '2026-12-25' })

const settings = {
  name: line(80),
  timeZone: line(80).openapi({ description: 'IANA.', example: 'Europe/Berlin' }),
  hours: WeekHours,
  icsUrl: line(2000)
    .nullable()
    .openapi({ description: 'Where its holidays are read each day; null: nowhere.' }),
}

export const NewCalendar = z
  .strictObject({ ...settings, icsUrl: settings.icsUrl.default(null) })
  .openapi('NewCalendar')
export const CalendarChange = z.strictObject(settings).partial().openapi('CalendarChange')

export const Calendar = z
  .object({
    id: z.int(),
    ...settings,
    icsReadAt: time.nullable().openapi({ description: 'When that worked last.' }),
    icsProblem: z.string().nullable().openapi({ description: 'Why it did not work since.' }),
    holidays: z.array(
      z.object({
        day,
        name: z.string(),
        imported: z.boolean().openapi({ description: 'From `icsUrl`; false: by hand.' }),
      }),
    ),
    teams: z.array(named),
    policies: z.array(named),
    createdAt: time,
  })
  .openapi('Calendar')

export const Holidays = z
  .strictObject({
    holidays: z.array(z.strictObject({ day, name: text(120).default('') })).max(1000),
  })
  .openapi('Holidays')

export const HolidayFile = z
  .strictObject({
    ics: text(1024 * 1024).openapi({ description: 'The text of an iCalendar file (RFC 5545).' }),
  })
  .openapi('HolidayFile')

export const Preview = z
  .object({
    days: z.array(
      z.object({
        day,
        holiday: z.string().nullable(),
        open: z.array(z.object({ from: time, to: time })),
      }),
    ),
  })
  .openapi('CalendarPreview')

export function calendarShown({ icsReadAt, createdAt, policies, ...rest }: Found) {
  return {
    ...rest,
    policies: policies.map(({ id, name }) => ({ id, name })),
    icsReadAt: icsReadAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  }
}

export function dayShown({ open, ...rest }: DayAhead) {
  return {
    ...rest,
    open: open.map(({ from, to }) => ({ from: from.toISOString(), to: to.toISOString() })),
  }
}
