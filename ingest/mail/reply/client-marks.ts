import type { Place } from './lines.ts'

/** What an element of a mail means. `container` holds quotes and the answers between them; `begin` starts history. */
export type Mark = NonNullable<Place['role']> | 'container' | 'begin' | 'indent' | 'bar'

/** Classes, ids, names and data-markers that mail programs give to history, by what they mean. */
const marks: Record<Exclude<Mark, 'bar' | 'indent'>, readonly string[]> = {
  container: [
    'gmail_quote',
    'gmail_quote_container',
    'protonmail_quote',
    'nylas-quote',
    'tutanota_quote',
    'missive_quote',
    'mailru-quote',
  ],
  quote: [
    ...[
      'yahoo_quoted',
      'OLK_SRC_BODY_SECTION',
      'zmail_extra',
      'messageReplySection',
      '_originalContent',
      'AppleOriginalContents',
    ],
    ...[
      'isReplyContent',
      'ntes-mailmaster-quote',
      'mail-quote-collapse',
      'bloop_original_html',
      'freshdesk_quote',
      'front-blockquote',
    ],
    ...[
      'QuotedText',
      'quoted-text',
      'quoted_text',
      'quotedText',
      'mail_quote',
      'replied-message',
      'original-message',
      'OriginalMessage',
    ],
    ...[
      'reply_quote',
      'moz-reply-quote',
      'hs_reply_quote',
      'mb_reply',
      'spark-quote',
      'qmbox_quote',
      'WM_QUOTE',
      'previous-message',
    ],
    ...[
      'acompli_quote',
      'zimbra-quote',
      '__QUOTED_TEXT__',
      'tbj-quoted',
      'intercom-quote',
      'crisp-quote',
      'gorgias_quote',
      'hey-quote',
    ],
  ],
  attribution: [
    'gmail_attr',
    'moz-cite-prefix',
    'airmail_on',
    'reply-intro',
    'zmail_extra_hr',
    'cite-prefix',
    'quote-header',
    'quoteHeader',
  ],
  begin: [
    ...[
      'divRplyFwdMsg',
      'appendonsend',
      'zwchr',
      '__DIVIDER__',
      '__HEADERS__',
      'stopSpelling',
      'stopSpelling1',
      'ms-outlook-mobile-reference-message',
    ],
    ...[
      'mail-editor-reference-message-container',
      'mail-editor-reference-message',
      'MsgHeaderSeparator',
      'replySplit',
      'replysplit',
    ],
    ...[
      'reply-above-this-line',
      'tmail-reply',
      'xm_mail_oringinal_describe',
      'originalMessageHeader',
    ],
  ],
  signature: [
    ...[
      'gmail_signature',
      'gmail_signature_prefix',
      'moz-signature',
      'protonmail_signature_block',
      'AppleMailSignature',
      'Signature',
    ],
    ...[
      'ms-outlook-mobile-signature',
      'messageSignatureSection',
      'composer_signature',
      'bloop_sign',
      'zm-signature',
      'email-signature',
    ],
    ...[
      'mail-signature',
      'hs_signature',
      'mailspring-signature',
      'ydp-signature',
      'tutanota_signature',
      'foxmail_signature',
      'signature',
    ],
  ],
}

const known = new Map<string, Mark>()
for (const [mark, names] of Object.entries(marks))
  if (isMark(mark)) for (const name of names) known.set(name.toLowerCase(), mark)

function isMark(mark: string): mark is keyof typeof marks {
  return mark in marks
}

/**
 * What an element means, by its name and attributes. Webmailers rename what they show and quote again ("x_gmail_quote",
 * "yiv123gmail_quote", "ydp1f2yahoo_quoted"), so a known name also counts at the end of a longer one.
 */
export function markOf(tag: string, attributes: ReadonlyMap<string, string>): Mark | null {
  if (tag === 'includetail') return 'quote' // QQ mail.
  const cited = tag === 'blockquote' ? blockquote(attributes) : null
  if (cited) return cited
  for (const name of ['class', 'id', 'name', 'data-marker', 'data-smartmail'])
    for (const value of (attributes.get(name) ?? '').slice(0, 300).split(/\s+/)) {
      const mark = named(value)
      if (mark && !(tag === 'blockquote' && mark !== 'signature')) return mark
    }
  return styled(tag, attributes)
}

function named(value: string): Mark | null {
  if (value.length < 5) return null
  const name = value.toLowerCase().replace(/^(?:x_|yiv\d+|aolmail_|ydp[0-9a-f]*|m_-?\d+)+/, '')
  return known.get(name) ?? null
}

/** Only `cite` is said by mail programs alone: editors make blockquotes with and without classes, too. */
function blockquote(attributes: ReadonlyMap<string, string>): Mark | null {
  if (attributes.get('type') === 'cite' || attributes.has('cite')) return 'quote'
  const names = `${attributes.get('class') ?? ''} ${attributes.get('id') ?? ''}`
  if (names.includes('cite') || names.includes('protonmail_quote')) return 'quote'
  // Without a border and with only a margin on the left it is what "increase indent" makes of a paragraph.
  const style = styleOf(attributes)
  if (/border-left(?!\s*:\s*(?:none|0|medium none))/i.test(style)) return 'indent'
  return /border\s*:\s*(?:none|0)/i.test(style) ? null : 'indent'
}

function styled(tag: string, attributes: ReadonlyMap<string, string>): Mark | null {
  const style = styleOf(attributes)
  if (!style || (tag !== 'div' && tag !== 'td' && tag !== 'table')) return null
  if (
    /border-(?:left|right)\s*:[^;]*(?:solid|[1-9](?:\.\d)?p)/i.test(style) &&
    /padding|margin/i.test(style)
  )
    return 'bar'
  return /border(?:-top)?\s*:[^;]*(?:solid|[1-9]\.?\d?p)/i.test(style) &&
    /border-top|border-(?:width|style)/i.test(style)
    ? 'bar'
    : null
}

function styleOf(attributes: ReadonlyMap<string, string>): string {
  return (attributes.get('style') ?? '').slice(0, 500)
}
