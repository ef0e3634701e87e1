import { refuse } from '#core/refusal.ts'
import { type SlaTarget, type TicketPriority, ticketPriority } from '#db/schema/enums.ts'
import type { SlaTargets } from '#db/schema/sla.ts'

const yearMinutes = 366 * 24 * 60
/** How a policy's table names each target. */
const targetKeys = {
  first_response: 'first',
  next_response: 'next',
  resolution: 'resolution',
} as const satisfies Record<SlaTarget, keyof SlaTargets>

export const targetWords = {
  first_response: 'First response',
  next_response: 'Next response',
  resolution: 'Resolution',
} as const satisfies Record<SlaTarget, string>

type Targets = Partial<Record<TicketPriority, SlaTargets>>

/**
 * Targets in one order, without what they do not promise. Refuses those that no clock could keep: none at all, no whole
 * minutes, more than a year.
 */
export function targetsFrom(targets: Targets): Targets {
  const given = Object.entries(targets)
  for (const [priority, target] of given) {
    if (!ticketPriority.enumValues.some((name) => name === priority))
      refuse('wrong-input', {
        why: `There is no priority ${priority}. There are ${ticketPriority.enumValues.join(', ')}.`,
      })
    for (const key of Object.values(targetKeys)) {
      const minutes = target[key]
      if (
        minutes !== undefined &&
        !(Number.isInteger(minutes) && minutes >= 1 && minutes <= yearMinutes)
      )
        refuse('wrong-input', {
          why: `${priority}, ${key}: give whole minutes of business time, from 1 to ${yearMinutes}.`,
        })
    }
  }
  const promises = given.flatMap(([, target]) =>
    Object.values(targetKeys).map((key) => target[key]),
  )
  if (!promises.some(Boolean))
    refuse('wrong-input', { why: 'It promises nothing. Give at least one priority a target.' })
  return Object.fromEntries(
    ticketPriority.enumValues.flatMap((priority) => {
      const { first, next, resolution, ladderId } = targets[priority] ?? {}
      if (!first && !next && !resolution) return []
      const promised = {
        ...(first && { first }),
        ...(next && { next }),
        ...(resolution && { resolution }),
        ...(ladderId && { ladderId }),
      }
      return [[priority, promised]]
    }),
  )
}

/** `2 h 30 m`; days of 24 hours only from two on, as promises are made in hours. */
export function minutesInWords(minutes: number): string {
  const days = minutes >= 2880 && minutes % 1440 === 0 ? minutes / 1440 : 0
  if (days > 0) return `${days} d`
  const hours = Math.floor(minutes / 60)
  const rest = Math.round(minutes % 60)
  return [hours > 0 && `${hours} h`, (rest > 0 || hours === 0) && `${rest} m`]
    .filter(Boolean)
    .join(' ')
}

/** The same read back: `30m`, `2 h 30 m`, `3d`, or plain minutes. Undefined: it is none of these. */
export function minutesFromText(text: string): number | undefined {
  const plain = /^\s*(\d{1,6})\s*$/.exec(text)?.[1]
  if (plain) return Number(plain)
  const [all, days, hours, minutes] =
    /^\s*(?:(\d{1,3})\s*d)?\s*(?:(\d{1,4})\s*h)?\s*(?:(\d{1,5})\s*m(?:in)?)?\s*$/i.exec(text) ?? []
  if (!all?.trim()) return undefined
  return Number(days ?? 0) * 1440 + Number(hours ?? 0) * 60 + Number(minutes ?? 0)
}
