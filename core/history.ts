import type { Work } from './app.ts'

/**
 * The same unit of work as of a moment that has passed: what it changes and records bears that date, and nobody is
 * told, for it is no news.
 */
export function asOf(work: Work, moment: Date): Work {
  return { ...work, now: moment, past: true, enqueue: () => {} }
}
