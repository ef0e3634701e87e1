const day = 86_400_000
const mostYears = 2000
const mostFormats = 32

/** From a moment on, in milliseconds since 1970, local time is so many milliseconds ahead of UTC. */
type Stretch = readonly [from: number, offset: number]

const years = new Map<string, readonly Stretch[]>()
const formats = new Map<string, Intl.DateTimeFormat>()

/** How far local time is ahead of UTC at a moment, in milliseconds. Throws for a zone that does not exist. */
export function offsetAt(zone: string, at: number): number {
  return stretchesOf(zone, at).findLast(([from]) => from <= at)?.[1] ?? 0
}

/** The moments within a UTC day at which the offset of a zone changes. */
export function changesWithin(zone: string, from: number): number[] {
  const to = from + day
  return stretchesOf(zone, from).flatMap(([at]) => (at > from && at < to ? [at] : []))
}

/** One UTC year of a zone. Asking `Intl` costs microseconds, so a year is asked for once and kept. */
function stretchesOf(zone: string, at: number): readonly Stretch[] {
  const year = new Date(at).getUTCFullYear()
  const key = `${zone} ${year}`
  const known = years.get(key)
  if (known) return known
  if (years.size >= mostYears) years.clear()
  const found = findStretches(zone, Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1))
  years.set(key, found)
  return found
}

/** Looks every five days: since 1970 no zone has changed its mind twice in less. */
function findStretches(zone: string, from: number, to: number): Stretch[] {
  let offset = askOffset(zone, from)
  const found: Stretch[] = [[from, offset]]
  for (let before = from; before < to; before += 5 * day) {
    const after = Math.min(before + 5 * day, to)
    if (askOffset(zone, after) === offset) continue
    const at = firstChange(zone, before, after)
    offset = askOffset(zone, at)
    if (at < to) found.push([at, offset])
  }
  return found
}

function firstChange(zone: string, before: number, after: number): number {
  const offset = askOffset(zone, before)
  let [low, high] = [before / 1000, after / 1000] // Zones change at whole seconds.
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (askOffset(zone, middle * 1000) === offset) low = middle
    else high = middle
  }
  return high * 1000
}

function askOffset(zone: string, at: number): number {
  const parts = formatOf(zone).formatToParts(at)
  const [year, month, date, hour, minute, second] = parts
    .filter(({ type }) => type !== 'literal')
    .map(({ value }) => Number(value))
  const local = Date.UTC(year ?? 0, (month ?? 1) - 1, date, hour, minute, second)
  return local - Math.floor(at / 1000) * 1000
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  if (formats.size >= mostFormats) formats.clear()
  const made = new Intl.DateTimeFormat('en-ZA', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  formats.set(zone, made)
  return made
}
