const formats = new Map<string, Intl.DateTimeFormat>()

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** The day of the week (ISO, 1 Monday … 7 Sunday) and the time (`09:30`) of a moment in a time zone (IANA). */
export function localTime(at: Date, zone: string): { weekday: number; clock: string } {
  const format = formats.get(zone) ?? formatOf(zone)
  const [weekday = '', clock = ''] = format.format(at).split(' ')
  return { weekday: weekdays.indexOf(weekday) + 1, clock }
}

export function isZone(zone: string): boolean {
  try {
    formatOf(zone)
    return true
  } catch {
    return false
  }
}

/** Building one is slow, and there are few zones. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  formats.set(timeZone, format)
  return format
}
