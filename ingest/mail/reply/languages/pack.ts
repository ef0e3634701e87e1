/**
 * What mail programs of one language put around the mail they answer. Words are separated by `|`; case, dots and
 * stars do not count. Dates are no part of it: month and weekday names come from the runtime (see ../dates.ts).
 */
export interface LanguagePack {
  on?: string // First words of a line such as "On Friday, … wrote:".
  wrote?: string // Words of which one says "wrote"; one word of a phrase is enough.
  from?: string // Labels of a header block …
  sent?: string
  to?: string
  cc?: string
  subject?: string
  original?: string // … and the titles above one.
  forwarded?: string
  sentFrom?: string // Words that say "sent" in "Sent from my iPhone".
}
