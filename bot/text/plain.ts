/** What Slack's limits count, and what it reads meaning into. */
const maxFallbackBytes = 3900 // chat.update refuses above 4,000, counted after escaping.

/** The only three characters that Slack reads meaning into (docs.slack.dev/messaging/formatting-message-text). */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** One line, without what could turn its direction or hide in it. */
export function oneLine(text: string, maxLength: number): string {
  return cut(
    text
      .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
    maxLength,
  )
}

/** No longer than asked, ending in … when there was more; a character is never halved. */
export function cut(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text
  return `${text.slice(0, maxLength - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}

/** The text that notifications show, and whoever cannot see blocks. */
export function fallback(text: string): string {
  let short = oneLine(text, maxFallbackBytes)
  while (Buffer.byteLength(escaped(short)) > maxFallbackBytes)
    short = cut(short, Math.floor(short.length * 0.9))
  return escaped(short) || '…'
}
