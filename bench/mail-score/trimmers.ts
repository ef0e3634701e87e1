import EmailReplyParser from 'email-reply-parser'
import nodeReplyParser from 'node-email-reply-parser'
import planer from 'planer'
import talon from 'talonjs'
import { textOfHtml } from '#ingest/mail/html-text.ts'
import { visibleText } from '#ingest/mail/reply-text.ts'

export interface Body {
  text: string
  html: string | null
}

/**
 * What is compared. Talon is given the HTML of mails that have nothing else; the others know only text (planer would need
 * a browser's document) and are given the HTML as text.
 */
export const trimmers: Record<string, (mail: Body) => string> = {
  ours: visibleText,
  talonjs: ({ text, html }) =>
    html && text === textOfHtml(html)
      ? textOfHtml(talon.quotations.extractFromHtml(html).body)
      : talon.quotations.extractFromPlain(text).body,
  planer: ({ text }) => planer.extractFrom(text, 'text/plain'),
  'node-email-reply-parser': ({ text }) => nodeReplyParser(text).getVisibleText(),
  'email-reply-parser': ({ text }) => new EmailReplyParser().parseReply(text),
  'show everything': ({ text }) => text,
}
