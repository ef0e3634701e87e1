/** A line of an iCalendar file (RFC 5545 §3.1). */
interface Property {
  name: string
  params: string
  value: string
}

const maxLength = 200_000
const kinds: Record<string, string> = { CANCEL: 'Cancelled', PUBLISH: 'Event', ADD: 'Event' }

/**
 * What an invitation is about, as lines a person reads: what, when, where, by whom. Null: it is none, or the answer to
 * one, which says all in its subject.
 */
export function invitationText(source: string): string | null {
  const all = propertiesOf(source.slice(0, maxLength))
  const method =
    all
      .find(({ name }) => name === 'METHOD')
      ?.value.trim()
      .toUpperCase() ?? 'REQUEST'
  if (/^(?:REPLY|COUNTER|DECLINECOUNTER|REFRESH)$/.test(method)) return null
  const from = all.findIndex(({ name, value }) => name === 'BEGIN' && /^VEVENT$/i.test(value))
  if (from < 0) return null
  const event = all.slice(from)
  const of = (name: string) => event.find((property) => property.name === name)
  const text = (name: string) => unescaped(of(name)?.value ?? '')
  const lines = [
    [kinds[method] ?? 'Invitation', text('SUMMARY') || 'without a title'],
    ['When', time(of('DTSTART'), of('DTEND')) + (of('RRULE') ? ', repeated' : '')],
    ['Where', text('LOCATION')],
    ['Organiser', organiser(of('ORGANIZER'))],
  ]
  return lines.flatMap(([label, value]) => (value ? [`${label}: ${value}`] : [])).join('\n')
}

function propertiesOf(source: string): Property[] {
  return source
    .replace(/\r?\n[ \t]/g, '')
    .split(/\r?\n/)
    .slice(0, 2000)
    .flatMap((line) => {
      const [, name, params = '', value = ''] =
        /^([\w-]{1,40})((?:;[^:";]{0,200}(?:"[^"]{0,200}")?)*):(.*)$/.exec(line) ?? []
      return name ? [{ name: name.toUpperCase(), params, value }] : []
    })
}

function unescaped(value: string): string {
  return value
    .replace(/\\[nN]/g, ' ')
    .replace(/\\(.)/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 500)
}

/** As "2024-03-04 09:00 to 10:00 (Europe/Berlin)". */
function time(start: Property | undefined, end: Property | undefined): string {
  const [begins, ends] = [moment(start?.value), moment(end?.value)]
  if (!begins) return ''
  const zone = start?.value.trim().endsWith('Z')
    ? 'UTC'
    : /TZID="?([^";:]{1,60})/i.exec(start?.params ?? '')?.[1]
  const until = ends?.clock
    ? ends.day === begins.day
      ? ends.clock
      : `${ends.day} ${ends.clock}`
    : ''
  const from = [begins.day, begins.clock].filter(Boolean).join(' ')
  return `${from}${until && ` to ${until}`}${zone ? ` (${zone})` : ''}`
}

function moment(value = ''): { day: string; clock: string } | null {
  const [, year, month, day, hour, minute] =
    /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d))?/.exec(value.trim()) ?? []
  return year ? { day: `${year}-${month}-${day}`, clock: hour ? `${hour}:${minute}` : '' } : null
}

function organiser(property: Property | undefined): string {
  if (!property) return ''
  const address = property.value
    .trim()
    .replace(/^mailto:/i, '')
    .slice(0, 320)
  const name = /CN=(?:"([^"]{1,200})"|([^;:]{1,200}))/i.exec(property.params)
  const called = name?.[1] ?? name?.[2] ?? ''
  return called && called !== address ? `${called} <${address}>` : address
}
