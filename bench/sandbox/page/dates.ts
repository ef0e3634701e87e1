/** When a message was written, as Slack's timestamps say it. */
export function timeOf(ts: string): string {
  return at(Number(ts)).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' })
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
  return format.replace(/\{(\w+?)(?:_pretty)?\}/g, (token, name: string) => {
    const options = parts[name]
    return options ? new Intl.DateTimeFormat(undefined, options).format(at(seconds)) : token
  })
}

function at(seconds: number): Date {
  return new Date(seconds * 1000)
}
