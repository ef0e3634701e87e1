/** When a message was written, as Slack's timestamps say it. */
export function timeOf(ts: string): string {
  return at(Number(ts)).toLocaleTimeString(undefined, { timeStyle: 'short' })
}

const parts: Record<string, Intl.DateTimeFormatOptions> = {
  date: { dateStyle: 'long' },
  date_num: { dateStyle: 'short' },
  date_short: { dateStyle: 'medium' },
  date_long: { dateStyle: 'full' },
  time: { timeStyle: 'short' },
  time_secs: { timeStyle: 'medium' },
}

/** `{date_short_pretty} {time}`, in the reader's time zone (docs.slack.dev/messaging/formatting-message-text). */
export function formatted(seconds: number, format: string): string {
  return format.replace(/\{(\w+?)(_pretty)?\}/g, (token, name: string, pretty?: string) => {
    const options = parts[name]
    if (!options) return token
    const near = pretty && nearDay(at(seconds))
    return near || new Intl.DateTimeFormat(undefined, options).format(at(seconds))
  })
}

/** `today`, `tomorrow` or `yesterday`; undefined: none of them. */
function nearDay(day: Date): string | undefined {
  const midnight = (time: number) => new Date(time).setHours(0, 0, 0, 0)
  const days = Math.round((midnight(day.getTime()) - midnight(Date.now())) / 86_400_000)
  if (Math.abs(days) > 1) return undefined
  return new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' }).format(days, 'day')
}

function at(seconds: number): Date {
  return new Date(seconds * 1000)
}
