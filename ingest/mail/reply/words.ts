import { languages } from './languages/all.ts'
import type { LanguagePack } from './languages/pack.ts'

export type Field = 'from' | 'sent' | 'to' | 'cc' | 'subject'

/** Scripts that put no spaces between words: their words are looked for anywhere in a line. */
const unspaced = /[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/

/** Lower case, composed, without the characters that only steer writing direction or spacing; "İ" as "i". */
export function fold(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/g, '')
    .toLowerCase()
    .replaceAll('i\u0307', 'i')
}

/** The words of a folded line: runs of letters and digits. */
export function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
}

/** A folded phrase with everything but letters and digits as single spaces, to compare titles and labels by. */
export function phrase(text: string): string {
  return wordsOf(fold(text)).join(' ')
}

function listed(kind: keyof LanguagePack): string[] {
  return Object.values(languages).flatMap((pack) => pack[kind]?.split('|') ?? [])
}

/** A vocabulary answers whether a line has one of its words. */
interface Vocabulary {
  words: Set<string>
  inside: string[] // Of unspaced scripts.
}

function vocabulary(kind: keyof LanguagePack): Vocabulary {
  const all = listed(kind).map(phrase)
  return {
    words: new Set(
      all.filter((word) => !unspaced.test(word)).map((text) => text.split(' ')[0] ?? ''),
    ),
    inside: all.filter((word) => unspaced.test(word)),
  }
}

export const wrote = vocabulary('wrote')
export const sentFrom = vocabulary('sentFrom')
export const on = vocabulary('on')
export const originals = new Set(listed('original').map(phrase))
export const forwards = new Set(listed('forwarded').map(phrase))

export function says(vocabulary: Vocabulary, folded: string, words: readonly string[]): boolean {
  if (words.some((word) => vocabulary.words.has(word))) return true
  return unspaced.test(folded) && vocabulary.inside.some((word) => folded.includes(word))
}

/** What a label of a header block names; the first language that claims a label wins. */
export const labels = new Map<string, Field>()
for (const field of ['from', 'subject', 'sent', 'to', 'cc'] as const)
  for (const label of listed(field))
    if (!labels.has(phrase(label))) labels.set(phrase(label), field)
