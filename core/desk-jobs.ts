import type { CalendarId, TeamId, TicketId } from '#db/schema/columns.ts'
import { type App, perform, read } from './app.ts'
import { slackIsOn } from './env.ts'
import { climb, climbOverdue } from './escalation/climb.ts'
import { namedAmong, removeUnnamed } from './files/unnamed.ts'
import type { Handlers, JobName } from './jobs.ts'
import { askForOverdue, planNotifications } from './notifications/decide.ts'
import { comeBack } from './people/presence.ts'
import { cleanBatch, kinds } from './retention/clean.ts'
import { applyRules } from './routing/apply-rules.ts'
import { drainBacklogs, drainPage } from './routing/drain-page.ts'
import type { Place } from './routing/drain-queue.ts'
import { returnTickets } from './routing/return-tickets.ts'
import { routeTicket } from './routing/route.ts'
import { lookByTime, lookFurther } from './routing/rule-jobs.ts'
import { fireDue } from './sla/fire-due.ts'
import { clockFired } from './sla/fired.ts'
import { askForAllHolidays, fetchCalendar, keepReading, sourceOf } from './sla/holidays-source.ts'
import { retargetPage, type Scope } from './sla/retarget.ts'
import { watchClocks } from './sla/sleep.ts'
import { attendSilence, closeResolved } from './tickets/close-silent.ts'
import { queueDue } from './tickets/due.ts'
import { wakeTicket } from './tickets/snooze.ts'

type DeskJob = Extract<JobName, `desk.${string}`>

/** The jobs that touch nothing but the desk itself. */
export function deskJobs(app: App): Handlers<DeskJob> {
  return {
    'desk.holidays': ({ calendar }) => readHolidaysOf(app, calendar),
    'desk.sla_fired': (fired) => perform(app, null, (work) => clockFired(work, fired)),
    'desk.retarget': (scope) => retarget(app, scope),
    'desk.rules': ({ ticket }) => perform(app, null, (work) => applyRules(work, ticket, 'update')),
    'desk.rules_by_time': () => lookAtAll(app),
    'desk.rules_of_time': ({ ticket }) =>
      perform(app, null, (work) => applyRules(work, ticket, 'time')),
    'desk.route': ({ ticket, opened }) =>
      perform(app, null, (work) => routeTicket(work, ticket, opened)),
    'desk.drain': ({ team }) => drainTeam(app, team),
    'desk.backlogs': () => perform(app, null, drainBacklogs),
    'desk.return': ({ person }) => perform(app, null, (work) => returnTickets(work, person)),
    'desk.climb': ({ escalation }) => perform(app, null, (work) => climb(work, escalation)),
    'desk.climb_overdue': () => perform(app, null, climbOverdue),
    'desk.notify': ({ notifications }) =>
      perform(app, null, (work) =>
        planNotifications(work, notifications, {
          slack: slackIsOn(app.env),
          email: app.env.SMTP_URL !== undefined,
        }),
      ),
    'desk.notify_overdue': () => perform(app, null, askForOverdue),
    'desk.clean': () => cleanAll(app),
    'desk.due': () => queueAllDue(app),
    'desk.silent': ({ ticket }) => perform(app, null, (work) => attendSilence(work, ticket)),
    'desk.close': ({ ticket }) => perform(app, null, (work) => closeResolved(work, ticket)),
    'desk.wake': ({ ticket }) => perform(app, null, (work) => wakeTicket(work, ticket)),
    'desk.back': ({ person }) => perform(app, null, (work) => comeBack(work, person)),
  }
}

/** A rule that is new sees all tickets in one run, a page in each unit of work. */
async function lookAtAll(app: App): Promise<void> {
  await perform(app, null, lookByTime)
  while (await perform(app, null, lookFurther));
}

/** A page in each unit of work, so that none holds its team for long. */
async function drainTeam(app: App, team: TeamId): Promise<void> {
  let next: Place | undefined
  do next = await perform(app, null, (work) => drainPage(work, team, next))
  while (next)
}

/** Removes what has been kept long enough: a batch in each unit of work, so that none holds its rows for long. */
export async function cleanAll(app: App): Promise<void> {
  for (const kind of kinds) while (await perform(app, null, (work) => cleanBatch(work, kind)));
  const named = (files: string[]) => read(app, null, (db) => namedAmong(db, files))
  await removeUnnamed(app.files, named, app.clock())
}

async function queueAllDue(app: App): Promise<void> {
  let last: number | undefined
  do last = await perform(app, null, (work) => queueDue(work, last))
  while (last)
}

/** Likewise: none holds its tickets for long. */
async function retarget(app: App, scope: Scope): Promise<void> {
  let last: TicketId | undefined
  do last = await perform(app, null, (work) => retargetPage(work, scope, last))
  while (last)
}

/** The address is asked between two units of work, so that none waits for it. */
async function readHolidaysOf(app: App, id: CalendarId | undefined): Promise<void> {
  if (id === undefined) return perform(app, null, askForAllHolidays)
  const url = await read(app, null, (db) => sourceOf(db, id))
  if (!url) return
  const reading = await fetchCalendar(url)
  await perform(app, null, (work) => keepReading(work, id, url, reading))
}

/** Warns of clocks and of breaches as they come, until it is told to stop. */
export function startClocks(app: App): Promise<() => Promise<void>> {
  return watchClocks({
    sql: app.sql,
    now: app.clock,
    fire: () => perform(app, null, fireDue),
    problem: (err) => app.log.error({ err }, 'firing clocks failed and will be tried again'),
  })
}
