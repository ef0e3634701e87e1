import { replyMarker } from '#core/tickets/reply-marker.ts'
import { mailableHtml } from '#core/tickets/written-html.ts'
import type { Draft, Quoted } from './draft.ts'
import { fill, oneLine } from './fill.ts'
import { escaped, lines, paragraphs, plain } from './text-as-html.ts'

type Written = Pick<Draft, 'kind' | 'text' | 'html' | 'quoted' | 'words' | 'variables'>

const maxQuoted = 20_000 // Characters: they have the rest themselves.
const grey = '#767676' // Can be read on white and on black alike. All other colours are the reader's own.

/** The same twice: as text, and as HTML. */
interface Part {
  text: string
  html: string
}

/**
 * What a mail says. A reply: what the agent wrote in the frame of the team, our marker, and what it answers. Automatic
 * mail: its text and nothing else, for it may not carry what strangers wrote.
 * @param leave where whoever is in Cc asks for no more; absent: nobody is
 */
export function bodyOf(mail: Written, leave?: string): Part {
  const footer = leave ? [saidAs(fill(mail.words.leaving, { link: leave }))] : []
  const parts =
    mail.kind === 'reply'
      ? [...framed(mail), ...footer, marker, ...(mail.quoted ? [quotation(mail, mail.quoted)] : [])]
      : [saidAs(plain(mail.text))]
  return {
    text: `${parts.map(({ text }) => text).join('\n\n')}\n`,
    html: `<!doctype html>
<html><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"></head>
<body style="font-family:system-ui,sans-serif;font-size:15px;line-height:1.5">
${parts.map(({ html }) => html).join('\n')}</body></html>
`,
  }
}

const marker: Part = {
  text: replyMarker,
  html: `<p style="margin:1.5em 0;font-size:12px;color:${grey}">${escaped(replyMarker)}</p>`,
}

/** The frame in its order: its own words, the answer, the signature. What is empty leaves no gap. */
function framed({ text, html, words, variables }: Written): Part[] {
  return words.templates.reply_frame.text
    .split(/\{\{\s*(message|signature)\s*\}\}/) // The names, being captured, come at odd places.
    .map((piece, place) => {
      if (place % 2 === 0) return saidAs(plain(fill(piece, variables)))
      if (piece === 'signature')
        return signed(plain(fill(words.templates.signature.text, variables)))
      const said = saidAs(plain(text))
      return html === null ? said : { ...said, html: `<div>${mailableHtml(html)}</div>` }
    })
    .filter((part) => part.text !== '' || part.html !== '')
}

function saidAs(text: string): Part {
  return { text, html: text && paragraphs(text) }
}

/** Behind `-- `, which mail programs know as the sign of a signature (RFC 3676 §4.3). */
function signed(text: string): Part {
  if (!text) return { text: '', html: '' }
  return {
    text: `-- \n${text}`,
    html: `<p style="margin:1em 0;color:${grey}">${lines(text)}</p>`,
  }
}

function quotation({ words }: Written, { author, text, sentAt }: Quoted): Part {
  const { locale, quoting } = words
  const format = { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' } as const
  const date = `${new Intl.DateTimeFormat(locale, format).format(sentAt)} UTC`
  const heading = fill(quoting, { date, author: oneLine(author) })
  const quote = shortened(plain(text))
  return {
    text: `${heading}\n${behindMarks(quote)}`,
    html: `<p style="margin:0 0 .5em;color:${grey}">${escaped(heading)}</p>
<blockquote type="cite" style="margin:0;padding-left:1em;border-left:2px solid ${grey}">${lines(quote)}</blockquote>`,
  }
}

function behindMarks(text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' || line.startsWith('>') ? `>${line}` : `> ${line}`))
    .join('\n')
}

function shortened(text: string): string {
  return text.length > maxQuoted ? `${text.slice(0, maxQuoted).toWellFormed()} […]` : text
}
