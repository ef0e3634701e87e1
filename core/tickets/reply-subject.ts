/** What mail programs of the world put before the subject of an answer or a forward. */
const prefixes = [
  're|aw|antw?|sv|vs|tr|fwd?|wg|vl|vb|rv|enc|res|rif|r|odp|pd|ynt|ilt|İlt|vá|továbbítás|bls|trs|atb|doorst',
  'на|отв|ответ|пересл|απ|σχετ|πρθ|תשובה|תגובה|השב|הועבר|رد|إعادة توجيه|ตอบ|trả lời|답장|회신|전달|返信|転送|回复|回覆|答复|转发|轉寄',
].join('|')
const leading = new RegExp(`^(?:(?:${prefixes}) ?(?:[[(]\\d{1,3}[\\])]|\\^\\d)? ?[:：] ?)+`, 'iu')

const maxLength = 250 // Characters: the header stays far below 998 bytes a line (RFC 5322 §2.1.1).

/** `Re: ` and the subject, with every prefix it already had taken off; always one line. */
export function replySubject(subject: string): string {
  const line = subject
    .slice(0, 1000)
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
  const bare = [...line.replace(leading, '')].slice(0, maxLength).join('').trim()
  return `Re: ${bare || '(no subject)'}`
}
