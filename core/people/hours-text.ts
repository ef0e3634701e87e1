import type { DayWindow, WeekHours } from '#db/schema/people.ts'

export type WeekDay = keyof WeekHours

export const weekDays = {
  1: 'Mon',
  2: 'Tue',
  3: 'Wed',
  4: 'Thu',
  5: 'Fri',
  6: 'Sat',
  7: 'Sun',
} as const satisfies Record<WeekDay, string>

const days = Object.keys(weekDays) as WeekDay[]

/** Hours as people write them, days in a row as one: `Mon–Fri 09:00–12:30, 13:00–17:00; Sat 10:00–14:00`. */
export function hoursInWords(hours: WeekHours): string {
  const runs: { from: WeekDay; to: WeekDay; windows: string }[] = []
  for (const day of days) {
    const windows = (hours[day] ?? []).map((window) => window.join('–')).join(', ')
    const last = runs.at(-1)
    if (last?.windows === windows) last.to = day
    else runs.push({ from: day, to: day, windows })
  }
  return runs
    .filter(({ windows }) => windows !== '')
    .map(({ from, to, windows }) => {
      const named = from === to ? weekDays[from] : `${weekDays[from]}–${weekDays[to]}`
      return `${named} ${windows}`
    })
    .join('; ')
}

/**
 * The same read back, as typed: `mon-fri 9-17; sat 10:00-14:00`. Days that are not named are free. Whether the windows
 * make sense is not looked at.
 * @returns the part that cannot be read, when there is one
 */
export function hoursFromText(text: string): WeekHours | { unread: string } {
  const hours: WeekHours = {}
  for (const part of text.split(';').map((each) => each.trim())) {
    if (part === '') continue
    const [, from = '', to = from, rest = ''] =
      /^([a-z]{2,9})(?:\s*[-–]\s*([a-z]{2,9}))?:?\s+(.+)$/i.exec(part) ?? []
    const windows = rest.split(',').map(windowFrom)
    const named = daysBetween(dayNamed(from), dayNamed(to))
    if (named.length === 0 || !windows.every((window) => window !== undefined))
      return { unread: part }
    for (const day of named) hours[day] = [...(hours[day] ?? []), ...windows]
  }
  return hours
}

function dayNamed(name: string): WeekDay | undefined {
  return days.find((day) => name && weekDays[day].toLowerCase() === name.slice(0, 3).toLowerCase())
}

/** `fri`, `mon` is from Friday over the weekend to Monday. */
function daysBetween(from: WeekDay | undefined, to: WeekDay | undefined): WeekDay[] {
  if (!from || !to) return []
  const twice = [...days, ...days]
  const start = twice.indexOf(from)
  return twice.slice(start, twice.indexOf(to, start) + 1)
}

function windowFrom(text: string): DayWindow | undefined {
  const [, from, fromMinute = '00', to, toMinute = '00'] =
    /^\s*(\d{1,2})(?::(\d\d))?\s*[-–]\s*(\d{1,2})(?::(\d\d))?\s*$/.exec(text) ?? []
  if (!from || !to) return undefined
  return [`${from.padStart(2, '0')}:${fromMinute}`, `${to.padStart(2, '0')}:${toMinute}`]
}
