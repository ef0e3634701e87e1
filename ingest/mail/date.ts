/** Zones that mail still names (RFC 5322 §4.3), in minutes; others count as UTC, as that section says. */
const zones: Record<string, number> = {
  EDT: -240,
  EST: -300,
  CDT: -300,
  CST: -360,
  MDT: -360,
  MST: -420,
  PDT: -420,
  PST: -480,
}
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const usual =
  /(\d{1,2})[\s-]+([a-z]{3})[a-z]*\.?[\s-]+(\d{2,4})[,\s]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\.\d+)?\s*(?:([+-])(\d{2}):?(\d{2})|([a-z]{1,5}))?/i

/** The instant a Date field names; null if it names none between 1970 and 2100. */
export function parseDate(source: string): Date | null {
  const text = source.slice(0, 200).replace(/\([^)]*\)/g, ' ')
  const date = usualDate(text) ?? new Date(text)
  const year = date.getTime() / 31_556_952_000 + 1970
  return year >= 1970 && year < 2100 ? date : null
}

function usualDate(text: string): Date | null {
  const match = usual.exec(text)
  if (!match) return null
  const [
    ,
    day,
    name = '',
    year = '',
    hour,
    minute,
    second,
    sign,
    zoneHours,
    zoneMinutes,
    zone = '',
  ] = match
  const month = months.indexOf(name.toLowerCase())
  if (month < 0) return null
  const short = Number(year)
  const full =
    year.length > 2 ? (short < 1000 ? short + 1900 : short) : short + (short < 50 ? 2000 : 1900)
  const offset = sign
    ? (sign === '-' ? -1 : 1) * (Number(zoneHours) * 60 + Number(zoneMinutes))
    : (zones[zone.toUpperCase()] ?? 0)
  return new Date(
    Date.UTC(full, month, Number(day), Number(hour), Number(minute) - offset, Number(second ?? 0)),
  )
}
