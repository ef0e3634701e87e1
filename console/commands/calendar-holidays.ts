import type { Command } from 'commander'
import type { Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import { findCalendar } from '#core/sla/calendars-list.ts'
import { importHolidays, setHolidays } from '#core/sla/holidays.ts'
import { askForHolidays } from '#core/sla/holidays-source.ts'
import type { CalendarId } from '#db/schema/columns.ts'
import type { Options } from './answer.ts'
import { name } from './given.ts'
import { bytesFrom } from './given-file.ts'
import { onCalendar, which } from './one-calendar.ts'

/** The commands about the holidays of a calendar. */
export function defineHolidays(calendar: Command): void {
  calendar
    .command('holiday')
    .description('add a holiday, or take it off')
    .argument(...which)
    .argument('<day>', 'like 2026-12-25')
    .option('--name <name>', 'what it is called', name)
    .option('--remove', 'it is none')
    .action((named: string, day: string, given: Options & { name?: string; remove?: boolean }) =>
      onCalendar(given, named, (work, id) => oneHoliday(work, id, day, given)),
    )
  calendar
    .command('import')
    .description('add the days of an iCalendar file, or of standard input, to its holidays')
    .argument(...which)
    .argument('[file]', 'a file.ics')
    .action((named: string, file: string | undefined, options: Options) =>
      onCalendar(options, named, async (work, id) => {
        const ics = await bytesFrom(file)
        const { found, added } = await importHolidays(work, id, ics.toString())
        return `The file has ${found} ${found === 1 ? 'day' : 'days'}, ${added} of them new.`
      }),
    )
  calendar
    .command('refresh')
    .description('have a running desk read its holidays from its address now')
    .argument(...which)
    .action((named: string, options: Options) =>
      onCalendar(options, named, async (work, id) => {
        await askForHolidays(work, id)
        return `The holidays of ${named} are read as soon as a desk is running.`
      }),
    )
}

async function oneHoliday(
  work: Work,
  id: CalendarId,
  day: string,
  { name = '', remove = false }: { name?: string; remove?: boolean },
): Promise<string> {
  const { holidays } = await findCalendar(work.tx, id)
  const there = holidays.find((holiday) => holiday.day === day)
  if (remove && !there) refuse('not-found', { what: `holiday on ${day}` })
  if (remove && there?.imported)
    refuse('wrong-input', {
      why: `${day} is read from the calendar’s address each day. Take it off there, or change the address.`,
    })
  const others = holidays.filter((holiday) => !holiday.imported && holiday.day !== day)
  await setHolidays(work, id, remove ? others : [...others, { day, name }])
  return remove ? `${day} is a day like others.` : `${day} is a holiday.`
}
