/** What mail programs of the world put before the subject of an answer … */
const answers = [
  're|aw|antw?|sv|vs|res|rif|r|odp|ynt|vá|bls|atb',
  'на|отв|ответ|απ|σχετ|תשובה|תגובה|השב|رد|ตอบ|trả lời|답장|회신|返信|回复|回覆|答复',
].join('|')
/** … and of a forward. */
const forwards = [
  'tr|fwd?|wg|vl|vb|rv|enc|pd|ilt|İlt|továbbítás|trs|doorst',
  'пересл|πρθ|הועבר|إعادة توجيه|전달|転送|转发|轉寄',
].join('|')
const count = '(?: ?(?:[[(]\\d{1,3}[\\])]|\\^\\d))?'
const leading = new RegExp(`^(?:(?:${answers}|${forwards})${count} ?[:：] ?)+`, 'iu')
const forwarding = new RegExp(`^(?:${forwards})${count} ?[:：]`, 'iu')

/** Whether a mail program has marked a mail as a forward. */
export function isForwardSubject(subject: string): boolean {
  return forwarding.test(subject.trim())
}

/** A subject without what mail programs have put before it. */
export function bareSubject(subject: string): string {
  return subject.trim().replace(leading, '').trim()
}

const maxLength = 250 // Characters: the header stays far below 998 bytes a line (RFC 5322 §2.1.1).

/** `Re: ` and the subject, with every prefix it already had taken off; always one line. */
export function replySubject(subject: string): string {
  const line = subject
    .slice(0, 1000)
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
  const bare = [...bareSubject(line)].slice(0, maxLength).join('').trim()
  return `Re: ${bare || '(no subject)'}`
}
