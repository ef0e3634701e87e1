import { isOpen } from '#core/sla/business-time.ts'
import type { CalendarId } from '#db/schema/columns.ts'
import type { Facts } from './facts.ts'

const hourMs = 3_600_000

export function hours({ now }: Facts, since: Date | null): number | null {
  return since && (now.getTime() - since.getTime()) / hourMs
}

/** A calendar that is not there any more is closed. */
export function openNow({ calendars, now }: Facts, calendar: string): boolean {
  const hours = calendars.get(Number(calendar) as CalendarId)
  return hours !== undefined && isOpen(hours, now)
}

export function domainOf(address: string | null): string | null {
  return address?.slice(address.lastIndexOf('@') + 1) ?? null
}

/** What looks like an address in a header that lists some; names in quotes are left out. */
export function addresses({ headers }: Facts, header: 'to' | 'cc'): readonly string[] {
  const lines = headers.latest[header]?.join(', ') ?? ''
  return lines.replace(/"(?:[^"\\]|\\.)*"/g, '').match(/[^\s<>,;:()]+@[^\s<>,;:()]+/g) ?? []
}
