import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { App } from '#core/app.ts'
import { importHolidays, setHolidays } from '#core/sla/holidays.ts'
import { askForHolidays } from '#core/sla/holidays-source.ts'
import type { CalendarId } from '#db/schema/columns.ts'
import { type Caller, needs } from './access.ts'
import { body, gives } from './answers.ts'
import { changeShown } from './calendar-change.ts'
import { Calendar, HolidayFile, Holidays } from './calendar-shapes.ts'
import { byId } from './input.ts'
import { make } from './unit.ts'

const managers = { tags: ['Calendars'], ...needs('*', ['manager', 'admin']) }
const params = byId<CalendarId>()

const setDays = createRoute({
  ...managers,
  method: 'put',
  path: '/calendars/{id}/holidays',
  summary: 'Set the holidays that are entered by hand',
  request: { params, body: body(Holidays) },
  responses: gives(Calendar, 'The calendar as it is now.'),
})

const importDays = createRoute({
  ...managers,
  method: 'post',
  path: '/calendars/{id}/import',
  summary: 'Add the days of an iCalendar file to the holidays entered by hand',
  request: { params, body: body(HolidayFile) },
  responses: gives(
    z.object({ found: z.int(), added: z.int() }),
    'How many days it has from a year ago to three years ahead, and how many are new.',
  ),
})

const refresh = createRoute({
  ...managers,
  method: 'post',
  path: '/calendars/{id}/refresh',
  summary: 'Read the holidays from its address soon, not only once a day',
  request: { params },
  responses: gives(Calendar, 'The calendar as it is until then.'),
})

export function holidayRoutes(api: OpenAPIHono<Caller>, app: App): void {
  api.openapi(setDays, async (c) => {
    const { id } = c.req.valid('param')
    const { holidays } = c.req.valid('json')
    return c.json(await changeShown(app, c, id, (work) => setHolidays(work, id, holidays)), 200)
  })

  api.openapi(importDays, async (c) => {
    const { id } = c.req.valid('param')
    const { ics } = c.req.valid('json')
    const counts = await make(app, c, (work) => importHolidays(work, id, ics))
    return c.json(counts, 200)
  })

  api.openapi(refresh, async (c) => {
    const { id } = c.req.valid('param')
    return c.json(await changeShown(app, c, id, (work) => askForHolidays(work, id)), 200)
  })
}
