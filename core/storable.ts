/**
 * A string as Postgres and JSON take it: no NUL, no half of a surrogate pair, and no longer than asked. What people
 * and their mail programs send may be anything.
 */
export function storable(text: string, maxLength = Number.POSITIVE_INFINITY): string {
  return text.replaceAll('\0', '').slice(0, maxLength).toWellFormed()
}
