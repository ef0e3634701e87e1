import type { Faults } from './rule-condition.tsx'

/**
 * The faults that still stand: those at places that read as they did when they were told.
 * @param told what was sent, and refused
 * @param now what is in the form
 */
export function standingFaults(faults: Faults, told: unknown, now: unknown): Faults {
  return Object.fromEntries(
    Object.entries(faults).filter(([place]) => written(told, place) === written(now, place)),
  )
}

/** @param place a pointer, RFC 6901; names in rules need no escapes */
function written(rule: unknown, place: string): string {
  const found = place
    .split('/')
    .slice(1)
    .reduce((inner, step) => (inner as Record<string, unknown> | undefined | null)?.[step], rule)
  return JSON.stringify(found) ?? ''
}
