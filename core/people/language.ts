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
  if (language !== null) requireLanguage(language)
  await work.tx.update(people).set({ language }).where(eq(people.id, id))
}

/** Refuses what is no language tag (BCP 47, of which `is_language` in the database knows the part in use). */
export function requireLanguage(language: string): void {
  if (!/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/.test(language))
    refuse('wrong-input', { why: `“${language}” is no language. Give a tag like en, de or pt-BR.` })
}

const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' })

/** The same for languages that people answer in: of those it matters that there is one. */
export function requireKnownLanguage(language: string): void {
  requireLanguage(language)
  if (!names.of(language))
    refuse('wrong-input', { why: `“${language}” is no language. Give a tag like en, de or pt-BR.` })
}
