import type { SlaStatus, SlaTarget, TicketPriority } from '#db/schema/enums.ts'

export const slaWords = {
  no_sla: 'No SLA',
  on_track: 'On track',
  near_breach: 'Near breach',
  breached: 'Breached',
  met: 'Met',
  paused: 'Paused',
} as const satisfies Record<SlaStatus, string>

export const targetWords = {
  first_response: 'First response',
  next_response: 'Next response',
  resolution: 'Resolution',
} as const satisfies Record<SlaTarget, string>

/** How a policy's table names each target. */
export const targetKeys = [
  ['first', targetWords.first_response],
  ['next', targetWords.next_response],
  ['resolution', targetWords.resolution],
] as const

export const prioritiesFromWorst = [
  'CRITICAL',
  'HIGH',
  'MEDIUM',
  'LOW',
] as const satisfies TicketPriority[]

/** `3 h 10 m`, to the minute; days from two on. */
export function lengthInWords(ms: number): string {
  const minutes = Math.floor(Math.abs(ms) / 60_000)
  const days = minutes >= 2880 ? Math.floor(minutes / 1440) : 0
  const hours = Math.floor((minutes - days * 1440) / 60)
  const rest = minutes % 60
  const parts = [
    days > 0 && `${days} d`,
    hours > 0 && `${hours} h`,
    rest > 0 && !days && `${rest} m`,
  ]
  return parts.filter(Boolean).join(' ') || '0 m'
}
