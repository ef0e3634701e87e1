import { Refusal } from '#core/refusal.ts'

/** What people change of a ticket that was deleted meanwhile matters to nobody, and need not be told to anybody. */
export function ifRefused(error: unknown): undefined {
  if (!(error instanceof Refusal)) throw error
}
