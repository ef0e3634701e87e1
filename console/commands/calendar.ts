import type { Command } from 'commander'
import { type App, perform, read } from '#core/app.ts'
import { hoursInWords } from '#core/people/hours-text.ts'
import { addCalendar, type CalendarSettings, changeCalendar } from '#core/sla/calendars-change.ts'
import { type Calendar, findCalendar, findCalendars } from '#core/sla/calendars-list.ts'
import { type DayAhead, daysAhead } from '#core/sla/calendars-preview.ts'
import { removeCalendar } from '#core/sla/calendars-remove.ts'
import { type Options, onDesk } from './answer.ts'
import { defineHolidays } from './calendar-holidays.ts'
import { name, nothing, orNull, weekHours } from './given.ts'
import { calendarNamed, onCalendar, which } from './one-calendar.ts'

type Given = Options & Omit<CalendarSettings, 'icsUrl'> & { icsUrl?: string | typeof nothing }

const zone = ['--time-zone <zone>', 'whose clocks count, like Europe/Berlin'] as const
const open = ['--hours <hours>', '“mon-fri 9-12:30, 13-17; sat 10-14”', weekHours] as const
const url = ['--ics-url <url>', 'where its holidays are read each day; none: nowhere'] as const

export function defineCalendar(calendar: Command): void {
  calendar
    .command('create')
    .description('say when a desk is open')
    .requiredOption('--name <name>', 'what it is called', name)
    .requiredOption(...zone)
    .requiredOption(...open)
    .option(...url, orNone)
    .action(({ json, ...given }: Given) =>
      onDesk({ json }, async ({ app }) => {
        const all = { ...given, icsUrl: orNull(given.icsUrl) ?? null }
        const id = await perform(app, null, (work) => addCalendar(work, all))
        return { words: `The calendar ${given.name} is there.`, json: { id, ...all } }
      }),
    )
  calendar
    .command('list')
    .description('all calendars, and the teams that go by them')
    .action((options: Options) =>
      onDesk(options, async ({ app }) => {
        const calendars = await read(app, null, (db) => findCalendars(db))
        return { words: calendars.map(line).join('\n') || 'There is none.', json: { calendars } }
      }),
    )
  calendar
    .command('change')
    .description('change when it is open; what is not given stays')
    .argument(...which)
    .option('--name <name>', 'what it is called', name)
    .option(...zone)
    .option(...open)
    .option(...url, orNone)
    .action((named: string, { json, icsUrl, ...given }: Partial<Given>) =>
      onCalendar({ json }, named, async (work, id) => {
        const url = orNull(icsUrl)
        await changeCalendar(work, id, { ...given, ...(url !== undefined && { icsUrl: url }) })
        return `${named} is changed.`
      }),
    )
  defineHolidays(calendar)
  calendar
    .command('preview')
    .description('when it is open in the next 14 days')
    .argument(...which)
    .action((named: string, options: Options) => onDesk(options, ({ app }) => preview(app, named)))
  calendar
    .command('remove')
    .description('remove a calendar that nobody goes by')
    .argument(...which)
    .action((named: string, options: Options) =>
      onDesk(options, async ({ app }) => {
        const id = await perform(app, null, async (work) => {
          const found = await calendarNamed(work.tx, named)
          await removeCalendar(work, found)
          return found
        })
        return { words: `${named} is removed.`, json: { id } }
      }),
    )
}

async function preview(app: App, named: string) {
  const calendar = await read(app, null, async (db) =>
    findCalendar(db, await calendarNamed(db, named)),
  )
  const days = daysAhead(calendar, app.clock())
  const words = days.map((day) => `${day.day}  ${windows(day, calendar.timeZone)}`).join('\n')
  return { words, json: { days } }
}

function windows({ holiday, open }: DayAhead, timeZone: string): string {
  if (holiday !== null) return `closed: ${holiday}`
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'short' })
  return (
    open.map(({ from, to }) => `${time.format(from)}–${time.format(to)}`).join(', ') || 'closed'
  )
}

function line({ id, name, timeZone, hours, teams, icsProblem }: Calendar): string {
  const who = teams.map((team) => team.name).join(', ') || 'no team'
  const problem = icsProblem ? ` (holidays: ${icsProblem})` : ''
  return `${id}  ${name}: ${hoursInWords(hours)}, ${timeZone}; for ${who}${problem}`
}

function orNone(given: string): string | typeof nothing {
  return given === 'none' ? nothing : given
}
