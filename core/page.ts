import { refuse } from './refusal.ts'

const mostOfPage = 200

/** How a list that is numbered is asked for: latest first, a page at a time. */
export interface Page {
  cursor?: string | undefined // The `next` of the page before.
  limit?: number | undefined
}

/** As many as are asked for, within bounds; ask the database for one more, to see whether there is another page. */
export function pageSize({ limit = 50 }: Page): number {
  return Math.min(limit, mostOfPage)
}

/**
 * The number that the last page ended with; undefined: it is the first page. Refuses a cursor of another list.
 * @param largest that the list can have
 */
export function endedWith({ cursor }: Page, largest = 2_147_483_647): number | undefined {
  if (!cursor) return undefined
  if (/^\d{1,16}$/.test(cursor) && Number(cursor) <= largest) return Number(cursor)
  refuse('wrong-input', {
    why: 'That cursor does not belong to this list. Begin again without one.',
  })
}

/** The rows of a page, and the cursor of the one after; null: there is none. */
export function pageOf<Row extends { id: number }>(rows: readonly Row[], limit: number) {
  const items = rows.slice(0, limit)
  return { items, next: rows.length > limit ? String(items.at(-1)?.id) : null }
}
