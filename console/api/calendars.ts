import { createRoute, type OpenAPIHono } from '@hono/zod-openapi'
import { type App, read } from '#core/app.ts'
import { addCalendar, changeCalendar } from '#core/sla/calendars-change.ts'
import { findCalendar, findCalendars } from '#core/sla/calendars-list.ts'
import { daysAhead } from '#core/sla/calendars-preview.ts'
import { removeCalendar } from '#core/sla/calendars-remove.ts'
import type { CalendarId } from '#db/schema/columns.ts'
import { type Caller, needs } from './access.ts'
import { body, creates, done, gives, lists } from './answers.ts'
import { changeShown } from './calendar-change.ts'
import {
  Calendar,
  CalendarChange,
  calendarShown,
  dayShown,
  NewCalendar,
  Preview,
} from './calendar-shapes.ts'
import { byId } from './input.ts'
import { change, make } from './unit.ts'

const tags = ['Calendars']
const anybody = { tags, ...needs('tickets:read') }
const managers = { tags, ...needs('*', ['manager', 'admin']) }
const params = byId<CalendarId>()

const list = createRoute({
  ...anybody,
  method: 'get',
  path: '/calendars',
  summary: 'When teams are open, with holidays, and who goes by what',
  responses: lists(Calendar, 'All of them.'),
})

const add = createRoute({
  ...managers,
  method: 'post',
  path: '/calendars',
  summary: 'Add a calendar; for managers and admins',
  request: { body: body(NewCalendar) },
  responses: creates(Calendar, 'The calendar.'),
})

const show = createRoute({
  ...anybody,
  method: 'get',
  path: '/calendars/{id}',
  summary: 'One calendar',
  request: { params },
  responses: gives(Calendar, 'The calendar.'),
})

const set = createRoute({
  ...managers,
  method: 'patch',
  path: '/calendars/{id}',
  summary: 'Change when it is open; for the managers of all teams that go by it, and admins',
  request: { params, body: body(CalendarChange) },
  responses: gives(Calendar, 'The calendar as it is now.'),
})

const remove = createRoute({
  ...managers,
  method: 'delete',
  path: '/calendars/{id}',
  summary: 'Remove a calendar that nobody goes by',
  request: { params },
  responses: done('It is gone.'),
})

const preview = createRoute({
  ...anybody,
  method: 'get',
  path: '/calendars/{id}/preview',
  summary: 'When it is open in the next 14 days',
  request: { params },
  responses: gives(Preview, 'Each day in its time zone, with its windows as moments.'),
})

export function calendarRoutes(api: OpenAPIHono<Caller>, app: App): void {
  api.openapi(list, async (c) => {
    const items = await read(app, c.get('as'), (db) => findCalendars(db))
    return c.json({ items: items.map(calendarShown) }, 200)
  })

  api.openapi(add, async (c) => {
    const given = c.req.valid('json')
    const added = await make(
      app,
      c,
      async (work) => ({ id: await addCalendar(work, given) }),
      (db, { id }) => findCalendar(db, id),
    )
    return c.json(calendarShown(added), 201)
  })

  api.openapi(show, async (c) => {
    const { id } = c.req.valid('param')
    return c.json(calendarShown(await read(app, c.get('as'), (db) => findCalendar(db, id))), 200)
  })

  api.openapi(set, async (c) => {
    const { id } = c.req.valid('param')
    const given = c.req.valid('json')
    return c.json(await changeShown(app, c, id, (work) => changeCalendar(work, id, given)), 200)
  })

  api.openapi(remove, async (c) => {
    const { id } = c.req.valid('param')
    await change(app, c, (work) => removeCalendar(work, id))
    return c.body(null, 204)
  })

  api.openapi(preview, async (c) => {
    const { id } = c.req.valid('param')
    const calendar = await read(app, c.get('as'), (db) => findCalendar(db, id))
    return c.json({ days: daysAhead(calendar, app.clock()).map(dayShown) }, 200)
  })
}
