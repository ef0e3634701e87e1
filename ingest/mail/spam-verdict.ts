import { hasHeader, headerOf } from './header-facts.ts'
import type { ParsedMail } from './parsed.ts'

/**
 * How the filters that mail passes on its way say that it is spam, in fields of theirs. That a mail is none is never
 * believed, because its sender can write that too.
 */
const verdicts: readonly (readonly [field: string, spam: RegExp])[] = [
  ['x-spam-flag', /^yes/], // SpamAssassin, Rspamd, Amavis and many that speak as they do.
  ['x-spam-status', /^yes/],
  ['x-spam', /^(yes|true)/],
  ['x-spamd-result', /^[\w-]*: true\b/], // Rspamd: `default: True [17.20 / 15.00]; …`
  ['x-rspamd-action', /^(reject|add header|rewrite subject)/],
  ['x-forefront-antispam-report', /(^|;)\s*(sfv:(spm|skb|sks)|scl:[5-9]|cat:h?(spm|phsh))\s*(;|$)/],
  ['x-microsoft-antispam', /(^|;)\s*(sfv:spm|scl:[5-9])\s*(;|$)/],
  ['x-ms-exchange-organization-scl', /^[5-9]/],
  ['x-proofpoint-spam-details', /\brule=(?!\w*notspam)\w*spam/],
  ['x-barracuda-spam-flag', /^yes/],
  ['x-barracuda-spam-status', /^yes/],
  ['x-ses-spam-verdict', /^fail/],
  ['x-ses-virus-verdict', /^fail/],
  ['x-mailgun-sflag', /^yes/],
  ['x-cmae-verdict', /^spam/], // Cloudmark.
  ['x-vr-spamstate', /^spam/], // Vade, at OVH and others.
  ['x-klms-antispam-status', /^(spam|probable_spam)/], // Kaspersky.
  ['x-dspam-result', /^(spam|blacklisted)/],
  ['x-bogosity', /^(spam|yes)/],
]

/** Which filter before us took a mail for spam, as a sentence; null: none. The last of each kind that it passed counts. */
export function spamVerdict(mail: ParsedMail): string | null {
  const [found] = verdicts.filter(
    ([field, spam]) => hasHeader(mail, field) && spam.test(headerOf(mail, field)),
  )
  return found ? `A filter on its way took it for spam: its ${found[0]} says so.` : null
}
