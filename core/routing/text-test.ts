import { RE2JS } from 're2js'

const longestText = 20_000
const longestPattern = 500
const kept = 500

/** A pattern can be told apart by its own words, so those in use are compiled once for a process. */
const compiled = new Map<string, RE2JS>()

/**
 * Whether a pattern is found in the first 20,000 characters, whatever their case. RE2 reads each character once
 * (github.com/google/re2/wiki/Syntax), so that no pattern of anybody can hold the desk up.
 */
export function isFound(pattern: string, text: string): boolean {
  return compile(pattern).test(text.slice(0, longestText))
}

/** Why a pattern cannot be used, with the place in it, from 1; undefined: it can. */
export function patternFault(pattern: string): string | undefined {
  if (pattern.length > longestPattern) return `may have at most ${longestPattern} characters`
  try {
    compile(pattern)
    return undefined
  } catch (error) {
    const { error: reason, input: piece } = error as { error?: string; input?: string }
    const place = piece ? Math.max(0, pattern.indexOf(piece)) + 1 : 1
    return `is no pattern that RE2 can read: ${reason ?? 'it cannot be compiled'}, at character ${place}`
  }
}

function compile(pattern: string): RE2JS {
  const known = compiled.get(pattern)
  if (known) return known
  const fresh = RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE)
  const oldest = compiled.keys().next().value
  if (compiled.size >= kept && oldest !== undefined) compiled.delete(oldest)
  compiled.set(pattern, fresh)
  return fresh
}
