import { eq } from 'drizzle-orm'
import type { Work } from '#core/app.ts'
import { refuse } from '#core/refusal.ts'
import type { PersonId } from '#db/schema/columns.ts'
import { people } from '#db/schema/people.ts'

/** What language somebody is written to in; null: not known, so their team's. */
export async function setLanguage(
  work: Work,
  id: PersonId,
  language: string | null,
): Promise<void> {
  const tag = language === null ? null : languageFrom(language)
  await work.tx.update(people).set({ language: tag }).where(eq(people.id, id))
}

/**
 * A language as it is kept, however its letters are written: `EN` is `en`, `pt-br` is `pt-BR`. Refuses what is no tag
 * (BCP 47, of which `is_language` in the database knows the part in use).
 */
export function languageFrom(text: string): string {
  const tag = canonical(text.trim())
  return /^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/.test(tag) ? tag : refuseLanguage(text)
}

const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' })

/** The same for languages that people answer in: of those it matters that there is one. */
export function knownLanguageFrom(text: string): string {
  const tag = languageFrom(text)
  return names.of(tag) ? tag : refuseLanguage(text)
}

function canonical(text: string): string {
  try {
    return Intl.getCanonicalLocales(text)[0] ?? ''
  } catch {
    return '' // It has not even the shape of one.
  }
}

function refuseLanguage(text: string): never {
  refuse('wrong-input', { why: `“${text}” is no language. Give a tag like en, de or pt-BR.` })
}
