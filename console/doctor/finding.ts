/** What one check has found. */
export interface Finding {
  check: string
  ok: boolean | null // Null: there is nothing to look at, or it could not be looked at.
  words: string
  mend: string | null // What to do about it.
}

export function good(check: string, words: string): Finding {
  return { check, ok: true, words, mend: null }
}

export function bad(check: string, words: string, mend: string): Finding {
  return { check, ok: false, words, mend }
}

export function open(check: string, words: string, mend: string | null = null): Finding {
  return { check, ok: null, words, mend }
}

/** What went wrong, on one line. */
export function reasonOf(error: unknown): string {
  const said = error instanceof Error ? error.message : String(error)
  return said.replace(/\s+/g, ' ').trim() || 'no reason given'
}
