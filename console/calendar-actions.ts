import { z } from 'zod'
import type { Work } from '#core/app.ts'
import { hoursFromText, type WeekDay, weekDays } from '#core/people/hours-text.ts'
import { refuse } from '#core/refusal.ts'
import { addCalendar, changeCalendar } from '#core/sla/calendars-change.ts'
import { findCalendar } from '#core/sla/calendars-list.ts'
import { removeCalendar } from '#core/sla/calendars-remove.ts'
import { importHolidays, setHolidays } from '#core/sla/holidays.ts'
import { askForHolidays } from '#core/sla/holidays-source.ts'
import type { CalendarId } from '#db/schema/columns.ts'
import type { WeekHours } from '#db/schema/people.ts'

const Intent = z.discriminatedUnion('intent', [
  z.looseObject({
    intent: z.literal('settings'),
    name: z.string(),
    timeZone: z.string().trim(),
    icsUrl: z.string().trim(),
  }),
  z.strictObject({
    intent: z.literal('holiday'),
    day: z.iso.date('Choose a day.'),
    name: z.string(),
  }),
  z.strictObject({ intent: z.literal('workday'), day: z.string() }),
  z.strictObject({ intent: z.literal('import'), ics: z.string() }),
  z.strictObject({ intent: z.enum(['refresh', 'remove']) }),
])

const New = z.strictObject({
  intent: z.literal('calendar'),
  name: z.string(),
  timeZone: z.string().trim(),
  hours: z.string(),
})

/** Adds a calendar that is open as somebody wrote. @returns what to tell */
export async function addCalendarPage(work: Work, form: FormData): Promise<string> {
  const { name, timeZone, hours } = New.parse(Object.fromEntries(form))
  const week = hoursFromText(hours)
  if ('unread' in week)
    refuse('wrong-input', {
      why: `“${week.unread}” cannot be read. Write hours like Mon–Fri 09:00–12:30, 13:00–17:00; Sat 10:00–14:00.`,
    })
  await addCalendar(work, { name, timeZone, hours: week as WeekHours, icsUrl: null })
  return 'Calendar created. Choose it for a team, and business time is counted by it.'
}

/** What the page of a calendar changes. @returns what to tell */
export async function changeCalendarPage(
  work: Work,
  id: CalendarId,
  form: FormData,
): Promise<string> {
  const asked = Intent.parse(Object.fromEntries(form))
  switch (asked.intent) {
    case 'settings': {
      const { name, timeZone, icsUrl } = asked
      const settings = { name, timeZone, hours: weekIn(form), icsUrl: icsUrl || null }
      await changeCalendar(work, id, settings)
      return 'Saved. What is promised by it is counted anew.'
    }
    case 'holiday':
      await setHolidays(work, id, [...(await others(work, id, asked.day)), asked])
      return `${asked.day} is a holiday.`
    case 'workday':
      await setHolidays(work, id, await others(work, id, asked.day))
      return `${asked.day} is a day like others.`
    case 'import': {
      const { found, added } = await importHolidays(work, id, asked.ics)
      return `The file has ${found} ${found === 1 ? 'day' : 'days'}, ${added} of them new.`
    }
    case 'refresh':
      await askForHolidays(work, id)
      return 'The holidays are being read. Look again in a moment.'
    case 'remove':
      await removeCalendar(work, id)
      return 'The calendar is gone.'
  }
}

/** The holidays entered by hand on other days. */
async function others(work: Work, id: CalendarId, day: string) {
  const { holidays } = await findCalendar(work.tx, id)
  return holidays.filter((holiday) => !holiday.imported && holiday.day !== day)
}

/** Fields named `day.1` (Monday) to `day.7` hold windows; empty: closed. */
function weekIn(form: FormData): WeekHours {
  const week: WeekHours = {}
  for (const [day, name] of Object.entries(weekDays) as [WeekDay, string][]) {
    const windows = String(form.get(`day.${day}`) ?? '').trim()
    if (windows === '') continue
    const read = windows.includes(';') ? { unread: windows } : hoursFromText(`${name} ${windows}`)
    if ('unread' in read)
      refuse('wrong-input', {
        why: `${name}: “${windows}” cannot be read. Write it like 09:00–12:30, 13:00–17:00, or nothing.`,
      })
    Object.assign(week, read)
  }
  return week
}
