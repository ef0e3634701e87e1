import type { Changes } from './timeline.ts'

/** What of a row would differ, as old and new. What is undefined stays as it is. */
export function changesBetween<Row extends object>(before: Row, after: Partial<Row>): Changes {
  return Object.fromEntries(
    (Object.keys(after) as (keyof Row & string)[])
      .filter((name) => after[name] !== undefined)
      .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
      .map((name) => [name, [before[name], after[name]]]),
  )
}
